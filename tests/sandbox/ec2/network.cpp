#include "tests/sandbox/ec2/network.h"

#include <algorithm>

#include "provider/cloud/codec.h"

namespace lakeform::sandbox {
namespace {

std::string made_up(const std::string& prefix, const std::string& of) {
  return prefix + cloud::hex(cloud::sha256(prefix + of)).substr(0, 17);
}

std::size_t digest(const std::string& text) { return static_cast<unsigned char>(cloud::sha256(text)[0]); }

}  // namespace

Network::Network(std::string of_account, std::string of_region)
    : account(std::move(of_account)),
      region(std::move(of_region)),
      vpc(made_up("vpc-", account + region)),
      security_group(made_up("sg-", account + region)) {
  for (const char letter : {'a', 'b', 'c'}) {
    zones.push_back(region + letter);
    subnets.push_back(made_up("subnet-", account + zones.back()));
  }
}

std::string Network::zone_of(const std::string& subnet) const {
  const auto at = std::find(subnets.begin(), subnets.end(), subnet);
  return at != subnets.end() ? zones[static_cast<std::size_t>(at - subnets.begin())]
                             : zones[digest(subnet) % zones.size()];
}

std::string Network::cidr_of(const std::string& subnet) const {
  const auto at = std::find(subnets.begin(), subnets.end(), subnet);
  const auto block = at != subnets.end() ? static_cast<std::size_t>(at - subnets.begin()) : 3 + digest(subnet) % 13;
  return "172.31." + std::to_string(16 * block) + ".0/20";
}

bool is_id(const std::string& text, const std::string& prefix) {
  return text.size() > prefix.size() && text.rfind(prefix, 0) == 0 &&
         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(prefix.size()), text.end(),
                     [](unsigned char c) { return std::isalnum(c) != 0; });
}

}  // namespace lakeform::sandbox
