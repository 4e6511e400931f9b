// ModifyCluster, ResizeCluster, DescribeResize. What takes effect at once is in `now`, what takes the delay in `later`.
#include <algorithm>

#include "tests/sandbox/redshift/clusters.h"
#include "tests/sandbox/redshift/rules.h"
#include "tests/sandbox/redshift/settings.h"

namespace lakeform::sandbox::redshift {
namespace {

struct Modification {
  std::vector<Edit> now;
  std::vector<Edit> later;
  std::map<std::string, std::string> pending;
  std::string status = "modifying";
};

void take_retention(const Form& form, Modification& out) {
  if (const auto days = form.number("AutomatedSnapshotRetentionPeriod")) {
    check_range("AutomatedSnapshotRetentionPeriod", *days, 0, 35);
    out.now.push_back([days = *days](Cluster& cluster) { cluster.automated_retention = days; });
  }
  if (const auto days = form.number("ManualSnapshotRetentionPeriod")) {
    check_range("ManualSnapshotRetentionPeriod", *days, -1, 3653, "InvalidRetentionPeriodFault");
    out.now.push_back([days = *days](Cluster& cluster) { cluster.manual_retention = days; });
  }
}

void take_upkeep(const Call& call, Modification& out) {
  const auto& form = call.form;
  if (const auto window = form.text("PreferredMaintenanceWindow"); !window.empty()) {
    out.now.push_back([text = maintenance_window(window)](Cluster& cluster) { cluster.window = text; });
  }
  if (const auto flag = form.flag("AllowVersionUpgrade"))
    out.now.push_back([flag = *flag](Cluster& cluster) { cluster.version_upgrade = flag; });
  if (const auto version = form.text("ClusterVersion", "1.0"); version != "1.0")
    throw invalid("Invalid cluster version: " + version);
  if (const auto track = form.text("MaintenanceTrackName"); !track.empty()) {
    out.pending["MaintenanceTrackName"] = track;
    out.later.push_back([track](Cluster& cluster) { cluster.track = track; });
  }
  if (const auto group = cloud::lower_case(form.text("ClusterParameterGroupName")); !group.empty()) {
    check_parameter_group(call.realm, group);
    out.now.push_back([group](Cluster& cluster) {
      if (cluster.parameter_group != group) cluster.parameter_status = "pending-reboot";
      cluster.parameter_group = group;
    });
  }
}

void take_network(const Form& form, const Cluster& cluster, Modification& out) {
  if (form.has_list("VpcSecurityGroupIds", "VpcSecurityGroupId")) {
    const auto ids = checked_security_groups(form.list("VpcSecurityGroupIds", "VpcSecurityGroupId"));
    if (!ids.empty()) out.now.push_back([ids](Cluster& c) { c.security_groups = ids; });
  }
  if (const auto flag = form.flag("PubliclyAccessible"); flag && *flag != cluster.is_public) {
    out.pending["PubliclyAccessible"] = *flag ? "true" : "false";
    out.later.push_back([flag = *flag](Cluster& c) { c.is_public = flag; });
  }
  if (const auto ip = form.text("ElasticIp"); !ip.empty()) out.later.push_back([ip](Cluster& c) { c.elastic_ip = ip; });
  if (const auto flag = form.flag("EnhancedVpcRouting"); flag && *flag != cluster.enhanced_routing) {
    out.pending["EnhancedVpcRouting"] = *flag ? "true" : "false";
    out.later.push_back([flag = *flag](Cluster& c) { c.enhanced_routing = flag; });
  }
  if (const auto port = form.number("Port")) {
    check_port(*port, node_type(form.text("NodeType", cluster.node_type)));
    out.later.push_back([port = *port](Cluster& c) { c.port = port; });
  }
  if (const auto type = form.text("IpAddressType"); !type.empty())
    out.later.push_back([type](Cluster& c) { c.ip_type = type; });
}

void take_zones(const Call& call, const Cluster& cluster, Modification& out) {
  Cluster wanted = cluster;
  if (const auto flag = call.form.flag("AvailabilityZoneRelocation")) {
    wanted.relocation = *flag ? "enabled" : "disabled";
    out.now.push_back([flag = *flag](Cluster& c) { c.relocation = flag ? "pending_enabling" : "pending_disabling"; });
    out.later.push_back([flag = *flag](Cluster& c) { c.relocation = flag ? "enabled" : "disabled"; });
  }
  if (const auto flag = call.form.flag("MultiAZ")) {
    wanted.multi_az = *flag;
    out.later.push_back([flag = *flag](Cluster& c) { c.multi_az = flag; });
  }
  check_zones(wanted);
  if (const auto zone = call.form.text("AvailabilityZone"); !zone.empty() && zone != cluster.zone) {
    const auto& zones = call.realm.network.zones;
    if (wanted.relocation != "enabled")
      throw bad_combination("Availability Zone relocation is not turned on for the cluster.");
    if (std::find(zones.begin(), zones.end(), zone) == zones.end()) throw invalid("Invalid availability zone: " + zone);
    out.later.push_back([zone](Cluster& c) { c.zone = zone; });
  }
}

void take_secrets(const Call& call, const Cluster& cluster, Modification& out) {
  const auto& form = call.form;
  const auto managed = form.flag("ManageMasterPassword");
  const auto password = form.text("MasterUserPassword");
  if (!password.empty()) {
    if (managed.value_or(!cluster.secret.empty()))
      throw bad_combination("You can't specify MasterUserPassword when ManageMasterPassword is true.");
    check_password(password);
    out.pending["MasterUserPassword"] = "****";
    out.later.push_back([](Cluster& c) { c.secret.clear(); });
  } else if (managed && !*managed && !cluster.secret.empty()) {
    throw bad_combination("MasterUserPassword is required when ManageMasterPassword is turned off.");
  }
  if (managed && *managed) out.later.push_back([arn = secret_of(cluster, call.realm)](Cluster& c) { c.secret = arn; });
  if (const auto key = form.text("MasterPasswordSecretKmsKeyId"); !key.empty())
    out.later.push_back([key](Cluster& c) { c.secret_key = key; });
}

void take_encryption(const Form& form, const Cluster& cluster, Modification& out) {
  const auto encrypted = form.flag("Encrypted");
  const auto key = form.text("KmsKeyId");
  if (encrypted && !*encrypted && !key.empty())
    throw bad_combination("KmsKeyId cannot be given for a cluster that is not encrypted.");
  if (encrypted && *encrypted != cluster.encrypted) {
    out.pending["EncryptionType"] = *encrypted ? "KMS" : "NONE";
    out.status = "resizing";  // the data is written anew
    out.later.push_back([flag = *encrypted](Cluster& c) { c.encrypted = flag; });
  }
  if (!key.empty()) out.later.push_back([key](Cluster& c) { c.kms_key = key; });
}

void finish_resize(Cluster& cluster) {
  cluster.node_type = cluster.resize.node_type;
  cluster.nodes = cluster.resize.nodes;
  cluster.resize.status = "SUCCEEDED";
}

/// Nothing is added when the call asks for the size that the cluster has.
void take_size(const Call& call, const Cluster& cluster, const std::string& kind, Modification& out) {
  const auto type = node_type(call.form.text("NodeType", cluster.node_type));
  const auto nodes = node_count(call.form, type, cluster.nodes);
  if (cluster.node_type == type.name && cluster.nodes == nodes) return;
  out.status = "resizing";
  out.pending["NodeType"] = type.name;
  out.pending["NumberOfNodes"] = std::to_string(nodes);
  out.pending["ClusterType"] = nodes == 1 ? "single-node" : "multi-node";
  out.now.push_back(
      [resize = Resize{kind, "IN_PROGRESS", type.name, nodes, call.world.now()}](Cluster& c) { c.resize = resize; });
  out.later.push_back(finish_resize);
}

void take_name(const Call& call, Modification& out) {
  const auto name = cloud::lower_case(call.form.text("NewClusterIdentifier"));
  if (name.empty()) return;
  check_name("NewClusterIdentifier", name, 63);
  if (call.realm.clusters.latest(name)) throw refuse("ClusterAlreadyExists", "Cluster already exists");
  out.status = "renaming";
  out.pending["ClusterIdentifier"] = name;
  out.later.push_back([name](Cluster& c) {
    c.host = name + c.host.substr(c.host.find('.'));
    c.id = name;
  });
}

void make(Call& call, const std::string& id, const Modification& wanted) {
  edit(call.realm, id, [&](Cluster& cluster) {
    for (const auto& change : wanted.now) change(cluster);
    cluster.pending = wanted.pending;
  });
  if (!wanted.later.empty()) {
    begin_change(call.realm, id, wanted.status,
                 wanted.status == "resizing" || wanted.status == "renaming" ? "Unavailable" : "Modifying",
                 [edits = wanted.later](Cluster& cluster) {
                   for (const auto& change : edits) change(cluster);
                 });
  }
  answer_cluster(call, id);
}

void modify_cluster(Call& call) {
  const auto& cluster = cluster_of(call);
  require_status(cluster);
  Modification wanted;
  take_retention(call.form, wanted);
  take_upkeep(call, wanted);
  take_network(call.form, cluster, wanted);
  take_zones(call, cluster, wanted);
  take_secrets(call, cluster, wanted);
  take_encryption(call.form, cluster, wanted);
  take_size(call, cluster, "ClassicResize", wanted);
  take_name(call, wanted);
  make(call, std::string(cluster.id), wanted);
}

/// Elastic resize: at least half and at most twice the nodes, a quarter to four times for the large RA3 types.
void check_elastic(const Form& form, const Cluster& cluster) {
  const auto type = node_type(form.text("NodeType", cluster.node_type));
  const auto nodes = node_count(form, type, cluster.nodes);
  const long factor = type.managed_storage && type.least > 1 ? 4 : 2;
  if (cluster.node_type == type.name && (nodes * factor < cluster.nodes || nodes > cluster.nodes * factor)) {
    throw refuse("UnsupportedOptionFault", "The cluster cannot be resized to " + std::to_string(nodes) +
                                               " nodes with elastic resize; use classic resize.");
  }
}

void resize_cluster(Call& call) {
  const auto& cluster = cluster_of(call);
  require_status(cluster);
  const bool classic = call.form.flag("Classic").value_or(false);
  if (!classic) check_elastic(call.form, cluster);
  Modification wanted;
  take_size(call, cluster, classic ? "ClassicResize" : "ElasticResize", wanted);
  if (wanted.later.empty())
    throw invalid("The cluster already has the node type and number of nodes that were asked for.");
  make(call, std::string(cluster.id), wanted);
}

void describe_resize(Call& call) {
  const auto& cluster = cluster_of(call);
  const auto& resize = cluster.resize;
  if (resize.kind.empty())
    throw refuse("ResizeNotFound", "A resize operation for cluster " + cluster.id + " was not found.", 404);
  const bool running = resize.status == "IN_PROGRESS";
  add(call.result, "TargetNodeType", resize.node_type);
  add(call.result, "TargetNumberOfNodes", resize.nodes);
  add(call.result, "TargetClusterType", resize.nodes == 1 ? "single-node" : "multi-node");
  add(call.result, "Status", resize.status);
  add(call.result, "ImportTablesCompleted");
  add(call.result, "ImportTablesInProgress");
  add(call.result, "ImportTablesNotStarted");
  add(call.result, "TotalResizeDataInMegaBytes", 20);
  add(call.result, "ProgressInMegaBytes", running ? 0 : 20);
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(call.world.now() - resize.begun).count();
  add(call.result, "ElapsedTimeInSeconds", static_cast<long>(seconds));
  add(call.result, "EstimatedTimeToCompletionInSeconds", 0);
  add(call.result, "ResizeType", resize.kind);
  add(call.result, "TargetEncryptionType", cluster.encrypted ? "KMS" : "NONE");
  add(call.result, "DataTransferProgressPercent", running ? "0.0" : "100.0");
}

}  // namespace

Operations modify_operations() {
  return {{"ModifyCluster", modify_cluster}, {"ResizeCluster", resize_cluster}, {"DescribeResize", describe_resize}};
}

}  // namespace lakeform::sandbox::redshift
