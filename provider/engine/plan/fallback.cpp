#include "provider/engine/plan/fallback.h"

#include "provider/engine/plan/shape.h"

namespace lakeform::engine {

namespace {

/// Null: the provider says nothing, and the field has no default.
Value stand_in(const Field& field, const Context& context) {
  if (!context.unsettled.access.empty()) return Value::unknown();
  if (const std::string own = context.own(field.fallback); !own.empty()) return shaped(field, own);
  return field.default_value ? *field.default_value : Value();
}

}  // namespace

void add_fallbacks(const Definition& definition, const Context& context, const PlanRequest& request, Value& proposed) {
  for (const Field& field : definition.root.fields) {
    if (field.fallback.empty() || !request.config[field.name].is_null()) continue;
    if (!request.prior.is_null() && !field.fallback_always) continue;
    if (Value value = stand_in(field, context); !value.is_null()) proposed.set(field.name, std::move(value));
  }
}

void fill_fallbacks(const Definition& definition, const Context& context, Value& object) {
  for (const Field& field : definition.root.fields) {
    if (field.fallback.empty() || field.fallback_always || !object[field.name].is_null()) continue;
    if (const std::string own = context.own(field.fallback); !own.empty()) object.set(field.name, shaped(field, own));
  }
}

}  // namespace lakeform::engine
