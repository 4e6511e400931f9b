// Conditions of a definition: when a step runs, a plan is refused, an attribute becomes unknown. Text form in
// schemas/README.md.
#pragma once

#include <map>

#include "provider/schema/definition.h"

namespace lakeform::language {

/// What conditions are judged against.
struct ConditionScope {
  const Value& prior;                                          ///< null: the object is being created
  const Value& object;                                         ///< planned or configured
  const std::map<std::string, schema::Json>* saved = nullptr;  ///< variables of earlier steps, "save.NAME"
  const schema::Json* reply = nullptr;                         ///< the answer of the step before, for "replied:PATH"
  const schema::Json* each = nullptr;    ///< the element of a step that is made per element, "each" and "each.MEMBER"
  const Value* config = nullptr;         ///< holds write-only values, which `object` lacks
  const Value* element = nullptr;        ///< the element of a block that a path with a leading dot speaks of
  const schema::Field* root = nullptr;   ///< the schema: elements of a set are one by its words; null: equal ones only
  const Value* prior_element = nullptr;  ///< the element before; null: there was none
};

/// What the older SDK calls a change: null and zero are the same at any depth.
bool differs(const Value& a, const Value& b);

/// The names, for an update mask, of the fields with a place in requests that have changed; in the order of the schema.
std::vector<std::string> mask_of(const schema::Field& root, const Value& prior, const Value& object);

/// Whether all hold. Words: changed (any of the paths differs, null and zero being the same; "*" is everything but
/// tags, tags_all, region, timeouts and id), set (known or unknown, but neither null nor empty), known, is and was
/// (text equals), above (a number greater than), creating, added and removed (a list or set has gained or lost
/// elements), dropped ("block.member": an element's name stands in none any more), replied, masked (mask_of
/// has names).
bool holds(const schema::Conditions& conditions, const ConditionScope& scope);

/// The text form: "changed:a|b", "!set:a", or a list of such.
schema::Conditions parse_conditions(const schema::Json& text);

}  // namespace lakeform::language
