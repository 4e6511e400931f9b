// Which host a service is reached at, and what its requests are signed for.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "provider/cloud/aws/services.h"
#include "provider/cloud/base_url.h"

namespace lakeform::cloud::aws {

struct EndpointSettings {
  /// By service name: URLs from the `endpoints` block, the environment or the profile, precedence already settled.
  std::map<std::string, std::string, std::less<>> custom;
  bool fips = false, dual_stack = false;
  bool s3_path_style = false;
  bool s3_us_east_1_regional = false;  ///< false: buckets of us-east-1 are reached at s3.amazonaws.com
};

struct Endpoint : BaseUrl {
  std::string signing_region;
  bool custom = false;
};

/// Any region name gives an endpoint; a name of no partition is taken for one of the standard partition.
Endpoint endpoint_of(const Service& service, std::string_view region, const EndpointSettings& settings);

/// Puts an S3 bucket into the host, or in front of the path where the host cannot carry it: path style is asked for,
/// the host is an IP address, or the name is not fit for a host (over TLS: has a dot). `path` is the path within the
/// bucket.
void place_bucket(Endpoint& endpoint, std::string& path, std::string_view bucket, const EndpointSettings& settings);

/// "http://h:1/p/" as endpoint; false when the text is no http or https URL with a host.
bool parse_endpoint(std::string_view url, Endpoint& endpoint);

}  // namespace lakeform::cloud::aws
