// The rate limit of each service: a bucket of tokens that fills up evenly.
#pragma once

#include <algorithm>
#include <chrono>
#include <map>
#include <string>

#include "tests/sandbox/core/world.h"

namespace lakeform::sandbox {

class Rates {
 public:
  /// Whether one more call fits, `rate` per second with as many at once; 0: always. `who`: service, account and region.
  bool admits(const std::string& who, double rate, Time now) {
    if (rate <= 0) return true;
    auto& bucket = buckets_.try_emplace(who, Bucket{std::max(rate, 1.0), now}).first->second;
    const auto seconds = std::chrono::duration<double>(now - bucket.seen).count();
    bucket.tokens = std::min(std::max(rate, 1.0), bucket.tokens + seconds * rate);
    bucket.seen = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

 private:
  struct Bucket {
    double tokens;
    Time seen;
  };
  std::map<std::string, Bucket> buckets_;
};

}  // namespace lakeform::sandbox
