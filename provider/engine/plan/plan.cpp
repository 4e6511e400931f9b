#include "provider/engine/plan/plan.h"

#include <algorithm>

#include "provider/engine/face.h"
#include "provider/engine/plan/framework.h"
#include "provider/engine/plan/open.h"
#include "provider/engine/plan/sdk.h"
#include "provider/language/condition.h"

namespace lakeform::engine {

namespace {

const cloud::Account* account_of(const Context& context) {
  return context.client ? &context.client->account() : nullptr;
}

bool blank(const Value& value) { return value.is_null() || value.to_text().empty(); }

/// Fields that force a replacement only in a named case. `given` is what the configuration says: an unknown one may be
/// anything, and Terraform takes a replacement that was planned, but none that comes up later.
bool replaces(const Field& field, const Context& context, const Value& before, const Value& after, const Value& given) {
  if (after.is_unknown()) return given.is_unknown();
  if (field.replace_when == "changed-between-known") {
    const Value own = context.region();
    return !(blank(before) && after == own) && !(blank(after) && before == own);
  }
  const auto* account = context.unsettled.access.empty() ? account_of(context) : nullptr;
  if (field.replace_when == "not-to-own-account")
    return !(blank(before) && account && !account->id.empty() && after == Value(account->id));
  return false;
}

void add_conditional_replaces(const Definition& definition, const Context& context, const PlanRequest& request,
                              const Value& planned, std::vector<Path>& paths) {
  for (const Field& field : definition.root.fields) {
    const Value& before = request.prior[field.name];
    const Value& after = planned[field.name];
    if (field.replace_when.empty() || before == after || (blank(before) && !after.is_unknown() && blank(after)))
      continue;
    if (replaces(field, context, before, after, request.config[field.name])) paths.push_back(Path() / field.name);
  }
}

legacy::Planned difference(const Definition& definition, const PlanRequest& request, const Value& proposed) {
  return definition.legacy ? legacy::plan(definition, request.prior, proposed)
                           : framework::plan(definition, request.prior, proposed, request.config);
}

void check_refusals(const Definition& definition, const Value& prior, const Value& planned, Diagnostics& found) {
  for (const auto& refusal : definition.refuse) {
    if (!holds(refusal.when, ConditionScope{prior, planned})) continue;
    const Path at = refusal.at.empty() ? Path() : Path::parse(refusal.at);
    found.push_back({Diagnostic::Severity::Error, "This plan of " + definition.type + " can't be carried out",
                     refusal.message, at});
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

PlanAnswer plan_object(const Definition& definition, const Context& context, const PlanRequest& request) {
  PlanAnswer answer;
  answer.legacy_type_system = definition.legacy;
  answer.private_data = request.private_data;
  answer.identity = request.identity;
  if (request.proposed.is_null()) return answer;  // a destroy
  const bool creating = request.prior.is_null();
  const Face& face = face_of(definition);
  const Planning planning{definition, context, request};
  const Value proposed =
      face.propose(planning, [&](const Value& object) { return difference(definition, request, object).changed; });
  auto planned = difference(definition, request, proposed);
  face.refine(planning, planned);
  const bool unknowns = !request.config.wholly_known() || !proposed.wholly_known();
  const bool open = planned.changed && unknowns && !surely_changes(definition, request.prior, planned.object);
  if (open) leave_open(definition.root, request.prior, planned.object);
  face.finish(planning, open, planned, answer.diagnostics);
  if (planned.changed && !creating) {
    add_conditional_replaces(definition, context, request, planned.object, planned.replace);
    add_unknowns(definition, request.prior, planned.object);
  }
  check_refusals(definition, request.prior, planned.object, answer.diagnostics);
  answer.planned = std::move(planned.object);
  answer.requires_replace = std::move(planned.replace);
  // The SDK names the id whenever a new object will come, so that ignore_changes can't hide it.
  if (definition.legacy && (creating || !answer.requires_replace.empty()))
    answer.requires_replace.push_back(Path() / "id");
  return answer;
}

}  // namespace lakeform::engine
