#include "provider/engine/plan/framework.h"

#include <algorithm>

#include "provider/engine/plan/sdk_values.h"

namespace lakeform::engine::framework {

namespace {

using schema::Shape;

bool is_set(const Value& value) { return !value.is_null() && !(value.is_list() && value.as_list().empty()); }

class Walk {
 public:
  /// Asked: what the configuration says alone. Words: with what words add to it. Change: something differs from the
  /// prior object, so what is computed may come out differently.
  enum class Stage { Asked, Words, Change };
  Walk(bool creating, Stage stage) : creating_(creating), stage_(stage) {}

  Value members(const Field& parent, const Value& prior, const Value& proposed, const Value& config, const Path& at) {
    Value::Map out;
    for (const Field& member : parent.fields) {
      out[member.name] = field(parent, member, prior[member.name], proposed[member.name], config, at / member.name);
      const bool differs = !creating_ && !(out[member.name] == prior[member.name]);
      if (differs && member.replace) replace.push_back(at / member.name);
      if (differs && member.replace_rule) {
        possible.push_back(
            {member.replace_rule, at / member.name, prior[member.name], out[member.name], prior, proposed});
      }
    }
    return out;
  }

  std::vector<Path> replace;
  std::vector<legacy::PossibleReplace> possible;

 private:
  Value field(const Field& parent, const Field& f, const Value& prior, const Value& proposed, const Value& config,
              const Path& at) {
    const Value& given = config[f.name];
    if (f.write_only) return {};
    return f.of_objects() && f.block ? blocks(f, prior, proposed, given, at)
                                     : attribute(parent, f, prior, proposed, config);
  }

  /// Nothing differs so far: what the state has stays, but for words that speak whatever the state has.
  Value settled(const Field& parent, const Field& f, const Value& prior, const Value& proposed, const Value& config) {
    const bool always = f.plan.rfind("default:", 0) == 0 || (stage_ == Stage::Words && f.plan == "zero-when-alone");
    return always ? by_word(parent, f, prior, config) : proposed;
  }

  Value attribute(const Field& parent, const Field& f, const Value& prior, const Value& proposed, const Value& config) {
    if (!config[f.name].is_null() || !f.computed())
      return f.default_value && proposed.is_null() ? *f.default_value : proposed;
    if (stage_ != Stage::Change) return settled(parent, f, prior, proposed, config);
    return f.plan.empty() ? Value::unknown() : by_word(parent, f, prior, config);
  }

  Value by_word(const Field& parent, const Field& f, const Value& prior, const Value& config) {
    const auto any_other = [&](auto test) {
      return std::any_of(parent.fields.begin(), parent.fields.end(),
                         [&](const Field& other) { return test(config[other.name]); });
    };
    if (f.plan == "zero-when-unset") return legacy::zero(f);
    if (f.plan == "zero-when-alone") {
      if (any_other([](const Value& value) { return is_set(value) && !value.is_unknown(); })) return {};
      return any_other([](const Value& value) { return value.is_unknown(); }) ? Value::unknown() : legacy::zero(f);
    }
    if (f.plan.rfind("zero-unless:", 0) == 0) return is_set(config[f.plan.substr(12)]) ? Value() : legacy::zero(f);
    if (f.plan.rfind("default:", 0) == 0) return f.plan.substr(8);
    const auto other_block = [&](const Field& other) { return other.block && is_set(config[other.name]); };
    if (f.plan == "null-when-unset" && !prior.is_null() &&
        std::any_of(parent.fields.begin(), parent.fields.end(), other_block))
      return Value::unknown();
    if (f.plan == "keep-prior" && prior.is_null()) return Value::unknown();
    return f.plan == "keep-prior" ? prior : Value();
  }

  Value blocks(const Field& f, const Value& prior, const Value& proposed, const Value& config, const Path& at) {
    if (!proposed.is_list() || !config.is_list()) return proposed;
    Value::List out;
    for (std::size_t i = 0; i < proposed.as_list().size(); ++i) {
      const Value& item = proposed.as_list()[i];
      // Elements of a set have no place in the prior state to compare with.
      const Value before =
          f.shape == Shape::List && prior.is_list() && i < prior.as_list().size() ? prior.as_list()[i] : Value();
      out.push_back(item.is_map() && i < config.as_list().size()
                        ? members(f, before, item, config.as_list()[i], at / static_cast<Index>(i))
                        : item);
    }
    return out;
  }

  bool creating_;
  Stage stage_;
};

/// Whether the configuration, computed members aside, asks for anything but the prior state.
bool differs(const Field& field, const Value& prior, const Value& proposed) {
  if (prior.is_null() != proposed.is_null()) return true;
  if (field.shape == Shape::Set && prior.is_list() && proposed.is_list()) {
    return !same_elements(prior.as_list(), proposed.as_list());
  }
  if (field.block && field.of_objects() && prior.is_list() && proposed.is_list()) {
    const auto& a = prior.as_list();
    const auto& b = proposed.as_list();
    return !std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](const Value& x, const Value& y) {
      return std::none_of(field.fields.begin(), field.fields.end(),
                          [&](const Field& m) { return differs(m, x[m.name], y[m.name]); });
    });
  }
  return !(prior == proposed);
}

}  // namespace

Planned plan(const Definition& definition, const Value& prior, const Value& proposed, const Value& config) {
  const Field& root = definition.root;
  const bool creating = prior.is_null();
  const auto changed = [&](const Value& planned) {
    return creating || std::any_of(root.fields.begin(), root.fields.end(),
                                   [&](const Field& m) { return differs(m, prior[m.name], planned[m.name]); });
  };
  for (const auto stage : {Walk::Stage::Asked, Walk::Stage::Words}) {
    Walk still(creating, stage);
    Value object = still.members(root, prior, proposed, config, {});
    if (!changed(object)) continue;
    if (stage == Walk::Stage::Words)
      return {std::move(object), std::move(still.replace), true, std::move(still.possible)};
    Walk walk(creating, Walk::Stage::Change);
    object = walk.members(root, prior, proposed, config, {});
    return {std::move(object), std::move(walk.replace), true, std::move(walk.possible)};
  }
  return {prior, {}, false};
}

}  // namespace lakeform::engine::framework
