// Google's REST services as a dialect of the exchange: JSON, bearer tokens, a quota project, operations that go on.
#pragma once

#include <string>

#include "provider/cloud/dialect.h"
#include "provider/cloud/google/services.h"

namespace lakeform::cloud::google {

struct DialectSettings {
  EndpointSettings endpoints;
  std::string user_agent;
  std::string project;         ///< the provider's
  std::string quota_project;   ///< billing_project, or that of the credentials; empty: the call's own
  bool project_pays = false;   ///< user_project_override: calls are billed to a project that is named, not to that of
                               ///< the credentials
  std::string request_reason;  ///< kept in audit logs
  std::string rate_scope;      ///< rate limits are shared by all dialects of the same scope
  std::chrono::milliseconds request_timeout{120000};
};

class GoogleDialect final : public Dialect {
 public:
  /// The settings outlive it.
  explicit GoogleDialect(const DialectSettings& settings) : settings_(settings) {}

  std::string_view name() const override { return "Google Cloud"; }
  Result<std::unique_ptr<Target>> target(const Call& call) const override;
  HttpRequest request(const Target& target, const Credentials* token, TimePoint now) const override;
  bool failed(const Target& target, const HttpAnswer& answer) const override;
  ServiceError error(const Target& target, const HttpAnswer& answer) const override;
  ErrorClass classify(int status, const ServiceError& said) const override;
  std::optional<std::chrono::milliseconds> retry_after(const HttpAnswer& answer, TimePoint now) const override;
  Unreadable read(const Target& target, const Call& call, const HttpAnswer& answer, Json& payload) const override;
  bool is_silent(const Target& target, const Call& call, const HttpAnswer& answer) const override;
  std::string request_id(const HttpAnswer& answer) const override;
  Error failure(const Target& target, const Call& call, const HttpAnswer& answer,
                const ServiceError& said) const override;
  std::string_view trust_setting() const override { return "SSL_CERT_FILE"; }
  std::unique_ptr<Operation> begun(const Call& call, const Reply& reply) const override;

 private:
  std::string payer(const Call& call) const;

  const DialectSettings& settings_;
};

}  // namespace lakeform::cloud::google
