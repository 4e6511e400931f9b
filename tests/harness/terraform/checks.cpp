#include "tests/harness/terraform/checks.h"

#include <algorithm>
#include <functional>

#include "tests/harness/terraform/show.h"

namespace lakeform::harness {
namespace {

using schema::Field;
using schema::Shape;

class Compatible {
 public:
  void object(const Field& block, const Value& planned, const Value& actual, const Path& at) {
    if (planned.is_null() != actual.is_null())
      return add(at, planned.is_null() ? "was absent, but now present" : "was present, but now absent");
    if (planned.is_null()) return;
    for (const Field& member : block.fields) {
      const Path path = at / member.name;
      if (member.block) {
        nested(member, planned[member.name], actual[member.name], path);
      } else {
        value(&member, planned[member.name], actual[member.name], path);
      }
    }
  }
  Problems found;

 private:
  void add(const Path& at, const std::string& what) { found.push_back(at.text() + ": " + what); }

  void nested(const Field& block, const Value& planned, const Value& actual, const Path& at) {
    if (block.shape == Shape::Object) {
      if (planned.is_unknown()) return;
      return object(block, planned, actual, at);
    }
    if (!planned.is_list() || !actual.is_list()) return;
    const auto& a = planned.as_list();
    const auto& b = actual.as_list();
    if (block.shape == Shape::Set) {
      return same_set(a, b, at, [&](const Value& x, const Value& y) {
        return quiet([&](Compatible& inner) { inner.object(block, x, y, at); });
      });
    }
    if (a.size() != b.size())
      return add(at, "block count changed from " + std::to_string(a.size()) + " to " + std::to_string(b.size()));
    for (std::size_t i = 0; i < a.size(); ++i) object(block, a[i], b[i], at / static_cast<Index>(i));
  }

  template <class Check>
  static bool quiet(Check check) {
    Compatible inner;
    check(inner);
    return inner.found.empty();
  }

  void same_set(const Value::List& planned, const Value::List& actual, const Path& at,
                const std::function<bool(const Value&, const Value&)>& fits) {
    for (const Value& one : planned) {
      if (std::none_of(actual.begin(), actual.end(), [&](const Value& other) { return fits(one, other); })) {
        add(at, "planned set element " + shown(one) + " does not correlate with any element in actual");
      }
    }
    for (const Value& one : actual) {
      if (std::none_of(planned.begin(), planned.end(), [&](const Value& other) { return fits(other, one); })) {
        add(at, "actual set element " + shown(one) + " does not correlate with any element in plan");
      }
    }
    if (planned.size() < actual.size())
      add(at, "set length changed from " + std::to_string(planned.size()) + " to " + std::to_string(actual.size()));
  }

  /// `type` null: a member of an object in an attribute, whose sets are in order.
  void value(const Field* type, const Value& planned, const Value& actual, const Path& at) {
    if (planned.is_unknown()) {
      if (planned.never_null() && actual.is_null()) add(at, "was known not to be null, but is null");
      return;
    }
    if (actual.is_null() && planned.is_null()) return;
    if (actual.is_null()) return add(at, "was " + shown(planned) + ", but now null");
    if (planned.is_null()) return add(at, "was null, but now " + shown(actual));
    if (actual.is_unknown()) return add(at, "was known, but now unknown");
    const Field* element = type ? type->element.get() : nullptr;
    if (planned.is_list() && actual.is_list())
      return list(type && type->shape == Shape::Set, element, planned.as_list(), actual.as_list(), at);
    if (planned.is_map() && actual.is_map()) return map(element, planned.as_map(), actual.as_map(), at);
    if (!(planned == actual)) add(at, "was " + shown(planned) + ", but now " + shown(actual));
  }

  void list(bool is_set, const Field* element, const Value::List& a, const Value::List& b, const Path& at) {
    if (is_set) {
      return same_set(a, b, at, [&](const Value& x, const Value& y) {
        return quiet([&](Compatible& inner) { inner.value(element, x, y, at); });
      });
    }
    if (a.size() != b.size())
      return add(at, "length changed from " + std::to_string(a.size()) + " to " + std::to_string(b.size()));
    for (std::size_t i = 0; i < a.size(); ++i) value(element, a[i], b[i], at / static_cast<Index>(i));
  }

