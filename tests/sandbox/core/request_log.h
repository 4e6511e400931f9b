// Every request that was answered, for tests to read: the last ones whole, all of them counted.
#pragma once

#include <cstdint>
#include <deque>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/sandbox/core/http.h"
#include "tests/sandbox/core/world.h"

namespace lakeform::sandbox {

/// One request and what became of it.
struct Logged {
  Request request;
  Time time{};
  std::string operation;
  std::string fault;  ///< kind of the fault it met
  std::string error;  ///< code of the refusal
  int status = 0;
};

class RequestLog {
 public:
  /// `keep`: how many requests are kept whole, and at most 64 KiB of a body; earlier ones are only counted.
  explicit RequestLog(std::size_t keep = 20'000) : keep_(keep) {}
  /// Every request from now on is also written to this file, one JSON object a line. Throws std::runtime_error.
  void write_to(const std::string& file);

  void add(Logged logged);
  /// Without signatures and session tokens. Empty filters let all through.
  nlohmann::json lines(const std::string& service, const std::string& operation) const;
  /// {"total", "kept", "calls": {"redshift:DescribeClusters": 3}, "errors": {"redshift:CreateCluster
  /// ClusterAlreadyExists": 1}}
  nlohmann::json summary() const;
  void clear();

 private:
  std::size_t keep_;
  std::uint64_t total_ = 0;
  std::deque<Logged> kept_;
  std::map<std::string, std::uint64_t> calls_;
  std::map<std::string, std::uint64_t> errors_;
  std::ofstream file_;
};

}  // namespace lakeform::sandbox
