// A client that makes a call once where several resources need its answer: a bucket and the resources for its parts
// read the same things.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "provider/cloud/call.h"

namespace lakeform::plan {

/// For reads that are announced: an answer is kept until everyone who is expected has had it, and no longer. Other
/// calls pass through. Thread-safe.
class SharingClient final : public cloud::Client {
 public:
  explicit SharingClient(cloud::Client& inner) : inner_(inner) {}

  /// One more reader will make this call.
  void expect(const cloud::Call& call);

  Result<cloud::Reply> send(const cloud::Call& call) override;
  const cloud::Facts& facts() const override { return inner_.facts(); }
  const StopToken& stop() const override { return inner_.stop(); }

 private:
  struct Answer {
    std::optional<Result<cloud::Reply>> reply;  ///< none: under way
    std::uint32_t readers = 0;                  ///< still to come
  };
  /// How many readers are expected, by a hash of the call: ten thousand resources announce many calls. Two calls with
  /// one hash cost memory, no more.
  std::unordered_map<std::size_t, std::uint32_t> expected_;
  std::unordered_map<std::string, std::shared_ptr<Answer>> answers_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  cloud::Client& inner_;
};

}  // namespace lakeform::plan