  void map(const Field* element, const Value::Map& a, const Value::Map& b, const Path& at) {
    for (const auto& [key, item] : a) {
      const auto other = b.find(key);
      if (other == b.end()) {
        add(at, "element \"" + key + "\" has vanished");
      } else {
        value(element, item, other->second, at.key(key));
      }
    }
    for (const auto& [key, item] : b) {
      if (!a.contains(key)) add(at, "new element \"" + key + "\" has appeared");
    }
  }
};

void plan_valid(const Field& block, const Value& prior, const Value& config, const Value& planned, const Path& at,
                Problems& found);

void attribute_valid(const Field& field, const Value& prior, const Value& config, const Value& planned, const Path& at,
                     Problems& found) {
  if (planned == config || (planned == prior && !prior.is_null() && !config.is_null())) return;
  if (field.mode == schema::Mode::Computed || (config.is_null() && field.computed())) return;
  if (field.write_only && planned.is_null()) return;
  found.push_back(at.text() + ": planned value " + shown(planned) +
                  (config.is_null()
                       ? " for a non-computed attribute"
                       : " does not match config value " + shown(config) + " nor prior value " + shown(prior)));
}

void blocks_valid(const Field& block, const Value& prior, const Value& config, const Value& planned, const Path& at,
                  Problems& found) {
  if (planned == config) return;
  if (block.shape == Shape::Object) return plan_valid(block, prior, config, planned, at, found);
  if (!planned.is_list())
    return found.push_back(at.text() + ": blocks must be an empty list to indicate no blocks, not null");
  const auto& items = planned.as_list();
  for (const Value& item : items) {
    if (item.is_unknown()) found.push_back(at.text() + ": an element that is a block must not be unknown itself");
  }
  if (block.shape == Shape::Set || !config.is_list()) return;
  if (items.size() != config.as_list().size())
    return found.push_back(at.text() + ": block count in plan disagrees with count in config");
  for (std::size_t i = 0; i < items.size(); ++i) {
    const bool there = prior.is_list() && i < prior.as_list().size();
    plan_valid(block, there ? prior.as_list()[i] : Value(), config.as_list()[i], items[i], at / static_cast<Index>(i),
               found);
  }
}

void plan_valid(const Field& block, const Value& prior, const Value& config, const Value& planned, const Path& at,
                Problems& found) {
  if (planned.is_null() != config.is_null()) {
    return found.push_back(at.text() + (planned.is_null() ? ": planned for absence but config wants existence"
                                                          : ": planned for existence but config wants absence"));
  }
  if (planned.is_null()) return;
  for (const Field& member : block.fields) {
    const auto check = member.block ? blocks_valid : attribute_valid;
    check(member, prior[member.name], config[member.name], planned[member.name], at / member.name, found);
  }
}

void add_unknown(const Value& value, const Path& at, Problems& found) {
  if (value.is_unknown()) found.push_back(at.text());
  if (value.is_list()) {
    for (std::size_t i = 0; i < value.as_list().size(); ++i)
      add_unknown(value.as_list()[i], at / static_cast<Index>(i), found);
  }
  if (value.is_map()) {
    for (const auto& [name, item] : value.as_map()) add_unknown(item, at / name, found);
  }
}

}  // namespace

Problems invalid_plan(const Field& block, const Value& prior, const Value& config, const Value& planned) {
  Problems found;
  plan_valid(block, prior, config, planned, {}, found);
  return found;
}

Problems incompatible(const Field& block, const Value& planned, const Value& actual) {
  Compatible check;
  check.object(block, planned, actual, {});
  return std::move(check.found);
}

Problems unknown_parts(const Value& value) {
  Problems found;
  add_unknown(value, {}, found);
  return found;
}

}  // namespace lakeform::harness
