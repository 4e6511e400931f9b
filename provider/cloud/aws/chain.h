// The credential chain: which source the settings lead to. Decided without the network, except that instance metadata
// may be asked.
#pragma once

#include <memory>

#include "provider/cloud/aws/config.h"
#include "provider/cloud/aws/sources.h"

namespace lakeform::cloud::aws {

/// What sources need to reach the outside.
struct Surroundings {
  std::shared_ptr<Sender> sender;
  std::shared_ptr<InstanceMetadata> metadata;
};

struct ChosenSource {
  std::unique_ptr<CredentialSource> source;
  bool from_instance = false;  ///< the base is the instance's own role, whatever roles are assumed with it
};

/// Order: the block's keys; web identity of the block; environment keys (unless the block names a profile); web
/// identity of the environment; the profile; the container; the instance. Then every assume_role. An error says what
/// was looked at.
Result<ChosenSource> choose_credentials(const AwsConfig& config, const Surroundings& around);

}  // namespace lakeform::cloud::aws
