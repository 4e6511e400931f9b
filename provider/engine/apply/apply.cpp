// Create, update and delete. Whatever happens, the answer's state says what exists.
#include <algorithm>
#include <memory>

#include "provider/engine/apply/again.h"
#include "provider/engine/apply/create.h"
#include "provider/engine/apply/failed_update.h"
#include "provider/engine/apply/generate.h"
#include "provider/engine/apply/lock.h"
#include "provider/engine/apply/refuse.h"
#include "provider/engine/apply/steps.h"
#include "provider/engine/apply/tagging.h"
#include "provider/engine/explain.h"
#include "provider/engine/finishing.h"
#include "provider/engine/operations.h"
#include "provider/engine/plan/sdk_values.h"
#include "provider/engine/read/lists.h"
#include "provider/engine/read/read.h"
#include "provider/engine/request/template.h"
#include "provider/value/log.h"

namespace lakeform::engine {

namespace {

/// What the steps of an operation have come to.
struct Progress {
  bool exists = false;            ///< a create: the object is there
  bool tagged = false;            ///< its tags were sent
  bool gone = false;              ///< a delete: there is nothing left to delete
  std::vector<const Step*> made;  ///< steps that succeeded
  /// Once a create has made the object: the small steps that make it whole end in spite of a stop, for half a minute.
  std::unique_ptr<Finishing> finishing;
};

Error stopped() {
  Error error;
  error.fault = Fault::Cancelled;
  error.summary = "it was stopped before the next call";
  return error;
}

const std::vector<Step>& steps_of(const Definition& definition, const std::string& operation) {
  static const std::vector<Step> none;
  const auto found = definition.calls.find(operation);
  return found == definition.calls.end() ? none : found->second;
}

/// The values that are known so far: what is unknown still has no place in a state.
Value known_part(const Field& field, const Value& value, bool legacy_zeros) {
  const bool always_there =
      field.block && field.mode != schema::Mode::OptionalComputed;  // else Terraform takes it for an attribute
  if (value.is_unknown()) return legacy_zeros && always_there ? legacy::zero(field) : Value();
  Value out = value;
  if (out.is_map() && field.shape == schema::Shape::Object) {
    for (const Field& member : field.fields) out.set(member.name, known_part(member, value[member.name], legacy_zeros));
  } else if (out.is_list() && field.of_objects()) {
    Field object = field;
    object.shape = schema::Shape::Object;
    for (Value& item : out.as_list()) item = known_part(object, item, legacy_zeros);
  } else if (out.is_map()) {
    for (auto& [key, item] : out.as_map()) {
      if (item.is_unknown()) item = Value();
    }
  } else if (out.is_list()) {
    std::erase_if(out.as_list(), [](const Value& item) { return item.is_unknown(); });
  }
  return out;
}

Value state_so_far(const Scope& scope) {
  Value out = known_part(scope.definition.root, scope.object, scope.definition.legacy);
  if (scope.definition.root.find("id")) out.set("id", scope.id);
  if (scope.definition.regional) out.set("region", scope.region);
  return out;
}

/// After the creating call: what its answer tells goes into the object, and the id is known from then on.
void note_existence(Scope& scope, Progress& progress) {
  progress.exists = true;
  progress.finishing = std::make_unique<Finishing>(scope.context);
  derive_fields(scope);
  scope.id = id_text(scope.definition.id, scope);
  if (scope.definition.root.find("id")) scope.object.set("id", scope.id);
  log::write(log::Level::Debug, "created", {{"type", scope.definition.type}, {"id", scope.id}});
}

/// Runs `work` on the scope, over the client that a stop does not end at once where there is one.
template <class Work>
auto finished(Scope& scope, const Progress& progress, Work work) {
  if (!progress.finishing) return work(scope);
  Scope end = progress.finishing->over(scope);
  auto out = work(end);
  scope.object = std::move(end.object);
  scope.saved = std::move(end.saved);
  scope.reply = std::move(end.reply);
  return out;
}

bool is_stopped(const Scope& scope, const Progress& progress) {
  return (progress.finishing ? progress.finishing->client().stop() : scope.context.client->stop()).requested();
}

Outcome missing(const StepEnd& end) {
  Error error = end.error;
  error.fault = Fault::NotFound;
  if (error.message.empty()) error.message = "The object does not exist any more";
  return error;
}

/// One step with its waits, once per element. In a delete a missing object is as good as a deleted one.
Outcome make_step(const Step& step, Scope& scope, Progress& progress, bool deleting) {
  bool answered = false, waits = false;
  for (const Json& each : each_of(step, scope)) {
    scope.each = each;
    const bool calls = !step.call.empty() || !step.hook.empty();
    if (calls && is_stopped(scope, progress) && holds(step.when, scope.conditions())) return stopped();
    // What follows the creation may come too early for a service that has not spread the news yet.
    const StepOptions options{.just_created = progress.exists};
    const StepEnd end = step.made
                            ? run_once(step, scope, options)
                            : finished(scope, progress, [&](Scope& here) { return run_step(step, here, options); });
    scope.each = nullptr;
    if (calls) forget_bulk(scope);
    if (end.kind == StepEnd::Kind::Failed) return end.error;
    if (end.kind == StepEnd::Kind::Gone && !deleting) return missing(end);
    progress.gone = progress.gone || end.kind == StepEnd::Kind::Gone;
    if (end.kind == StepEnd::Kind::Skipped) continue;
    // A creating step whose error is ignored has made nothing that could be waited for.
    waits = waits || end.kind == StepEnd::Kind::Answered || (end.kind == StepEnd::Kind::Ignored && !step.creates);
    if (end.kind != StepEnd::Kind::Answered) continue;
    answered = true;
    if (!step.into.empty()) take_into(scope.object, step, end, {}, scope);
  }
  if (answered) progress.made.push_back(&step);
  const bool creates = answered && step.creates && scope.prior.is_null();
  if (creates) note_existence(scope, progress);
  if (waits) {
    if (auto done = wait_after(step, scope); !done) return done;
  }
  if (!creates || progress.tagged) return Done{};
  progress.tagged = true;
  if (carries_tags(step, scope)) return Done{};
  return finished(scope, progress, [](Scope& here) { return change_tags(here); });
}

Outcome make_steps(const std::string& operation, Scope& scope, Progress& progress) {
  const auto& steps = steps_of(scope.definition, operation);
  Again again(scope, operation);
  for (std::size_t i = 0; i < steps.size() && !progress.gone; ++i) {
    const auto done = make_step(steps[i], scope, progress, operation == "delete");
    if (done) continue;
    const auto from = again.from(steps, i, done.error());
    if (!from) return done;
    i = *from - 1;  // the loop goes on with it
  }
  return Done{};
}

/// Reads what a change has made of the object, into the scope. Where a call has changed it, the service may need time
/// to show it. A stop lets it end: what is finished must not be taken for broken.
Outcome read_back(Scope& scope, bool called = true) {
  const Finishing finishing(scope.context);
  Scope end = finishing.over(scope);
  const auto there = read_live(end, {.just_created = called, .bulk = false});
  scope.object = std::move(end.object);
  if (!there) return there.error();
  if (*there) return Done{};
  Error error;
  error.fault = Fault::NotFound;
  error.message = "The call succeeded, but the object can't be found afterwards";
  error.detail = "Something else may have removed it. Run plan again to see what is there";
  return error;
}

/// Some servers take no tags with the creating call and do not say so: what is missing then is put.
Outcome put_missing_tags(Scope& scope, const Tags& wanted) {
  if (!scope.definition.tagging || !scope.definition.tagging->whole || scope.definition.tagging->send.empty())
    return Done{};
  const Value live = scope.object["tags_all"];
  const Tags judged = judged_tags(wanted, scope.context.tags);
  const bool missing = std::any_of(judged.begin(), judged.end(),
                                   [&](const auto& tag) { return !(live[tag.first] == Value(tag.second)); });
  if (!missing) return Done{};
  if (auto done = change_tags(scope, wanted); !done) return done;
  return read_back(scope);
}

Value settled_state(const Scope& scope, const Value& planned) {
  const Value state = state_so_far(scope);
  return scope.definition.legacy ? legacy::normalize_nulls(scope.definition.root, state, planned, true) : state;
}

/// Unknown members as the prior state has them: what a template names must be there. Only tags_all follows from the
/// planned tags.
Value with_prior(const Definition& definition, const Value& planned, const Value& prior) {
  Value out = planned;
  for (auto& [name, value] : out.as_map()) {
    if (value.is_unknown() && name != "tags_all") value = prior[name];
  }
  return known_part(definition.root, out, definition.legacy);
}

void fail(ApplyAnswer& answer, const Error& error, std::string_view doing, const Scope& scope) {
  answer.diagnostics.push_back(to_diagnostic(explained(error, doing, scope)));
}

void create(const Definition& definition, const Context& context, const ApplyRequest& request, ApplyAnswer& answer) {
  Scope scope = scope_over(definition, context, known_part(definition.root, request.planned, definition.legacy));
  scope.config = request.config;
  generate_names(scope);
  Progress progress;
  Outcome done = check_free(scope);
  if (done) done = make_steps("create", scope, progress);
  if (!done && !progress.exists) return fail(answer, done.error(), "Creating", scope);
  if (done && !progress.exists) note_existence(scope, progress);  // nothing had to be called
  if (done && !progress.tagged) done = finished(scope, progress, [](Scope& here) { return change_tags(here); });
  const Tags wanted = definition.tagging ? wanted_tags(scope) : Tags{};
  if (done) done = read_back(scope);
  if (done) done = finished(scope, progress, [&](Scope& here) { return put_missing_tags(here, wanted); });
  answer.state = done ? settled_state(scope, request.planned) : state_so_far(scope);
  if (!done) fail(answer, done.error(), "Creating", scope);
}

void update(const Definition& definition, const Context& context, const ApplyRequest& request, ApplyAnswer& answer) {
  Scope scope = scope_over(definition, context, with_prior(definition, request.planned, request.prior));
  scope.prior = request.prior;
  scope.config = request.config;
  scope.id = request.prior["id"].to_text();
  const bool tags_after = definition.tagging && definition.tagging->after;
  Progress progress;
  Outcome done = tags_after ? Outcome(Done{}) : change_tags(scope);
  if (done) done = make_steps("update", scope, progress);
  if (tags_after) {
    const Outcome tags = change_tags(scope);  // also when a step failed
    if (done) done = tags;
  }
  if (done) done = read_back(scope, !progress.made.empty());
  if (done) {
    answer.state = settled_state(scope, request.planned);
    return;
  }
  forget_bulk(scope);
  answer.state = state_after_failed_update(scope, progress.made);
  fail(answer, done.error(), "Updating", scope);
}

void destroy(const Definition& definition, const Context& context, const ApplyRequest& request, ApplyAnswer& answer) {
  Scope scope = scope_over(definition, context, request.prior);
  scope.prior = request.prior;
  if (Diagnostics found = forbidden(scope); !found.empty()) {
    answer.state = request.prior;
    answer.diagnostics = std::move(found);
    return;
  }
  Progress progress;
  const Outcome done = make_steps("delete", scope, progress);
  forget_bulk(scope);
  if (done) return;
  answer.state = request.prior;
  fail(answer, done.error(), "Deleting", scope);
}

/// The key of the lock that the change needs; the object's own values, as far as they are known before it is made.
std::string lock_text(const Definition& definition, const Context& context, const ApplyRequest& request) {
  if (definition.lock.empty()) return {};
  const Value& object = request.planned.is_null() ? request.prior : request.planned;
  return definition.provider + ":" + text_of(definition.lock, scope_over(definition, context, object));
}

}  // namespace

ApplyAnswer apply_object(const Definition& definition, const Context& context, const ApplyRequest& request) {
  ApplyAnswer answer;
  answer.private_data = request.private_data;
  answer.legacy_type_system = definition.legacy;
  const auto lock = lock_key(lock_text(definition, context, request), context.client->stop());
  if (!lock) {
    answer.state = request.prior;
    answer.diagnostics.push_back(to_diagnostic(stopped()));
    return answer;
  }
  if (request.planned.is_null()) {
    destroy(definition, context, request, answer);
  } else if (request.prior.is_null()) {
    create(definition, context, request, answer);
  } else {
    update(definition, context, request, answer);
  }
  answer.identity = identity_of(definition, context, answer.state);
  return answer;
}

}  // namespace lakeform::engine
