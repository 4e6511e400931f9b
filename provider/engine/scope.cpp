#include "provider/engine/scope.h"

namespace lakeform::engine {

Scope scope_over(const Definition& definition, const Context& context, Value object) {
  Scope scope{.definition = definition, .context = context, .object = std::move(object)};
  scope.id = scope.object["id"].to_text();
  if (!definition.regional) return scope;
  scope.region = scope.object["region"].to_text();
  if (scope.region.empty() && context.client) scope.region = context.client->fact("region");
  return scope;
}

}  // namespace lakeform::engine
