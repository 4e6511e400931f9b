#include "provider/engine/plan/sdk.h"

#include <algorithm>
#include <utility>

#include "provider/engine/plan/sdk_values.h"
#include "provider/language/equality.h"
#include "provider/language/json_path.h"
#include "provider/language/value_path.h"

namespace lakeform::engine::legacy {

namespace {

using schema::Shape;

bool has_word(const Field& field, std::string_view word) {
  return std::find(field.equal.begin(), field.equal.end(), word) != field.equal.end();
}

/// Null as the value that the SDK has in its place.
Value filled(const Field& field, const Value& value) {
  if (!value.is_null()) return value;
  return field.default_value ? *field.default_value : zero(field);
}

/// An element of a list or set of objects or scalars, unset members as zero or default: what tells elements of a set
/// apart.
Value comparable(const Field& field, const Value& value) {
  if (field.of_objects() && value.is_map()) {
    Value::Map out;
    for (const Field& member : field.fields) {
      Value given = filled(member, value[member.name]);
      if (given.is_list()) {
        for (Value& item : given.as_list()) item = comparable(member, item);
      }
      out[member.name] = std::move(given);
    }
    return out;
  }
  return value;
}

bool same_comparable(const Field& field, const Value& a, const Value& b);

bool same_list(const Field& field, const Value::List& a, const Value::List& b) {
  if (a.size() != b.size()) return false;
  if (field.shape != Shape::Set) {
    return std::equal(a.begin(), a.end(), b.begin(),
                      [&](const Value& x, const Value& y) { return same_comparable(field, x, y); });
  }
  return std::is_permutation(a.begin(), a.end(), b.begin(),
                             [&](const Value& x, const Value& y) { return same_comparable(field, x, y); });
}

bool same_comparable(const Field& field, const Value& a, const Value& b) {
  if (!field.of_objects() || !a.is_map() || !b.is_map()) return a == b && a.wholly_known();
  return std::all_of(field.fields.begin(), field.fields.end(), [&](const Field& member) {
    const Value& x = a[member.name];
    const Value& y = b[member.name];
    if (x.is_list() && y.is_list()) return same_list(member, x.as_list(), y.as_list());
    return same_member_of_set(member, x, y) && x.wholly_known();
  });
}

/// Whether an element of the state is what the configuration asks for, where what it leaves to the service may be
/// anything.
bool fits(const Field& field, const Value& item, const Value& wanted) {
  if (!field.of_objects() || !item.is_map() || !wanted.is_map()) return false;
  return std::all_of(field.fields.begin(), field.fields.end(), [&](const Field& member) {
    const Value& x = item[member.name];
    const Value& y = wanted[member.name];
    if (y.is_null() && member.computed()) return true;
    if (!member.of_objects() || !x.is_list() || !y.is_list())
      return filled(member, x) == filled(member, y) && y.wholly_known();
    const auto same = [&](const Value& a, const Value& b) { return fits(member, a, b); };
    const auto& a = x.as_list();
    const auto& b = y.as_list();
    return a.size() == b.size() &&
           (member.shape == Shape::Set ? std::is_permutation(a.begin(), a.end(), b.begin(), same)
                                       : std::equal(a.begin(), a.end(), b.begin(), same));
  });
}

/// One walk over a definition. `all`: inside a set, where every member of an element is written anew.
class Diff {
 public:
  explicit Diff(bool creating) : creating_(creating) {}

  Value members(const Field& parent, const Value& prior, const Value& config, const Path& at, bool all) {
    Value::Map out;
    const Around outer = std::exchange(around_, {&prior, &config});
    for (const Field& member : parent.fields) {
      Value planned = field(member, prior[member.name], config[member.name], at / member.name, all);
      if (member.block && planned.is_null() && member.collection()) planned = Value::List{};
      out[member.name] = std::move(planned);
    }
    around_ = outer;
    return out;
  }

