#include "provider/cloud/exchange.h"

#include <algorithm>
#include <cstdlib>

#include "provider/cloud/failures.h"
#include "provider/value/clock.h"
#include "provider/value/log.h"

namespace lakeform::cloud {

namespace {

using std::chrono::milliseconds;

/// Services page what is large: their answers stay below a few MB.
constexpr std::size_t kLargestAnswer = std::size_t{32} << 20;
constexpr int kMostUnreadable = 3;  ///< answers that are none, before that is an error

std::int64_t to_ms(TimePoint::duration time) { return std::chrono::duration_cast<milliseconds>(time).count(); }

void log_exchange(const Dialect& dialect, const Call& call, const std::string& host, const HttpExchange& exchange,
                  milliseconds took, int attempt) {
  if (!log::enabled(log::Level::Debug)) return;
  const std::string status = exchange ? std::to_string(exchange.answer.status) : exchange.text;
  log::write(log::Level::Debug, std::string(dialect.name()) + " request",
             {{"service", call.service},
              {"operation", call.operation},
              {"method", call.method},
              {"host", host},
              {"status", status},
              {"ms", std::to_string(took.count())},
              {"attempt", std::to_string(attempt)},
              {"request_id", dialect.request_id(exchange.answer)}});
}

const StopToken never;
constexpr int kMostAfterStop = 4;  ///< attempts
constexpr milliseconds kLongestAfterStop{2000};

std::string in_seconds(milliseconds time) {
  const auto tenths = (time.count() + 50) / 100;
  return std::to_string(tenths / 10) + (tenths % 10 ? "." + std::to_string(tenths % 10) : "") + " s";
}

Error with_reason(Error error, const std::string& reason) {
  if (!reason.empty()) error.detail += (error.detail.empty() ? "" : "\n\n") + reason;
  return error;
}

/// How long an operation is looked at when neither the call nor the service says so, and how often.
constexpr milliseconds kLongestOperation{3600000}, kFirstLook{1000}, kSeldomLook{10000};

milliseconds since(std::chrono::steady_clock::time_point begun) {
  return std::chrono::duration_cast<milliseconds>(clock::steady() - begun);
}

}  // namespace

struct Exchange::Attempt {
  const Call& call;
  const Target& target;
  CredentialCache* credentials;
  const StopToken& stop;
  RateLimit& limit;
  int number = 1;       ///< of this attempt
  int unreachable = 0;  ///< attempts that met no server
  int unreadable = 0;   ///< answers that were none
  bool clock_adjusted = false, credentials_renewed = false;
  bool again = false;         ///< set by attempt(): try once more
  bool maybe_done = false;    ///< one of the attempts may have been carried out
  bool said_nothing = false;  ///< an earlier attempt was answered with nothing
  RateLimit::Clock::time_point begun = clock::steady();
  milliseconds asked{0};      ///< what the service made it wait with Retry-After so far
  std::string given_up = {};  ///< why it is not tried once more, where the failure itself does not tell
  Credentials used = {};

