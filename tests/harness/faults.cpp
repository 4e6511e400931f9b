#include "tests/harness/faults.h"

#include <algorithm>
#include <array>

namespace lakeform::harness {
namespace {

constexpr std::array<Fault, 12> kFaults{
    {{"throttle", R"({"kind": "throttle"})", true, false},
     {"429", R"({"kind": "page", "status": 429})", true, false},
     {"500",
      R"({"kind": "refuse", "status": 500, "code": "InternalFailure", "message": "We encountered an internal error. Please try again."})",
      false, false},
     {"502", R"({"kind": "page", "status": 502, "message": "<html><body><h1>502 Bad Gateway</h1></body></html>"})",
      false, false},
     {"503",
      R"({"kind": "page", "status": 503, "message": "<html><body><h1>503 Service Unavailable</h1></body></html>"})",
      true, false},
     {"cut-before", R"({"kind": "cut"})", false, false},
     {"done-cut", R"({"kind": "lost"})", false, false},
     {"half", R"({"kind": "half"})", false, true},
     {"html",
      R"({"kind": "page", "status": 200, "message": "<!DOCTYPE html><html><body>Please sign in to this network.</body></html>"})",
      false, true},
     {"empty", R"({"kind": "page", "status": 200})", false, true},
     {"slow", R"({"kind": "slow", "wait_ms": 100000000})", false, false},
     {"expired", R"({"kind": "expire"})", true, false}}};

}  // namespace

std::span<const Fault> faults() { return kFaults; }

const Fault* fault_named(std::string_view name) {
  const auto at = std::find_if(kFaults.begin(), kFaults.end(), [&](const auto& fault) { return fault.name == name; });
  return at == kFaults.end() ? nullptr : &*at;
}

}  // namespace lakeform::harness
