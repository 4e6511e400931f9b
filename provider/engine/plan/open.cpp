#include "provider/engine/plan/open.h"

#include <algorithm>

#include "provider/language/json_path.h"
#include "provider/language/value_path.h"

namespace lakeform::engine {

namespace {

constexpr const char* kTimeouts = "timeouts";

bool same(const Value& a, const Value& b);

bool same_members(const Value::Map& a, const Value& b) {
  return std::all_of(a.begin(), a.end(), [&](const auto& member) { return same(member.second, b[member.first]); });
}

/// Equal but for null against zero; an unknown may come out equal.
bool same(const Value& a, const Value& b) {
  if (a.is_unknown() || a == b || (is_zero(a) && is_zero(b))) return true;
  if (a.is_list() && b.is_list())
    return std::equal(a.as_list().begin(), a.as_list().end(), b.as_list().begin(), b.as_list().end(), same);
  return a.is_map() && b.is_map() && a.as_map().size() == b.as_map().size() && same_members(a.as_map(), b);
}

/// What differs is only null against zero here.
Value opened(const Field& field, const Value& prior, Value planned) {
  if (planned.is_unknown() || planned == prior) return planned;
  if (planned.is_map() && prior.is_map()) {
    for (const Field& member : field.fields)
      planned.set(member.name, opened(member, prior[member.name], planned[member.name]));
    return planned;
  }
  if (field.of_objects() && planned.is_list() && prior.is_list() &&
      planned.as_list().size() == prior.as_list().size()) {
    for (std::size_t i = 0; i < planned.as_list().size(); ++i) {
      Field element = field;
      element.shape = schema::Shape::Object;
      planned.as_list()[i] = opened(element, prior.as_list()[i], planned.as_list()[i]);
    }
    return planned;
  }
  return field.block ? planned : Value::unknown();  // Terraform takes null and no blocks for the same
}

}  // namespace

bool surely_changes(const Definition& definition, const Value& prior, const Value& planned) {
  if (prior.is_null()) return true;
  // To the older SDK other timeouts are no change: they come with one, or not at all.
  if (!definition.legacy || planned[kTimeouts] == prior[kTimeouts]) return !same(planned, prior);
  Value rest = planned;
  rest.set(kTimeouts, prior[kTimeouts]);
  return !same(rest, prior);
}

void leave_open(const Field& root, const Value& prior, Value& planned) {
  for (const Field& field : root.fields) {
    const bool comes_along = field.name == kTimeouts && !(prior[kTimeouts] == planned[kTimeouts]);
    planned.set(field.name, comes_along ? Value::unknown() : opened(field, prior[field.name], planned[field.name]));
  }
}

}  // namespace lakeform::engine
