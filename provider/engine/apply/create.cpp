#include "provider/engine/apply/create.h"

#include <algorithm>
#include <cmath>

#include "provider/engine/apply/failed_update.h"
#include "provider/engine/finishing.h"
#include "provider/engine/read/decode.h"
#include "provider/engine/read/read.h"
#include "provider/engine/request/template.h"
#include "provider/language/equality.h"
#include "provider/value/log.h"

namespace lakeform::engine {

namespace {

using cloud::TimePoint;
using std::chrono::milliseconds;

constexpr int kMostTries = 6, kLooks = 6;
constexpr milliseconds kFirstLook{300};
/// How far the clocks of a service's servers may be apart.
constexpr milliseconds kApart{250};

/// "2026-11-24T16:10:00Z" or seconds since 1970.
std::optional<TimePoint> time_at(const Json& found, const std::string& path) {
  const Json time = at_path(found, path);
  if (time.is_string()) return cloud::parse_rfc3339(time.get<std::string>());
  if (!time.is_number()) return std::nullopt;
  return TimePoint(std::chrono::microseconds(static_cast<std::int64_t>(std::llround(time.get<double>() * 1e6))));
}

/// Whether the found object says the contrary of what the step sent: then it is another's, however young. Only plain
/// values count: services write lists and documents in forms of their own, and later steps add to them.
bool contradicts(const Step& step, const Json& answer, const Value& live, const Scope& scope) {
  return std::any_of(scope.definition.root.fields.begin(), scope.definition.root.fields.end(), [&](const Field& field) {
    const bool plain = field.shape == schema::Shape::Bool || field.shape == schema::Shape::Number ||
                       field.shape == schema::Shape::String;
    const Value &wanted = scope.config[field.name], &found = live[field.name];
    if (!plain || field.take.empty() || is_blank(wanted) || !wanted.is_known() ||
        at_path(answer, field.take).is_null() || !concerns(step, field))
      return false;
    return !equivalent(field, found, scope.object[field.name]) && !equivalent(field, scope.object[field.name], found);
  });
}

/// Whether the step's call is about an object by its id.
bool names_id(const Step& step) {
  std::string texts = step.body.dump() + step.path + step.bucket + step.match;
  for (const auto& [name, pattern] : step.query) texts += pattern;
  return texts.find("{id}") != std::string::npos;
}

enum class Found { Ours, Another, Nothing, Unclear };

/// What was found, with the object or with why nothing can be said.
struct Sight {
  Found found = Found::Nothing;
  Json object;
  std::string why;
};

/// Looks for what one call has made.
class Looking {
 public:
  Looking(const Step& step, const Scope& scope)
      : step_(step), made_(*step.made), scope_(scope), finishing_(scope.context) {
    if (made_.before) look_before();
    begin_ = cloud::now();
  }

  /// `exists`: the service says that there is one, so the news of it spreads sooner or later.
  Sight find(bool exists) const {
    const int looks = exists ? kLooks : 2;
    for (int i = 1;; ++i) {
      Sight sight = look();
      if (sight.found != Found::Nothing || i == looks) return sight;
      finishing_.client().stop().sleep(kFirstLook * (1 << (i - 1)));
    }
  }

 private:
  void look_before() {
    Sight sight = look();
    if (sight.found == Found::Nothing || !sight.object.is_null()) before_ = std::move(sight);
  }

  Sight look() const {
    Scope scope = finishing_.over(scope_);
    if (scope.id.empty() && !scope.definition.id.empty() && complete(scope.definition.id, scope)) {
      scope.id = id_text(scope.definition.id, scope);
      if (scope.definition.root.find("id")) scope.object.set("id", scope.id);
    }
    if (scope.id.empty() && names_id(made_.step)) return {Found::Unclear, {}, "only its answer would have told the id"};
    derive_fields(scope);
    const StepEnd end = run_step(made_.step, scope);
    if (end.kind == StepEnd::Kind::Gone || end.kind == StepEnd::Kind::Ignored) return {};
    if (end.kind != StepEnd::Kind::Answered) return {Found::Unclear, {}, end.error.summary};
    if (!made_.step.items.empty() && made_.step.match.empty())
      return newest(as_list(at_path(end.whole, made_.step.items)));
    take_into(scope.object, made_.step, end, {}, scope);
    return judged(end.answer, scope.object);
  }

