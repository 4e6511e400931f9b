// What the AWS provider adds to a plan: tags_all, the region of a resource, required tags.
#include "provider/cloud/aws/partitions.h"
#include "provider/faces/aws/face.h"
#include "provider/faces/aws/tag_policies.h"
#include "provider/faces/aws/tags.h"
#include "provider/language/value_path.h"

namespace lakeform::faces::aws {

namespace {

using namespace engine;
using legacy::Planned;

bool blank(const Value& value) { return value.is_null() || value.to_text().empty(); }

/// The partition of a region by its name ("aws" for eu-west-1); empty when the name fits none.
std::string partition_of(std::string_view region) {
  const auto* partition = cloud::aws::partition_of_region(region);
  return partition ? std::string(partition->id) : std::string();
}

/// Unset and not in the state: the provider's region, as a known value where it is one. Unset otherwise: what the state
/// has. A state of the official provider's version 5 has none; filling it is no reason for an update of its own, so a
/// plan that skipped the refresh stays empty; and where only unknowns make the update, it may still come to nothing.
void plan_region(const Definition& definition, const Context& context, const PlanRequest& request, bool open,
                 Planned& planned) {
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
  const std::string own = context.client ? context.client->fact("partition") : std::string();
  if (!definition.regional || own.empty() || !planned["region"].is_string()) return;
  if (context.unsettled.region || !context.unsettled.access.empty())
    return;  // judged when the plan is made again, before the apply
  const std::string& region = planned["region"].as_string();
  if (region == context.client->fact("region"))
    return;  // the provider's own, which skip_region_validation may have let in
  const std::string partition = partition_of(region);
  if (partition == own) return;
  found.push_back({Diagnostic::Severity::Error, "Invalid Region Value",
                   "partition (" + partition + ") for per-resource Region (" + region +
                       ") is not the provider's configured partition (" + own +
                       "). Choose a region of that partition, or a provider configured for the other one.",
                   Path() / "region"});
}

}  // namespace

Value AwsFace::propose(const Planning& planning, const std::function<bool(const Value&)>& changes) const {
  const auto& [definition, context, request] = planning;
  Value proposed = request.proposed;
  if (!definition.tagging) return proposed;
  proposed.set("tags_all", planned_tags_all(context.tags, request.prior, proposed));
  if (!request.prior.is_null() && only_time_passes(context.tags, request.prior, proposed)) {
    proposed.set("tags_all", request.prior["tags_all"]);
    if (changes(proposed)) proposed.set("tags_all", Value::unknown());
  }
  return proposed;
}

void AwsFace::refine(const Planning& planning, Planned& planned) const {
  if (planning.definition.tagging && planned.changed) mark_blank_tags(planning.request.prior, planned.object);
}

void AwsFace::finish(const Planning& planning, bool open, Planned& planned, Diagnostics& found) const {
  const auto& [definition, context, request] = planning;
  plan_region(definition, context, request, open, planned);
  check_place(definition, context, request, found);
  check_partition(definition, context, planned.object, found);
  const Diagnostics missing = missing_tags(definition, context, request.prior, planned.object);
  found.insert(found.end(), missing.begin(), missing.end());
}

/// An @ that no region follows belongs to the id.
std::pair<std::string, std::string> AwsFace::split_import(const Definition& definition, std::string_view text) const {
  const auto at = text.rfind('@');
  if (!definition.regional || at == std::string_view::npos || partition_of(text.substr(at + 1)).empty())
    return {std::string(text), {}};
  return {std::string(text.substr(0, at)), std::string(text.substr(at + 1))};
}

std::string AwsFace::foreign(const Context& context, const Value& identity) const {
  const std::string account = identity["account_id"].to_text();
  const std::string own = context.client ? context.client->fact("account_id") : std::string();
  if (account.empty() || own.empty() || account == own) return {};
  return "The identity names account " + account + ", but the provider works in account " + own +
         ". Use a provider block with credentials of that account.";
}

std::string AwsFace::agent_of(const Value& meta) const {
  std::string out;
  const Value& products = meta["user_agent"];
  if (!products.is_list()) return out;
  for (const Value& one : products.as_list()) out += (out.empty() || is_blank(one) ? "" : " ") + one.to_text();
  return out;
}

std::string AwsFace::scope_of(const Context& context, const Value& object) const {
  const std::string account = context.client ? context.client->fact("account_id") : std::string();
  const std::string region = object["region"].to_text();
  return account + (account.empty() || region.empty() ? "" : "/") + region;
}

}  // namespace lakeform::faces::aws
