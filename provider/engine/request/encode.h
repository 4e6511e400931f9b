// From state to request: the send form of attributes and blocks.
#pragma once

#include "provider/engine/scope.h"

namespace lakeform::engine {

/// The field's value as the API takes it, conversions done. Null for nothing to send.
Json sent(const Field& field, const Value& value, const Scope& scope);
/// One element of a list or set field.
Json sent_element(const Field& field, const Value& element, const Scope& scope);

/// The elements (or map entries) that are in `a` and not in `b`, in send form; an array or object, possibly empty.
Json sent_difference(std::string_view name, const Value& a, const Value& b, const Scope& scope);

/// Puts fields into a body at their places: `which` is "all" (every field with a place that `tree`, the body, does not
/// name elsewhere) or names.
void merge_fields(Json& body, const Json& which, const Json& tree, const Scope& scope);
/// Those of the named fields that differ from the prior object, also when they became zero or unset.
void merge_changed(Json& body, const Json& which, const Scope& scope);

/// The CRC-32 of a text in decimal: what the older SDK orders sets by, and the id of data sources that have none of
/// their own.
std::string sdk_hash(const std::string& text);

/// The elements of a set in the order in which the older SDK sends them: by the decimal text of the CRC-32 of their
/// serialization.
Value::List in_wire_order(const Field& field, const Value::List& elements);

}  // namespace lakeform::engine
