#include "provider/cloud/aws/errors.h"

#include <algorithm>
#include <array>

#include "provider/cloud/retry.h"
#include "provider/value/log.h"
#include "provider/value/shorten.h"

namespace lakeform::cloud::aws {
namespace {

constexpr std::size_t kLongestMessage = 4000;  // bytes of what a service says

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

template <std::size_t N>
bool among(std::string_view code, const std::array<std::string_view, N>& codes) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

constexpr std::array<std::string_view, 6> kUnknownKey{"InvalidClientTokenId", "UnrecognizedClientException",
                                                      "InvalidAccessKeyId",   "InvalidSecurity",
                                                      "InvalidToken",         "MissingAuthenticationToken"};
constexpr std::array<std::string_view, 8> kRefused{"AccessDenied", "AccessDeniedException", "UnauthorizedOperation",
                                                   "Unauthorized", "UnauthorizedAccess",    "AllAccessDisabled",
                                                   "Forbidden",    "OptInRequired"};
constexpr std::array<std::string_view, 5> kRedirect{"PermanentRedirect", "AuthorizationHeaderMalformed",
                                                    "IllegalLocationConstraintException", "TemporaryRedirect",
                                                    "Redirect"};

std::string advice(const Service& service, const Call& call, std::string_view region, const ServiceError& said) {
  const std::string_view code = said.code;
  if (among(code, kRedirect) && !said.region.empty() && said.region != region) {
    return "The bucket is in " + said.region + ", the call went to " + std::string(region) +
           ": set `region` of the resource or of the provider to " + said.region + ".";
  }
  if (among(code, kUnknownKey)) {
    return "AWS does not know the access key or the session token: check where the provider takes its credentials from "
           "(provider block, environment, "
           "profile), and that they belong to this partition and endpoint.";
  }
  switch (classify(0, code, said.message)) {
    case ErrorClass::ExpiredCredentials:
      return "The session has expired: sign in again or renew the session token, then run the command once more.";
    case ErrorClass::ClockSkew:
      return "The signature was refused: check that the secret key belongs to the access key and that this machine's "
             "clock is right.";
    case ErrorClass::Throttled:
      return "The service kept throttling: lower -parallelism, or raise `max_retries` of the provider.";
    default:
      break;
  }
  if (among(code, kRefused)) {
    if (service.name == "s3" || service.signing.empty())
      return "The credentials lack a permission for this call, or a policy denies it.";
    return "The credentials need the permission " +
           std::string(service.signing == "monitoring" ? "cloudwatch" : service.signing) + ":" + call.operation +
           ", or a policy denies it.";
  }
  return {};
}

std::string joined(std::string_view first, std::string_view second) {
  std::string out(first);
  if (!out.empty() && !second.empty()) out += "\n\n";
  return out.append(second);
}

// As OpenSSL words an answer that is not TLS.
bool speaks_no_tls(std::string_view text) {
  return has(text, "wrong version number") || has(text, "packet length too long") ||
         has(text, "record layer failure") || has(text, "http request");
}

}  // namespace

Fault fault_of(int status, std::string_view code) {
  const ErrorClass kind = classify(status, code);
  if (kind == ErrorClass::Throttled) return Fault::Throttled;
  if (kind == ErrorClass::ClockSkew || kind == ErrorClass::ExpiredCredentials || among(code, kUnknownKey) ||
      among(code, kRefused))
    return Fault::Denied;
  // Without a code from the service a 404 says nothing about the object: it may be a wrong endpoint.
  if (!code.empty() && (has(code, "NotFound") || has(code, "NoSuch") || (status == 404 && !has(code, "Method"))))
    return Fault::NotFound;
  if (status == 409 || has(code, "AlreadyExists") || has(code, "Conflict") || has(code, "ConcurrentModification") ||
      has(code, "InUse") || has(code, "AlreadyOwned")) {
    return Fault::Conflict;
  }
  if (status == 401 || status == 403) return Fault::Denied;
  if (status >= 500 || code.empty()) return Fault::Unavailable;
  return Fault::InvalidInput;
}

Error service_failure(const Service& service, const Call& call, std::string_view region, const HttpAnswer& answer,
                      const ServiceError& said) {
  Error error;
  error.fault = fault_of(answer.status, said.code);
  error.code = said.code;
  error.status = answer.status;
  error.message = shortened(log::scrub(shortened(said.message, 8 * kLongestMessage)), kLongestMessage);
  error.summary = call.service + " " + call.operation + " answered " + std::to_string(answer.status) +
                  (said.code.empty() ? "" : " " + said.code);
  std::string said_text = error.message;
  if (said.code.empty() && said_text.empty()) {
    said_text =
        "The answer is not in the form of the service: check the endpoint, and whether a proxy stands in between.";
  }
  error.detail = joined(said_text, advice(service, call, region, said));
  if (const std::string id = request_id(answer); !id.empty()) error.detail = joined(error.detail, "Request id: " + id);
  return error;
}

Error transport_failure(const Call& call, std::string_view host, const HttpExchange& exchange) {
  Error error;
  error.fault = Fault::Unavailable;
  const std::string where(host);
  error.summary = call.service + " " + call.operation + " got no answer from " + where;
  std::string_view hint;
  switch (exchange.failure) {
    case HttpFailure::Stopped:
      return cancelled(call);
    case HttpFailure::Resolve:
      hint =
          "The host name is unknown: check the region and the endpoint settings, and this machine's name resolution.";
      break;
    case HttpFailure::Connect:
      hint = "No connection: check the endpoint, the network and the proxy settings.";
      break;
    case HttpFailure::Tls:
      hint = speaks_no_tls(exchange.text)
                 ? "What answers there does not speak TLS: check scheme (http:// or https://) and port of the endpoint "
                   "and of the proxy."
                 : "The certificate is not trusted or TLS failed: a private authority's certificate is named by "
                   "`custom_ca_bundle` or AWS_CA_BUNDLE.";
      break;
    case HttpFailure::BadRequest:
      hint = "Check the endpoint and proxy settings.";
      error.fault = Fault::InvalidInput;
      break;
    default:
      break;
  }
  error.detail = joined(log::scrub(exchange.text), hint);
  if (exchange.maybe_sent && !call.idempotent) {
    error.detail = joined(
        error.detail, "The request may have been carried out; it was not sent again, because it must not run twice.");
  }
  return error;
}

Error unreadable_answer(const Call& call, std::string_view host, const HttpAnswer& answer, std::string_view why) {
  Error error;
  error.fault = Fault::Unavailable;
  error.status = answer.status;
  error.summary =
      call.service + " " + call.operation + " got an answer from " + std::string(host) + " that cannot be read";
  if (why == kListedInstead) error.code = "NotImplemented";
  error.detail = "The answer is none of this operation: " + std::string(why) + " (status " +
                 std::to_string(answer.status) + ", content type \"" + std::string(answer.header("content-type")) +
                 "\"). Check the endpoint, and whether a proxy stands in between.";
  return error;
}

Error cancelled(const Call& call) {
  Error error;
  error.fault = Fault::Cancelled;
  error.summary = call.service + " " + call.operation + " was cancelled";
  return error;
}

}  // namespace lakeform::cloud::aws
