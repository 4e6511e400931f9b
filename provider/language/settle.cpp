#include "provider/language/settle.h"

#include <algorithm>

#include "provider/language/equality.h"
#include "provider/language/value_path.h"

namespace lakeform::language {

namespace {

using schema::Field;

/// Whether the member is as one that is absent reads.
bool member_says_nothing(const Field& member, const Value& value, bool legacy) {
  if (member.of_objects() && value.is_list()) {
    return std::all_of(value.as_list().begin(), value.as_list().end(),
                       [&](const Value& one) { return may_be_left_out(member) && says_nothing(member, one, legacy); });
  }
  return is_blank(value) || (is_zero(value) && (legacy || member.plan.rfind("zero", 0) == 0));
}

/// A list of blocks in which only those stand that say something.
bool nothing_in(const Field& block, const Value& value, bool legacy) {
  return value.is_null() ||
         (value.is_list() && std::all_of(value.as_list().begin(), value.as_list().end(),
                                         [&](const Value& one) { return says_nothing(block, one, legacy); }));
}

bool means(const Field& field, const Value& live, const Value& state, bool legacy);

bool members_mean(const Field& field, const Value& live, const Value& state, bool legacy) {
  return std::all_of(field.fields.begin(), field.fields.end(),
                     [&](const Field& member) { return means(member, live[member.name], state[member.name], legacy); });
}

bool lists_mean(const Field& field, const Value::List& live, const Value::List& state, bool legacy) {
  const auto same = [&](const Value& a, const Value& b) { return members_mean(field, a, b, legacy); };
  if (live.size() != state.size()) return false;
  if (field.shape == schema::Shape::Set) return std::is_permutation(live.begin(), live.end(), state.begin(), same);
  return std::equal(live.begin(), live.end(), state.begin(), same);
}

/// Whether the live value means what the state says.
bool means(const Field& field, const Value& live, const Value& state, bool legacy) {
  if (is_zero(live) && is_zero(state)) return true;
  if (may_be_left_out(field) && nothing_in(field, live, legacy) && nothing_in(field, state, legacy)) return true;
  if (field.of_objects() && live.is_list() && state.is_list())
    return lists_mean(field, live.as_list(), state.as_list(), legacy);
  return legacy ? live == state : equivalent(field, live, state);
}

Value element_settled(const Field& field, Value live, const Value& state, bool legacy);

/// Elements that the state does not know: a zero that a configuration could not have is none, so that what Terraform
/// writes for an import is accepted.
void drop_refused_zeros(const Field& field, Value& element) {
  if (!element.is_map()) return;
  for (const Field& member : field.fields) {
    Value value = element[member.name];
    if (member.of_objects() && value.is_list()) {
      for (Value& one : value.as_list()) drop_refused_zeros(member, one);
    } else if (member.optional() && member.shape == schema::Shape::Number && is_zero(value) && member.checks.min &&
               member.checks.min->to_double() > 0) {
      value = Value();
    }
    element.set(member.name, std::move(value));
  }
}

/// The state's element that stands for each live one: by place in a list, by meaning in a set.
Value list_settled(const Field& field, Value live, const Value& state, bool legacy) {
  Value::List rest = state.as_list();
  std::size_t i = 0;
  for (Value& one : live.as_list()) {
    const auto at = field.shape == schema::Shape::Set
                        ? std::find_if(rest.begin(), rest.end(),
                                       [&](const Value& other) {
                                         return other.is_map() && members_mean(field, one, other, legacy);
                                       })
                        : (i < rest.size() ? rest.begin() + static_cast<std::ptrdiff_t>(i) : rest.end());
    ++i;
    if (at == rest.end() || !at->is_map()) {
      drop_refused_zeros(field, one);
      continue;
    }
    if (!one.is_map()) continue;
    one = element_settled(field, std::move(one), *at, legacy);
    if (field.shape == schema::Shape::Set) rest.erase(at);
  }
  return live;
}

/// An empty block that was answered, where its absence in a configuration is no change: states have it.
bool answered_anyway(const Field& field, const Value& live) {
  return live.is_list() && !live.as_list().empty() &&
         std::find(field.equal.begin(), field.equal.end(), "absent-block") != field.equal.end();
}

Value element_settled(const Field& field, Value live, const Value& state, bool legacy) {
  for (const Field& member : field.fields) {
    const bool same_text = !legacy && live[member.name].is_string() &&
                           means(member, live[member.name], state[member.name], legacy) &&
                           !is_blank(state[member.name]);
    live.set(member.name, same_text && !member.as_answered
                              ? state[member.name]
                              : settled_with(member, live[member.name], state[member.name], legacy));
  }
  return live;
}

}  // namespace

bool may_be_left_out(const Field& field) {
  return field.block && field.of_objects() && !field.array && field.mode == schema::Mode::Optional &&
         field.min_items == 0;
}

bool says_nothing(const Field& block, const Value& element, bool legacy) {
  return element.is_null() ||
         (element.is_map() && std::all_of(block.fields.begin(), block.fields.end(), [&](const Field& member) {
            return member_says_nothing(member, element[member.name], legacy);
          }));
}

Value settled_with(const Field& field, Value live, const Value& state, bool legacy) {
  if (!field.of_objects() || !state.is_list()) return live;
  if (may_be_left_out(field) && nothing_in(field, live, legacy) && nothing_in(field, state, legacy))
    return answered_anyway(field, live) ? live : state;
  return live.is_list() ? list_settled(field, std::move(live), state, legacy) : live;
}

}  // namespace lakeform::language
