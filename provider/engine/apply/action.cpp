// Actions: steps that leave no object in a state.
#include "provider/engine/apply/steps.h"
#include "provider/engine/explain.h"
#include "provider/engine/operations.h"
#include "provider/engine/plan/fallback.h"
#include "provider/engine/request/template.h"

namespace lakeform::engine {

namespace {

Error nothing_there(StepEnd end) {
  end.error.fault = Fault::NotFound;
  if (end.error.message.empty()) end.error.message = "What it works on does not exist";
  return std::move(end.error);
}

Outcome invoke(const Step& step, Scope& scope) {
  bool waits = false;
  if (!step.progress.empty() && holds(step.when, scope.conditions())) scope.progress(text_of(step.progress, scope));
  for (const Json& each : each_of(step, scope)) {
    scope.each = each;
    StepEnd end = run_step(step, scope);
    scope.each = nullptr;
    if (end.kind == StepEnd::Kind::Failed) return end.error;
    if (end.kind == StepEnd::Kind::Gone) return nothing_there(std::move(end));
    waits = waits || end.kind != StepEnd::Kind::Skipped;
  }
  return waits ? wait_after(step, scope) : Outcome(Done{});
}

}  // namespace

Diagnostics invoke_action(const Definition& definition, const Context& context, const Value& config,
                          const std::function<void(const std::string&)>& progress) {
  Value asked = config;
  fill_fallbacks(definition, context, asked);
  Scope scope = scope_over(definition, context, asked);
  scope.config = config;
  scope.progress = progress;
  const auto steps = definition.calls.find("invoke");
  if (steps == definition.calls.end()) return {};
  for (const Step& step : steps->second) {
    if (const auto done = invoke(step, scope); !done)
      return {to_diagnostic(explained(done.error(), "Invoking", scope))};
  }
  return {};
}

}  // namespace lakeform::engine