  std::vector<Path> replace;
  std::vector<PossibleReplace> possible;
  bool changed = false;

 private:
  /// The elements that the members in hand belong to.
  struct Around {
    const Value* prior = nullptr;
    const Value* config = nullptr;
  };

  Value field(const Field& f, const Value& prior, const Value& config, const Path& at, bool all) {
    before_ = &prior, after_ = &config;
    switch (f.shape) {
      case Shape::List:
        return list(f, prior, config, at, all);
      case Shape::Set:
        return set(f, prior, config, at, all);
      case Shape::Map:
        return map(f, prior, config, at, all);
      case Shape::Object:
        return config;  // timeouts: no part of the difference
      default:
        return scalar(f, prior, config, at, all);
    }
  }

  void mark(const Field& f, const Path& at, bool differs = true) {
    changed = true;
    if (!f.may_replace() || !differs) return;
    const Path path = in_set_.empty() ? at : in_set_;
    if (f.replace_rule) possible.push_back({f.replace_rule, path, *before_, *after_, *around_.prior, *around_.config});
    if (!f.replace) return;
    if (std::find(replace.begin(), replace.end(), path) == replace.end()) replace.push_back(path);
  }

  Value unknown(const Field& f, const Path& at) {
    mark(f, at);
    return Value::unknown();
  }

  Value scalar(const Field& f, const Value& prior, const Value& config, const Path& at, bool all) {
    const bool keeps = f.computed() && !prior.is_null();
    Value next = config.is_null() && f.default_value && !keeps ? *f.default_value : config;
    if (next.is_unknown()) return unknown(f, at);
    if (next.is_string()) next = stored_text(f, next.as_string());
    const bool removed = next.is_null() && !prior.is_null();
    const std::string before = prior.to_text();
    const std::string after = removed ? zero(f).to_text() : next.to_text();
    if (before == after && !all && (!before.empty() || !creating_ || !f.computed())) return prior;
    if (removed && f.computed()) return prior;
    // Nothing is a difference here, not even from nothing: the service decides.
    if (prior.is_null() && has_word(f, "always")) return prior;
    // The SDK compares with "" where nothing was: a policy that says nothing is no change from that.
    if (prior.is_null() && next.is_string() && counts_nothing(f) && same_text(f, "", after)) {
      return f.computed() && !after.empty() ? unknown(f, at) : Value("");
    }
    if (!prior.is_null() && same_text(f, before, after)) {
      if (!all || before != after) return prior;
    }
    if (f.computed() && after.empty() && !before.empty()) return prior;  // "" says as little as nothing
    const bool decided_later = f.computed() && after.empty() && !f.default_value;
    mark(f, at, before != after || decided_later);
    if (removed) return {};
    if (decided_later) return Value::unknown();
    if (after.empty()) return f.shape == Shape::String ? Value("") : Value();
    return next;
  }

  /// What a list or set says in a configuration: a block without instances says nothing.
  static bool says_something(const Field& f, const Value& config) {
    return config.is_list() && !(f.block && config.as_list().empty());
  }

  Value list(const Field& f, const Value& prior, const Value& config, const Path& at, bool all) {
    if (config.is_unknown() || (!f.of_objects() && !config.wholly_known())) return unknown(f, at);
    const bool set = says_something(f, config);
    // Blocks that the state lacks stand in a block that is new, and members that it lacks in a new element of a set.
    if (!set && f.computed()) return prior.is_null() && (creating_ || f.block || all) ? unknown(f, at) : prior;
    const Value::List before = prior.is_list() ? prior.as_list() : Value::List{};
    const Value::List after = set ? config.as_list() : Value::List{};
    // Members of a set's element are written anew, so none at all is an empty list there.
    if (before.empty() && after.empty()) return all && prior.is_null() ? Value(Value::List{}) : prior;
    std::size_t count = after.size();
    if (before.size() != after.size()) {
      if (before.size() == 1 && after.empty() && has_word(f, "absent-block")) {
        count = 1;
      } else {
        mark(f, at);
      }
    }
    Value::List out;
    for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i) {
      Value planned = element(f, i < before.size() ? before[i] : Value(), i < after.size() ? after[i] : Value(),
                              at / static_cast<Index>(i), all);
      if (i < count) out.push_back(std::move(planned));
    }
    return out;
  }

