#include "plan/diff/proposed.h"

#include <algorithm>

#include "provider/engine/plan/shape.h"

namespace lakeform::plan {

namespace {

using schema::Field;

/// `marks` is true, or a tree of them: what is marked becomes unknown.
Value with_unknowns(Value value, const Value& marks) {
  if (marks.kind() == Value::Kind::Bool && marks.as_bool()) return Value::unknown();
  if (marks.is_map()) {
    for (const auto& [name, inner] : marks.as_map()) {
      Value marked = with_unknowns(value[name], inner);
      if (!(marked.is_null() && value[name].is_null())) value.set(name, std::move(marked));
    }
  } else if (marks.is_list() && value.is_list()) {
    auto& items = value.as_list();
    const auto& inner = marks.as_list();
    for (std::size_t i = 0; i < std::min(items.size(), inner.size()); ++i)
      items[i] = with_unknowns(std::move(items[i]), inner[i]);
  }
  return value;
}

/// The expressions of one block: those of the element with this index where they can be told apart, else all of them
/// together.
class Expressions {
 public:
  explicit Expressions(std::vector<Slice> objects) : objects_(std::move(objects)) {}

  bool has(const std::string& name) const { return !find(name).empty(); }

  /// A constant of the configuration; null where it has none.
  Value constant(const std::string& name) const {
    return objects_.size() == 1 ? decoded(member(find(name), "constant_value")) : Value();
  }

  Expressions of_element(const Field& block, std::size_t index, std::size_t count) const {
    std::vector<Slice> inner;
    for (const Slice object : objects_) {
      const Slice found = member(object, block.name);
      if (!found.empty() && found.front() == '{') inner.push_back(found);
      for_elements(found, [&](Slice one) { inner.push_back(one); });
    }
    // Elements of a set are sorted in a plan, and dynamic blocks are not in the configuration's JSON.
    if (block.shape != schema::Shape::Set && inner.size() == count) return Expressions({inner[index]});
    return Expressions(std::move(inner));
  }

 private:
  Slice find(const std::string& name) const {
    for (const Slice object : objects_) {
      if (const Slice found = member(object, name); !found.empty()) return found;
    }
    return {};
  }

  std::vector<Slice> objects_;
};

Value configured(const Field& object, const Value& planned, const Expressions& expressions, const Value& live);

/// A computed block without an expression was left out, or is dynamic: those are not in the configuration's JSON
/// either. At the top the first is usual, inside a block the second (a table's columns from a variable).
Value configured_block(const Field& block, const Value& planned, const Expressions& expressions, const Value& live,
                       bool inside) {
  if (!planned.is_list())
    return planned.is_map() ? configured(block, planned, expressions.of_element(block, 0, 1), live) : planned;
  if (block.computed() && !inside && !expressions.has(block.name)) return Value::List{};
  const auto& elements = planned.as_list();
  const Value::List before = live.is_list() ? live.as_list() : Value::List{};
  const bool aligned = block.shape != schema::Shape::Set && before.size() == elements.size();
  Value::List out;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const Value& element = elements[i];
    out.push_back(element.is_map() ? configured(block, element, expressions.of_element(block, i, elements.size()),
                                                aligned ? before[i] : Value())
                                   : element);
  }
  return out;
}

Value configured_attribute(const Field& field, const Value& planned, const Expressions& expressions,
                           const Value& live) {
  if (field.write_only) return {};
  const bool given = expressions.has(field.name);
  if (field.computed() && (!field.optional() || !given)) return {};
  if (given && !live.is_null() && field.fields.empty() && !field.collection() && field.equal.empty() &&
      field.store.empty()) {
    const Value constant = expressions.constant(field.name);
    const bool ignored = !constant.is_null() && planned.is_known() && constant.to_text() != planned.to_text();
    if (ignored) return live;
  }
  return planned;
}

Value configured(const Field& object, const Value& planned, const Expressions& expressions, const Value& live) {
  Value::Map out;
  const bool inside = !object.name.empty();  // the root has no name
  for (const Field& field : object.fields) {
    const Value& value = planned[field.name];
    out[field.name] = field.block ? configured_block(field, value, expressions, live[field.name], inside)
                                  : configured_attribute(field, value, expressions, live[field.name]);
  }
  return out;
}

/// Whether a prior element of a set may be the one that an element of the configuration speaks of: equal but for what
/// is computed.
bool corresponds(const Field& block, const Value& prior, const Value& config) {
  return std::all_of(block.fields.begin(), block.fields.end(), [&](const Field& field) {
    const Value& given = config[field.name];
    if (field.block || (given.is_null() && field.computed())) return true;
    return given == prior[field.name];
  });
}

Value proposed_set(const Field& block, const Value::List& prior, const Value::List& config) {
  std::vector<bool> used(prior.size(), false);
  Value::List out;
  for (const Value& element : config) {
    std::size_t i = 0;
    while (i < prior.size() && (used[i] || !corresponds(block, prior[i], element))) ++i;
    if (i < prior.size()) used[i] = true;
    out.push_back(proposed_value(block, i < prior.size() ? prior[i] : Value(), element));
  }
  return out;
}

Value proposed_block(const Field& block, const Value& prior, const Value& config) {
  if (config.is_map()) return proposed_value(block, prior, config);
  if (!config.is_list()) return config;
  const Value::List before = prior.is_list() ? prior.as_list() : Value::List{};
  if (block.shape == schema::Shape::Set) return proposed_set(block, before, config.as_list());
  Value::List out;
  for (std::size_t i = 0; i < config.as_list().size(); ++i) {
    out.push_back(proposed_value(block, i < before.size() ? before[i] : Value(), config.as_list()[i]));
  }
  return out;
}

}  // namespace

Value stored_value(const schema::Definition& definition, Slice json) {
  Value value = decoded(json);
  return value.is_map() ? engine::in_shape(definition.root, std::move(value)) : Value();
}

Value planned_value(const schema::Definition& definition, const Resource& resource) {
  Value after = decoded(resource.after);
  if (!after.is_map()) return {};
  return engine::in_shape(definition.root, with_unknowns(std::move(after), decoded(resource.after_unknown)));
}

Value planned_members(const Resource& resource) {
  Value after = decoded(resource.after);
  return after.is_map() ? with_unknowns(std::move(after), decoded(resource.after_unknown)) : Value();
}

Value configured_value(const schema::Definition& definition, const Resource& resource, const Value& planned,
                       const Value& live) {
  return configured(definition.root, planned, Expressions({resource.expressions}), live);
}

Value proposed_value(const schema::Field& object, const Value& prior, const Value& config) {
  if (!config.is_map()) return config;
  Value::Map out;
  for (const Field& field : object.fields) {
    const Value& given = config[field.name];
    if (field.block) {
      out[field.name] = proposed_block(field, prior[field.name], given);
    } else {
      out[field.name] = given.is_null() && field.computed() ? prior[field.name] : given;
    }
  }
  return out;
}

}  // namespace lakeform::plan
