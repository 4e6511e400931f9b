// The answer's form of a cluster, in the order of the service's model.
#include "tests/sandbox/redshift/clusters.h"
#include "tests/sandbox/redshift/rules.h"

namespace lakeform::sandbox::redshift {
namespace {

void write_endpoint(pugi::xml_node cluster, const Cluster& from) {
  if (from.host.empty()) return;
  auto endpoint = add(cluster, "Endpoint");
  add(endpoint, "Address", from.host);
  add(endpoint, "Port", from.port);
}

void write_groups(pugi::xml_node cluster, const Cluster& from) {
  add(cluster, "ClusterSecurityGroups");
  auto security = add(cluster, "VpcSecurityGroups");
  for (const auto& id : from.security_groups) {
    auto group = add(security, "VpcSecurityGroup");
    add(group, "VpcSecurityGroupId", id);
    add(group, "Status", "active");
  }
  auto parameters = add(add(cluster, "ClusterParameterGroups"), "ClusterParameterGroup");
  add(parameters, "ParameterGroupName", from.parameter_group);
  add(parameters, "ParameterApplyStatus", from.parameter_status);
  add(cluster, "ClusterSubnetGroupName", from.subnet_group);
  add(cluster, "VpcId", from.vpc);
}

void write_node(pugi::xml_node nodes, const std::string& role, const Cluster& from, long number) {
  auto node = add(nodes, "member");
  add(node, "NodeRole", role);
  add(node, "PrivateIPAddress", "172.31.20." + std::to_string(10 + number % 240));
  if (from.is_public) add(node, "PublicIPAddress", "203.0.113." + std::to_string(10 + number % 240));
}

void write_nodes(pugi::xml_node cluster, const Cluster& from) {
  auto nodes = add(cluster, "ClusterNodes");
  if (from.host.empty()) return;
  if (from.nodes == 1) return write_node(nodes, "SHARED", from, 0);
  write_node(nodes, "LEADER", from, 0);
  for (long i = 0; i < from.nodes; ++i) write_node(nodes, "COMPUTE-" + std::to_string(i), from, i + 1);
}

void write_roles(pugi::xml_node cluster, const Cluster& from) {
  auto roles = add(cluster, "IamRoles");
  for (const auto& [arn, status] : from.roles) {
    auto role = add(roles, "ClusterIamRole");
    add(role, "IamRoleArn", arn);
    add(role, "ApplyStatus", status);
  }
  if (!from.default_role.empty()) add(cluster, "DefaultIamRoleArn", from.default_role);
}

void write_copy(pugi::xml_node cluster, const SnapshotCopy& copy) {
  if (copy.region.empty()) return;
  auto status = add(cluster, "ClusterSnapshotCopyStatus");
  add(status, "DestinationRegion", copy.region);
  add(status, "RetentionPeriod", copy.retention);
  add(status, "ManualSnapshotRetentionPeriod", copy.manual_retention);
  if (!copy.grant.empty()) add(status, "SnapshotCopyGrantName", copy.grant);
}

void write_restore(pugi::xml_node cluster, const Cluster& from) {
  if (from.restore.empty()) return;
  auto restore = add(cluster, "RestoreStatus");
  add(restore, "Status", from.restore);
  add(restore, "CurrentRestoreRateInMegaBytesPerSecond", "20.0");
  add(restore, "SnapshotSizeInMegaBytes", 20);
  add(restore, "ProgressInMegaBytes", from.restore == "completed" ? 20 : 0);
  add(restore, "ElapsedTimeInSeconds", 1);
  add(restore, "EstimatedTimeToCompletionInSeconds", 0);
}

void write_maintenance(pugi::xml_node cluster, const Cluster& from) {
  add(cluster, "PreferredMaintenanceWindow", from.window);
  add(cluster, "MaintenanceTrackName", from.track);
  auto deferrals = add(cluster, "DeferredMaintenanceWindows");
  for (const auto& deferral : from.deferrals) {
    auto window = add(deferrals, "DeferredMaintenanceWindow");
    add(window, "DeferMaintenanceIdentifier", deferral.id);
    add(window, "DeferMaintenanceStartTime", deferral.begins);
    add(window, "DeferMaintenanceEndTime", deferral.ends);
  }
}

void write_secrets(pugi::xml_node cluster, const Cluster& from) {
  if (from.encrypted) add(cluster, "KmsKeyId", from.kms_key);
  if (from.secret.empty()) return;
  add(cluster, "MasterPasswordSecretArn", from.secret);
  add(cluster, "MasterPasswordSecretKmsKeyId", from.secret_key);
}

void write_resize(pugi::xml_node cluster, const Cluster& from) {
  const auto& type = node_type(from.node_type);
  std::string options;
  for (long nodes = std::max(type.least, (from.nodes + 1) / 2); nodes <= std::min(type.most, from.nodes * 2); ++nodes) {
    if (nodes != from.nodes) options += (options.empty() ? "" : ",") + std::to_string(nodes);
  }
  add(cluster, "ElasticResizeNumberOfNodeOptions", "[" + options + "]");
  add(cluster, "TotalStorageCapacityInMegaBytes", type.storage * from.nodes);
  if (from.resize.status != "IN_PROGRESS") return;
  auto resize = add(cluster, "ResizeInfo");
  add(resize, "ResizeType", from.resize.kind);
  add(resize, "AllowCancelResize", from.resize.kind == "ClassicResize");
}

}  // namespace

void write_cluster(pugi::xml_node cluster, const Cluster& from, const Realm& realm) {
  add(cluster, "ClusterIdentifier", from.id);
  add(cluster, "NodeType", from.node_type);
  add(cluster, "ClusterStatus", from.status);
  add(cluster, "ClusterAvailabilityStatus", from.availability);
  add(cluster, "MasterUsername", from.master_username);
  add(cluster, "DBName", from.database);
  write_endpoint(cluster, from);
  if (!from.host.empty()) add(cluster, "ClusterCreateTime", iso_time(from.created));
  add(cluster, "AutomatedSnapshotRetentionPeriod", from.automated_retention);
  add(cluster, "ManualSnapshotRetentionPeriod", from.manual_retention);
  write_groups(cluster, from);
  add(cluster, "AvailabilityZone", from.zone);
  auto pending = add(cluster, "PendingModifiedValues");
  for (const auto& [name, value] : from.pending) add(pending, name.c_str(), value);
  add(cluster, "ClusterVersion", "1.0");
  add(cluster, "AllowVersionUpgrade", from.version_upgrade);
  add(cluster, "NumberOfNodes", from.nodes);
  add(cluster, "PubliclyAccessible", from.is_public);
  add(cluster, "Encrypted", from.encrypted);
  write_restore(cluster, from);
  write_copy(cluster, from.copy);
  if (!from.host.empty()) {
    add(cluster, "ClusterPublicKey", "ssh-rsa AAAAB3NzaC1yc2E" + cloud::base64(from.name_space) + " Amazon-Redshift\n");
    add(cluster, "ClusterRevisionNumber", "90210");
  }
  write_nodes(cluster, from);
  if (!from.elastic_ip.empty()) {
    auto elastic = add(cluster, "ElasticIpStatus");
    add(elastic, "ElasticIp", from.elastic_ip);
    add(elastic, "Status", "active");
  }
  add_tags(cluster, "Tags", "Tag", from.tags);
  add(cluster, "EnhancedVpcRouting", from.enhanced_routing);
  write_roles(cluster, from);
  add(cluster, "PendingActions");
  write_maintenance(cluster, from);
  if (!from.schedule.empty()) {
    add(cluster, "SnapshotScheduleIdentifier", from.schedule);
    add(cluster, "SnapshotScheduleState", "ACTIVE");
  }
  write_resize(cluster, from);
  add(cluster, "AvailabilityZoneRelocationStatus", from.relocation);
  add(cluster, "ClusterNamespaceArn", realm.arn("namespace", from.name_space));
  auto aqua = add(cluster, "AquaConfiguration");
  add(aqua, "AquaStatus", from.aqua == "enabled" ? "enabled" : "disabled");
  add(aqua, "AquaConfigurationStatus", from.aqua);
  write_secrets(cluster, from);
  add(cluster, "IpAddressType", from.ip_type);
  add(cluster, "MultiAZ", from.multi_az ? "Enabled" : "Disabled");
}

void answer_cluster(Call& call, const std::string& id) {
  write_cluster(add(call.result, "Cluster"), *call.realm.clusters.latest(id), call.realm);
}

}  // namespace lakeform::sandbox::redshift
