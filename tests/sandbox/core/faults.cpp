#include "tests/sandbox/core/faults.h"

#include <algorithm>

#include "tests/sandbox/core/protocol.h"

namespace lakeform::sandbox {
namespace {

bool matches(const std::string& pattern, const std::string& name) {
  if (pattern.empty() || pattern.back() != '*') return pattern == name;
  return name.rfind(pattern.substr(0, pattern.size() - 1), 0) == 0;
}

Fault fault_of(const nlohmann::json& item) {
  static const std::vector<std::string> kinds = {"refuse", "deny", "throttle", "expire", "page",   "drop",
                                                 "lost",   "half", "cut",      "slow",   "partial"};
  Fault fault;
  fault.service = item.value("service", fault.service);
  fault.operation = item.value("operation", fault.operation);
  fault.kind = item.value("kind", fault.kind);
  if (std::find(kinds.begin(), kinds.end(), fault.kind) == kinds.end()) {
    throw std::invalid_argument(
        "kind of a fault is refuse, deny, throttle, expire, page, drop, lost, half, cut, slow or partial, not " +
        fault.kind);
  }
  fault.status = item.value("status", fault.status);
  fault.code = item.value("code", fault.code);
  fault.message = item.value("message", fault.message);
  fault.resource = item.value("resource", fault.resource);
  fault.skip = item.value("skip", fault.skip);
  fault.times = item.value("times", fault.kind == "deny" ? -1 : fault.times);
  fault.wait_ms = item.value("wait_ms", fault.wait_ms);
  fault.retry_after = item.value("retry_after", fault.retry_after);
  fault.page = std::max<std::size_t>(item.value("page", fault.page), 1);
  return fault;
}

}  // namespace

void Faults::load(const nlohmann::json& list) {
  std::vector<Fault> loaded;
  for (const auto& item : list) loaded.push_back(fault_of(item));
  faults_ = std::move(loaded);
}

std::optional<Fault> Faults::met_by(const std::string& service, const std::string& operation) {
  for (auto& fault : faults_) {
    if (fault.times == 0 || !matches(fault.service, service) || !matches(fault.operation, operation)) continue;
    if (fault.skip > 0) {
      --fault.skip;
      continue;
    }
    if (fault.times > 0) --fault.times;
    return fault;
  }
  return std::nullopt;
}

void refuse_by(const Fault& fault, const Request& request, const std::string& operation) {
  const auto protocol = protocol_of(request.service);
  if (fault.kind == "expire") throw failure_of(Trouble::expired, protocol);
  if (fault.kind != "refuse" && fault.kind != "deny" && fault.kind != "throttle") return;
  auto failure = fault.kind == "refuse"
                     ? Failure(fault.status, fault.code, fault.message.empty() ? "Rate exceeded" : fault.message)
                 : fault.kind == "deny"
                     ? failure_of(Trouble::denied, protocol,
                                  fault.message.empty() ? denial(request, operation, fault.resource) : fault.message)
                     : failure_of(Trouble::throttled, protocol, fault.message);
  if (fault.retry_after > 0) failure.headers = {{"Retry-After", std::to_string(fault.retry_after)}};
  throw failure;
}

}  // namespace lakeform::sandbox
