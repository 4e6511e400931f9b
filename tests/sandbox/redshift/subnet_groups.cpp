// Subnet groups.
#include <algorithm>

#include "tests/sandbox/redshift/rules.h"
#include "tests/sandbox/redshift/service.h"

namespace lakeform::sandbox::redshift {
namespace {

void write_subnet_group(pugi::xml_node node, const SubnetGroup& group, const Realm& realm) {
  add(node, "ClusterSubnetGroupName", group.name);
  add(node, "Description", group.description);
  add(node, "VpcId", realm.network.vpc);
  add(node, "SubnetGroupStatus", "Complete");
  auto subnets = add(node, "Subnets");
  for (const auto& id : group.subnets) {
    auto subnet = add(subnets, "Subnet");
    add(subnet, "SubnetIdentifier", id);
    add(add(subnet, "SubnetAvailabilityZone"), "Name", realm.network.zone_of(id));
    add(subnet, "SubnetStatus", "Active");
  }
  add_tags(node, "Tags", "Tag", group.tags);
  add(add(node, "SupportedClusterIpAddressTypes"), "item", "ipv4");
}

void answer_group(Call& call, const std::string& name) {
  write_subnet_group(add(call.result, "ClusterSubnetGroup"), *call.realm.subnet_groups.latest(name), call.realm);
}

Failure no_subnet_group(const std::string& name) {
  return refuse("ClusterSubnetGroupNotFoundFault", "The cluster subnet group " + name + " doesn't exist.");
}

std::string existing_subnet_group(const Call& call) {
  const auto name = cloud::lower_case(call.form.required("ClusterSubnetGroupName"));
  if (!call.realm.subnet_groups.latest(name)) throw no_subnet_group(name);
  return name;
}

std::vector<std::string> subnets_of(const Form& form) {
  auto ids = form.list("SubnetIds", "SubnetIdentifier");
  if (ids.empty()) throw refuse("MissingParameter", "The request must contain the parameter SubnetIds.");
  if (ids.size() > 20)
    throw refuse("ClusterSubnetQuotaExceededFault", "A cluster subnet group can have at most 20 subnets.");
  for (const auto& id : ids) {
    if (!is_id(id, "subnet-")) throw refuse("InvalidSubnet", "Some input subnets are invalid: " + id);
  }
  return ids;
}

void create_subnet_group(Call& call) {
  const auto name = cloud::lower_case(call.form.required("ClusterSubnetGroupName"));
  if (name == "default") throw invalid("Default is not a valid name for a subnet group.");
  if (name.size() > 255 || !std::all_of(name.begin(), name.end(), [](unsigned char c) {
        return std::isalnum(c) || std::string_view("-_. ").find(static_cast<char>(c)) != std::string_view::npos;
      })) {
    throw invalid(
        "The parameter ClusterSubnetGroupName must have at most 255 letters, digits, spaces, hyphens, underscores or "
        "periods.");
  }
  if (call.realm.subnet_groups.latest(name)) {
    throw refuse("ClusterSubnetGroupAlreadyExists", "Cluster subnet group " + name + " already exists.");
  }
  call.form.required("Description");
  call.realm.subnet_groups.put(name, {name, call.form.text("Description"), subnets_of(call.form), call.form.tags()},
                               call.world);
  answer_group(call, name);
}

void modify_subnet_group(Call& call) {
  const auto name = existing_subnet_group(call);
  const auto subnets = subnets_of(call.form);
  call.realm.subnet_groups.edit(name, call.world, [&](SubnetGroup& group) {
    group.subnets = subnets;
    if (call.form.has("Description")) group.description = call.form.text("Description");
  });
  answer_group(call, name);
}

void delete_subnet_group(Call& call) {
  const auto name = existing_subnet_group(call);
  if (name == "default")
    throw refuse("InvalidClusterSubnetGroupStateFault", "The default subnet group cannot be deleted.");
  for (const auto& [id, cluster] : call.realm.clusters.all_latest()) {
    if (cluster->subnet_group == name) {
      throw refuse("InvalidClusterSubnetGroupStateFault",
                   "Cluster subnet group " + name + " is in use by cluster " + id + ".");
    }
  }
  call.realm.subnet_groups.erase(name, call.world);
}

void describe_subnet_groups(Call& call) {
  const auto write = [&](pugi::xml_node node, const SubnetGroup& group) {
    write_subnet_group(node, group, call.realm);
  };
  const auto name = cloud::lower_case(call.form.text("ClusterSubnetGroupName"));
  if (name.empty())
    return write_page(call, call.realm.subnet_groups, "ClusterSubnetGroups", "ClusterSubnetGroup", write);
  const auto* group = call.realm.subnet_groups.find(name, call.world);
  if (!group) throw no_subnet_group(name);
  write(add(add(call.result, "ClusterSubnetGroups"), "ClusterSubnetGroup"), *group);
}

}  // namespace

Operations subnet_group_operations() {
  return {{"CreateClusterSubnetGroup", create_subnet_group},
          {"ModifyClusterSubnetGroup", modify_subnet_group},
          {"DeleteClusterSubnetGroup", delete_subnet_group},
          {"DescribeClusterSubnetGroups", describe_subnet_groups}};
}

}  // namespace lakeform::sandbox::redshift
