// What the provider knows of AWS's partitions and regions without asking: two data sources and two attributes of
// buckets.
#include <algorithm>
#include <array>

#include "provider/cloud/aws/partitions.h"
#include "provider/faces/aws/hooks/hooks.h"

namespace lakeform::faces::aws {

namespace {

using cloud::aws::Region;

Error refused(std::string message, std::string_view at) {
  Error error;
  error.fault = Fault::InvalidInput;
  error.message = std::move(message);
  if (!at.empty()) error.at = Path() / at;
  return error;
}

/// There is no connection: the provider block is known only after apply.
Error not_yet(const Context& context) {
  return refused(
      "The provider's " + context.unsettled.access +
          " is known only after apply. Apply what it comes from first (-target), or let this depend on it (depends_on)",
      "");
}

/// "amazonaws.com" → "com.amazonaws".
std::string labels_backwards(std::string_view host) {
  std::string out;
  while (!host.empty()) {
    const auto dot = std::min(host.find('.'), host.size());
    out = std::string(host.substr(0, dot)) + (out.empty() ? "" : "." + out);
    host.remove_prefix(std::min(dot + 1, host.size()));
  }
  return out;
}

std::string endpoint_of(const Region& region) {
  return "ec2." + std::string(region.name) + "." +
         std::string(cloud::aws::find_partition(region.partition)->dns_suffix);
}

const Region* region_at(std::string_view endpoint) {
  const auto all = cloud::aws::regions();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Region& region) { return endpoint_of(region) == endpoint; });
  return found == all.end() ? nullptr : &*found;
}

std::string dns_suffix_of(const std::string& region) {
  const auto* partition = cloud::aws::partition_of_region(region);
  return std::string(partition ? partition->dns_suffix : "amazonaws.com");
}

std::string text_of(const Json& json) { return json.is_string() ? json.get<std::string>() : std::string(); }

/// Regions whose zone AWS has published ("Amazon S3 endpoints and quotas" in its general reference); others have none.
constexpr auto kHostedZones = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"af-south-1", "Z83WF9RJE8B12"},
    {"ap-east-1", "ZNB98KWMFR0R6"},
    {"ap-east-2", "Z064739330DAH7WJVOO93"},
    {"ap-northeast-1", "Z2M4EHUR26P7ZW"},
    {"ap-northeast-2", "Z3W03O7B5YMIYP"},
    {"ap-northeast-3", "Z2YQB5RD63NC85"},
    {"ap-south-1", "Z11RGJOFQNVJUP"},
    {"ap-south-2", "Z02976202B4EZMXIPMXF7"},
    {"ap-southeast-1", "Z3O0J2DXBE1FTB"},
    {"ap-southeast-2", "Z1WCIGYICN2BYD"},
    {"ap-southeast-3", "Z01846753K324LI26A3VV"},
    {"ap-southeast-4", "Z0312387243XT5FE14WFO"},
    {"ap-southeast-5", "Z08660063OXLMA7F1FJHU"},
    {"ap-southeast-7", "Z0031014GXUMRZG6I14G"},
    {"ca-central-1", "Z1QDHH18159H29"},
    {"ca-west-1", "Z03565811Z33SLEZTHOUL"},
    {"cn-north-1", "Z5CN8UMXT92WN"},
    {"cn-northwest-1", "Z282HJ1KT0DH03"},
    {"eu-central-1", "Z21DNDUVLTQW6Q"},
    {"eu-central-2", "Z030506016YDQGETNASS"},
    {"eu-north-1", "Z3BAZG2TWCNX0D"},
    {"eu-south-1", "Z30OZKI7KPW7MI"},
    {"eu-south-2", "Z0081959F7139GRJC19J"},
    {"eu-west-1", "Z1BKCTXD74EZPE"},
    {"eu-west-2", "Z3GKZC51ZF0DB4"},
    {"eu-west-3", "Z3R1K369G5AVDG"},
    {"il-central-1", "Z09640613K4A3MN55U7GU"},
    {"me-central-1", "Z06143092I8HRXZRUZROF"},
    {"me-south-1", "Z1MPMWCPA7YB62"},
    {"mx-central-1", "Z057606446ZNVQJJ8WOP"},
    {"sa-east-1", "Z7KQH4QJS55SO"},
    {"us-east-1", "Z3AQBSTGFYJSTF"},
    {"us-east-2", "Z2O1EMRO9K5GLX"},
    {"us-gov-east-1", "Z2NIFVYYW2VKV1"},
    {"us-gov-west-1", "Z31GFT0UA1I2HV"},
    {"us-west-1", "Z2F56UZL2M1ACD"},
    {"us-west-2", "Z3BJ6K6RIION7M"},
});

Value hosted_zone(const Json& region, const Field&) {
  const std::string name = text_of(region);
  for (const auto& [known, zone] : kHostedZones) {
    if (known == name) return std::string(zone);
  }
  return "";
}

/// The regions of before 2014 have a dash where newer ones have a dot.
Value website_domain(const Json& region, const Field&) {
  static constexpr std::array<std::string_view, 9> dashed{"ap-northeast-1", "ap-southeast-1", "ap-southeast-2",
                                                          "eu-west-1",      "sa-east-1",      "us-east-1",
                                                          "us-gov-west-1",  "us-west-1",      "us-west-2"};
  const std::string name = text_of(region);
  const bool dash = std::find(dashed.begin(), dashed.end(), name) != dashed.end();
  return std::string("s3-website") + (dash ? "-" : ".") + name + "." + dns_suffix_of(name);
}

}  // namespace

const Conversion s3_hosted_zone{nullptr, hosted_zone};
const Conversion s3_website_domain{nullptr, website_domain};

Result<Value> aws_partition(const Definition&, const Context& context, const Value& config) {
  if (!context.client) return not_yet(context);
  const cloud::Client& client = *context.client;
  Value state = config;
  state.set("id", client.fact("partition"));
  state.set("partition", client.fact("partition"));
  state.set("dns_suffix", client.fact("dns_suffix"));
  state.set("reverse_dns_prefix", labels_backwards(client.fact("dns_suffix")));
  return state;
}

/// By `region` or its older name `name`, by `endpoint`, or the provider's own; what is given must be the same region.
Result<Value> aws_region(const Definition&, const Context& context, const Value& config) {
  const Region* region = nullptr;
  for (const char* name : {"region", "name", "endpoint"}) {
    if (config[name].is_null()) continue;
    const std::string text = config[name].to_text();
    const Region* found = name == std::string_view("endpoint") ? region_at(text) : cloud::aws::find_region(text);
    if (!found) return refused("No region that AWS has published is called \"" + text + "\"", name);
    if (region && region != found)
      return refused("It is another region than " + std::string(region->name) + ", which this block names too", name);
    region = found;
  }
  if (!region && !context.client) return not_yet(context);
  const std::string own = context.client ? context.client->fact("region") : std::string();
  if (!region) region = cloud::aws::find_region(own);
  if (!region) return refused("The provider's region \"" + own + "\" is none that AWS has published", "region");
  Value state = config;
  for (const char* name : {"id", "name", "region"}) state.set(name, std::string(region->name));
  state.set("endpoint", endpoint_of(*region));
  state.set("description", std::string(region->description));
  return state;
}

}  // namespace lakeform::faces::aws
