// "No plan of ours ends in Terraform's inconsistent errors", for one sample.
#pragma once

#include <string>
#include <vector>

#include "tests/harness/virtual_clock.h"
#include "tests/properties/generator.h"

namespace lakeform::properties {

struct Judgement {
  std::vector<std::string> problems;
  std::vector<std::string>
      refused;  ///< why the provider refuses this configuration, known or not: then nothing is learned
};

/// Plans with the unknowns, applies with what they turn out to be, and plans again, which must be empty; the same with
/// the change; then destroys.
Judgement judge(const Sample& sample, harness::VirtualClock& clock);

/// {"type", "life", "create", "update", "provider_create", "provider_update"}: bodies and provider blocks.
harness::Json json_of(const Sample& sample);
/// The sample as text, for a failure.
std::string text_of(const Sample& sample);

}  // namespace lakeform::properties
