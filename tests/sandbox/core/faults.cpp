#include "tests/sandbox/core/faults.h"

namespace lakeform::sandbox {

void Faults::load(const nlohmann::json& list) {
  std::vector<Fault> loaded;
  for (const auto& item : list) {
    Fault fault;
    fault.service = item.value("service", fault.service);
    fault.operation = item.value("operation", fault.operation);
    fault.kind = item.value("kind", fault.kind);
    if (fault.kind != "refuse" && fault.kind != "drop" && fault.kind != "cut" && fault.kind != "slow") {
      throw std::invalid_argument("kind of a fault is refuse, drop, cut or slow, not " + fault.kind);
    }
    fault.status = item.value("status", fault.status);
    fault.code = item.value("code", fault.code);
    fault.message = item.value("message", fault.message);
    fault.skip = item.value("skip", fault.skip);
    fault.times = item.value("times", fault.times);
    fault.wait_ms = item.value("wait_ms", fault.wait_ms);
    loaded.push_back(fault);
  }
  faults_ = std::move(loaded);
}

std::optional<Fault> Faults::met_by(const std::string& service, const std::string& operation) {
  for (auto& fault : faults_) {
    if ((fault.service != "*" && fault.service != service) || (fault.operation != "*" && fault.operation != operation)) continue;
    if (fault.times == 0) continue;
    if (fault.skip > 0) {
      --fault.skip;
      continue;
    }
    if (fault.times > 0) --fault.times;
    return fault;
  }
  return std::nullopt;
}

}  // namespace lakeform::sandbox
