#include "provider/cloud/aws/sender.h"

#include <algorithm>
#include <cstdlib>

#include "provider/cloud/aws/errors.h"
#include "provider/cloud/aws/sigv4.h"
#include "provider/value/clock.h"
#include "provider/value/log.h"

namespace lakeform::cloud::aws {
namespace {

using std::chrono::milliseconds;

/// Services page what is large: their answers stay below a few MB.
constexpr std::size_t kLargestAnswer = std::size_t{32} << 20;
constexpr int kMostUnreadable = 3;  ///< answers in a row that are none, before that is an error

std::int64_t to_ms(TimePoint::duration time) { return std::chrono::duration_cast<milliseconds>(time).count(); }

void log_exchange(const Call& call, const std::string& host, const HttpExchange& exchange, milliseconds took,
                  int attempt) {
  if (!log::enabled(log::Level::Debug)) return;
  const std::string status = exchange ? std::to_string(exchange.answer.status) : exchange.text;
  log::write(log::Level::Debug, "AWS request",
             {{"service", call.service},
              {"operation", call.operation},
              {"method", call.method},
              {"host", host},
              {"status", status},
              {"ms", std::to_string(took.count())},
              {"attempt", std::to_string(attempt)},
              {"request_id", request_id(exchange.answer)}});
}

Error unknown_service(const Call& call) {
  Error error;
  error.summary = "the service \"" + call.service + "\" is not in the table of AWS services";
  return error;
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

}  // namespace

// Where a call goes and as what; the same for every attempt.
struct Sender::Target {
  const Service& service;
  Endpoint endpoint;
  WireRequest wire;
};

struct Sender::Attempt {
  const Call& call;
  const Target& target;
  CredentialCache* credentials;
  const StopToken& stop;
  RateLimit& limit;
  int number = 1;       ///< of this attempt
  int unreachable = 0;  ///< attempts that met no server
  bool clock_adjusted = false, credentials_renewed = false;
  bool again = false;         ///< set by attempt(): try once more
  bool maybe_done = false;    ///< one of the attempts may have been carried out
  bool said_nothing = false;  ///< an earlier attempt was answered with an empty body
  RateLimit::Clock::time_point begun = clock::steady();
  milliseconds asked{0};      ///< what the service made it wait with Retry-After so far
  std::string given_up = {};  ///< why it is not tried once more, where the failure itself does not tell
  Credentials used = {};
};

bool Sender::waited(const Attempt& state, milliseconds time) {
  if (state.stop.sleep(time)) return true;
  return state.call.despite_stop && never.sleep(std::min(time, kLongestAfterStop));
}

Sender::Target Sender::target_of(const Service& service, const Call& call) const {
  const std::string& region = call.region.empty() ? settings_.region : call.region;
  Target target{service, endpoint_of(service, region, settings_.endpoints), to_wire(service, call)};
  if (service.account_host && !target.endpoint.custom) {
    const auto account = std::find_if(call.headers.begin(), call.headers.end(),
                                      [](const Header& header) { return header.first == "x-amz-account-id"; });
    if (account != call.headers.end()) target.endpoint.host = account->second + "." + target.endpoint.host;
  }
  if (!call.bucket.empty()) place_bucket(target.endpoint, target.wire.path, call.bucket, settings_.endpoints);
  target.wire.path = target.endpoint.prefix + target.wire.path;
  return target;
}

HttpRequest Sender::signed_request(const Target& target, const Call& call, const Credentials* keys) const {
  SignedRequest request{target.wire.method, target.endpoint.host, target.wire.path,
                        target.wire.query,  target.wire.headers,  target.wire.body};
  const bool s3 = target.service.signing == "s3";
  if (keys && !target.service.signing.empty()) {
    const SigningScope scope{target.endpoint.signing_region,
                             std::string(target.service.signing),
                             now() + milliseconds(clock_offset_ms_.load()),
                             !s3,
                             !s3,
                             s3,
                             true};
    sign(request, scope, {keys->access_key, keys->secret_key, keys->session_token});
  }
  request.headers.emplace_back("User-Agent", settings_.user_agent);
  HttpRequest out;
  out.method = request.method;
  out.url = target.endpoint.scheme + "://" + request.host + request.path;
  if (!request.query.empty()) out.url += "?" + canonical_query(request.query);
  out.headers = std::move(request.headers);
  out.body = std::move(request.body);
  out.send_once = !call.idempotent;
  out.max_answer = kLargestAnswer;
  out.total_timeout += milliseconds(out.body.size() / 50);  // 50 kB/s at least
  return out;
}

bool Sender::adjust_clock(const HttpAnswer& answer) {
  const auto theirs = parse_http_date(answer.header("date"));
  if (!theirs) return false;
  const std::int64_t offset = to_ms(*theirs - now());
  const std::int64_t change = std::abs(offset - clock_offset_ms_.exchange(offset));
  return change > 30000;  // smaller differences are not why a signature is refused
}

// Whether an error answer is worth another attempt; waits as long as it should.
bool Sender::prepare_retry(Attempt& state, ErrorClass kind, const HttpAnswer& answer) {
  if (kind == ErrorClass::ClockSkew) {
    if (state.clock_adjusted || !adjust_clock(answer)) return false;
    return state.clock_adjusted = true;
  }
  if (kind == ErrorClass::ExpiredCredentials) {
    if (state.credentials_renewed || !state.credentials || !state.credentials->expire(state.used)) return false;
    return state.credentials_renewed = true;
  }
  if (kind == ErrorClass::Permanent && renewed_on_doubt(state, answer)) return true;
  if (kind == ErrorClass::Permanent || state.number >= settings_.retry.max_attempts) return false;
  const bool throttled = kind == ErrorClass::Throttled;
  // A 503 was refused at the door; after other 5xx it is unknown how far the service came.
  if (!throttled && !state.call.idempotent && answer.status != 503) return false;
  if (throttled) state.limit.on_throttle(clock::steady());
  const auto asked = retry_after(answer, now());
  const auto time = std::max(asked.value_or(milliseconds(0)), backoff(settings_.retry, state.number, throttled));
  return may_wait(state, time, asked.value_or(milliseconds(0))) && waited(state, time);
}

// A refused HEAD has no body that could say that the session has expired.
bool Sender::renewed_on_doubt(Attempt& state, const HttpAnswer& answer) {
  const bool refused = answer.status == 400 || answer.status == 401 || answer.status == 403;
  if (!refused || state.target.wire.method != "HEAD" || state.credentials_renewed || !state.credentials) return false;
  return state.credentials_renewed = state.credentials->doubt(state.used);
}

// Whether one more wait is within the call's own limit and within what a service may ask for.
bool Sender::may_wait(Attempt& state, milliseconds time, milliseconds asked) const {
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
  if (state.asked + asked > settings_.retry.most_asked) {
    state.given_up = "The service asked to wait for another " + in_seconds(asked) + " (Retry-After), after " +
                     in_seconds(state.asked) + "; " + in_seconds(settings_.retry.most_asked) + " in all are the limit.";
    return false;
  }
  state.asked += asked;
  return true;
}

bool Sender::retry_soon(Attempt& state) const {
  const auto time = backoff(settings_.retry, state.number, false);
  return may_wait(state, time, milliseconds(0)) && waited(state, time);
}

Result<Reply> Sender::attempt(Attempt& state) {
  state.again = false;
  const StopToken& stop = state.call.despite_stop ? never : state.stop;
  if (state.credentials) {
    auto keys = state.credentials->get(stop);
    if (!keys) return keys.error();
    state.used = std::move(*keys);
  }
  if (!waited(state, state.limit.reserve(clock::steady()))) return cancelled(state.call);
  const auto start = clock::steady();
  // Once a change has been sent, its answer tells what exists now: a stop lets it arrive.
  HttpRequest request = signed_request(state.target, state.call, state.credentials ? &state.used : nullptr);
  if (state.call.limit.count() > 0) {
    const auto left = state.call.limit - std::chrono::duration_cast<milliseconds>(start - state.begun);
    request.total_timeout = std::clamp(left, milliseconds(1), request.total_timeout);
  }
  HttpExchange exchange =
      transport_->send(request, only_reads(state.target.wire.method, state.call.operation) ? stop : never);
  const std::string& host = state.target.endpoint.host;
  log_exchange(state.call, host, exchange, std::chrono::duration_cast<milliseconds>(clock::steady() - start),
               state.number);

  if (!exchange) {
    state.maybe_done = state.maybe_done || exchange.maybe_sent;
    const bool unreachable = exchange.failure == HttpFailure::Resolve || exchange.failure == HttpFailure::Connect;
    const auto pause = backoff(settings_.retry, state.number, false);
    const bool enough = unreachable && ++state.unreachable >= settings_.retry.max_unreachable_attempts;
    state.again = !enough && state.number < settings_.retry.max_attempts &&
                  worth_repeating(exchange, state.call.idempotent) && may_wait(state, pause, milliseconds(0)) &&
                  waited(state, pause);
    return stop.requested() ? cancelled(state.call) : transport_failure(state.call, host, exchange);
  }
  HttpAnswer& answer = exchange.answer;
  const Service& service = state.target.service;
  if (answer.status >= 300 || is_late_error(service, answer)) {
    const auto said = error_from_wire(service, state.target.wire.method, answer);
    const int status = answer.status < 300 ? 500 : answer.status;
    const ErrorClass kind = classify(status, said.code, said.message);
    state.maybe_done = state.maybe_done || (status >= 500 && kind != ErrorClass::Throttled);
    state.again = prepare_retry(state, kind, answer);
    if (stop.requested()) return cancelled(state.call);
    return service_failure(service, state.call, state.target.endpoint.signing_region, answer, said);
  }
  state.limit.on_success(clock::steady());
  Reply reply;
  reply.status = answer.status;
  if (const std::string why = from_wire(service, state.call, answer, reply.body); !why.empty()) {
    state.maybe_done = true;
    // A portal or a gateway had its moment: what may be sent again is asked again, a few times.
    state.again = state.call.idempotent && why != kListedInstead &&
                  state.number < std::min(settings_.retry.max_attempts, kMostUnreadable) && retry_soon(state);
    return unreadable_answer(state.call, host, answer, why);
  }
  if (is_silent(state, answer)) {
    state.maybe_done = state.said_nothing = true;
    state.again = state.call.idempotent && retry_soon(state);
    return unreadable_answer(state.call, host, answer, "it is empty");
  }
  reply.headers = std::move(answer.headers);
  reply.raw_body = std::move(answer.body);
  return reply;
}

// AWS answers {} to a change that has nothing to tell, so an empty body may come from something in between. Servers
// that always answer so do it again: then it counts.
bool Sender::is_silent(const Attempt& state, const HttpAnswer& answer) const {
  if (speaks_xml(state.target.service) || !trimmed(answer.body).empty() || state.call.method == "HEAD") return false;
  if (!state.call.idempotent) return true;
  return !state.said_nothing && state.number < settings_.retry.max_attempts;
}

Result<Reply> Sender::send(const Call& call, CredentialCache* credentials, const StopToken& stop) {
  const Service* service = find_service(call.service);
  if (!service) return unknown_service(call);
  const Target target = target_of(*service, call);
  const auto limit =
      shared_rate_limit(std::string(service->name) + "/" + target.endpoint.signing_region + "/" + settings_.rate_scope);
  Attempt state{call, target, service->signing.empty() ? nullptr : credentials, stop, *limit};
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

}  // namespace lakeform::cloud::aws
