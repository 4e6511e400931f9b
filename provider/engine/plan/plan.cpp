#include "provider/engine/plan/plan.h"

#include <algorithm>
#include <array>

#include "provider/engine/plan/framework.h"
#include "provider/engine/plan/open.h"
#include "provider/engine/plan/plan_tags.h"
#include "provider/engine/plan/sdk.h"
#include "provider/engine/plan/tag_policies.h"
#include "provider/language/condition.h"

namespace lakeform::engine {

namespace {

const cloud::Account* account_of(const Context& context) {
  return context.client ? &context.client->account() : nullptr;
}

bool blank(const Value& value) { return value.is_null() || value.to_text().empty(); }

/// Unset and not in the state: the provider's region, as a known value where it is one. Unset otherwise: what the state
/// has. A state of the official provider's version 5 has none; filling it is no reason for an update of its own, so a
/// plan that skipped the refresh stays empty; and where only unknowns make the update, it may still come to nothing.
void plan_region(const Definition& definition, const Context& context, const PlanRequest& request, bool open,
                 legacy::Planned& planned) {
  if (!definition.regional || !planned.changed || !request.config["region"].is_null()) return;
  const Value& before = request.prior["region"];
  const std::string own = context.region();
  if (!before.is_null()) {
    planned.object.set("region", before);
  } else if (context.unsettled.region || (open && !own.empty())) {
    planned.object.set("region", Value::unknown());
  } else if (!own.empty()) {
    planned.object.set("region", own);
  }
}

/// A state without region, from the official provider's version 5 and not refreshed, under a provider whose region is
/// not known yet: a configured region may be the one where the object is, or force a replacement.
void check_place(const Definition& definition, const Context& context, const PlanRequest& request, Diagnostics& found) {
  const bool unclear =
      definition.regional && context.unsettled.region && !request.prior.is_null() && blank(request.prior["region"]);
  if (!unclear || request.config["region"].is_null()) return;
  found.push_back({Diagnostic::Severity::Error, "The region of this " + definition.type + " is not known yet",
                   "The state does not say in which region it is, and the region of the provider block is known only "
                   "after apply, so there is no telling whether "
                   "it would have to be replaced. Apply what the provider's region comes from first (-target), or "
                   "leave `region` out of this resource for now.",
                   Path() / "region"});
}

void check_partition(const Definition& definition, const Context& context, const Value& planned, Diagnostics& found) {
  const auto* account = account_of(context);
  if (!definition.regional || !account || account->partition.empty() || !planned["region"].is_string()) return;
  if (context.unsettled.region || !context.unsettled.access.empty())
    return;  // judged when the plan is made again, before the apply
  const std::string& region = planned["region"].as_string();
  if (region == account->region) return;  // the provider's own, which skip_region_validation may have let in
  const std::string partition = partition_of_region(region);
  if (partition == account->partition) return;
  found.push_back({Diagnostic::Severity::Error, "Invalid Region Value",
                   "partition (" + partition + ") for per-resource Region (" + region +
                       ") is not the provider's configured partition (" + account->partition +
                       "). Choose a region of that partition, or a provider configured for the other one.",
                   Path() / "region"});
}

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

std::string partition_of_region(std::string_view region) {
  struct Row {
    std::string_view prefix, partition;
  };
  static constexpr std::array<Row, 8> rows{{{"cn-", "aws-cn"},
                                            {"us-gov-", "aws-us-gov"},
                                            {"us-iso-", "aws-iso"},
                                            {"us-isob-", "aws-iso-b"},
                                            {"eu-isoe-", "aws-iso-e"},
                                            {"us-isof-", "aws-iso-f"},
                                            {"eu-isof-", "aws-iso-f"},
                                            {"eusc-", "aws-eusc"}}};
  for (const auto& row : rows) {
    if (region.rfind(row.prefix, 0) == 0) return std::string(row.partition);
  }
  static constexpr std::array<std::string_view, 9> continents{"us-", "eu-", "ap-", "sa-", "ca-",
                                                              "me-", "af-", "il-", "mx-"};
  const bool known =
      std::any_of(continents.begin(), continents.end(), [&](auto prefix) { return region.rfind(prefix, 0) == 0; });
  return known && std::count(region.begin(), region.end(), '-') == 2 ? "aws" : "";
}

PlanAnswer plan_object(const Definition& definition, const Context& context, const PlanRequest& request) {
  PlanAnswer answer;
  answer.legacy_type_system = definition.legacy;
  answer.private_data = request.private_data;
  answer.identity = request.identity;
  if (request.proposed.is_null()) return answer;  // a destroy
  const bool creating = request.prior.is_null();
  Value proposed = request.proposed;
  if (definition.tagging) proposed.set("tags_all", planned_tags_all(context.tags, request.prior, proposed));
  if (definition.tagging && !creating && only_time_passes(context.tags, request.prior, proposed)) {
    proposed.set("tags_all", request.prior["tags_all"]);
    if (difference(definition, request, proposed).changed) proposed.set("tags_all", Value::unknown());
  }
  auto planned = difference(definition, request, proposed);
  if (definition.tagging && planned.changed) mark_blank_tags(request.prior, planned.object);
  const bool unknowns = !request.config.wholly_known() || proposed["tags_all"].is_unknown();
  const bool open = planned.changed && unknowns && !surely_changes(request.prior, planned.object);
  if (open) leave_open(definition.root, request.prior, planned.object);
  plan_region(definition, context, request, open, planned);
  check_place(definition, context, request, answer.diagnostics);
  check_partition(definition, context, planned.object, answer.diagnostics);
  if (planned.changed && !creating) {
    add_conditional_replaces(definition, context, request, planned.object, planned.replace);
    add_unknowns(definition, request.prior, planned.object);
  }
  check_refusals(definition, request.prior, planned.object, answer.diagnostics);
  const Diagnostics missing = missing_tags(definition, context.tags, request.prior, planned.object);
  answer.diagnostics.insert(answer.diagnostics.end(), missing.begin(), missing.end());
  answer.planned = std::move(planned.object);
  answer.requires_replace = std::move(planned.replace);
  // The SDK names the id whenever a new object will come, so that ignore_changes can't hide it.
  if (definition.legacy && (creating || !answer.requires_replace.empty()))
    answer.requires_replace.push_back(Path() / "id");
  return answer;
}

}  // namespace lakeform::engine
