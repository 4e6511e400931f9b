#include "provider/cloud/aws/endpoints.h"

#include <algorithm>

#include "provider/cloud/aws/partitions.h"
#include "provider/cloud/codec.h"

namespace lakeform::cloud::aws {
namespace {

struct GlobalHost {
  std::string_view service, partition, label, region;  // the label stands between service and suffix
};
// Hosts of services without regions that do not follow "<service>.<suffix>" signed for the partition's global region.
constexpr GlobalHost kGlobalHosts[] = {
    {"iam", "aws-cn", "cn-north-1", "cn-north-1"},
    {"iam", "aws-us-gov", "us-gov", "us-gov-west-1"},
    {"iam", "aws-iso", "us-iso-east-1", "us-iso-east-1"},
    {"iam", "aws-iso-b", "us-isob-east-1", "us-isob-east-1"},
    {"iam", "aws-iso-e", "eu-isoe-west-1", "eu-isoe-west-1"},
    {"iam", "aws-iso-f", "us-isof-south-1", "us-isof-south-1"},
    {"iam", "aws-eusc", "eusc-de-east-1", "eusc-de-east-1"},
    {"organizations", "aws", "us-east-1", "us-east-1"},
    {"organizations", "aws-cn", "cn-northwest-1", "cn-northwest-1"},
    {"organizations", "aws-us-gov", "us-gov-west-1", "us-gov-west-1"},
};

const Partition& partition_for(std::string_view region) {
  const Partition* found = partition_of_region(region);
  return found ? *found : partitions().front();
}

void set_global(Endpoint& endpoint, const Service& service, const Partition& partition,
                const EndpointSettings& settings) {
  std::string_view label;
  endpoint.signing_region = partition.global_region;
  for (const auto& row : kGlobalHosts) {
    if (row.service != service.name || row.partition != partition.id) continue;
    label = row.label;
    endpoint.signing_region = row.region;
  }
  if (endpoint.custom) return;
  const bool dual = settings.dual_stack && service.name == "iam";
  const bool plain_fips = partition.id == "aws-us-gov" && service.name == "iam";
  std::string host(service.prefix);
  if (settings.fips && partition.has_fips && !plain_fips) host += "-fips";
  if (dual && (label.empty() || partition.id == "aws-cn" || partition.id == "aws-eusc")) label = "global";
  if (!label.empty()) host.append(".").append(label);
  endpoint.host = host.append(".").append(dual ? partition.dual_stack_suffix : partition.dns_suffix);
}

// S3 and S3 Control have their dual-stack hosts under the ordinary suffix.
std::string s3_host(const Service& service, std::string_view region, const Partition& partition,
                    const EndpointSettings& settings) {
  const bool fips = settings.fips && partition.has_fips;
  if (service.name == "s3" && region == "us-east-1" && !settings.s3_us_east_1_regional && !fips && !settings.dual_stack)
    return "s3.amazonaws.com";
  std::string host = std::string(service.prefix) + (fips ? "-fips" : "");
  if (settings.dual_stack) host += ".dualstack";
  return host.append(".").append(region).append(".").append(partition.dns_suffix);
}

std::string regional_host(const Service& service, std::string_view region, const Partition& partition,
                          const EndpointSettings& settings) {
  const bool plain = partition.id == "aws-us-gov" && service.gov_plain_fips && !settings.dual_stack;
  std::string host(service.prefix);
  if (settings.fips && partition.has_fips && !plain) host += "-fips";
  host.append(".").append(region).append(".");
  return host.append(settings.dual_stack ? partition.dual_stack_suffix : partition.dns_suffix);
}

bool is_address(std::string_view host) {
  if (host.starts_with('[')) return true;
  host = host.substr(0, host.find(':'));
  return !host.empty() &&
         std::all_of(host.begin(), host.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

// Fit to be labels of a host name.
bool fits_host(std::string_view bucket, bool dots) {
  if (bucket.size() < 3 || bucket.size() > 63) return false;
  const auto edge = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  const auto inner = [&](char c) { return edge(c) || c == '-' || (dots && c == '.'); };
  return edge(bucket.front()) && edge(bucket.back()) && std::all_of(bucket.begin(), bucket.end(), inner) &&
         bucket.find("..") == std::string_view::npos;
}

}  // namespace

bool parse_endpoint(std::string_view url, Endpoint& endpoint) { return parse_base_url(url, endpoint); }

Endpoint endpoint_of(const Service& service, std::string_view region, const EndpointSettings& settings) {
  Endpoint endpoint;
  endpoint.signing_region = region;
  const Partition& partition = partition_for(region);
  if (const auto found = settings.custom.find(service.name); found != settings.custom.end()) {
    endpoint.custom = parse_endpoint(found->second, endpoint);
  }
  if (service.global) {
    set_global(endpoint, service, partition, settings);
  } else if (!endpoint.custom) {
    endpoint.host = service.signing == "s3" ? s3_host(service, region, partition, settings)
                                            : regional_host(service, region, partition, settings);
  }
  return endpoint;
}

void place_bucket(Endpoint& endpoint, std::string& path, std::string_view bucket, const EndpointSettings& settings) {
  if (!settings.s3_path_style && !is_address(endpoint.host) && fits_host(bucket, endpoint.scheme == "http")) {
    endpoint.host = std::string(bucket) + "." + endpoint.host;
    return;
  }
  path = "/" + percent_encode(bucket) + (path == "/" ? "" : path);
}

}  // namespace lakeform::cloud::aws
