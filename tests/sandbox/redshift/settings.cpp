#include "tests/sandbox/redshift/settings.h"

#include <algorithm>

#include "tests/sandbox/redshift/rules.h"

namespace lakeform::sandbox::redshift {
namespace {

template <class T>
void take(const std::optional<T>& given, T& into) {
  if (given) into = *given;
}

void take_text(const Form& form, const char* name, std::string& into) {
  const auto text = form.text(name);
  if (!text.empty()) into = text;
}

void take_network(const Call& call, Cluster& cluster) {
  const auto& form = call.form;
  take_text(form, "ClusterSubnetGroupName", cluster.subnet_group);
  cluster.subnet_group = cloud::lower_case(cluster.subnet_group);
  const auto* group = call.realm.subnet_groups.latest(cluster.subnet_group);
  if (!group) {
    throw refuse("ClusterSubnetGroupNotFoundFault",
                 "The cluster subnet group " + cluster.subnet_group + " doesn't exist.");
  }
  const auto& network = call.realm.network;
  cluster.vpc = network.vpc;
  cluster.zone = network.zone_of(group->subnets.front());
  take_text(form, "AvailabilityZone", cluster.zone);
  if (std::find(network.zones.begin(), network.zones.end(), cluster.zone) == network.zones.end()) {
    throw invalid("Invalid availability zone: " + cluster.zone);
  }
  cluster.security_groups = checked_security_groups(form.list("VpcSecurityGroupIds", "VpcSecurityGroupId"));
  if (cluster.security_groups.empty()) cluster.security_groups = {network.security_group};
  if (!form.list("ClusterSecurityGroups", "ClusterSecurityGroupName").empty()) {
    throw bad_combination("Cluster security groups cannot be used: the cluster is in a VPC.");
  }
  take_text(form, "ElasticIp", cluster.elastic_ip);
  take(form.flag("PubliclyAccessible"), cluster.is_public);
  if (!cluster.elastic_ip.empty() && !cluster.is_public)
    throw bad_combination("An elastic IP address needs a publicly accessible cluster.");
  take(form.flag("EnhancedVpcRouting"), cluster.enhanced_routing);
  take_text(form, "IpAddressType", cluster.ip_type);
}

void take_roles(const Form& form, Cluster& cluster) {
  for (const auto& arn : form.list("IamRoles", "IamRoleArn")) cluster.roles[arn] = "adding";
  if (cluster.roles.size() > 50) throw invalid("A cluster can have at most 50 IAM roles.");
  take_text(form, "DefaultIamRoleArn", cluster.default_role);
  if (!cluster.default_role.empty() && !cluster.roles.count(cluster.default_role)) {
    throw invalid("The default IAM role " + cluster.default_role + " must be one of the roles of the cluster.");
  }
}

void take_encryption(const Call& call, Cluster& cluster) {
  take(call.form.flag("Encrypted"), cluster.encrypted);
  take_text(call.form, "KmsKeyId", cluster.kms_key);
  if (!cluster.encrypted && call.form.has("KmsKeyId"))
    throw bad_combination("KmsKeyId cannot be given for a cluster that is not encrypted.");
  const auto& network = call.realm.network;
  if (cluster.kms_key.empty()) {
    cluster.kms_key = "arn:aws:kms:" + network.region + ":" + network.account + ":key/" +
                      uuid_of("key" + network.account + network.region);
  }
  cluster.secret_key = cluster.kms_key;
  take_text(call.form, "MasterPasswordSecretKmsKeyId", cluster.secret_key);
}

}  // namespace

void check_parameter_group(const Realm& realm, const std::string& name) {
  if (!realm.parameter_groups.latest(name))
    throw refuse("ClusterParameterGroupNotFound", "ParameterGroup not found: " + name, 404);
}

std::vector<std::string> checked_security_groups(const std::vector<std::string>& ids) {
  for (const auto& id : ids) {
    if (!is_id(id, "sg-")) throw invalid("Invalid security group: " + id);
  }
  return ids;
}

void check_zones(const Cluster& cluster) {
  const bool relocates = cluster.relocation == "enabled" || cluster.relocation == "pending_enabling";
  if (!relocates && !cluster.multi_az) return;
  if (!node_type(cluster.node_type).managed_storage) {
    throw refuse("UnsupportedOperation",
                 "Node type " + cluster.node_type + " supports neither Availability Zone relocation nor Multi-AZ.");
  }
  if (relocates && cluster.multi_az)
    throw bad_combination("A Multi-AZ cluster cannot have Availability Zone relocation turned on.");
  if (cluster.multi_az && cluster.nodes < 2) throw bad_combination("A Multi-AZ cluster needs at least two nodes.");
  if (cluster.multi_az && !cluster.encrypted) throw bad_combination("A Multi-AZ cluster must be encrypted.");
}

void take_settings(const Call& call, Cluster& cluster) {
  const auto& form = call.form;
  take_text(form, "NodeType", cluster.node_type);
  const auto& type = node_type(cluster.node_type);
  cluster.nodes = node_count(form, type, cluster.nodes);
  take(form.number("Port"), cluster.port);
  check_port(cluster.port, type);
  take_text(form, "ClusterParameterGroupName", cluster.parameter_group);
  cluster.parameter_group = cloud::lower_case(cluster.parameter_group);
  check_parameter_group(call.realm, cluster.parameter_group);
  take(form.number("AutomatedSnapshotRetentionPeriod"), cluster.automated_retention);
  check_range("AutomatedSnapshotRetentionPeriod", cluster.automated_retention, 0, 35);
  take(form.number("ManualSnapshotRetentionPeriod"), cluster.manual_retention);
  check_range("ManualSnapshotRetentionPeriod", cluster.manual_retention, -1, 3653, "InvalidRetentionPeriodFault");
  take(form.flag("AllowVersionUpgrade"), cluster.version_upgrade);
  take_text(form, "PreferredMaintenanceWindow", cluster.window);
  cluster.window = maintenance_window(cluster.window.empty() ? "sun:05:00-sun:05:30" : cluster.window);
  take_text(form, "MaintenanceTrackName", cluster.track);
  take_text(form, "AquaConfigurationStatus", cluster.aqua);
  take_text(form, "SnapshotScheduleIdentifier", cluster.schedule);
  take(form.flag("MultiAZ"), cluster.multi_az);
  if (const auto wanted = form.flag("AvailabilityZoneRelocation"))
    cluster.relocation = *wanted ? "pending_enabling" : "disabled";
  take_network(call, cluster);
  take_roles(form, cluster);
  take_encryption(call, cluster);
  check_zones(cluster);
  for (const auto& [key, value] : form.tags()) cluster.tags[key] = value;
  if (cluster.tags.size() > 50) throw refuse("TagLimitExceededFault", "The cluster would have more than 50 tags.");
}

void start_cluster(Call& call, Cluster cluster) {
  auto& realm = call.realm;
  cluster.status = "creating";
  cluster.availability = "Modifying";
  cluster.host.clear();
  cluster.created = call.world.now();
  const auto id = cluster.id;
  const auto digest = cloud::hex(cloud::sha256(realm.network.account + realm.network.region)).substr(0, 12);
  realm.clusters.put(id, std::move(cluster), call.world);
  begin_change(realm, id, "creating", "Modifying", [&realm, digest](Cluster& done) {
    done.host = done.id + "." + digest + "." + realm.network.region + ".redshift.amazonaws.com";
    if (done.relocation == "pending_enabling") done.relocation = "enabled";
    if (done.restore == "starting") done.restore = "restoring";
    for (auto& [arn, status] : done.roles) status = "in-sync";
  });
}

}  // namespace lakeform::sandbox::redshift
