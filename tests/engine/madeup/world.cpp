#include "tests/engine/madeup/world.h"

#include "provider/engine/hooks/registry.h"

namespace lakeform::schema {
extern const Compiled kCompiled_madeup;
}

namespace lakeform::engine::madeup {

namespace {

/// The weight follows from the width: known before the shelf is made.
void weigh(const PlanScope& scope, std::vector<Path>& replace) {
  const Value& width = scope.proposed["width"];
  if (width == scope.request.prior["width"]) return;
  scope.proposed.set("weight", width.is_unknown() ? Value::unknown() : width);
  if (width == Value(13)) replace.push_back(Path() / "width");
}

/// Wooden shelves were called so in version 2.
Outcome rename_kinds(Value& state, const Context&) {
  if (state["kind"] == Value("wooden")) state.set("kind", "wood");
  return Done{};
}

const bool added = (add_hooks({.steps = {},
                               .data = {},
                               .conversions = {},
                               .plans = {{"shelf-weight", weigh}},
                               .upgrades = {{"shelf-kinds", rename_kinds}}}),
                    true);

/// As Terraform proposes it: what is computed and not configured is as it was.
Value proposed(const Field& object, const Value& prior, const Value& config) {
  Value out = config;
  for (const Field& field : object.fields) {
    if (config[field.name].is_null() && field.computed()) out.set(field.name, prior[field.name]);
  }
  return out;
}

}  // namespace

const Definition& definition(const char* type, schema::Kind kind) {
  return *schema::find_definition(schema::kCompiled_madeup, std::string("madeup_") + type, kind);
}

Value object(const char* type, const Json& json) { return shaped(definition(type).root, json); }

MadeupWorld::MadeupWorld() { context.client = &cloud; }

void MadeupWorld::answers(std::function<Result<cloud::Reply>(const cloud::Call&, int)> answer) {
  cloud.answer = [this, answer = std::move(answer)](const cloud::Call& call, int number) {
    calls.push_back(call);
    return answer(call, number);
  };
}

PlanAnswer MadeupWorld::plan(const char* type, const Value& prior, const Value& config) const {
  const Definition& thing = definition(type);
  PlanRequest request;
  request.type = thing.type;
  request.prior = prior;
  request.config = config;
  request.proposed = proposed(thing.root, prior, config);
  return plan_object(thing, context, request);
}

ApplyAnswer MadeupWorld::apply(const char* type, const Value& prior, const Value& planned) {
  const Definition& thing = definition(type);
  ApplyRequest request;
  request.type = thing.type;
  request.prior = prior;
  request.planned = planned;
  request.config = planned;
  return apply_object(thing, context, request);
}

std::string line(const cloud::Call& call) {
  std::string out = call.method + " " + call.path;
  for (std::size_t i = 0; i < call.query.size(); ++i)
    out += (i == 0 ? "?" : "&") + call.query[i].first + "=" + call.query[i].second;
  return out;
}

}  // namespace lakeform::engine::madeup
