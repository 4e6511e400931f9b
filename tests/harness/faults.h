// The faults that a single call can meet between a provider and a service.
#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>

namespace lakeform::harness {

struct Fault {
  std::string_view name;     ///< in the names of cells
  std::string_view sandbox;  ///< as the sandbox takes it (tests/sandbox/core/faults.h), in JSON
  bool
      refused;  ///< certainly not carried out, and the answer says that trying again helps: no operation may fail by it
  bool in_body;  ///< it is the body of the answer that is spoiled
};

/// Throttled, 429, 500, 502 and 503 (none of them carried out), cut before the request arrives, carried out and cut
/// before the answer, carried out with half an answer, 200 with a page of somebody in between and with nothing (not
/// carried out), an answer after the client's patience, and a session token that has just expired.
std::span<const Fault> faults();
/// Null: no such fault.
const Fault* fault_named(std::string_view name);

}  // namespace lakeform::harness
