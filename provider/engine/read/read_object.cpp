// Refresh and data sources.
#include "provider/engine/explain.h"
#include "provider/engine/hooks/registry.h"
#include "provider/engine/operations.h"
#include "provider/engine/plan/fallback.h"
#include "provider/engine/plan/sdk_values.h"
#include "provider/engine/read/read.h"
#include "provider/engine/request/template.h"
#include "provider/language/value_path.h"
#include "provider/value/log.h"

namespace lakeform::engine {

namespace {

/// What no answer filled: unknowns have no place in a state.
Value without_unknowns(const Field& field, const Value& value, bool legacy_zeros) {
  if (value.is_unknown()) return legacy_zeros && field.block ? legacy::zero(field) : Value();
  return value;
}

Value read_data_state(Scope& scope) {
  Value out = scope.object;
  for (const Field& field : scope.definition.root.fields)
    out.set(field.name, without_unknowns(field, out[field.name], scope.definition.legacy));
  if (!scope.definition.id.empty()) out.set("id", id_text(scope.definition.id, scope));
  return out;
}

Error not_there() {
  Error error;
  error.fault = Fault::NotFound;
  error.message = "There is no such object";
  error.detail =
      "Check the names in the data block, the account and the region. If this configuration creates the object, let "
      "the data source depend on it";
  return error;
}

/// Asked as somebody else or in another region, the service would say that the object is gone, or show another one of
/// its name.
bool out_of_sight(const Definition& definition, const Context& context, const Value& state) {
  return !context.unsettled.access.empty() ||
         (context.unsettled.region && definition.regional && is_blank(state["region"]));
}

}  // namespace

ObjectAnswer read_object(const Definition& definition, const Context& context, const Value& state) {
  ObjectAnswer answer;
  if (out_of_sight(definition, context, state)) {
    log::write(log::Level::Info, "not refreshed: the provider block is not known yet",
               {{"type", definition.type}, {"id", state["id"].to_text()}});
    answer.state = state;
    return answer;
  }
  Scope scope = scope_over(definition, context, state);
  scope.prior = state;
  if (scope.id.empty() && !definition.id.empty() && complete(definition.id, scope))
    scope.id = id_text(definition.id, scope);
  const auto there = read_live(scope, {});
  if (!there) {
    answer.diagnostics.push_back(to_diagnostic(explained(there.error(), "Reading", scope)));
    answer.state = state;
    return answer;
  }
  if (!*there) {
    log::write(log::Level::Warn, "the object is gone; it leaves the state",
               {{"type", definition.type}, {"id", scope.id}});
    return answer;
  }
  if (definition.root.find("id")) scope.object.set("id", scope.id);
  answer.state =
      definition.legacy ? legacy::normalize_nulls(definition.root, scope.object, state, false) : scope.object;
  answer.identity = identity_of(definition, context, answer.state);
  return answer;
}

ObjectAnswer read_data_source(const Definition& definition, const Context& context, const Value& config) {
  ObjectAnswer answer;
  const auto failed = [&](const Error& error) {
    answer.diagnostics.push_back(to_diagnostic(error));
    return answer;
  };
  Value asked = config;
  fill_fallbacks(definition, context, asked);
  Scope scope = scope_over(definition, context, asked);
  scope.config = config;
  for (const std::string& name : definition.hooks) {
    const auto hook = find_data_hook(name);
    if (!hook) continue;
    auto made = hook(definition, context, config);
    if (!made) return failed(explained(made.error(), "Reading data source", scope));
    answer.state = std::move(*made);
    return answer;
  }
  const auto there = read_live(scope, {.bulk = false});
  if (!there) return failed(explained(there.error(), "Reading data source", scope));
  if (!*there) return failed(explained(not_there(), "Reading data source", scope));
  answer.state = read_data_state(scope);
  return answer;
}

}  // namespace lakeform::engine
