#include "provider/engine/plan/replace.h"

#include <algorithm>

#include "provider/language/condition.h"
#include "provider/language/value_path.h"

namespace lakeform::engine {

namespace {

using legacy::PossibleReplace;

/// `given` is what the configuration says: an unknown one may be anything, and Terraform takes a replacement that was
/// planned, but none that comes up later.
bool replaces(const PossibleReplace& one, const Value& given, const Context& context, const ConditionScope& scope) {
  if (!holds(one.rule->when, scope)) return false;
  if (one.rule->unless_own.empty()) return true;
  if (one.after.is_unknown()) return given.is_unknown();
  const std::string own = context.own(one.rule->unless_own);
  return own.empty() || !is_blank(one.before) || !(one.after == Value(own));
}

bool is_scalar(const Field& field) {
  return !field.collection() && field.fields.empty() && field.shape != schema::Shape::Map;
}

}  // namespace

void add_conditional_replaces(const Definition& definition, const Context& context, const PlanRequest& request,
                              legacy::Planned& planned) {
  std::vector<PossibleReplace> all;
  // Scalars at the top may have changed since the difference was made: a face fills in what the provider says.
  for (const Field& field : definition.root.fields) {
    const Value& before = request.prior[field.name];
    const Value& after = planned.object[field.name];
    if (!field.replace_rule || !is_scalar(field) || before == after) continue;
    if (is_blank(before) && !after.is_unknown() && is_blank(after)) continue;
    all.push_back({field.replace_rule, Path() / field.name, before, after, request.prior, planned.object});
  }
  for (const PossibleReplace& one : planned.possible) {
    const Field* top = definition.root.find(std::get<Name>(one.path.steps().front()).text);
    if (one.path.steps().size() > 1 || !top || !is_scalar(*top)) all.push_back(one);
  }
  for (const PossibleReplace& one : all) {
    const ConditionScope scope{.prior = request.prior,
                               .object = planned.object,
                               .config = &request.config,
                               .element = &one.element,
                               .root = &definition.root,
                               .prior_element = &one.prior_element};
    const bool known = std::find(planned.replace.begin(), planned.replace.end(), one.path) != planned.replace.end();
    if (!known && replaces(one, request.config.at(one.path), context, scope)) planned.replace.push_back(one.path);
  }
}

}  // namespace lakeform::engine
