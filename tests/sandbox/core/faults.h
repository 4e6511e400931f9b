// Faults on request: which calls fail, and how.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tests/sandbox/core/http.h"

namespace lakeform::sandbox {

/// {"service": "s3", "operation": "PutBucketPolicy", "kind": "refuse", "status": 503, "code": "SlowDown", "times": 2}
struct Fault {
  std::string service = "*";
  std::string operation = "*";
  /// refuse: answers code and status without doing anything; drop: does it and closes the connection in mid-answer;
  /// cut: closes the connection without doing anything; slow: waits `wait_ms` first.
  std::string kind = "refuse";
  int status = 503;
  std::string code = "ThrottlingException";
  std::string message = "Rate exceeded";
  int skip = 0;   ///< calls that pass before the first fault
  int times = 1;  ///< how many calls fail; -1: all
  int wait_ms = 0;
};

class Faults {
 public:
  /// Replaces the list. Throws std::exception when the text is not a list of faults.
  void load(const nlohmann::json& list);
  /// The fault that this call meets, counted.
  std::optional<Fault> met_by(const std::string& service, const std::string& operation);

 private:
  std::vector<Fault> faults_;
};

}  // namespace lakeform::sandbox
