#include "provider/cloud/oauth.h"

#include <cstdlib>

#include "provider/cloud/codec.h"
#include "provider/cloud/failures.h"
#include "provider/cloud/retry.h"
#include "provider/value/foreign_json.h"
#include "provider/value/log.h"
#include "provider/value/shorten.h"

namespace lakeform::cloud {

namespace {

constexpr int kAttempts = 4;
constexpr std::size_t kLongestMessage = 1000;

bool passing(const HttpExchange& exchange) {
  if (!exchange)
    return exchange.failure == HttpFailure::Timeout || exchange.failure == HttpFailure::Interrupted ||
           exchange.failure == HttpFailure::Connect || exchange.failure == HttpFailure::Resolve;
  const ErrorClass kind = class_of_status(exchange.answer.status);
  return kind == ErrorClass::Throttled || kind == ErrorClass::Transient;
}

HttpExchange sent(HttpTransport& transport, const HttpRequest& request, const StopToken& stop) {
  for (int attempt = 1;; ++attempt) {
    HttpExchange exchange = transport.send(request, stop);
    if (!passing(exchange) || attempt == kAttempts) return exchange;
    RetryPolicy policy;
    policy.base = std::chrono::milliseconds(250);
    if (!stop.sleep(backoff(policy, attempt, false))) return exchange;
  }
}

Error unanswered(const std::string& whom, const HttpExchange& exchange) {
  if (exchange.failure == HttpFailure::Stopped)
    return {Fault::Cancelled, "cancelled while asking " + whom + " for a token", {}, {}, {}, {}, 0};
  return {Fault::Unavailable, whom + " gave no answer", log::scrub(exchange.text), {}, {}, {}, 0};
}

// {"error": "invalid_grant", "error_description": "..."} of OAuth, {"error": {"status": ..., "message": ...}} of
// Google's own services.
Error refused(const std::string& whom, const HttpAnswer& answer, const Json& said) {
  Error error;
  const Json nothing = Json::object();
  const Json& inner = said.is_object() && said.contains("error") && said["error"].is_object() ? said["error"] : nothing;
  error.code = inner.empty() ? text_in(said, "error") : text_in(inner, "status");
  error.message = inner.empty() ? text_in(said, "error_description") : text_in(inner, "message");
  error.message = shortened(log::scrub(error.message), kLongestMessage);
  error.status = answer.status;
  error.fault = answer.status >= 500 || answer.status == 429 || error.code.empty() ? Fault::Unavailable : Fault::Denied;
  error.summary = whom + " answered " + std::to_string(answer.status) + (error.code.empty() ? "" : " " + error.code);
  error.detail = error.code.empty()
                     ? "The answer is not in the form of a token endpoint: check its address, and whether a proxy "
                       "stands in between."
                     : error.message;
  return error;
}

/// A number or its text; a length that no clock holds is as good as none.
std::optional<long long> lifetime(const Json& answer) {
  constexpr long long most = 100LL * 365 * 24 * 3600;
  const auto found = answer.find("expires_in");
  if (found == answer.end()) return std::nullopt;
  std::optional<long long> seconds;
  if (found->is_string()) seconds = whole_number(found->get<std::string>());
  if (found->is_number() && std::abs(found->get<double>()) < static_cast<double>(most))
    seconds = static_cast<long long>(found->get<double>());
  return seconds && std::abs(*seconds) < most ? seconds : std::nullopt;
}

}  // namespace

HttpRequest form_request(std::string url, const std::vector<Header>& fields) {
  HttpRequest out;
  out.method = "POST";
  out.url = std::move(url);
  for (const auto& [name, value] : fields)
    out.body += (out.body.empty() ? "" : "&") + percent_encode(name) + "=" + percent_encode(value);
  out.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
  return out;
}

HttpRequest json_request(std::string url, const Json& body) {
  HttpRequest out;
  out.method = "POST";
  out.url = std::move(url);
  out.body = body.dump();
  out.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
  return out;
}

Result<Json> ask_for_token(HttpTransport& transport, const HttpRequest& request, const std::string& whom,
                           const StopToken& stop) {
  HttpRequest short_lived = request;
  short_lived.total_timeout = std::chrono::seconds(20);
  short_lived.max_answer = std::size_t{1} << 20;
  const HttpExchange exchange = sent(transport, short_lived, stop);
  if (!exchange) return unanswered(whom, exchange);
  Json said = parse_foreign(exchange.answer.body);
  if (exchange.answer.status >= 300 || !said.is_object()) return refused(whom, exchange.answer, said);
  return said;
}

Result<Credentials> bearer_token(const Json& answer, const std::string& whom, const std::string& source) {
  Credentials out;
  out.source = source;
  out.session_token = text_in(answer, "access_token");
  if (out.session_token.empty())
    return Error{Fault::Unavailable, whom + " answered without a token", {}, {}, {}, {}, 0};
  if (const auto seconds = lifetime(answer)) out.expires = now() + std::chrono::seconds(*seconds);
  return out;
}

std::string host_of(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  return std::string(url.substr(0, url.find_first_of("/?#")));
}

}  // namespace lakeform::cloud
