// Sends one AWS call: serialize, sign, send, retry, parse.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "provider/cloud/aws/credentials.h"
#include "provider/cloud/aws/endpoints.h"
#include "provider/cloud/aws/styles.h"
#include "provider/cloud/call.h"
#include "provider/cloud/http/http.h"
#include "provider/cloud/retry.h"

namespace lakeform::cloud::aws {

struct SenderSettings {
  std::string region;  ///< of calls that name none
  EndpointSettings endpoints;
  RetryPolicy retry;
  std::string user_agent;
  std::string rate_scope;  ///< account, or what stands for it: rate limits are shared by all senders of the same scope
};

/// Thread-safe.
class Sender {
 public:
  Sender(SenderSettings settings, std::shared_ptr<HttpTransport> transport)
      : settings_(std::move(settings)), transport_(std::move(transport)) {}

  /// `credentials` null: the request is not signed.
  Result<Reply> send(const Call& call, CredentialCache* credentials, const StopToken& stop);

  const SenderSettings& settings() const { return settings_; }
  HttpTransport& transport() const { return *transport_; }
  const std::shared_ptr<HttpTransport>& shared_transport() const { return transport_; }
  /// Not while others send.
  void set_rate_scope(std::string scope) { settings_.rate_scope = std::move(scope); }

 private:
  struct Attempt;
  struct Target;
  Target target_of(const Service& service, const Call& call) const;
  HttpRequest signed_request(const Target& target, const Call& call, const Credentials* keys) const;
  Result<Reply> attempt(Attempt& state);
  /// False when a stop ended it. A call that is made despite a stop waits a little more then, not as long as it should.
  static bool waited(const Attempt& state, std::chrono::milliseconds time);
  bool prepare_retry(Attempt& state, ErrorClass kind, const HttpAnswer& answer);
  bool renewed_on_doubt(Attempt& state, const HttpAnswer& answer);
  bool retry_soon(Attempt& state) const;
  bool is_silent(const Attempt& state, const HttpAnswer& answer) const;
  bool may_wait(Attempt& state, std::chrono::milliseconds time, std::chrono::milliseconds asked) const;
  bool adjust_clock(const HttpAnswer& answer);

  SenderSettings settings_;
  std::shared_ptr<HttpTransport> transport_;
  std::atomic<std::int64_t> clock_offset_ms_ = 0;  // service's clock less ours
};

}  // namespace lakeform::cloud::aws
