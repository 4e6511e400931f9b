// The AWS services Lakeform talks to, one row each. Source: the vendor's service models (botocore 1.44).
#pragma once

#include <span>
#include <string_view>

namespace lakeform::cloud::aws {

enum class Style { RestXml, Json10, Json11, Query, Ec2, RestJson };

struct Service {
  std::string_view name;     ///< as definitions and the provider's `endpoints` block call it
  std::string_view prefix;   ///< first label of the host
  std::string_view signing;  ///< name in the signature's scope; empty: requests are not signed
  Style style;
  std::string_view version;  ///< API version; goes on the wire for query and ec2
  std::string_view target;   ///< json: prefix of X-Amz-Target
  std::string_view
      setting;  ///< service id in AWS_ENDPOINT_URL_<ID> (capitals there) and the profile's `services` section
  std::string_view aliases;     ///< other keys of the `endpoints` block and other common names, separated by blanks
  bool global = false;          ///< one host and one signing region per partition
  bool gov_plain_fips = false;  ///< in GovCloud the ordinary host is the FIPS one
  bool account_host = false;  ///< the account, which is also in x-amz-account-id, is the first label of AWS's own host
};

/// Whether its answers are XML.
inline bool speaks_xml(const Service& service) {
  return service.style == Style::RestXml || service.style == Style::Query || service.style == Style::Ec2;
}

std::span<const Service> services();
/// By name or alias; null when there is none.
const Service* find_service(std::string_view name);

}  // namespace lakeform::cloud::aws
