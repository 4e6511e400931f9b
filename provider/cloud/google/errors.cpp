#include "provider/cloud/google/errors.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "provider/cloud/failures.h"
#include "provider/value/foreign_json.h"
#include "provider/value/log.h"
#include "provider/value/shorten.h"

namespace lakeform::cloud::google {

namespace {

constexpr std::size_t kLongestMessage = 4000;  // bytes of what a service says

template <std::size_t N>
bool among(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Refused for their rate, whatever the status: 403 of the older services.
constexpr std::array<std::string_view, 6> kThrottling{"rateLimitExceeded",   "userRateLimitExceeded",
                                                      "RATE_LIMIT_EXCEEDED", "concurrentLimitExceeded",
                                                      "operationInProgress", "jobRateLimitExceeded"};
constexpr std::array<std::string_view, 4> kTransient{"backendError", "internalError", "jobBackendError",
                                                     "jobInternalError"};
constexpr std::array<std::string_view, 4> kGone{"NOT_FOUND", "notFound", "projectNotFound", "bucketNotFound"};
constexpr std::array<std::string_view, 5> kConflict{"ALREADY_EXISTS", "ABORTED", "duplicate", "conflict",
                                                    "conditionNotMet"};

const Json& member(const Json& tree, std::string_view name) {
  static const Json none;
  const auto found = tree.is_object() ? tree.find(name) : tree.end();
  return tree.is_object() && found != tree.end() ? *found : none;
}

/// The answer's "error"; a stream of answers wraps it in a list of one.
Json error_of(const HttpAnswer& answer) {
  Json tree = parse_foreign(answer.body);
  if (tree.is_array() && !tree.empty()) tree = Json(tree.front());
  return member(tree, "error");
}

const Json& detail_of(const Json& error, std::string_view kind) {
  static const Json none;
  const Json& details = member(error, "details");
  if (!details.is_array()) return none;
  for (const Json& detail : details) {
    if (text_in(detail, "@type").ends_with(kind)) return detail;
  }
  return none;
}

std::string first_reason(const Json& error) {
  const Json& errors = member(error, "errors");
  return errors.is_array() && !errors.empty() ? text_in(errors.front(), "reason") : std::string();
}

/// What fields were refused for, where the message itself doesn't tell.
std::string violations(const Json& error) {
  const Json& fields = member(detail_of(error, "google.rpc.BadRequest"), "fieldViolations");
  std::string out;
  if (!fields.is_array()) return out;
  for (const Json& field : fields) {
    const std::string name = text_in(field, "field"), why = text_in(field, "description");
    if (!why.empty()) out += (out.empty() ? "" : "\n") + name + (name.empty() ? "" : ": ") + why;
  }
  return out;
}

std::string advice(const ServiceError& said, int status) {
  if (said.reason == "SERVICE_DISABLED" || said.reason == "accessNotConfigured")
    return "The service is not enabled in the project: enable it (google_project_service, or the address in the "
           "message), wait a few minutes and run again.";
  if (said.reason == "USER_PROJECT_DENIED" || said.reason == "userProjectMissing")
    return "The project that calls are billed to cannot be used: check billing_project, user_project_override and the "
           "permission serviceusage.services.use there.";
  switch (classify(status, said)) {
    case ErrorClass::ExpiredCredentials:
      return "The token is not valid, or no longer: check where the provider takes its credentials from "
             "(credentials, access_token, GOOGLE_APPLICATION_CREDENTIALS, `gcloud auth application-default login`).";
    case ErrorClass::Throttled:
      return "The service kept throttling: lower -parallelism, or ask for a higher quota.";
    default:
      return fault_of(status, said) == Fault::Denied ? "The credentials lack a permission for this call."
                                                     : std::string();
  }
}

}  // namespace

ServiceError error_from(const HttpAnswer& answer) {
  ServiceError out;
  const Json error = error_of(answer);
  if (!error.is_object()) return out;
  out.code = text_in(error, "status");
  out.reason = text_in(detail_of(error, "google.rpc.ErrorInfo"), "reason");
  if (out.reason.empty()) out.reason = first_reason(error);
  if (out.code.empty()) out.code = out.reason;
  out.message = text_in(error, "message");
  // What names each field is often missing in the message.
  if (const std::string more = violations(error); !more.empty() && out.message.find(more) == std::string::npos)
    out.message += "\n" + more;
  return out;
}

ErrorClass classify(int status, const ServiceError& said) {
  if (among(said.reason, kThrottling)) return ErrorClass::Throttled;
  if (among(said.reason, kTransient)) return ErrorClass::Transient;
  if (said.code == "UNAUTHENTICATED") return ErrorClass::ExpiredCredentials;
  return class_of_status(status);
}

Fault fault_of(int status, const ServiceError& said) {
  const ErrorClass kind = classify(status, said);
  if (kind == ErrorClass::Throttled) return Fault::Throttled;
  if (kind == ErrorClass::ExpiredCredentials) return Fault::Denied;
  // Without a code from the service a 404 says nothing about the object: it may be a wrong endpoint.
  if (status == 404 && said.code.empty()) return Fault::Unavailable;
  if (status == 404 || among(said.code, kGone)) return Fault::NotFound;
  if (status == 409 || status == 412 || among(said.code, kConflict)) return Fault::Conflict;
  if (status == 401 || status == 403) return Fault::Denied;
  return status >= 500 || said.code.empty() ? Fault::Unavailable : Fault::InvalidInput;
}

std::optional<std::chrono::milliseconds> retry_after(const HttpAnswer& answer, TimePoint now) {
  if (const auto asked = cloud::retry_after(answer, now)) return asked;
  if (answer.body.find("google.rpc.RetryInfo") == std::string::npos) return std::nullopt;
  const std::string text = text_in(detail_of(error_of(answer), "google.rpc.RetryInfo"), "retryDelay");
  double seconds = 0;  // "3.500s"
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (problem != std::errc{} || std::string_view(end) != "s" || seconds < 0) return std::nullopt;
  return std::chrono::milliseconds(
      static_cast<long long>(std::min(seconds * 1000, static_cast<double>(kLongestAsked.count()))));
}

Error service_failure(const Call& call, const HttpAnswer& answer, const ServiceError& said) {
  Error error;
  error.fault = fault_of(answer.status, said);
  error.code = said.code;
  error.status = answer.status;
  error.message = shortened(log::scrub(shortened(said.message, 8 * kLongestMessage)), kLongestMessage);
  const std::string finer = said.reason.empty() || said.reason == said.code ? "" : " (" + said.reason + ")";
  error.summary = call.service + " " + call.operation + " answered " + std::to_string(answer.status) +
                  (said.code.empty() ? "" : " " + said.code) + finer;
  const std::string text = said.code.empty() && error.message.empty()
                               ? "The answer is not in the form of the service: check the endpoint, and whether a "
                                 "proxy stands in between."
                               : error.message;
  error.detail = paragraphs(text, said.code.empty() ? std::string() : advice(said, answer.status));
  return error;
}

}  // namespace lakeform::cloud::google
