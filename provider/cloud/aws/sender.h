// Sends one AWS call: the exchange in AWS's dialect.
#pragma once

#include <memory>
#include <string>

#include "provider/cloud/aws/dialect.h"
#include "provider/cloud/exchange.h"

namespace lakeform::cloud::aws {

/// Thread-safe.
class Sender {
 public:
  Sender(SenderSettings settings, std::shared_ptr<HttpTransport> transport)
      : settings_(std::move(settings)),
        dialect_(settings_),
        exchange_(dialect_, std::move(transport), settings_.retry) {}
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;

  /// `credentials` null: the request is not signed.
  Result<Reply> send(const Call& call, CredentialCache* credentials, const StopToken& stop) {
    return exchange_.send(call, credentials, stop);
  }

  const SenderSettings& settings() const { return settings_; }
  HttpTransport& transport() const { return exchange_.transport(); }
  const std::shared_ptr<HttpTransport>& shared_transport() const { return exchange_.shared_transport(); }
  /// Not while others send.
  void set_rate_scope(std::string scope) { settings_.rate_scope = std::move(scope); }

 private:
  SenderSettings settings_;
  AwsDialect dialect_;
  Exchange exchange_;
};

}  // namespace lakeform::cloud::aws
