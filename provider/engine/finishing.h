// What must be known after a stop too: whether a call has made something, and what that looks like. Without it an
// object that was made would be lost, or be marked as broken although it is whole.
#pragma once

#include <atomic>
#include <mutex>
#include <optional>

#include "provider/cloud/codec.h"
#include "provider/engine/scope.h"

namespace lakeform::engine {

/// A client whose calls a stop does not end, for half a minute after it. Thread-safe. It also notes what time it is for
/// the service.
class FinishingClient final : public cloud::Client {
 public:
  explicit FinishingClient(cloud::Client& client) : client_(client) {}
  Result<cloud::Reply> send(const cloud::Call& call) override;
  const cloud::Facts& facts() const override { return client_.facts(); }
  /// Ends what is left of the waits when the half minute is over.
  const StopToken& stop() const override { return stop_; }
  /// How much the service's clock is ahead of ours, at least, by the Date header of the answers so far; none: no answer
  /// has one.
  std::optional<cloud::TimePoint::duration> service_ahead() const;

 private:
  bool too_late();
  void note_time(const cloud::Reply& reply);

  cloud::Client& client_;
  StopToken stop_;
  mutable std::mutex mutex_;
  std::optional<cloud::TimePoint> end_;
  std::optional<cloud::TimePoint::duration> ahead_;
};

/// Scopes over such a client.
class Finishing {
 public:
  explicit Finishing(const Context& context) : client_(*context.client), context_(context) {
    context_.client = &client_;
  }
  Finishing(const Finishing&) = delete;
  Finishing& operator=(const Finishing&) = delete;
  /// A copy of the scope that sends through the client. Not valid for longer than this.
  Scope over(const Scope& scope) const;
  const FinishingClient& client() const { return client_; }

 private:
  FinishingClient client_;
  Context context_;
};

}  // namespace lakeform::engine
