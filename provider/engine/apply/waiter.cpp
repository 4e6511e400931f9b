#include <algorithm>
#include <utility>

#include "provider/engine/apply/steps.h"
#include "provider/engine/finishing.h"
#include "provider/engine/read/decode.h"
#include "provider/language/equality.h"
#include "provider/language/settle.h"
#include "provider/value/clock.h"
#include "provider/value/log.h"

namespace lakeform::engine {

namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr milliseconds kFirstPoll{200};
constexpr milliseconds kDefaultTimeout{600000};
constexpr int kMostMissing = 20;  ///< answers in a row in which an object that should be there is missing

bool contains(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

std::string text_at(const Json& json, const std::string& path) {
  const Json found = at_path(json, path);
  return found.is_string() ? found.get<std::string>() : found.is_null() ? std::string() : found.dump();
}

/// The elements of a block; of one that may be left out only those that say something.
Value::List saying(const Field& field, const Value& value, bool legacy) {
  Value::List out = value.as_list();
  if (may_be_left_out(field)) std::erase_if(out, [&](const Value& one) { return says_nothing(field, one, legacy); });
  return out;
}

/// Whether the live value is the wanted one. What was left unset may be nothing, or anything where the service decides.
/// Some services answer lists in an order of their own.
bool reached(const Field& field, const Value& wanted, const Value& live, bool legacy) {
  if (wanted.is_null()) return field.computed() || is_zero(live);
  if (wanted.is_map() && field.shape == schema::Shape::Object) {
    return std::all_of(field.fields.begin(), field.fields.end(), [&](const Field& member) {
      return reached(member, wanted[member.name], live[member.name], legacy);
    });
  }
  if (!field.of_objects() || !wanted.is_list() || !live.is_list())
    return equivalent(field, live, wanted) || (is_zero(wanted) && is_zero(live));
  Field element = field;
  element.shape = schema::Shape::Object;
  Value::List rest = saying(field, live, legacy);
  for (const Value& one : saying(field, wanted, legacy)) {
    const auto found = std::find_if(rest.begin(), rest.end(),
                                    [&](const Value& other) { return reached(element, one, other, legacy); });
    if (found == rest.end()) return false;
    rest.erase(found);
  }
  return rest.empty();
}

/// The field at a path with indexes: "versioning_configuration.0.status".
const Field& field_at(const Field& root, std::string_view path) {
  const Field* field = &root;
  while (!path.empty()) {
    const auto end = std::min(path.find('.'), path.size());
    if (const Field* member = field->find(path.substr(0, end))) field = member;
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return *field;
}

/// Whether what the service answers is what was asked for, field by field.
bool same_as_planned(const Waiter& waiter, const StepEnd& end, const Scope& scope) {
  if (end.kind != StepEnd::Kind::Answered) return false;
  return std::all_of(waiter.same.begin(), waiter.same.end(), [&](const std::string& path) {
    const Field* field = scope.definition.root.find(path.substr(0, path.find('.')));
    if (!field) return false;
    Value::Map live;
    live[field->name] = taken(*field, end.answer, scope.object[field->name], scope);
    return reached(field_at(scope.definition.root, path), value_at(scope.object, path),
                   value_at(Value(std::move(live)), path), scope.definition.legacy);
  });
}

/// The state that an answer shows, and whether it is a target.
struct Seen {
  std::string state;
  bool target = false;
  bool fallback = false;  ///< shown by another member, of which only the targets are known
};

Seen seen(const Waiter& waiter, const StepEnd& end, const Scope& scope) {
  if (!waiter.same.empty()) {
    const bool same = same_as_planned(waiter, end, scope);
    return {same ? "same" : "different", same};
  }
  if (end.kind == StepEnd::Kind::Gone) return {"gone", contains(waiter.target, "gone")};
  if (waiter.state.empty()) return {"found", contains(waiter.target, "found")};
  const std::string state = text_at(end.answer, waiter.state);
  if (!state.empty() || waiter.fallback_state.empty()) return {state, contains(waiter.target, state)};
  const std::string fallback = text_at(end.answer, waiter.fallback_state);
  return {fallback, contains(waiter.fallback_target, fallback), true};
}

Error ended(const Waiter& waiter, Fault fault, const std::string& what, const StepEnd& end) {
  Error error;
  error.fault = fault;
  error.summary =
      "waiting for it to be " + (waiter.target.empty() ? std::string("ready") : waiter.target.front()) + ": " + what;
  if (!waiter.reason.empty()) error.message = text_at(end.answer, waiter.reason);
  error.detail = error.message;
  return error;
}

/// A state that leads nowhere: not among the pending ones, where these are known.
bool hopeless(const Waiter& waiter, const Seen& now) {
  return !waiter.pending.empty() && !contains(waiter.pending, now.state) && now.state != "gone" && !now.state.empty() &&
         !now.fallback;
}

}  // namespace

Outcome wait_for(const Waiter& waiter, Scope& scope) {
  const auto begin = clock::steady();
  const milliseconds time = timeout_of(scope, waiter.timeout, kDefaultTimeout);
  const Finishing finishing(scope.context);
  Scope asking = finishing.over(scope);  // a stop lets the poll that is under way end: what is reached is reached
  milliseconds pause = kFirstPoll;
  int in_a_row = 0, missing = 0;
  std::string told;
  while (true) {
    StepEnd end = run_step(waiter.step, asking);
    asking.reply = scope.reply;  // polls are no answers of steps
    if (end.kind == StepEnd::Kind::Failed) return end.error;
    const Seen now = seen(waiter, end, scope);
    log::write(log::Level::Debug, "waiting",
               {{"type", scope.definition.type}, {"id", scope.id}, {"waiter", waiter.name}, {"state", now.state}});
    if (scope.progress && now.state != std::exchange(told, now.state)) scope.progress("it is " + now.state);
    in_a_row = now.target ? in_a_row + 1 : 0;
    if (in_a_row >= waiter.in_a_row || (now.target && scope.context.client->stop().requested())) return Done{};
    missing = now.state == "gone" && !now.target ? missing + 1 : 0;
    if (missing > kMostMissing) return ended(waiter, Fault::NotFound, "it is missing", end);
    if (hopeless(waiter, now) && !now.target)
      return ended(waiter, Fault::Conflict, "it is \"" + now.state + "\" instead", end);
    // What is on target only has to stay so: its time does not run out by an answer that came late.
    if (!now.target && clock::steady() - begin + pause > time) {
      return ended(waiter, Fault::Conflict,
                   "after " + std::to_string(time.count() / 1000) + " s it is still \"" + now.state +
                       "\"; a longer time can be set in the timeouts block",
                   end);
    }
    if (!scope.context.client->stop().sleep(pause)) return ended(waiter, Fault::Cancelled, "it was stopped", end);
    if (!now.target) pause = std::min(pause * 3 / 2, waiter.every);
  }
}

Outcome wait_after(const Step& step, Scope& scope) {
  for (const std::string& name : step.wait) {
    const auto waiter = scope.definition.waiters.find(name);
    if (waiter == scope.definition.waiters.end()) continue;
    if (auto done = wait_for(waiter->second, scope); !done) return done;
  }
  return Done{};
}

}  // namespace lakeform::engine
