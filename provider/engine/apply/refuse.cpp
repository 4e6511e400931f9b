#include "provider/engine/apply/refuse.h"

#include "provider/engine/apply/steps.h"
#include "provider/engine/request/template.h"

namespace lakeform::engine {

Diagnostics forbidden(const Scope& scope) {
  Diagnostics found;
  for (const auto& one : scope.definition.forbid) {
    if (!holds(one.when, ConditionScope{.prior = scope.object, .object = scope.object, .root = &scope.definition.root}))
      continue;
    found.push_back({Diagnostic::Severity::Error, "This " + scope.definition.type + " must not be deleted",
                     one.message + " Nothing was changed.", one.at.empty() ? Path() : Path::parse(one.at)});
  }
  return found;
}

Outcome check_free(const Scope& scope) {
  const auto read = scope.definition.calls.find("read");
  if (!scope.definition.exists || read == scope.definition.calls.end() || !complete(scope.definition.id, scope))
    return Done{};
  Scope look = scope;
  look.id = id_text(scope.definition.id, scope);
  const StepEnd end = run_step(read->second.front(), look);
  if (end.kind == StepEnd::Kind::Failed) return end.error;
  if (end.kind != StepEnd::Kind::Answered) return Done{};
  Error error;
  error.fault = Fault::Conflict;
  error.summary = "a " + scope.definition.type + " with the id \"" + look.id + "\" exists already";
  error.detail = "Nothing was changed. To manage it with Terraform, import it by that id; else choose another name";
  return error;
}

}  // namespace lakeform::engine
