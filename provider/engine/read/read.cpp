#include "provider/engine/read/read.h"

#include <algorithm>
#include <set>

#include "provider/engine/answer.h"
#include "provider/engine/apply/steps.h"
#include "provider/engine/apply/tagging.h"
#include "provider/engine/read/decode.h"
#include "provider/engine/read/lists.h"
#include "provider/engine/request/template.h"
#include "provider/language/equality.h"
#include "provider/value/thread.h"

namespace lakeform::engine {

namespace {

constexpr std::size_t kMostAtOnce = 6;

/// One call that is to be made: a step, for one element where it has `each`.
struct Job {
  const Step* step;
  Json each;
  StepEnd end;
  bool has_tags = true;  ///< false: the answer came from a list without tags
};

/// Whether the item is silent on something that the state has. Lists may leave members out, so the object's own call
/// decides.
bool leaves_out(const Json& item, const std::vector<const Field*>& fields, const Scope& scope) {
  return std::any_of(fields.begin(), fields.end(), [&](const Field* field) {
    return field->derive.empty() && !field->keep_absent && !is_blank(scope.object[field->name]) &&
           at_path(item, field->take).is_null();
  });
}

/// Answers from a list where one can, else by the call. `fields` are those that the step fills.
void answer(Job& job, Scope& scope, const ReadOptions& options, const std::vector<const Field*>& fields) {
  const Step& step = *job.step;
  if (options.bulk && holds(step.when, scope.conditions())) {
    auto listed = bulk_item(step, scope);
    if (listed && !leaves_out(listed->item, fields, scope) && check_object(step, listed->item, scope)) {
      for (auto& [name, value] : listed->saved) scope.saved[name] = std::move(value);
      job.has_tags = listed->has_tags;
      job.end.answer = std::move(listed->item);
      scope.reply = job.end.answer;
      return;
    }
  }
  job.end = run_step(step, scope, {.just_created = options.just_created});
}

/// Every text in a step that may hold placeholders, in one.
std::string texts_of(const Step& step) {
  std::string out = step.body.dump() + step.path + step.raw_body + step.bucket + step.match;
  for (const auto& [name, pattern] : step.query) out += pattern;
  for (const auto& [name, pattern] : step.headers) out += pattern;
  return out;
}

bool looks_back(const schema::Condition& condition) {
  const auto saved = [](const std::string& path) { return path.rfind("save.", 0) == 0; };
  return condition.word == "replied" || std::any_of(condition.paths.begin(), condition.paths.end(), saved);
}

bool needs_an_answer(const Step& step) {
  return step.each.rfind("reply:", 0) == 0 || !step.hook.empty() ||
         std::any_of(step.when.begin(), step.when.end(), looks_back) ||
         texts_of(step).find("{save.") != std::string::npos;
}

/// Whether a step needs the answer of an earlier one, or gives later ones something.
bool stands_alone(const Step& step) { return !step.save.empty() || needs_an_answer(step); }

/// The fields that steps of the read name; a step that takes all leaves those to them.
std::vector<std::string> named_fields(const std::vector<Step>& steps) {
  std::vector<std::string> out;
  for (const Step& step : steps) {
    for (const std::string& name : step.into) {
      if (name != "*") out.push_back(name);
    }
  }
  return out;
}

bool takes_all(const Step& step) { return step.into.size() == 1 && step.into.front() == "*"; }

/// Reads the object step by step.
class Reading {
 public:
  Reading(Scope& scope, const ReadOptions& options, const std::vector<Step>& steps)
      : scope_(scope), options_(options), steps_(steps), named_(named_fields(steps)) {}

  /// False: gone.
  Result<bool> run() {
    std::size_t at = 0;
    while (at < steps_.size()) {
      const std::size_t end = batch_end(at);
      auto there = batch(at, end);
      if (!there || !*there) return there;
      if (at == 0) derive_fields(scope_);
      at = end;
    }
    empty_what_was_skipped();
    return true;
  }
  const Json& first_answer() const { return first_answer_; }

 private:
  /// The first step, which decides whether the object is there, goes alone; after it as many as need nothing of each
  /// other.
  std::size_t batch_end(std::size_t begin) const {
    std::size_t end = begin + 1;
    if (begin == 0 || stands_alone(steps_[begin])) return end;
    while (end < steps_.size() && !stands_alone(steps_[end])) ++end;
    return end;
  }

  Result<bool> batch(std::size_t begin, std::size_t end) {
    std::vector<Job> jobs;
    for (std::size_t i = begin; i < end; ++i) {
      for (Json& each : each_of(steps_[i], scope_)) jobs.push_back({&steps_[i], std::move(each), {}, true});
    }
    const Json last = scope_.reply;
    if (!jobs.empty()) run_jobs(jobs);
    scope_.each = nullptr;
    for (const Job& job : jobs) {
      if (job.end.kind == StepEnd::Kind::Failed) return job.end.error;
      if (job.end.kind == StepEnd::Kind::Gone) return false;
    }
    for (std::size_t i = begin; i < end; ++i) take(steps_[i], jobs);
    if (begin == 0 && !jobs.empty() && jobs.front().has_tags) first_answer_ = jobs.front().end.answer;
    if (jobs.size() != 1) scope_.reply = last;
    return true;
  }

