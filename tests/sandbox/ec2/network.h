// The network that every account and region has: a default VPC with a default subnet in each zone and a default
// security group. All ids are made up from account and region, so they are the same in every run. Any other subnet-… id
// is taken as one of the default VPC: the sandbox does not keep networks, it only answers for those that others name.
#pragma once

#include <string>
#include <vector>

namespace lakeform::sandbox {

struct Network {
  Network(std::string of_account, std::string of_region);

  std::string account;
  std::string region;
  std::string vpc;
  std::string security_group;
  std::vector<std::string> zones;    ///< "us-east-1a" ...
  std::vector<std::string> subnets;  ///< one for each zone

  /// The zone that a subnet lies in.
  std::string zone_of(const std::string& subnet) const;
  /// "172.31.16.0/20"
  std::string cidr_of(const std::string& subnet) const;
};

/// Whether the text looks like an id of this kind: "subnet-0a1b2c".
bool is_id(const std::string& text, const std::string& prefix);

}  // namespace lakeform::sandbox
