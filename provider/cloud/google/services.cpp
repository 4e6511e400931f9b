#include "provider/cloud/google/services.h"

#include <algorithm>
#include <array>

#include "provider/cloud/http/proxy.h"
#include "provider/value/text.h"

namespace lakeform::cloud::google {

namespace {

constexpr std::string_view kUsual = "googleapis.com";

constexpr auto kServices = std::to_array<Service>({
    {"analyticshub", "bigquery_analytics_hub", "https://analyticshub.googleapis.com/v1/"},
    {"biglake", "biglake", "https://biglake.googleapis.com/v1/"},
    {"bigquery", "big_query", "https://bigquery.googleapis.com/bigquery/v2/"},
    {"bigqueryconnection", "bigquery_connection", "https://bigqueryconnection.googleapis.com/v1/"},
    {"bigquerydatapolicy", "bigquery_datapolicy", "https://bigquerydatapolicy.googleapis.com/v1/"},
    {"bigquerydatatransfer", "bigquery_data_transfer", "https://bigquerydatatransfer.googleapis.com/v1/"},
    {"bigqueryreservation", "bigquery_reservation", "https://bigqueryreservation.googleapis.com/v1/"},
    {"cloudkms", "kms", "https://cloudkms.googleapis.com/v1/"},
    {"cloudresourcemanager", "resource_manager cloud_resource_manager",
     "https://cloudresourcemanager.googleapis.com/v1/"},
    {"dataflow", "dataflow", "https://dataflow.googleapis.com/v1b3/"},
    {"dataplex", "dataplex", "https://dataplex.googleapis.com/v1/"},
    {"iam", "iam_beta iam", "https://iam.googleapis.com/v1/"},
    {"iamcredentials", "iam_credentials", "https://iamcredentials.googleapis.com/v1/"},
    {"pubsub", "pubsub", "https://pubsub.googleapis.com/v1/"},
    {"serviceusage", "service_usage", "https://serviceusage.googleapis.com/v1/"},
    {"storage", "storage", "https://storage.googleapis.com/storage/v1/"},
    {"storage-upload", "storage", "https://storage.googleapis.com/storage/v1/", "/upload/storage/v1"},
});

/// What the settings say, else the usual one.
std::string chosen(const Service& service, const EndpointSettings& settings) {
  for (const auto name : split(service.settings, ' ')) {
    const auto found = settings.custom.find(name);
    if (found != settings.custom.end()) return found->second;
  }
  std::string base(service.base);
  if (!settings.universe_domain.empty() && settings.universe_domain != kUsual)
    base.replace(base.find(kUsual), kUsual.size(), settings.universe_domain);
  return base;
}

}  // namespace

std::span<const Service> services() { return kServices; }

const Service* find_service(std::string_view name) {
  const auto found = std::find_if(kServices.begin(), kServices.end(), [&](const Service& s) { return s.name == name; });
  return found == kServices.end() ? nullptr : &*found;
}

BaseUrl base_of(const Service& service, const EndpointSettings& settings) {
  BaseUrl base;
  parse_base_url(chosen(service, settings), base);
  if (!service.upload.empty()) base.prefix = service.upload;
  return base;
}

std::string endpoint_problem(std::string_view url) {
  BaseUrl base;
  const bool whole = parse_base_url(url, base);
  const auto path = whole ? url.substr(url.find("://") + 3) : url;
  const auto slash = path.size() > 1 ? path.rfind('/', path.size() - 2) : std::string_view::npos;
  const bool ends = path.ends_with('/') && slash != std::string_view::npos && slash + 2 < path.size();
  if (whole && ends) return {};
  return "\"" + without_login(url) +
         "\" is no endpoint: it must be an address with http or https and a host that ends with a version and a "
         "slash, as https://bigquery.googleapis.com/bigquery/v2/ does.";
}

}  // namespace lakeform::cloud::google
