// All live objects of a type, through the list calls that reads share.
#include <algorithm>

#include "provider/engine/apply/steps.h"
#include "provider/engine/explain.h"
#include "provider/engine/operations.h"
#include "provider/engine/plan/shape.h"
#include "provider/engine/read/decode.h"
#include "provider/engine/read/lists.h"
#include "provider/engine/read/read.h"
#include "provider/engine/request/template.h"

namespace lakeform::engine {

namespace {

const schema::Step* served_step(const Definition& definition, const schema::Bulk& bulk) {
  const auto reads = definition.calls.find("read");
  if (reads == definition.calls.end()) return nullptr;
  for (const auto& step : reads->second) {
    if (std::find(bulk.serves.begin(), bulk.serves.end(), step.call) != bulk.serves.end()) return &step;
  }
  return nullptr;
}

/// What the configuration of the list says of attributes of the resource ("region", "database_name"), over an empty
/// object.
Value start(const Definition& definition, const Value& config) {
  Value object = shaped(definition.root, nlohmann::json::object());
  if (!config.is_map()) return object;
  for (const auto& [name, value] : config.as_map()) {
    if (definition.root.find(name) && value.is_known() && !value.is_null()) object.set(name, value);
  }
  return object;
}

/// What an item tells of its object, with the id in place. A list that stands for no read knows the import id only.
bool object_of(Scope& scope, const schema::Bulk& bulk, const Json& item) {
  if (const schema::Step* reads = served_step(scope.definition, bulk)) {
    StepEnd end;
    end.answer = item;
    take_into(scope.object, *reads, end, {}, scope);
    derive_fields(scope);
    scope.id = id_text(scope.definition.id, scope);
    scope.object.set("id", scope.id);
  } else {
    const std::string key = text_of_item(bulk.key, item);
    ObjectAnswer started =
        import_object(scope.definition, scope.context, scope.region.empty() ? key : key + "@" + scope.region, {});
    if (!started.state.is_map()) return false;
    scope.object = std::move(started.state);
    scope.id = scope.object["id"].to_text();
  }
  if (scope.definition.regional) scope.object.set("region", scope.region);
  return true;
}

/// One item of the list as an event; the whole object is read only when asked for.
ListEvent event_of(Scope scope, const schema::Bulk& bulk, const Json& item, bool include_object) {
  if (!object_of(scope, bulk, item)) return {};
  ListEvent event;
  event.display_name = scope.object["name"].to_text().empty() ? scope.id : scope.object["name"].to_text();
  event.identity = identity_of(scope.definition, scope.context, scope.object);
  if (!include_object) return event;
  ObjectAnswer whole = read_object(scope.definition, scope.context, scope.object);
  event.object = std::move(whole.state);
  event.diagnostics = std::move(whole.diagnostics);
  return event;
}

}  // namespace

void list_objects(const Definition& definition, const Context& context, const ListRequest& request,
                  const std::function<bool(ListEvent)>& emit) {
  Scope scope = scope_over(definition, context, start(definition, request.config));
  const auto fail = [&](Error error) {
    ListEvent event;
    event.diagnostics.push_back(to_diagnostic(explained(std::move(error), "Listing", scope)));
    emit(std::move(event));
  };
  if (definition.bulk.empty()) {
    Error error;
    error.summary = "the service has no list of all of them";
    return fail(std::move(error));
  }
  const schema::Bulk& bulk = definition.bulk.front();
  const StepEnd end = run_step(bulk.step, scope);
  if (end.kind == StepEnd::Kind::Failed) return fail(end.error);
  if (end.kind != StepEnd::Kind::Answered) return;
  std::int64_t sent = 0;
  for (const Json& item : items_of(bulk, end.whole)) {
    if (request.limit > 0 && sent++ >= request.limit) return;
    if (!emit(event_of(scope, bulk, item, request.include_object))) return;
  }
}

Result<std::vector<Listed>> list_all(const Definition& definition, const Context& context, const Value& given) {
  std::vector<Listed> out;
  if (definition.bulk.empty()) return out;
  const schema::Bulk& bulk = definition.bulk.front();
  Scope scope = scope_over(definition, context, start(definition, given));
  const StepEnd end = run_step(bulk.step, scope);
  if (end.kind == StepEnd::Kind::Failed) return explained(end.error, "Listing", scope);
  if (end.kind != StepEnd::Kind::Answered) return out;
  for (const Json& item : items_of(bulk, end.whole)) {
    const std::string key = text_of_item(bulk.key, item);
    const bool left_out = std::any_of(bulk.except.begin(), bulk.except.end(), [&](const std::string& name) {
      return name.ends_with('*') ? key.rfind(name.substr(0, name.size() - 1), 0) == 0 : key == name;
    });
    Scope own = scope;
    if (left_out || !object_of(own, bulk, item)) continue;
    const std::string& pattern = definition.import_parts ? definition.id : definition.import_form();
    out.push_back({id_text(pattern, own), std::move(own.object)});
  }
  return out;
}

}  // namespace lakeform::engine