  Value element(const Field& f, const Value& prior, const Value& config, const Path& at, bool all) {
    if (f.of_objects()) return config.is_unknown() ? unknown(f, at) : members(f, prior, config, at, all);
    Field item = *f.element;
    item.replace = f.replace;
    item.replace_rule = f.replace_rule;
    item.mode = schema::Mode::Optional;
    return field(item, prior, config, at, all);
  }

  Value set(const Field& f, const Value& prior, const Value& config, const Path& at, bool all) {
    // Elements of a set are told apart by their values: one unknown scalar, and nothing is known of the set.
    if (config.is_unknown() || (!f.of_objects() && !config.wholly_known())) return unknown(f, at);
    const bool set = says_something(f, config);
    if (!set && f.computed()) return prior.is_null() && (creating_ || all) ? unknown(f, at) : prior;
    if (has_word(f, "empty-is-unset") && !creating_ && config.is_list() && config.as_list().empty()) return prior;
    const Value::List before = prior.is_list() ? prior.as_list() : Value::List{};
    const Value::List after = set ? config.as_list() : Value::List{};
    if (before.empty() && after.empty())
      return all && set ? config : prior;  // an element of a set is written anew, its empty sets too
    if (!all && same_set(f, before, after)) return prior;
    if (has_word(f, "same-elements") && equivalent(f, prior, config)) return prior;
    const bool outermost = in_set_.empty();
    if (outermost) in_set_ = at;
    if (before.size() != after.size()) mark(f, at);
    Value::List out;
    std::vector<bool> kept(before.size(), false);
    for (const Value& item : after) {
      const auto i = find(f, before, item);
      if (i < before.size()) kept[i] = true;
      out.push_back(element(f, i < before.size() ? before[i] : Value(), item, at, true));
    }
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (kept[i]) continue;
      element(f, before[i], {}, at, true);
      if (Value left = left_of(f, before[i]); !left.is_null()) out.push_back(std::move(left));
    }
    if (outermost) in_set_ = Path();
    return out;
  }

  /// What the SDK leaves of an element that goes: a policy that says nothing is equal to none, so it stays. Null:
  /// nothing.
  static Value left_of(const Field& f, const Value& gone) {
    Value::Map out;
    bool any = false;
    for (const Field& member : f.fields) {
      const bool stays = counts_nothing(member) && gone[member.name] == Value("");
      out[member.name] = stays ? Value("") : Value();
      any = any || stays;
    }
    return any ? Value(std::move(out)) : Value();
  }

  static std::size_t find(const Field& f, const Value::List& items, const Value& wanted) {
    const Value sought = comparable(f, wanted);
    std::size_t i = 0;
    while (i < items.size() && !same_comparable(f, comparable(f, items[i]), sought)) ++i;
    if (i == items.size())
      i = static_cast<std::size_t>(
          std::find_if(items.begin(), items.end(), [&](const Value& item) { return fits(f, item, wanted); }) -
          items.begin());
    return i;
  }

  static bool same_set(const Field& f, const Value::List& a, const Value::List& b) {
    return a.size() == b.size() &&
           std::all_of(b.begin(), b.end(), [&](const Value& item) { return find(f, a, item) < a.size(); });
  }

