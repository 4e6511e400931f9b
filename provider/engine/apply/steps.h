// Runs the steps of an operation: one call each, with what its answers and errors mean.
#pragma once

#include <functional>
#include <string>

#include "provider/engine/request/call.h"

namespace lakeform::engine {

using schema::Step;
using schema::Waiter;

/// How a step ended.
struct StepEnd {
  enum class Kind { Answered, Skipped, Ignored, Gone, Failed } kind = Kind::Answered;
  Json answer;  ///< the object that `take`, or `items` and `match`, name
  Json whole;   ///< the whole answer, with the headers of a REST answer as "header:name"
  Error error;  ///< Failed; Gone and Ignored keep the service's words too
  bool ok() const { return kind != Kind::Failed; }
};

/// Timeouts of the resource ("create" → 40 minutes): its own block, else the definition's.
std::chrono::milliseconds timeout_of(const Scope& scope, const std::string& operation,
                                     std::chrono::milliseconds otherwise);

struct StepOptions {
  bool just_created = false;  ///< "gone" may only mean that the news has not spread: it is asked again for two minutes
};

/// One step without `each`: condition, call over all pages, retries, saved variables. Waits are not part of it.
StepEnd run_step(const Step& step, Scope& scope, const StepOptions& options = {});

/// Leaves in the scope what a step that was answered leaves there: the answer and the variables that it saves.
void note_answer(const Step& step, const StepEnd& end, Scope& scope);

/// Puts an answer's fields into the object as `into` says; `others` are the names that other steps of the operation
/// fill.
void take_into(Value& object, const Step& step, const StepEnd& end, const std::vector<std::string>& others,
               const Scope& scope);

/// Waits until the target is reached. A failed state, the time or a stop end it with an error; a stop lets one more
/// poll decide.
Outcome wait_for(const Waiter& waiter, Scope& scope);

/// The waits of a step that was made, in their order.
Outcome wait_after(const Step& step, Scope& scope);

/// Whether an error is one of those.
bool matches(const std::vector<schema::ErrorMatch>& known, const Error& error);

}  // namespace lakeform::engine
