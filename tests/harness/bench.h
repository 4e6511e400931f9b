// A sandbox, a transport into it and a Terraform that runs a provider over it, all in this process and on the virtual
// clock.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/harness/sandbox_transport.h"
#include "tests/harness/terraform/terraform.h"

namespace lakeform::harness {

class Bench {
 public:
  /// The clock goes on from one bench to the next, since rate limits outlive a provider. Cuts the process off from the
  /// user's AWS settings.
  explicit Bench(VirtualClock& clock);

  /// A provider block whose credentials are those of a role, which can expire and be renewed.
  static Json provider_block();
  /// What there is in the sandbox, of all services, without what the bench made itself.
  std::vector<std::string> holds();

  VirtualClock& clock;
  sandbox::Front front;
  std::shared_ptr<SandboxTransport> transport;
  Terraform terraform;
};

}  // namespace lakeform::harness
