// Ephemeral resources. What renew and close need goes from call to call as private data, which stands in no file.
#include <charconv>

#include "provider/engine/apply/steps.h"
#include "provider/engine/explain.h"
#include "provider/engine/hooks/registry.h"
#include "provider/engine/operations.h"
#include "provider/engine/plan/fallback.h"
#include "provider/engine/plan/shape.h"
#include "provider/engine/read/read.h"
#include "provider/engine/request/template.h"
#include "provider/value/foreign_json.h"
#include "provider/value/state_json.h"

namespace lakeform::engine {

namespace {

EphemeralAnswer not_done(const Error& error, std::string_view doing, const Scope& scope) {
  EphemeralAnswer answer;
  answer.diagnostics.push_back(to_diagnostic(explained(error, doing, scope)));
  return answer;
}

const std::vector<Step>& operation_steps(const Definition& definition, const std::string& operation) {
  static const std::vector<Step> none;
  const auto found = definition.calls.find(operation);
  return found == definition.calls.end() ? none : found->second;
}

/// In a close what is gone is as good as closed.
Outcome run_operation(const std::string& operation, Scope& scope) {
  for (const Step& step : operation_steps(scope.definition, operation)) {
    StepEnd end = run_step(step, scope);
    if (end.kind == StepEnd::Kind::Failed) return end.error;
    if (end.kind == StepEnd::Kind::Gone && operation != "close") {
      end.error.fault = Fault::NotFound;
      return end.error;
    }
    if (end.kind == StepEnd::Kind::Answered) take_into(scope.object, step, end, {}, scope);
  }
  return Done{};
}

/// "3600s", "3600", or a time. Of a length one fifth is left for the renewal.
std::optional<TimePoint> renewal(const Scope& scope) {
  const auto found = scope.saved.find(scope.definition.renew_at);
  if (found == scope.saved.end()) return std::nullopt;
  const std::string text = plain_text(found->second);
  std::int64_t seconds = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const std::string_view rest(read.ptr, static_cast<std::size_t>(text.data() + text.size() - read.ptr));
  if (read.ec == std::errc() && (rest.empty() || rest == "s")) return now() + std::chrono::seconds(seconds / 5 * 4);
  return parse_rfc3339(text);
}

std::string private_of(const Scope& scope) {
  return Json{{"object", state_json::json_of(scope.object)}, {"saved", scope.saved}}.dump();
}

Scope kept_scope(const Definition& definition, const Context& context, std::string_view private_data) {
  const Json kept = parse_foreign(private_data);
  const bool good = kept.is_object() && kept.contains("object") && kept.contains("saved") && kept["saved"].is_object();
  Scope scope = scope_over(definition, context, shaped(definition.root, good ? kept["object"] : Json::object()));
  if (good) scope.saved = kept["saved"].get<std::map<std::string, Json>>();
  return scope;
}

}  // namespace

EphemeralAnswer open_ephemeral(const Definition& definition, const Context& context, const Value& config) {
  Value asked = config;
  fill_fallbacks(definition, context, asked);
  Scope scope = scope_over(definition, context, asked);
  scope.config = config;
  EphemeralAnswer answer;
  for (const std::string& name : definition.hooks) {
    const auto hook = find_data_hook(name);
    if (!hook) continue;
    auto made = hook(definition, context, asked);
    if (!made) return not_done(made.error(), "Opening", scope);
    scope.object = std::move(*made);
  }
  if (const auto done = run_operation("open", scope); !done) return not_done(done.error(), "Opening", scope);
  derive_fields(scope);
  answer.result = scope.object;
  answer.private_data = private_of(scope);
  answer.renew_at = renewal(scope);
  return answer;
}

EphemeralAnswer renew_ephemeral(const Definition& definition, const Context& context, std::string_view private_data) {
  Scope scope = kept_scope(definition, context, private_data);
  if (const auto done = run_operation("renew", scope); !done) return not_done(done.error(), "Renewing", scope);
  EphemeralAnswer answer;
  answer.private_data = private_of(scope);
  answer.renew_at = renewal(scope);
  return answer;
}

EphemeralAnswer close_ephemeral(const Definition& definition, const Context& context, std::string_view private_data) {
  Scope scope = kept_scope(definition, context, private_data);
  if (const auto done = run_operation("close", scope); !done) return not_done(done.error(), "Closing", scope);
  return {};
}

}  // namespace lakeform::engine