  Value map(const Field& f, const Value& prior, const Value& config, const Path& at, bool all) {
    if (!config.wholly_known()) return unknown(f, at);
    const Value::Map before = prior.is_map() ? prior.as_map() : Value::Map{};
    if (config.is_null() && f.computed()) return prior.is_null() && (creating_ || all) ? unknown(f, at) : prior;
    Value::Map after = config.is_map() ? config.as_map() : Value::Map{};
    std::erase_if(after, [](const auto& entry) { return entry.second.is_null(); });
    if (before.empty() && after.empty()) return prior;
    Value::Map out;
    for (const auto& [key, value] : after) {
      const auto old = before.find(key);
      if (old != before.end() && old->second == value && !all) {
        out[key] = value;
      } else {
        mark(f, at);  // a map that forces a replacement is named as a whole
        out[key] = f.computed() && value.to_text().empty() ? Value::unknown() : value;
      }
    }
    for (const auto& [key, value] : before) {
      if (!after.contains(key)) mark(f, at, !value.to_text().empty());
    }
    if (before.size() != after.size() && !(f.computed() && after.empty())) mark(f, at);
    return out;
  }

  bool creating_;
  Around around_;
  const Value* before_ = nullptr;
  const Value* after_ = nullptr;
  Path in_set_;  ///< the outermost set around the present place; replace paths end there
};

/// What stays null in a create although it is computed will be known afterwards.
Value with_unknowns(const Field& field, const Value& value) {
  if (value.is_map() && !field.fields.empty()) {
    Value::Map out = value.as_map();
    for (const Field& member : field.fields) {
      Value& slot = out[member.name];
      if (member.block) {
        slot = with_unknowns(member, slot);
      } else if (slot.is_null() && member.computed() && !member.write_only) {
        slot = Value::unknown();
      }
    }
    return out;
  }
  if (value.is_list() && field.of_objects()) {
    Value::List out;
    for (const Value& item : value.as_list()) out.push_back(with_unknowns(field, item));
    return out;
  }
  return value;
}

/// Equal but for null against zero, at any depth.
bool same_but_zeros(const Field& field, const Value& a, const Value& b) {
  if (is_zero(a) && is_zero(b)) return true;
  if (a.is_map() && b.is_map() && !field.fields.empty()) {
    return std::all_of(field.fields.begin(), field.fields.end(),
                       [&](const Field& m) { return same_but_zeros(m, a[m.name], b[m.name]); });
  }
  if (!a.is_list() || !b.is_list()) return a == b;
  const auto& x = a.as_list();
  const auto& y = b.as_list();
  if (x.size() != y.size()) return false;
  const auto same = [&](const Value& p, const Value& q) {
    return field.of_objects() ? same_but_zeros(field, p, q) : p == q;
  };
  if (field.shape == Shape::Set) return std::is_permutation(x.begin(), x.end(), y.begin(), same);
  return std::equal(x.begin(), x.end(), y.begin(), same);
}

void null_write_only(const Field& object, Value& value) {
  for (const Field& member : object.fields) {
    if (member.write_only) value.set(member.name, {});
  }
}

Value with_timeouts(const Field& root, Value planned, const Value& proposed) {
  if (root.find("timeouts")) planned.set("timeouts", proposed["timeouts"]);
  return planned;
}

}  // namespace

Planned plan(const Definition& definition, const Value& prior, const Value& proposed) {
  const Field& root = definition.root;
  const bool creating = prior.is_null();
  const Value before = zero_filled(root, prior);
  Diff diff(creating);
  Value object = diff.members(root, before, proposed, {}, false);
  if (!creating && !diff.changed) return {prior, {}, false};
  object = normalize_nulls(root, object, proposed, false);
  object = with_timeouts(root, std::move(object), proposed);
  if (creating) {
    object = with_unknowns(root, object);
    if (root.find("id")) object.set("id", Value::unknown());
  }
  null_write_only(root, object);
  if (!creating && same_but_zeros(root, prior, object)) return {prior, {}, false};
  return {std::move(object), std::move(diff.replace), true, std::move(diff.possible)};
}

}  // namespace lakeform::engine::legacy
