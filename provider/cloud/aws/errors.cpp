#include "provider/cloud/aws/errors.h"

#include <algorithm>
#include <array>

#include "provider/cloud/failures.h"
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

constexpr std::array<std::string_view, 14> kThrottling{"Throttling",
                                                       "ThrottlingException",
                                                       "ThrottledException",
                                                       "RequestThrottledException",
                                                       "TooManyRequestsException",
                                                       "ProvisionedThroughputExceededException",
                                                       "TransactionInProgressException",
                                                       "RequestLimitExceeded",
                                                       "BandwidthLimitExceeded",
                                                       "RequestThrottled",
                                                       "SlowDown",
                                                       "PriorRequestNotComplete",
                                                       "EC2ThrottledException",
                                                       "LimitExceededException"};
constexpr std::array<std::string_view, 3> kTransient{"RequestTimeout", "RequestTimeoutException", "InternalError"};
constexpr std::array<std::string_view, 7> kClock{"RequestTimeTooSkewed",  "RequestExpired", "InvalidSignatureException",
                                                 "SignatureDoesNotMatch", "AuthFailure",    "RequestInTheFuture",
                                                 "InvalidSignature"};
constexpr std::array<std::string_view, 3> kExpired{"ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired"};

// "LimitExceededException" is a throttle for some services and a full quota for others (IAM: LimitExceeded; Glue: too
// many resources): where the message speaks of a quota, waiting does not help.
bool is_quota(std::string_view code, std::string_view message) {
  if (code != "LimitExceededException") return false;
  const std::string text = lower_case(message);
  return text.find("rate") == std::string::npos && text.find("creating or deleting") == std::string::npos &&
         text.find("thrott") == std::string::npos;
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

}  // namespace

ErrorClass classify(int status, std::string_view code, std::string_view message) {
  if (among(code, kThrottling) && !is_quota(code, message)) return ErrorClass::Throttled;
  if (among(code, kClock)) return ErrorClass::ClockSkew;
  if (among(code, kExpired)) return ErrorClass::ExpiredCredentials;
  if (among(code, kTransient)) return ErrorClass::Transient;
  if (code == "OperationAborted" && message.find("conflicting conditional operation") != std::string_view::npos) {
    return ErrorClass::Throttled;  // S3 refused it because of a concurrent one
  }
  if (status == 429) return ErrorClass::Throttled;
  if (status == 500 || status == 502 || status == 503 || status == 504) return ErrorClass::Transient;
  return ErrorClass::Permanent;
}

std::optional<std::chrono::milliseconds> retry_after(const HttpAnswer& answer, TimePoint now) {
  const auto time = whole_number(answer.header("x-amz-retry-after"));
  return time ? std::min(std::chrono::milliseconds(*time), kLongestAsked) : cloud::retry_after(answer, now);
}

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
  error.detail = paragraphs(said_text, advice(service, call, region, said));
  if (const std::string id = request_id(answer); !id.empty())
    error.detail = paragraphs(error.detail, "Request id: " + id);
  return error;
}

}  // namespace lakeform::cloud::aws
