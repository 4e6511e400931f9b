// The one loop that sends every call of every cloud: credentials and their renewal, rate limit, the service's clock,
// attempts with back-off and Retry-After, operations that go on, log, stop. What a cloud does in its own way it says as
// a Dialect.
#pragma once

#include <atomic>
#include <memory>

#include "provider/cloud/dialect.h"

namespace lakeform::cloud {

/// Thread-safe.
class Exchange {
 public:
  Exchange(const Dialect& dialect, std::shared_ptr<HttpTransport> transport, RetryPolicy retry)
      : dialect_(dialect), transport_(std::move(transport)), retry_(retry) {}

  /// `credentials` null: the request is not authorized. An error says in `maybe_done` whether the call, or the
  /// operation that it began, may have been carried out.
  Result<Reply> send(const Call& call, CredentialCache* credentials, const StopToken& stop);

  HttpTransport& transport() const { return *transport_; }
  const std::shared_ptr<HttpTransport>& shared_transport() const { return transport_; }

 private:
  struct Attempt;
  Result<Reply> send_once(const Call& call, CredentialCache* credentials, const StopToken& stop);
  Result<Reply> followed(Operation& operation, Reply begun, const Call& call, CredentialCache* credentials,
                         const StopToken& stop);
  Result<Reply> attempt(Attempt& state);
  Result<Reply> unanswered(Attempt& state, const HttpExchange& exchange);
  Result<Reply> refused(Attempt& state, const HttpAnswer& answer);
  Result<Reply> answered(Attempt& state, HttpAnswer answer);
  HttpRequest request_for(const Attempt& state) const;
  bool prepare_retry(Attempt& state, ErrorClass kind, const HttpAnswer& answer);
  bool renewed_on_doubt(Attempt& state, const HttpAnswer& answer) const;
  bool retry_soon(Attempt& state) const;
  bool counts_as_silent(const Attempt& state, const HttpAnswer& answer) const;
  bool may_wait(Attempt& state, std::chrono::milliseconds time, std::chrono::milliseconds asked) const;
  bool adjust_clock(const HttpAnswer& answer);

  const Dialect& dialect_;
  std::shared_ptr<HttpTransport> transport_;
  const RetryPolicy retry_;
  std::atomic<std::int64_t> clock_offset_ms_ = 0;  // service's clock less ours
};

}  // namespace lakeform::cloud
