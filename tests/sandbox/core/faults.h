// Faults on request: which calls fail, and how.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tests/sandbox/core/http.h"

namespace lakeform::sandbox {

/// {"service": "s3", "operation": "PutBucket*", "kind": "refuse", "status": 503, "code": "SlowDown", "times": 2}
struct Fault {
  std::string service = "*";  ///< a name, or the beginning of names with "*" behind it
  std::string operation = "*";
  /// Without doing anything: refuse answers code and status; deny, throttle and expire (session tokens are of no use
  /// from now on) answer in the form of the protocol; page answers status and `message` as somebody in between would;
  /// cut closes the connection. drop does it and closes the connection in mid-answer, lost before the answer; half does
  /// it, and half of the answer looks like all of it; slow waits `wait_ms` first; partial answers a list whose pages
  /// have `page` items.
  std::string kind = "refuse";
  int status = 503;
  std::string code = "ThrottlingException";
  std::string message;         ///< empty: the usual one
  std::string resource = "*";  ///< deny: what the message names
  int skip = 0;                ///< calls that pass before the first fault
  int times = 1;               ///< how many calls fail; -1: all, which is what deny does unless told otherwise
  int wait_ms = 0;
  int retry_after = 0;   ///< seconds in a Retry-After header; 0: none
  std::size_t page = 1;  ///< partial
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

/// Throws the failure of refuse, deny, throttle and expire; does nothing for other kinds.
void refuse_by(const Fault& fault, const Request& request, const std::string& operation);

}  // namespace lakeform::sandbox
