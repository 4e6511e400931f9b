// The definitions that were compiled into the program.
#pragma once

#include "provider/schema/compiled.h"
#include "provider/schema/definition.h"

namespace lakeform::schema {

/// Inflates on first use and keeps, for as long as the process lives. Thread-safe.
std::string_view unpacked(const Packed&);

/// All of them, in a steady order.
std::span<const Compiled* const> providers();
/// Null for a provider that is not there.
const Compiled* find_provider(std::string_view name);
/// Loads on first use and keeps; null for a type without definition. Thread-safe.
const Definition* find_definition(const Compiled&, std::string_view type, Kind = Kind::Resource);
/// The provider block as a definition without calls.
const Definition& provider_definition(const Compiled&);

}  // namespace lakeform::schema
