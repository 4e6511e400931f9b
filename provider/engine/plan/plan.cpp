#include "provider/engine/plan/plan.h"

#include <algorithm>

#include "provider/engine/face.h"
#include "provider/engine/hooks/registry.h"
#include "provider/engine/plan/fallback.h"
#include "provider/engine/plan/framework.h"
#include "provider/engine/plan/labels.h"
#include "provider/engine/plan/open.h"
#include "provider/engine/plan/replace.h"
#include "provider/engine/plan/sdk.h"
#include "provider/language/condition.h"

namespace lakeform::engine {

namespace {

legacy::Planned difference(const Definition& definition, const PlanRequest& request, const Value& proposed) {
  return definition.legacy ? legacy::plan(definition, request.prior, proposed)
                           : framework::plan(definition, request.prior, proposed, request.config);
}

/// What the hooks of the definition add. One that changes the proposal is followed by another difference; what they say
/// forces a replacement stays so.
void run_hooks(const PlanScope& scope) {
  for (const std::string& name : scope.definition.hooks) {
    const auto hook = find_plan_hook(name);
    if (!hook) continue;
    std::vector<Path> replace = std::move(scope.difference.replace);
    const Value before = scope.proposed;
    hook(scope, replace);
    if (!(scope.proposed == before)) {
      scope.difference = difference(scope.definition, scope.request, scope.proposed);
      for (const Path& path : scope.difference.replace) {
        if (std::find(replace.begin(), replace.end(), path) == replace.end()) replace.push_back(path);
      }
    }
    scope.difference.replace = std::move(replace);
  }
}

void add_unknowns(const Definition& definition, const Value& prior, Value& planned) {
  const Value before = planned;
  for (const auto& unknowns : definition.unknown) {
    if (!holds(unknowns.when, ConditionScope{prior, before})) continue;
    for (const auto& name : unknowns.fields) planned.set(name, Value::unknown());
  }
}

}  // namespace

Diagnostics refusals(const Definition& definition, const Value& prior, const Value& planned) {
  Diagnostics found;
  for (const auto& refusal : definition.refuse) {
    if (!holds(refusal.when, ConditionScope{prior, planned})) continue;
    const Path at = refusal.at.empty() ? Path() : Path::parse(refusal.at);
    found.push_back({Diagnostic::Severity::Error, "This plan of " + definition.type + " can't be carried out",
                     refusal.message, at});
  }
  return found;
}

PlanAnswer plan_object(const Definition& definition, const Context& context, const PlanRequest& request) {
  PlanAnswer answer;
  answer.legacy_type_system = definition.legacy;
  answer.private_data = request.private_data;
  answer.identity = request.identity;
  if (request.proposed.is_null()) return answer;  // a destroy
  const bool creating = request.prior.is_null();
  const Face& face = face_of(definition);
  const Planning planning{definition, context, request};
  Value proposed =
      face.propose(planning, [&](const Value& object) { return difference(definition, request, object).changed; });
  add_fallbacks(definition, context, request, proposed);
  add_labels(definition, context.tags, request, proposed);
  auto planned = difference(definition, request, proposed);
  run_hooks({definition, context, request, proposed, planned, answer.diagnostics});
  face.refine(planning, planned);
  const bool unknowns = !request.config.wholly_known() || !proposed.wholly_known();
  const bool open = planned.changed && unknowns && !surely_changes(definition, request.prior, planned.object);
  if (open) leave_open(definition.root, request.prior, planned.object);
  face.finish(planning, open, planned, answer.diagnostics);
  if (planned.changed && !creating) {
    add_conditional_replaces(definition, context, request, planned);
    add_unknowns(definition, request.prior, planned.object);
  }
  const Diagnostics refused = refusals(definition, request.prior, planned.object);
  answer.diagnostics.insert(answer.diagnostics.end(), refused.begin(), refused.end());
  answer.planned = std::move(planned.object);
  answer.requires_replace = std::move(planned.replace);
  // The SDK names the id whenever a new object will come, so that ignore_changes can't hide it.
  if (definition.legacy && (creating || !answer.requires_replace.empty()))
    answer.requires_replace.push_back(Path() / "id");
  return answer;
}

}  // namespace lakeform::engine
