// The transport that hands a provider's requests to a sandbox in the same process, without a socket.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "provider/cloud/http/http.h"
#include "tests/harness/faults.h"
#include "tests/harness/virtual_clock.h"
#include "tests/sandbox/core/front.h"

namespace lakeform::harness {

/// A call as it was first made: calls that differ in nothing but tokens are one.
struct DistinctCall {
  std::string operation;       ///< "s3.PutBucketTagging"
  bool head = false;           ///< a HEAD request: its answer has no body
  bool answers_empty = false;  ///< the true answer is a success without a body
};

/// Every request takes a few virtual milliseconds. Thread-safe: one request at a time.
class SandboxTransport final : public cloud::HttpTransport {
 public:
  SandboxTransport(sandbox::Front& front, VirtualClock& clock) : front_(front), clock_(clock) {}

  cloud::HttpExchange send(const cloud::HttpRequest& request, const StopToken& stop) override;

  /// Distinct calls are counted anew from here; those to STS, with which a provider begins and which it makes again for
  /// new credentials, only with `sts`.
  void watch(bool sts = false);
  /// From here on; the `number`-th distinct call (from 0) meets the fault, once.
  void strike(std::size_t number, const Fault& fault, bool sts = false);
  /// Those since the last watch() or strike(), in the order in which they were first made.
  std::vector<DistinctCall> calls() const;
  /// The fault has met its call.
  bool struck() const;
  std::size_t requests() const { return requests_; }

 private:
  cloud::HttpExchange answered(sandbox::Request request, std::chrono::milliseconds patience);
  /// The next request meets it.
  void set_fault(const sandbox::Request& request);
  std::string operation_of(const sandbox::Request& request);

  sandbox::Front& front_;
  VirtualClock& clock_;
  mutable std::mutex mutex_;
  std::map<std::string, std::size_t> seen_;
  std::vector<DistinctCall> calls_;
  const Fault* fault_ = nullptr;
  std::size_t target_ = 0;
  bool sts_ = false;
  bool struck_ = false;
  std::size_t requests_ = 0;
};

}  // namespace lakeform::harness
