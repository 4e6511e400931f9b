#include "provider/cloud/aws/dialect.h"

#include <algorithm>

#include "provider/cloud/aws/errors.h"
#include "provider/cloud/aws/sigv4.h"
#include "provider/cloud/aws/styles.h"

namespace lakeform::cloud::aws {

namespace {

struct AwsTarget final : Target {
  explicit AwsTarget(const Service& from) : service(from) {}
  const Service& service;
  Endpoint endpoint;
  std::string agent;
};

const AwsTarget& ours(const Target& target) { return static_cast<const AwsTarget&>(target); }

Error unknown_service(const Call& call) {
  Error error;
  error.summary = "the service \"" + call.service + "\" is not in the table of AWS services";
  return error;
}

}  // namespace

Result<std::unique_ptr<Target>> AwsDialect::target(const Call& call) const {
  const Service* service = find_service(call.service);
  if (!service) return unknown_service(call);
  if (!call.url.empty())
    return Error{Fault::Internal, "AWS calls have no address of their own", call.url, {}, {}, {}, 0};
  auto out = std::make_unique<AwsTarget>(*service);
  out->agent = call.agent;
  out->endpoint = endpoint_of(*service, call.region.empty() ? settings_.region : call.region, settings_.endpoints);
  out->wire = to_wire(*service, call);
  if (service->account_host && !out->endpoint.custom) {
    const auto account = std::find_if(call.headers.begin(), call.headers.end(),
                                      [](const Header& header) { return header.first == "x-amz-account-id"; });
    if (account != call.headers.end()) out->endpoint.host = account->second + "." + out->endpoint.host;
  }
  if (!call.bucket.empty()) place_bucket(out->endpoint, out->wire.path, call.bucket, settings_.endpoints);
  out->wire.path = out->endpoint.prefix + out->wire.path;
  out->host = out->endpoint.host;
  out->rate_key = std::string(service->name) + "/" + out->endpoint.signing_region + "/" + settings_.rate_scope;
  out->authorized = !service->signing.empty();
  out->only_reads = only_reads(out->wire.method, call.operation);
  return std::unique_ptr<Target>(std::move(out));
}

HttpRequest AwsDialect::request(const Target& target, const Credentials* keys, TimePoint now) const {
  const AwsTarget& to = ours(target);
  SignedRequest request{to.wire.method, to.endpoint.host, to.wire.path, to.wire.query, to.wire.headers, to.wire.body};
  const bool s3 = to.service.signing == "s3";
  if (keys) {
    const SigningScope scope{to.endpoint.signing_region, std::string(to.service.signing), now, !s3, !s3, s3, true};
    sign(request, scope, {keys->access_key, keys->secret_key, keys->session_token});
  }
  request.headers.emplace_back("User-Agent", settings_.user_agent + (to.agent.empty() ? "" : " " + to.agent));
  HttpRequest out;
  out.method = request.method;
  out.url = to.endpoint.scheme + "://" + request.host + request.path;
  if (!request.query.empty()) out.url += "?" + canonical_query(request.query);
  out.headers = std::move(request.headers);
  out.body = std::move(request.body);
  return out;
}

bool AwsDialect::failed(const Target& target, const HttpAnswer& answer) const {
  return answer.status >= 300 || is_late_error(ours(target).service, answer);
}

ServiceError AwsDialect::error(const Target& target, const HttpAnswer& answer) const {
  return error_from_wire(ours(target).service, target.wire.method, answer);
}

ErrorClass AwsDialect::classify(int status, const ServiceError& said) const {
  return aws::classify(status, said.code, said.message);
}

std::optional<std::chrono::milliseconds> AwsDialect::retry_after(const HttpAnswer& answer, TimePoint now) const {
  return aws::retry_after(answer, now);
}

Unreadable AwsDialect::read(const Target& target, const Call& call, const HttpAnswer& answer, Json& payload) const {
  Unreadable out;
  out.why = from_wire(ours(target).service, call, answer, payload);
  if (out.why == kListedInstead) {
    out.code = "NotImplemented";
    out.ask_again = false;
  }
  return out;
}

// AWS answers {} to a change that has nothing to tell, so an empty body may come from something in between.
bool AwsDialect::is_silent(const Target& target, const Call& call, const HttpAnswer& answer) const {
  return !speaks_xml(ours(target).service) && trimmed(answer.body).empty() && call.method != "HEAD";
}

std::string AwsDialect::request_id(const HttpAnswer& answer) const { return aws::request_id(answer); }

Error AwsDialect::failure(const Target& target, const Call& call, const HttpAnswer& answer,
                          const ServiceError& said) const {
  return service_failure(ours(target).service, call, ours(target).endpoint.signing_region, answer, said);
}

}  // namespace lakeform::cloud::aws
