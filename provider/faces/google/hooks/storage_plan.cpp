#include "provider/faces/google/hooks/hooks.h"

namespace lakeform::faces::google {

namespace {

using namespace engine;
using cloud::Json;

/// The only element of a block; null when there is none.
const Value& only(const Value& blocks) {
  static const Value none;
  return blocks.is_list() && blocks.as_list().size() == 1 ? blocks.as_list().front() : none;
}

bool empty(const Value& blocks) { return !blocks.is_unknown() && (!blocks.is_list() || blocks.as_list().empty()); }

bool switched_off(const Value& blocks) { return only(blocks)["enabled"] == Value(false); }

/// A filter that is switched off may be dropped. Its ranges would still stand in the bucket, so they are taken out.
Value disabled_filter(const Value& before) {
  const Value& filter = only(before);
  const bool has_ranges = !empty(filter["public_network_source"]) || !empty(filter["vpc_network_sources"]);
  if (!has_ranges) return before;
  return Value::List{Value(Value::Map{{"mode", filter["mode"]},
                                      {"allow_all_service_agent_access", Value()},
                                      {"allow_cross_org_vpcs", Value()},
                                      {"public_network_source", Value::List{}},
                                      {"vpc_network_sources", Value::List{}}})};
}

Json sent_state(const Value& value, const Field&) {
  const std::string word = value.to_text();
  return word == "LIVE" ? Json(true) : word == "ARCHIVED" ? Json(false) : Json();
}

Value taken_state(const Json& json, const Field&) {
  if (json.is_string()) return json.get<std::string>();
  return json.is_boolean() ? Value(json.get<bool>() ? "LIVE" : "ARCHIVED") : Value("ANY");
}

/// Every condition of every lifecycle rule gets this flag.
void set_age_flag(Value& state, bool value) {
  Value rules = state["lifecycle_rule"];
  if (!rules.is_list()) return;
  for (Value& rule : rules.as_list()) {
    Value conditions = rule["condition"];
    if (!conditions.is_list()) continue;
    for (Value& condition : conditions.as_list()) condition.set("send_age_if_zero", value);
    rule.set("condition", conditions);
  }
  state.set("lifecycle_rule", rules);
}

}  // namespace

const Conversion storage_live_state{sent_state, taken_state};

void storage_bucket_plan(const PlanScope& scope, std::vector<Path>&) {
  const Value &prior = scope.request.prior, &config = scope.request.config;
  if (prior.is_null()) return;
  const bool autoclass_goes = switched_off(prior["autoclass"]) && empty(config["autoclass"]);
  const bool autoclass_comes = empty(prior["autoclass"]) && switched_off(config["autoclass"]);
  if (autoclass_goes || autoclass_comes) scope.proposed.set("autoclass", prior["autoclass"]);
  if (switched_off(prior["hierarchical_namespace"]) && empty(config["hierarchical_namespace"]))
    scope.proposed.set("hierarchical_namespace", prior["hierarchical_namespace"]);
  const bool disabled = only(prior["ip_filter"])["mode"] == Value("Disabled");
  if (disabled && empty(config["ip_filter"])) scope.proposed.set("ip_filter", disabled_filter(prior["ip_filter"]));
}

Outcome storage_bucket_labels(Value& state, const Context&) {
  const Value labels = state["labels"];
  state.set("effective_labels", labels);
  if (!labels.is_map()) return Done{};
  Value::Map own;
  for (const auto& [key, value] : labels.as_map()) {
    if (!key.starts_with("goog-dataplex")) own[key] = value;
  }
  state.set("labels", Value(std::move(own)));
  return Done{};
}

Outcome storage_bucket_age(Value& state, const Context&) {
  set_age_flag(state, true);
  return Done{};
}

Outcome storage_bucket_no_age(Value& state, const Context&) {
  set_age_flag(state, false);
  return Done{};
}

Outcome storage_bucket_retention(Value& state, const Context&) {
  Value policies = state["retention_policy"];
  if (only(policies).is_null()) return Done{};
  Value& policy = policies.as_list().front();
  const Value& period = policy["retention_period"];
  if (period.kind() != Value::Kind::Number && !period.is_string())
    return Error{Fault::InvalidInput,
                 "the state's retention_period is neither a number nor a text",
                 {},
                 Path() / "retention_policy",
                 {},
                 {},
                 0};
  policy.set("retention_period", Value(period.to_text()));
  state.set("retention_policy", policies);
  return Done{};
}

}  // namespace lakeform::faces::google