  /// Makes the calls, several at a time. Each sees its own copy of the scope; what one leaves there (answer, saved
  /// variables) counts only when it is alone.
  void run_jobs(std::vector<Job>& jobs) {
    if (jobs.size() == 1) {
      scope_.each = jobs.front().each;
      return answer(jobs.front(), scope_, options_, filled_by(*jobs.front().step));
    }
    in_parallel(jobs.size(), kMostAtOnce, [&](std::size_t i) {
      Scope own = scope_;
      own.each = jobs[i].each;
      answer(jobs[i], own, options_, filled_by(*jobs[i].step));
    });
  }

  /// One of the elements that a step with `each` answers is not yet a field's value: none of them counts as filled.
  std::vector<const Field*> filled_by(const Step& step) const {
    std::vector<const Field*> out;
    for (const Field& field : scope_.definition.root.fields) {
      if (step.each.empty() && fills(step, field) && !field.take.empty()) out.push_back(&field);
    }
    return out;
  }

  void take(const Step& step, const std::vector<Job>& jobs) {
    if (!step.each.empty()) return take_elements(step, jobs);
    const auto job = std::find_if(jobs.begin(), jobs.end(), [&](const Job& one) { return one.step == &step; });
    if (job->end.kind != StepEnd::Kind::Answered) {
      skipped_.push_back(&step);
      return;
    }
    take_into(scope_.object, step, job->end, named_, scope_);
    for (const Field& field : scope_.definition.root.fields) {
      if (fills(step, field)) filled_.insert(field.name);
    }
  }

  /// Every answer is one element of the block that the step names.
  void take_elements(const Step& step, const std::vector<Job>& jobs) {
    const Field* block = step.into.empty() ? nullptr : scope_.definition.root.find(step.into.front());
    if (!block) return;
    Field one = *block;
    one.take = ".";
    one.array = false;
    one.equal.clear();
    Value::List elements;
    for (const Job& job : jobs) {
      if (job.step != &step || job.end.kind != StepEnd::Kind::Answered) continue;
      const Value taken_one = taken(one, job.end.answer, {}, scope_);
      if (taken_one.is_list()) elements.insert(elements.end(), taken_one.as_list().begin(), taken_one.as_list().end());
    }
    Value value(std::move(elements));
    const Value& before = scope_.object[block->name];
    if (before.is_null() || before.is_unknown() || !equivalent(*block, before, value))
      scope_.object.set(block->name, std::move(value));
    filled_.insert(block->name);
  }

  bool fills(const Step& step, const Field& field) const {
    const auto has = [&](const std::vector<std::string>& names) {
      return std::find(names.begin(), names.end(), field.name) != names.end();
    };
    return has(step.into) || (takes_all(step) && !field.take.empty() && !has(named_));
  }

  /// A step that was not made, or whose error is none, leaves its fields empty, unless another step filled them.
  void empty_what_was_skipped() {
    for (const Step* step : skipped_) {
      for (const Field& field : scope_.definition.root.fields) {
        if (fills(*step, field) && !field.keep_absent && !filled_.contains(field.name))
          scope_.object.set(field.name, taken_nothing(field, scope_));
      }
    }
  }

  Scope& scope_;
  const ReadOptions& options_;
  const std::vector<Step>& steps_;
  const std::vector<std::string> named_;
  std::vector<const Step*> skipped_;
  std::set<std::string> filled_;
  Json first_answer_;
};

Result<bool> read_tags_into(Scope& scope, const Json& answer, bool bulk) {
  auto tags = read_tags(scope, answer, bulk);
  if (!tags) {
    if (tags.error().fault == Fault::NotFound) return false;
    return tags.error();
  }
  store_tags(scope, *tags, scope.object);
  return true;
}

}  // namespace

void derive_fields(Scope& scope) {
  for (const Field& field : scope.definition.root.fields) {
    if (field.derive.empty() || (!field.take.empty() && !is_blank(scope.object[field.name]))) continue;
    scope.object.set(field.name, taken(field, Json(), scope.object[field.name], scope));
  }
}

std::vector<cloud::Call> calls_of_read(const Definition& definition, const Context& context, const Value& state) {
  std::vector<cloud::Call> out;
  const auto steps = definition.calls.find("read");
  if (steps == definition.calls.end()) return out;
  const Scope scope = scope_over(definition, context, state);
  for (const Step& step : steps->second) {
    if (step.each.empty() && !needs_an_answer(step) && holds(step.when, scope.conditions()))
      out.push_back(call_of(step, scope));
  }
  return out;
}

Result<bool> read_live(Scope& scope, const ReadOptions& options) {
  const auto steps = scope.definition.calls.find("read");
  if (steps == scope.definition.calls.end() || steps->second.empty()) {
    Error error;
    error.summary = "this build has no calls for it yet";
    error.detail = "Its schema is known, so plans of new objects work. Use a newer build to read it.";
    return error;
  }
  Reading reading(scope, options, steps->second);
  auto there = reading.run();
  if (!there || !*there) return there;
  derive_fields(scope);
  if (scope.definition.regional) scope.object.set("region", scope.region);
  return scope.definition.tagging ? read_tags_into(scope, reading.first_answer(), options.bulk) : Result<bool>(true);
}

}  // namespace lakeform::engine
