// Runs the steps of an operation: one call each, with what its answers and errors mean.
#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <string>

#include "provider/engine/scope.h"

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

/// The step's call with all templates filled in.
cloud::Call call_of(const Step& step, const Scope& scope);
/// The token of the page that follows this answer; empty after the last one.
std::string next_page_token(const Step& step, const Json& answer);
/// The pages of one list so far: that none comes again, and that together they stay within bounds.
class PageTokens {
 public:
  static constexpr std::size_t kMost = std::size_t{64} << 20;  ///< bytes of all pages
  /// `token` names the page that comes next (empty: none does), `bytes` is the size of the last one.
  Outcome turn(const std::string& call, const std::string& token, std::size_t bytes);

 private:
  std::set<std::string> seen_;
  std::size_t bytes_ = 0;
};
/// Makes the call ask for the page that the token names.
void set_page_token(cloud::Call& call, const Step& step, const std::string& token);

/// Every element that the step's `each` names; one null when it has none.
std::vector<Json> each_of(const Step& step, const Scope& scope);

/// Puts an answer's fields into the object as `into` says; `others` are the names that other steps of the operation
/// fill.
void take_into(Value& object, const Step& step, const StepEnd& end, const std::vector<std::string>& others,
               const Scope& scope);

/// Waits until the target is reached. A failed state, the time or a stop end it with an error; a stop lets one more
/// poll decide.
Outcome wait_for(const Waiter& waiter, Scope& scope);

/// Whether an error is one of those.
bool matches(const std::vector<schema::ErrorMatch>& known, const Error& error);

}  // namespace lakeform::engine
