// AWS as a dialect of the exchange: endpoints, signatures, call styles, error codes.
#pragma once

#include <string>

#include "provider/cloud/aws/endpoints.h"
#include "provider/cloud/dialect.h"

namespace lakeform::cloud::aws {

struct SenderSettings {
  std::string region;  ///< of calls that name none
  EndpointSettings endpoints;
  RetryPolicy retry;
  std::string user_agent;
  std::string rate_scope;  ///< account, or what stands for it: rate limits are shared by all senders of the same scope
};

class AwsDialect final : public Dialect {
 public:
  /// The settings outlive it.
  explicit AwsDialect(const SenderSettings& settings) : settings_(settings) {}

  std::string_view name() const override { return "AWS"; }
  Result<std::unique_ptr<Target>> target(const Call& call) const override;
  HttpRequest request(const Target& target, const Credentials* keys, TimePoint now) const override;
  bool failed(const Target& target, const HttpAnswer& answer) const override;
  ServiceError error(const Target& target, const HttpAnswer& answer) const override;
  ErrorClass classify(int status, const ServiceError& said) const override;
  std::optional<std::chrono::milliseconds> retry_after(const HttpAnswer& answer, TimePoint now) const override;
  Unreadable read(const Target& target, const Call& call, const HttpAnswer& answer, Json& payload) const override;
  bool is_silent(const Target& target, const Call& call, const HttpAnswer& answer) const override;
  std::string request_id(const HttpAnswer& answer) const override;
  Error failure(const Target& target, const Call& call, const HttpAnswer& answer,
                const ServiceError& said) const override;
  std::string_view trust_setting() const override { return "`custom_ca_bundle` or AWS_CA_BUNDLE"; }

 private:
  const SenderSettings& settings_;
};

}  // namespace lakeform::cloud::aws
