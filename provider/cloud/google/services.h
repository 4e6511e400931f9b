// The services of Google Cloud that Lakeform calls, and where they are. Source: rootUrl and servicePath of Google's
// discovery documents; names of settings: the provider block of hashicorp/google.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "provider/cloud/base_url.h"
#include "provider/value/result.h"

namespace lakeform::cloud::google {

struct Service {
  std::string_view name;      ///< as definitions write it; the discovery document's name
  std::string_view settings;  ///< words before "_custom_endpoint", in capitals after "GOOGLE_"; the first that is set
  std::string_view base;      ///< with the version
  std::string_view upload = {};  ///< path of uploads on the same host, for a service that is nothing else
};

std::span<const Service> services();
/// Null when there is none of that name.
const Service* find_service(std::string_view name);

struct EndpointSettings {
  /// By setting ("big_query"): addresses from the provider block or the environment.
  std::map<std::string, std::string, std::less<>> custom;
  std::string universe_domain = "googleapis.com";
};

BaseUrl base_of(const Service& service, const EndpointSettings& settings);

/// Why an address can't be a custom endpoint; empty when it can. The official provider asks for a path that ends in a
/// slash; Lakeform also asks for a scheme and a host, for else no call arrives.
std::string endpoint_problem(std::string_view url);

}  // namespace lakeform::cloud::google
