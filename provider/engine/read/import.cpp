// Import ids and identities: what an object is known by outside the state.
#include <algorithm>

#include "provider/engine/face.h"
#include "provider/engine/operations.h"
#include "provider/engine/plan/fallback.h"
#include "provider/engine/plan/shape.h"
#include "provider/engine/request/template.h"

namespace lakeform::engine {

namespace {

ObjectAnswer refused(std::string summary, std::string detail) {
  ObjectAnswer answer;
  answer.diagnostics.push_back({Diagnostic::Severity::Error, std::move(summary), std::move(detail), {}});
  return answer;
}

/// The parts of an id by the first form that it fits.
std::optional<std::map<std::string, std::string>> parts_by_form(const Definition& definition, std::string_view id) {
  if (id.empty()) return std::nullopt;
  if (definition.imports.empty()) return split_id(definition.id, id);
  for (const std::string& form : definition.imports) {
    auto parts = definition.import_parts ? split_parts(form, id) : split_id(form, id);
    if (parts) return parts;
  }
  return std::nullopt;
}

std::string forms_of(const Definition& definition) {
  if (definition.imports.size() < 2) return "It has the form " + readable(definition.import_form());
  std::string out;
  for (const std::string& form : definition.imports) out += (out.empty() ? "" : ", ") + readable(form);
  return "It has one of the forms " + out;
}

/// Why nothing can be imported as long as the provider block is not known; empty when it can.
std::string too_early(const Definition& definition, const Context& context, std::string_view region) {
  const bool nowhere = definition.regional && region.empty() && context.unsettled.region;
  if (context.unsettled.access.empty() && !nowhere) return {};
  const std::string names = context.unsettled.access.empty() ? std::string("region") : context.unsettled.access;
  return "Of the provider block these are known only after apply: " + names +
         ". Apply what they come from first (-target)" +
         (context.unsettled.access.empty() ? ", or name the region in the id: ID@REGION." : ".");
}

/// An object of which nothing is known yet but its region.
Value blank_object(const Definition& definition, const Context& context, const std::string& region) {
  Value state = shaped(definition.root, nlohmann::json::object());
  if (definition.regional)
    state.set("region", region.empty() && context.client ? context.client->fact("region") : region);
  for (const auto& [name, value] : definition.import_sets) state.set(name, value);
  return state;
}

/// "condition.0.title": a block of one, of which the id tells this much.
void set_member_of_block(const Definition& definition, Value& state, const std::string& block,
                         const std::string& member, const std::string& value) {
  const Field* field = definition.root.find(block);
  if (!field) return;
  Value element = Value::Map{};
  for (const Field& one : field->fields) element.set(one.name, one.name == member ? shaped(one, value) : Value());
  state.set(block, Value::List{std::move(element)});
}

ObjectAnswer by_id(const Definition& definition, const Context& context, std::string_view text,
                   const std::string& region_of_identity) {
  auto [id, region] = face_of(definition).split_import(definition, text);
  if (!region_of_identity.empty()) region = region_of_identity;
  if (std::string why = too_early(definition, context, region); !why.empty())
    return refused("The " + definition.type + " can't be imported yet", std::move(why));
  Value state = blank_object(definition, context, region);
  const auto parts = parts_by_form(definition, id);
  if (!parts) {
    return refused(
        "\"" + std::string(text) + "\" is no import id of a " + definition.type,
        forms_of(definition) + (definition.regional
                                    ? ", followed by @REGION where the object is in another region than the provider's."
                                    : "."));
  }
  for (const auto& [placeholder, value] : *parts) {
    const std::string name = placeholder.substr(0, placeholder.find('|'));
    const Field* field = definition.root.find(name);
    if (field && name != "id" && !value.empty()) state.set(name, shaped(*field, value));
    if (const auto dot = name.find(".0."); !field && dot != std::string::npos && !value.empty())
      set_member_of_block(definition, state, name.substr(0, dot), name.substr(dot + 3), value);
  }
  fill_fallbacks(definition, context, state);
  Scope scope = scope_over(definition, context, state);
  scope.id = id;
  const bool is_the_id =
      definition.imports.empty() || (!definition.import_parts && definition.import_form() == definition.id);
  const bool own_form = !is_the_id && complete(definition.id, scope);
  state.set("id", own_form ? id_text(definition.id, scope) : id);
  ObjectAnswer answer;
  answer.state = std::move(state);
  answer.identity = identity_of(definition, context, answer.state);
  return answer;
}

}  // namespace

Value identity_of(const Definition& definition, const Context& context, const Value& state) {
  if (!definition.identity || !state.is_map()) return {};
  const Scope scope = scope_over(definition, context, state);
  Value::Map out;
  for (const Field& field : definition.identity->fields) {
    const auto pattern = definition.identity->values.find(field.name);
    const std::string text =
        pattern == definition.identity->values.end() ? state[field.name].to_text() : text_of(pattern->second, scope);
    out[field.name] = text.empty() ? Value() : shaped(field, text);
  }
  return out;
}

ObjectAnswer import_object(const Definition& definition, const Context& context, std::string_view id,
                           const Value& identity) {
  if (!id.empty()) return by_id(definition, context, id, {});
  if (!definition.identity || !identity.is_map()) {
    return refused("A " + definition.type + " is imported by its id",
                   "Write `id = \"...\"` in the import block; the type has no identity to import by.");
  }
  if (std::string why = face_of(definition).foreign(context, identity); !why.empty())
    return refused("The " + definition.type + " is in another account", std::move(why));
  const Scope scope = scope_over(definition, context, identity);
  const std::string text = text_of(definition.identity->id, scope);
  return by_id(definition, context, text, identity["region"].to_text());
}

}  // namespace lakeform::engine
