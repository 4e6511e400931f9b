// Every call of a planner's run passes here: counted by operation, bounded in number and in how many are under way.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "provider/cloud/call.h"

namespace lakeform::plan {

struct CallLimits {
  int parallelism = 10;
  std::int64_t most = 0;  ///< 0: no bound
};

/// Thread-safe. Shared by all connections of a run.
class Meter {
 public:
  explicit Meter(CallLimits limits) : limits_(limits) {}

  std::map<std::string, std::int64_t> calls() const;
  std::int64_t total() const;

  /// The client with every call counted and held back here.
  std::unique_ptr<cloud::Client> around(cloud::Client& client);

 private:
  friend class MeteredClient;
  /// False: the bound is reached.
  bool begin(const cloud::Call& call);
  void end();

  const CallLimits limits_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, std::int64_t> calls_;
  std::int64_t total_ = 0;
  int under_way_ = 0;
};

}  // namespace lakeform::plan
