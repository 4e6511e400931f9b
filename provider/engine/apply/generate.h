// Names that are made up when the configuration gives none or only their beginning.
#pragma once

#include <chrono>

#include "provider/engine/scope.h"
#include "provider/value/clock.h"

namespace lakeform::engine {

/// The 26 characters of a made-up name: UTC time as yyyymmddhhmmss, four digits of the second's fraction, a counter of
/// this process in eight hexadecimal digits. Source: the older plugin SDK's unique ids. Thread-safe; no two calls give
/// the same.
std::string unique_suffix(std::chrono::system_clock::time_point now = clock::now());

/// Gives every attribute with a `generate` template that has no known value its made-up one.
void generate_names(Scope& scope);

}  // namespace lakeform::engine
