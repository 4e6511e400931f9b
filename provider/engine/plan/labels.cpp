#include "provider/engine/plan/labels.h"

namespace lakeform::engine {

namespace {

Value::Map entries(const Value& map) { return map.is_map() ? map.as_map() : Value::Map{}; }

/// The provider's mark is put on new objects, stays on those that have it, and comes to the others only if asked for.
bool carries_mark(const TagPolicy& policy, const std::string& key, const Value& prior, const schema::Labels& labels) {
  return prior.is_null() || policy.mark_all || entries(prior[labels.all]).contains(key);
}

/// Null where there is nothing at all: nobody knows then what the service will answer.
Value all_labels(const schema::Labels& labels, const TagPolicy& policy, const Value& prior, const Value& own) {
  Value::Map out;
  for (const auto& [key, value] : policy.defaults) out[key] = value;
  for (const auto& [key, value] : policy.mark) {
    if (labels.attribution && carries_mark(policy, key, prior, labels)) out[key] = value;
  }
  for (const auto& [key, value] : entries(own)) {
    if (!value.is_null()) out[key] = value;
  }
  if (!out.empty() || !entries(prior[labels.all]).empty()) return out;
  return prior[labels.all];
}

/// Keys that only the service or somebody else has put there stay.
Value effective_labels(const schema::Labels& labels, const Value& prior, const Value& all) {
  Value::Map out = entries(prior[labels.effective]);
  for (const auto& [key, value] : entries(prior[labels.all])) out.erase(key);
  for (const auto& [key, value] : entries(all)) out[key] = value;
  if (!out.empty() || !entries(prior[labels.effective]).empty()) return out;
  return prior[labels.effective];
}

}  // namespace

void add_labels(const Definition& definition, const TagPolicy& policy, const PlanRequest& request, Value& proposed) {
  if (!definition.labels) return;
  const schema::Labels& labels = *definition.labels;
  const Value& own = proposed[labels.own];
  if (!own.wholly_known() || policy.has_unknown_defaults()) {
    proposed.set(labels.all, Value::unknown());
    proposed.set(labels.effective, Value::unknown());
    return;
  }
  const Value all = all_labels(labels, policy, request.prior, own);
  proposed.set(labels.effective, effective_labels(labels, request.prior, all));
  proposed.set(labels.all, all);
}

}  // namespace lakeform::engine
