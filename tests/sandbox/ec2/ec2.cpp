// EC2, as far as those who place a cluster ask: subnets, VPCs, security groups and zones. The network is made up
// (network.h).
#include <algorithm>
#include <sstream>

#include "tests/sandbox/core/query.h"
#include "tests/sandbox/ec2/network.h"

namespace lakeform::sandbox {
namespace {

/// What filters look at, by the filter's name, beside the element that is answered.
struct Item {
  std::map<std::string, std::string> facts;
  std::function<void(pugi::xml_node)> write;
};
using Items = std::vector<Item>;

std::vector<std::string> numbered(const Form& form, const std::string& name) {
  std::vector<std::string> out;
  for (std::size_t i = 1; form.has(name + "." + std::to_string(i)); ++i)
    out.push_back(form.text(name + "." + std::to_string(i)));
  return out;
}

bool passes(const Form& form, const Item& item) {
  for (std::size_t i = 1; form.has("Filter." + std::to_string(i) + ".Name"); ++i) {
    const auto at = "Filter." + std::to_string(i);
    const auto values = numbered(form, at + ".Value");
    const auto fact = item.facts.find(form.text(at + ".Name"));
    if (fact == item.facts.end())
      throw refuse("InvalidParameterValue", "The filter '" + form.text(at + ".Name") + "' is invalid");
    if (std::find(values.begin(), values.end(), fact->second) == values.end()) return false;
  }
  return true;
}

/// The ids that the call names, or those of the default network. Throws InvalidKindID.NotFound for what is no id.
std::vector<std::string> wanted(const Form& form, const std::string& parameter, const std::string& prefix,
                                std::vector<std::string> otherwise) {
  const auto ids = numbered(form, parameter);
  for (const auto& id : ids) {
    if (!is_id(id, prefix))
      throw refuse("Invalid" + parameter + ".Malformed",
                   "Invalid id: \"" + id + "\" (expecting \"" + prefix + "...\")");
  }
  return ids.empty() ? std::move(otherwise) : ids;
}

Items subnets(const Form& form, const Network& network) {
  Items out;
  for (const auto& id : wanted(form, "SubnetId", "subnet-", network.subnets)) {
    const bool is_default = std::find(network.subnets.begin(), network.subnets.end(), id) != network.subnets.end();
    const std::map<std::string, std::string> facts = {
        {"subnetId", id},
        {"vpcId", network.vpc},
        {"state", "available"},
        {"cidrBlock", network.cidr_of(id)},
        {"availabilityZone", network.zone_of(id)},
        {"availableIpAddressCount", "4091"},
        {"defaultForAz", is_default ? "true" : "false"},
        {"mapPublicIpOnLaunch", is_default ? "true" : "false"},
        {"ownerId", network.account},
        {"subnetArn", "arn:aws:ec2:" + network.region + ":" + network.account + ":subnet/" + id}};
    out.push_back({{{"subnet-id", id},
                    {"vpc-id", network.vpc},
                    {"availability-zone", network.zone_of(id)},
                    {"default-for-az", facts.at("defaultForAz")},
                    {"state", "available"}},
                   [facts](pugi::xml_node item) {
                     for (const auto& [name, value] : facts) add(item, name.c_str(), value);
                   }});
  }
  return out;
}

Items vpcs(const Form& form, const Network& network) {
  Items out;
  for (const auto& id : wanted(form, "VpcId", "vpc-", {network.vpc})) {
    const auto is_default = id == network.vpc ? "true" : "false";
    out.push_back({{{"vpc-id", id}, {"isDefault", is_default}, {"is-default", is_default}, {"state", "available"}},
                   [=, account = network.account](pugi::xml_node item) {
                     add(item, "vpcId", id);
                     add(item, "state", "available");
                     add(item, "cidrBlock", "172.31.0.0/16");
                     add(item, "dhcpOptionsId", "dopt-sandbox");
                     add(item, "instanceTenancy", "default");
                     add(item, "isDefault", is_default);
                     add(item, "ownerId", account);
                   }});
  }
  return out;
}

Items security_groups(const Form& form, const Network& network) {
  Items out;
  for (const auto& id : wanted(form, "GroupId", "sg-", {network.security_group})) {
    const std::string name = id == network.security_group ? "default" : id;
    out.push_back({{{"group-id", id}, {"group-name", name}, {"vpc-id", network.vpc}},
                   [=, vpc = network.vpc, account = network.account](pugi::xml_node item) {
                     add(item, "groupId", id);
                     add(item, "groupName", name);
                     add(item, "groupDescription", "default VPC security group");
                     add(item, "vpcId", vpc);
                     add(item, "ownerId", account);
                     add(item, "ipPermissions");
                     add(item, "ipPermissionsEgress");
                   }});
  }
  return out;
}

Items zones(const Form&, const Network& network) {
  Items out;
  for (const auto& zone : network.zones) {
    const auto id = zone.substr(0, zone.size() - 1) + "-az" + std::to_string(zone.back() - 'a' + 1);
    out.push_back({{{"zone-name", zone},
                    {"zone-id", id},
                    {"state", "available"},
                    {"region-name", network.region},
                    {"zone-type", "availability-zone"},
                    {"opt-in-status", "opt-in-not-required"},
                    {"group-name", network.region}},
                   [=, region = network.region](pugi::xml_node item) {
                     add(item, "zoneName", zone);
                     add(item, "zoneState", "available");
                     add(item, "regionName", region);
                     add(item, "zoneId", id);
                     add(item, "zoneType", "availability-zone");
                     add(item, "optInStatus", "opt-in-not-required");
                     add(item, "groupName", region);
                   }});
  }
  return out;
}

struct Operation {
  const char* name;
  const char* list;  ///< element of the answer
  Items (*items)(const Form&, const Network&);
};

constexpr Operation operations[] = {{"DescribeSubnets", "subnetSet", subnets},
                                    {"DescribeVpcs", "vpcSet", vpcs},
                                    {"DescribeSecurityGroups", "securityGroupInfo", security_groups},
                                    {"DescribeAvailabilityZones", "availabilityZoneInfo", zones}};

Response xml(int status, const pugi::xml_document& document) {
  Response response;
  response.status = status;
  response.set("content-type", "text/xml;charset=UTF-8");
  response.body = xml_text(document);
  return response;
}

class Ec2 : public Service {
 public:
  using Service::Service;
  std::string operation(const Request& request) const override { return Form(request).text("Action"); }
  std::vector<std::string> inventory() override { return {}; }

  Response answer(const Request& request) override {
    const Form form(request);
    const auto action = form.text("Action");
    const auto* found = std::find_if(std::begin(operations), std::end(operations),
                                     [&](const auto& known) { return action == known.name; });
    if (found == std::end(operations))
      throw refuse("InvalidAction", "The action " + action + " is not valid for this web service.");
    pugi::xml_document document;
    auto root = add(document, (action + "Response").c_str());
    root.append_attribute("xmlns").set_value("http://ec2.amazonaws.com/doc/2016-11-15/");
    add(root, "requestId", world_.make_id(32));
    auto list = add(root, found->list);
    for (const auto& item : found->items(form, Network(request.account, request.region))) {
      if (passes(form, item)) item.write(add(list, "item"));
    }
    return xml(200, document);
  }

  Response refusal(const Request&, const Failure& failure) const override {
    pugi::xml_document document;
    auto root = add(document, "Response");
    auto error = add(add(root, "Errors"), "Error");
    add(error, "Code", failure.code);
    add(error, "Message", failure.what());
    add(root, "RequestID", world_.make_id(32));
    return xml(failure.status, document);
  }
};

const Registered entry = registered<Ec2>("ec2");

}  // namespace
}  // namespace lakeform::sandbox
