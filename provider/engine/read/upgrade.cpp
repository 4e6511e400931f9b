#include "provider/engine/read/upgrade.h"

#include "provider/engine/hooks/registry.h"
#include "provider/language/template.h"
#include "provider/language/value_path.h"
#include "provider/value/text.h"

namespace lakeform::engine {

namespace {

using Parts = std::map<std::string, std::string>;

void rename(const schema::Upgrade& upgrade, Value::Map& state) {
  for (const auto& [old, name] : upgrade.rename) {
    const auto found = state.find(old);
    if (found == state.end()) continue;
    Value value = std::move(found->second);
    state.erase(found);
    if (!value.is_null() || !state.contains(name)) state[name] = std::move(value);
  }
}

/// A block of at most one is a list, and one that was never written an empty one.
void to_block(Value& value) {
  if (value.is_list()) return;
  const bool nothing = value.is_null() || (value.is_map() && value.as_map().empty());
  value = nothing ? Value(Value::List{}) : Value(Value::List{value});
}

void from_block(Value& value) {
  if (!value.is_list()) return;
  const Value first = value.as_list().empty() ? Value() : value.as_list().front();
  value = first;
}

Error incomplete(const Definition& definition, const std::string& name, std::string_view placeholder, bool configured) {
  Error error;
  error.fault = Fault::InvalidInput;
  error.summary = "the " + name + " of a " + definition.type + " of an earlier version can't be brought up to date";
  error.message = "{" + std::string(placeholder) + "} is not known";
  error.detail = configured ? "Set it in the provider block, or import the object anew"
                            : "It takes a configured provider. Run `terraform plan` or `terraform apply -refresh-only`";
  return error;
}

/// What a placeholder is in the old state: a part of its id, a fact of the provider, or a member of its own.
std::string value_of(std::string_view placeholder, const Parts& parts, const Context& context, const Value& state) {
  for (const auto option : split(placeholder, '|')) {
    std::string text;
    if (option.starts_with("fact.")) {
      text = context.own(option.substr(5));
    } else if (const auto part = parts.find(std::string(option)); part != parts.end()) {
      text = part->second;
    } else {
      text = value_at(state, option).to_text();
    }
    if (!text.empty()) return text;
  }
  return {};
}

Outcome set_members(const schema::Upgrade& upgrade, const Definition& definition, const Context& context,
                    Value& state) {
  if (upgrade.set.empty()) return Done{};
  Parts parts;
  if (!upgrade.split.empty()) {
    const auto found = split_parts(upgrade.split, state["id"].to_text(), LetterCase::Ignored);
    if (!found) return Done{};  // the id has another form already: an upgrade that was made before
    parts = *found;
  }
  Value::Map made;
  for (const auto& [name, pattern] : upgrade.set) {
    std::string missing;
    made[name] = filled_text(pattern, [&](std::string_view placeholder) {
      std::string text = value_of(placeholder, parts, context, state);
      if (text.empty()) missing = placeholder;
      return text;
    });
    if (!missing.empty()) return incomplete(definition, name, missing, context.client != nullptr);
  }
  for (auto& [name, value] : made) state.set(name, std::move(value));
  return Done{};
}

Outcome upgrade_once(const schema::Upgrade& upgrade, const Definition& definition, const Context& context,
                     Value& state) {
  if (const auto hook = find_upgrade_hook(upgrade.hook)) {
    if (auto done = hook(state, context); !done) return done;
  }
  Value::Map& members = state.as_map();
  rename(upgrade, members);
  for (const std::string& name : upgrade.drop) members.erase(name);
  for (const std::string& name : upgrade.to_block) to_block(members[name]);
  for (const std::string& name : upgrade.from_block) from_block(members[name]);
  return set_members(upgrade, definition, context, state);
}

}  // namespace

Outcome upgrade_state(const Definition& definition, const Context& context, int version, Value& state) {
  for (const schema::Upgrade& upgrade : definition.upgrades) {
    if (upgrade.from < version) continue;
    if (auto done = upgrade_once(upgrade, definition, context, state); !done) return done;
  }
  return Done{};
}

}  // namespace lakeform::engine
