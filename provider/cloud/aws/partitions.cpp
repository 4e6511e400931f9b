#include "provider/cloud/aws/partitions.h"

#include <algorithm>
#include <array>

namespace lakeform::cloud::aws {
namespace {

constexpr std::array kPartitions{
    Partition{"aws", "AWS Standard", "amazonaws.com", "api.aws", "us-east-1"},
    Partition{"aws-cn", "AWS China", "amazonaws.com.cn", "api.amazonwebservices.com.cn", "cn-northwest-1", false},
    Partition{"aws-us-gov", "AWS GovCloud (US)", "amazonaws.com", "api.aws", "us-gov-west-1"},
    Partition{"aws-iso", "AWS ISO (US)", "c2s.ic.gov", "api.aws.ic.gov", "us-iso-east-1"},
    Partition{"aws-iso-b", "AWS ISOB (US)", "sc2s.sgov.gov", "api.aws.scloud", "us-isob-east-1"},
    Partition{"aws-iso-e", "AWS ISOE (Europe)", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk", "eu-isoe-west-1"},
    Partition{"aws-iso-f", "AWS ISOF", "csp.hci.ic.gov", "api.aws.hci.ic.gov", "us-isof-south-1"},
    Partition{"aws-eusc", "AWS EUSC", "amazonaws.eu", "api.amazonwebservices.eu", "eusc-de-east-1"},
};

constexpr auto kRegions = std::to_array<Region>({
    {"af-south-1", "aws", "Africa (Cape Town)"},
    {"ap-east-1", "aws", "Asia Pacific (Hong Kong)"},
    {"ap-east-2", "aws", "Asia Pacific (Taipei)"},
    {"ap-northeast-1", "aws", "Asia Pacific (Tokyo)"},
    {"ap-northeast-2", "aws", "Asia Pacific (Seoul)"},
    {"ap-northeast-3", "aws", "Asia Pacific (Osaka)"},
    {"ap-south-1", "aws", "Asia Pacific (Mumbai)"},
    {"ap-south-2", "aws", "Asia Pacific (Hyderabad)"},
    {"ap-southeast-1", "aws", "Asia Pacific (Singapore)"},
    {"ap-southeast-2", "aws", "Asia Pacific (Sydney)"},
    {"ap-southeast-3", "aws", "Asia Pacific (Jakarta)"},
    {"ap-southeast-4", "aws", "Asia Pacific (Melbourne)"},
    {"ap-southeast-5", "aws", "Asia Pacific (Malaysia)"},
    {"ap-southeast-6", "aws", "Asia Pacific (New Zealand)"},
    {"ap-southeast-7", "aws", "Asia Pacific (Thailand)"},
    {"ca-central-1", "aws", "Canada (Central)"},
    {"ca-west-1", "aws", "Canada West (Calgary)"},
    {"eu-central-1", "aws", "Europe (Frankfurt)"},
    {"eu-central-2", "aws", "Europe (Zurich)"},
    {"eu-north-1", "aws", "Europe (Stockholm)"},
    {"eu-south-1", "aws", "Europe (Milan)"},
    {"eu-south-2", "aws", "Europe (Spain)"},
    {"eu-west-1", "aws", "Europe (Ireland)"},
    {"eu-west-2", "aws", "Europe (London)"},
    {"eu-west-3", "aws", "Europe (Paris)"},
    {"il-central-1", "aws", "Israel (Tel Aviv)"},
    {"me-central-1", "aws", "Middle East (UAE)"},
    {"me-south-1", "aws", "Middle East (Bahrain)"},
    {"me-west-1", "aws", "Middle East (Saudi Arabia)"},
    {"mx-central-1", "aws", "Mexico (Central)"},
    {"sa-east-1", "aws", "South America (Sao Paulo)"},
    {"sa-west-1", "aws", "South America (Chile)"},
    {"us-east-1", "aws", "US East (N. Virginia)"},
    {"us-east-2", "aws", "US East (Ohio)"},
    {"us-west-1", "aws", "US West (N. California)"},
    {"us-west-2", "aws", "US West (Oregon)"},
    {"cn-north-1", "aws-cn", "China (Beijing)"},
    {"cn-northwest-1", "aws-cn", "China (Ningxia)"},
    {"us-gov-east-1", "aws-us-gov", "AWS GovCloud (US-East)"},
    {"us-gov-west-1", "aws-us-gov", "AWS GovCloud (US-West)"},
    {"us-iso-east-1", "aws-iso", "US ISO East"},
    {"us-iso-west-1", "aws-iso", "US ISO WEST"},
    {"us-isob-east-1", "aws-iso-b", "US ISOB East (Ohio)"},
    {"us-isob-west-1", "aws-iso-b", "US ISOB West"},
    {"eu-isoe-west-1", "aws-iso-e", "EU ISOE West"},
    {"us-isof-east-1", "aws-iso-f", "US ISOF EAST"},
    {"us-isof-south-1", "aws-iso-f", "US ISOF SOUTH"},
    {"eusc-de-east-1", "aws-eusc", "AWS European Sovereign Cloud (Germany)"},
});

// Longer prefixes first: "us-gov-" before "us-".
struct Prefix {
  std::string_view text, partition;
};
constexpr auto kPrefixes = std::to_array<Prefix>({
    {"us-gov-", "aws-us-gov"},
    {"us-iso-", "aws-iso"},
    {"us-isob-", "aws-iso-b"},
    {"us-isof-", "aws-iso-f"},
    {"eu-isoe-", "aws-iso-e"},
    {"eusc-", "aws-eusc"},
    {"cn-", "aws-cn"},
    {"us-", "aws"},
    {"eu-", "aws"},
    {"ap-", "aws"},
    {"sa-", "aws"},
    {"ca-", "aws"},
    {"me-", "aws"},
    {"af-", "aws"},
    {"il-", "aws"},
    {"mx-", "aws"},
});

bool all_of(std::string_view text, auto&& test) { return !text.empty() && std::all_of(text.begin(), text.end(), test); }

// What follows the prefix is a word, "-", digits.
bool has_region_tail(std::string_view tail) {
  const auto dash = tail.rfind('-');
  if (dash == std::string_view::npos) return false;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto word = [&](char c) { return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  return all_of(tail.substr(dash + 1), digit) &&
         all_of(tail.substr(0, dash), [&](char c) { return word(c) || c == '-'; });
}

}  // namespace

std::span<const Partition> partitions() { return kPartitions; }
std::span<const Region> regions() { return kRegions; }

const Region* find_region(std::string_view name) {
  const auto found =
      std::find_if(kRegions.begin(), kRegions.end(), [&](const Region& region) { return region.name == name; });
  return found == kRegions.end() ? nullptr : &*found;
}

const Partition* find_partition(std::string_view id) {
  const auto found =
      std::find_if(kPartitions.begin(), kPartitions.end(), [&](const Partition& p) { return p.id == id; });
  return found == kPartitions.end() ? nullptr : &*found;
}

const Partition* partition_of_region(std::string_view region) {
  if (const Region* known = find_region(region)) return find_partition(known->partition);
  for (const auto& [text, partition] : kPrefixes) {
    if (region.starts_with(text) && has_region_tail(region.substr(text.size()))) return find_partition(partition);
  }
  return nullptr;
}

}  // namespace lakeform::cloud::aws