  Sight judged(const Json& object, const Value& live) const {
    const auto time = made_.time.empty() ? std::nullopt : time_at(object, made_.time);
    if (!time && !before_) return {Found::Unclear, object, "the service does not tell when it was made"};
    const bool since = !was_there(time) && (!time || since_the_call(*time));
    const bool ours = since && !contradicts(step_, object, live, scope_);
    return {ours ? Found::Ours : Found::Another, object, {}};
  }

  /// Whether it was found before the call. News of a deletion may spread late: of another time it is another one.
  bool was_there(const std::optional<TimePoint>& time) const {
    return before_ && before_->found != Found::Nothing && (!time || time_at(before_->object, made_.time) == time);
  }

  /// Of a list that holds older ones too.
  Sight newest(const std::vector<Json>& items) const {
    Sight out;
    std::optional<TimePoint> latest;
    for (const Json& item : items) {
      const auto time = time_at(item, made_.time);
      if (!time || !since_the_call(*time) || (latest && *time <= *latest)) continue;
      latest = time;
      out = {Found::Ours, item, {}};
    }
    return out;
  }

  /// By the service's clock. A time in whole seconds was cut: it may be up to one later.
  bool since_the_call(TimePoint time) const {
    const bool whole = time == std::chrono::floor<std::chrono::seconds>(time);
    const auto begin = begin_ + finishing_.client().service_ahead().value_or(TimePoint::duration(0));
    return time + kApart + std::chrono::seconds(whole ? 1 : 0) > begin;
  }

  const Step& step_;
  const schema::Made& made_;
  const Scope& scope_;
  Finishing finishing_;
  TimePoint begin_{};
  std::optional<Sight> before_;  ///< what was there before the call; none: nobody could look
};

/// The end of a step whose answer never came, by the object that it would have told of.
StepEnd answered_by(const Step& step, const Json& object) {
  StepEnd end;
  end.answer = object;
  end.whole = Json::object();
  std::string pointer = step.take.empty() ? "" : "/" + step.take;
  std::replace(pointer.begin(), pointer.end(), '.', '/');
  if (object.is_object()) end.whole[Json::json_pointer(pointer)] = object;
  end.whole["status:"] = 200;
  return end;
}

/// The error that came first, with what the reader can do about what was found.
StepEnd refused(StepEnd end, const Sight& sight) {
  std::string& detail = end.error.detail;
  if (detail.empty()) detail = end.error.message;
  if (!detail.empty()) detail += "\n\n";
  detail += sight.found == Found::Another
                ? "One of that name was there before the call, so it is not taken over. Choose another name, or take "
                  "it over with `terraform import`."
                : "Whether the call has made something is not known: " + sight.why +
                      ". Look whether it is there: if so, take it over with `terraform import`, else apply again.";
  return end;
}

constexpr std::string_view word_of(Found found) {
  return found == Found::Ours      ? "yes"
         : found == Found::Nothing ? "no"
         : found == Found::Another ? "another's"
                                   : "unclear";
}

}  // namespace

StepEnd run_once(const Step& step, Scope& scope, const StepOptions& options) {
  if (!holds(step.when, scope.conditions())) return run_step(step, scope, options);
  const Looking looking(step, scope);
  StepEnd end = run_step(step, scope, options);
  bool open = false;  // one of the tries may have been carried out
  milliseconds pause = kFirstLook;
  for (int tries = 1; end.kind == StepEnd::Kind::Failed; ++tries) {
    open = open || end.error.maybe_done;
    if (!open) return end;
    const Sight sight = looking.find(end.error.fault == Fault::Conflict);
    log::write(log::Level::Warn, "a call had no clear end; looked for what it makes",
               {{"type", scope.definition.type}, {"call", step.call}, {"found", std::string(word_of(sight.found))}});
    if (sight.found == Found::Ours) {
      end = answered_by(step, sight.object);
      note_answer(step, end, scope);
    } else if (sight.found != Found::Nothing) {
      return refused(std::move(end), sight);
    } else {
      if (!end.error.maybe_done || tries == kMostTries || !scope.context.client->stop().sleep(pause)) return end;
      pause *= 2;
      end = run_step(step, scope, options);
    }
  }
  return end;
}

}  // namespace lakeform::engine
