#include "plan/diff/differences.h"

#include <algorithm>
#include <set>

#include "provider/value/state_json.h"

namespace lakeform::plan {

namespace {

using schema::Field;
using schema::Shape;

bool blank(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::Null:
      return true;
    case Value::Kind::Unknown:
      return false;
    case Value::Kind::Bool:
      return !value.as_bool();
    case Value::Kind::Number:
      return value.as_number() == Number(0);
    case Value::Kind::String:
      return value.as_string().empty();
    case Value::Kind::List:
      return value.as_list().empty();
    case Value::Kind::Map:
      return std::all_of(value.as_map().begin(), value.as_map().end(),
                         [](const auto& one) { return blank(one.second); });
  }
  return false;
}

/// `zeros`: null and zero are the same.
bool equal(const Field& field, const Value& a, const Value& b, bool zeros);

bool equal_objects(const Field& object, const Value& a, const Value& b, bool zeros) {
  return std::all_of(object.fields.begin(), object.fields.end(),
                     [&](const Field& f) { return equal(f, a[f.name], b[f.name], zeros); });
}

bool equal_elements(const Field& field, const Value& a, const Value& b, bool zeros) {
  return field.fields.empty() || !a.is_map() || !b.is_map() ? a == b : equal_objects(field, a, b, zeros);
}

bool equal(const Field& field, const Value& a, const Value& b, bool zeros) {
  if (zeros && blank(a) && blank(b)) return true;
  if (a.is_map() && b.is_map() && !field.fields.empty()) return equal_objects(field, a, b, zeros);
  if (!a.is_list() || !b.is_list()) return a == b;
  const auto& x = a.as_list();
  const auto& y = b.as_list();
  if (x.size() != y.size()) return false;
  const auto alike = [&](const Value& p, const Value& q) { return equal_elements(field, p, q, zeros); };
  return field.shape == Shape::Set ? std::is_permutation(x.begin(), x.end(), y.begin(), alike)
                                   : std::equal(x.begin(), x.end(), y.begin(), alike);
}

/// One walk over three objects at once.
class Walk {
 public:
  Walk(bool has_desired, bool has_state, bool has_live, const Sensitive& sensitive)
      : has_desired_(has_desired), has_state_(has_state), has_live_(has_live), sensitive_(sensitive) {}

  std::vector<AttributeChange> out;

  void members(const Field& object, const Value& desired, const Value& state, const Value& live, const Path& at,
               bool secret) {
    for (const Field& field : object.fields) {
      if (at.empty() && field.name == "timeouts") continue;
      member(field, desired[field.name], state[field.name], live[field.name], at / field.name,
             secret || field.sensitive);
    }
  }

 private:
  void member(const Field& field, const Value& desired, const Value& state, const Value& live, const Path& at,
              bool secret) {
    if (alike(field, desired, state, live)) return;
    if (secret || sensitive_.whole(at)) return leaf(field, desired, state, live, at, true);
    if (field.shape == Shape::Object && !field.fields.empty()) return members(field, desired, state, live, at, secret);
    if (field.shape == Shape::List && field.of_objects()) return list(field, desired, state, live, at, secret);
    if (field.shape == Shape::Map && !desired.is_unknown()) return map(desired, state, live, at, secret);
    leaf(field, desired, state, live, at, secret || any_sensitive(field));
  }

  /// Elements by their place; where one side has none there, its members are absent.
  void list(const Field& field, const Value& desired, const Value& state, const Value& live, const Path& at,
            bool secret) {
    if (desired.is_unknown()) return leaf(field, desired, state, live, at, secret || any_sensitive(field));
    std::size_t count = 0;
    for (const Value* side : {&desired, &state, &live})
      count = std::max(count, side->is_list() ? side->as_list().size() : 0);
    for (std::size_t i = 0; i < count; ++i) {
      const Path here = at / static_cast<Index>(i);
      members(field, desired.at(Path() / static_cast<Index>(i)), state.at(Path() / static_cast<Index>(i)),
              live.at(Path() / static_cast<Index>(i)), here, secret);
    }
  }

  void map(const Value& desired, const Value& state, const Value& live, const Path& at, bool secret) {
    static const Field scalar;
    std::set<std::string> keys;
    for (const Value* side : {&desired, &state, &live}) {
      if (!side->is_map()) continue;
      for (const auto& [key, value] : side->as_map()) keys.insert(key);
    }
    // Where one key can't be shown, the map is told of as a whole.
    if (std::any_of(keys.begin(), keys.end(), [&](const std::string& key) { return sensitive_.holds_key(key); }))
      return leaf(scalar, desired, state, live, at, true);
    for (const std::string& key : keys) {
      if (!alike(scalar, desired[key], state[key], live[key]))
        leaf(scalar, desired[key], state[key], live[key], at.key(key), secret);
    }
  }

  bool alike(const Field& field, const Value& desired, const Value& state, const Value& live) const {
    const Value& known = has_live_ ? live : state;
    return (!has_desired_ || equal(field, desired, known, true)) &&
           (!has_state_ || !has_live_ || equal(field, state, live, true));
  }

  void leaf(const Field& field, const Value& desired, const Value& state, const Value& live, const Path& at,
            bool secret) {
    AttributeChange change;
    change.path = at.text();
    change.drift = has_state_ && has_live_ && !equal(field, state, live, true);
    change.change = has_desired_ && !equal(field, desired, has_live_ ? live : Value(), true);
    // Known after apply, and nothing of the configuration: that is no news on its own.
    if (change.change && desired.is_unknown() && field.computed() && !change.drift) return;
    change.desired_unknown = has_desired_ && !desired.wholly_known();
    change.sensitive =
        secret || sensitive_.at(at) || sensitive_.holds(desired) || sensitive_.holds(state) || sensitive_.holds(live);
    if (!change.sensitive) {
      if (has_desired_ && !desired.is_unknown() && !desired.is_null()) change.desired = state_json::json_of(desired);
      if (has_state_ && !state.is_null()) change.state = state_json::json_of(state);
      if (has_live_ && !live.is_null()) change.live = state_json::json_of(live);
    }
    out.push_back(std::move(change));
  }

  const bool has_desired_, has_state_, has_live_;
  const Sensitive& sensitive_;
};

}  // namespace

bool same(const schema::Field& object, const Value& a, const Value& b) { return equal(object, a, b, false); }

std::vector<AttributeChange> differences(const schema::Definition& definition, const Value& desired, const Value& state,
                                         const Value& live, const Sensitive& sensitive) {
  Walk walk(!desired.is_null(), !state.is_null(), !live.is_null(), sensitive);
  walk.members(definition.root, desired, state, live, {}, false);
  std::sort(walk.out.begin(), walk.out.end(),
            [](const AttributeChange& a, const AttributeChange& b) { return a.path < b.path; });
  return std::move(walk.out);
}

Value filled_from(const schema::Definition& definition, Value state, const Value& stored, const Value& live) {
  if (!state.is_map() || !stored.is_map()) return state;
  for (const Field& field : definition.root.fields) {
    if (!stored.as_map().contains(field.name)) state.set(field.name, live[field.name]);
  }
  return state;
}

}  // namespace lakeform::plan