  /// False when a stop ended it. A call that is made despite a stop waits a little more then, not as long as it should.
  bool waited(milliseconds time) const {
    if (stop.sleep(time)) return true;
    return call.despite_stop && never.sleep(std::min(time, kLongestAfterStop));
  }
};

bool Exchange::adjust_clock(const HttpAnswer& answer) {
  const auto theirs = parse_http_date(answer.header("date"));
  if (!theirs) return false;
  const std::int64_t offset = to_ms(*theirs - now());
  const std::int64_t change = std::abs(offset - clock_offset_ms_.exchange(offset));
  return change > 30000;  // smaller differences are not why a signature is refused
}

// Whether an error answer is worth another attempt; waits as long as it should.
bool Exchange::prepare_retry(Attempt& state, ErrorClass kind, const HttpAnswer& answer) {
  if (kind == ErrorClass::ClockSkew) {
    if (state.clock_adjusted || !adjust_clock(answer)) return false;
    return state.clock_adjusted = true;
  }
  if (kind == ErrorClass::ExpiredCredentials) {
    if (state.credentials_renewed || !state.credentials || !state.credentials->expire(state.used)) return false;
    return state.credentials_renewed = true;
  }
  if (kind == ErrorClass::Permanent && renewed_on_doubt(state, answer)) return true;
  if (kind == ErrorClass::Permanent || state.number >= retry_.max_attempts) return false;
  const bool throttled = kind == ErrorClass::Throttled;
  // A 503 was refused at the door; after other 5xx it is unknown how far the service came.
  if (!throttled && !state.call.idempotent && answer.status != 503) return false;
  if (throttled) state.limit.on_throttle(clock::steady());
  const auto asked = dialect_.retry_after(answer, now());
  const auto time = std::max(asked.value_or(milliseconds(0)), backoff(retry_, state.number, throttled));
  return may_wait(state, time, asked.value_or(milliseconds(0))) && state.waited(time);
}

// A refused HEAD has no body that could say that the session has expired.
bool Exchange::renewed_on_doubt(Attempt& state, const HttpAnswer& answer) const {
  const bool refused = answer.status == 400 || answer.status == 401 || answer.status == 403;
  if (!refused || state.target.wire.method != "HEAD" || state.credentials_renewed || !state.credentials) return false;
  return state.credentials_renewed = state.credentials->doubt(state.used);
}

// Whether one more wait is within the call's own limit and within what a service may ask for.
bool Exchange::may_wait(Attempt& state, milliseconds time, milliseconds asked) const {
  const auto passed = std::chrono::duration_cast<milliseconds>(clock::steady() - state.begun);
  if (state.call.limit.count() > 0 && passed + time >= state.call.limit) {
    state.given_up = "It was given up after " + in_seconds(passed) + "; " + in_seconds(state.call.limit) +
                     " are the limit of this call.";
    return false;
  }
  if (asked.count() == 0) return true;
  log::write(log::Level::Info, "the service asks to wait",
             {{"service", state.call.service},
              {"operation", state.call.operation},
              {"time", in_seconds(asked)},
              {"before", in_seconds(state.asked)}});
  if (state.asked + asked > retry_.most_asked) {
    state.given_up = "The service asked to wait for another " + in_seconds(asked) + " (Retry-After), after " +
                     in_seconds(state.asked) + "; " + in_seconds(retry_.most_asked) + " in all are the limit.";
    return false;
  }
  state.asked += asked;
  return true;
}

bool Exchange::retry_soon(Attempt& state) const {
  const auto time = backoff(retry_, state.number, false);
  return may_wait(state, time, milliseconds(0)) && state.waited(time);
}

HttpRequest Exchange::request_for(const Attempt& state) const {
  HttpRequest out = dialect_.request(state.target, state.credentials ? &state.used : nullptr,
                                     now() + milliseconds(clock_offset_ms_.load()));
  out.send_once = !state.call.idempotent;
  out.max_answer = kLargestAnswer;
  out.total_timeout += milliseconds(out.body.size() / 50);  // 50 kB/s at least
  if (state.call.limit.count() > 0)
    out.total_timeout = std::clamp(state.call.limit - since(state.begun), milliseconds(1), out.total_timeout);
  return out;
}

Result<Reply> Exchange::attempt(Attempt& state) {
  state.again = false;
  const StopToken& stop = state.call.despite_stop ? never : state.stop;
  if (state.credentials) {
    auto keys = state.credentials->get(stop);
    if (!keys) return keys.error();
    state.used = std::move(*keys);
  }
  if (!state.waited(state.limit.reserve(clock::steady()))) return cancelled(state.call);
  const auto start = clock::steady();
  // Once a change has been sent, its answer tells what exists now: a stop lets it arrive.
  HttpExchange exchange = transport_->send(request_for(state), state.target.only_reads ? stop : never);
  log_exchange(dialect_, state.call, state.target.host, exchange, since(start), state.number);
  Result<Reply> end = !exchange                                        ? unanswered(state, exchange)
                      : dialect_.failed(state.target, exchange.answer) ? refused(state, exchange.answer)
                                                                       : answered(state, std::move(exchange.answer));
  return !end && stop.requested() ? cancelled(state.call) : std::move(end);
}

Result<Reply> Exchange::unanswered(Attempt& state, const HttpExchange& exchange) {
  state.maybe_done = state.maybe_done || exchange.maybe_sent;
  // Who hangs up in the handshake seldom speaks TLS: that is seen after half as many tries.
  const bool broken = exchange.failure == HttpFailure::Tls;
  const bool unreachable =
      broken || exchange.failure == HttpFailure::Resolve || exchange.failure == HttpFailure::Connect;
  const auto pause = backoff(retry_, state.number, false);
  state.unreachable += broken ? 2 : unreachable ? 1 : 0;
  const bool enough = unreachable && state.unreachable >= retry_.max_unreachable_attempts;
  state.again = !enough && state.number < retry_.max_attempts && worth_repeating(exchange, state.call.idempotent) &&
                may_wait(state, pause, milliseconds(0)) && state.waited(pause);
  return transport_failure(state.call, state.target.host, exchange, dialect_.trust_setting());
}

Result<Reply> Exchange::refused(Attempt& state, const HttpAnswer& answer) {
  const ServiceError said = dialect_.error(state.target, answer);
  const int status = answer.status < 300 ? 500 : answer.status;
  const ErrorClass kind = dialect_.classify(status, said);
  state.maybe_done = state.maybe_done || (status >= 500 && kind != ErrorClass::Throttled);
  state.again = prepare_retry(state, kind, answer);
  return dialect_.failure(state.target, state.call, answer, said);
}

Result<Reply> Exchange::answered(Attempt& state, HttpAnswer answer) {
  state.limit.on_success(clock::steady());
  Reply reply;
  reply.status = answer.status;
  if (const Unreadable none = dialect_.read(state.target, state.call, answer, reply.body); !none.why.empty()) {
    state.maybe_done = true;
    // A portal or a gateway had its moment: what may be sent again is asked again, a few times.
    const bool enough = ++state.unreadable >= kMostUnreadable || state.number >= retry_.max_attempts;
    state.again = state.call.idempotent && none.ask_again && !enough && retry_soon(state);
    Error error = unreadable_answer(state.call, state.target.host, answer, none.why);
    error.code = none.code;
    return error;
  }
  if (counts_as_silent(state, answer)) {
    state.maybe_done = state.said_nothing = true;
    state.again = state.call.idempotent && retry_soon(state);
    return unreadable_answer(state.call, state.target.host, answer, "it is empty");
  }
  reply.headers = std::move(answer.headers);
  reply.raw_body = std::move(answer.body);
  return reply;
}

// Servers that always answer so do it again: then it counts.
bool Exchange::counts_as_silent(const Attempt& state, const HttpAnswer& answer) const {
  if (!dialect_.is_silent(state.target, state.call, answer)) return false;
  return !state.call.idempotent || (!state.said_nothing && state.number < retry_.max_attempts);
}

Result<Reply> Exchange::send_once(const Call& call, CredentialCache* credentials, const StopToken& stop) {
  const auto target = dialect_.target(call);
  if (!target) return target.error();
  const auto limit = shared_rate_limit((*target)->rate_key);
  Attempt state{call, **target, (*target)->authorized ? credentials : nullptr, stop, *limit};
  while (true) {
    auto result = attempt(state);
    if (result) return result;
    if (!state.again || (stop.requested() && (!call.despite_stop || state.number >= kMostAfterStop))) {
      Error error = with_reason(result.error(), state.given_up);
      error.maybe_done = state.maybe_done;
      return error;
    }
    ++state.number;
  }
}

Result<Reply> Exchange::send(const Call& call, CredentialCache* credentials, const StopToken& stop) {
  auto reply = send_once(call, credentials, stop);
  if (!reply) return reply;
  const auto operation = dialect_.begun(call, *reply);
  return operation ? followed(*operation, std::move(*reply), call, credentials, stop) : std::move(reply);
}

/// Looks until the operation has ended. What it made may exist however the looking ends.
Result<Reply> Exchange::followed(Operation& operation, Reply begun, const Call& call, CredentialCache* credentials,
                                 const StopToken& stop) {
  const auto start = clock::steady();
  const milliseconds most = call.deadline.count() > 0 ? call.deadline : kLongestOperation;
  const auto open = [&](Error error) {
    error.maybe_done = true;
    error.detail = paragraphs(
        error.detail, "The operation " + operation.name() + " was begun and may go on: what it makes may exist.");
    return error;
  };
  milliseconds pause = kFirstLook;
  auto progress = operation.at_once(begun);
  auto looked = Result<Reply>(std::move(begun));
  while (!progress || (!progress->done && !progress->failed)) {
    if (since(start) + pause > most) {
      Error late;
      late.fault = Fault::Unavailable;
      late.summary = call.service + " " + call.operation + " did not end within " + in_seconds(most);
      return open(std::move(late));
    }
    if (!stop.sleep(pause)) return open(cancelled(call));
    looked = send_once(operation.look(), credentials, stop);
    if (!looked) return open(looked.error());
    const auto asked = dialect_.retry_after({looked->status, looked->headers, {}}, now());
    progress = operation.take(*looked);
    log::write(log::Level::Debug, "operation looked at", {{"operation", operation.name()}, {"call", call.operation}});
    pause = progress->pause.value_or(asked.value_or(std::min(pause * 2, kSeldomLook)));
  }
  if (progress->failed) {
    progress->failed->maybe_done = true;
    return *progress->failed;
  }
  return progress->last ? send_once(*progress->last, credentials, stop) : std::move(looked);
}

}  // namespace lakeform::cloud
