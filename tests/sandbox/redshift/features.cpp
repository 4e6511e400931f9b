// What hangs on a cluster: roles, logging, snapshot copies, AQUA, deferred maintenance.
#include <algorithm>

#include "tests/sandbox/redshift/clusters.h"
#include "tests/sandbox/redshift/rules.h"

namespace lakeform::sandbox::redshift {
namespace {

void modify_roles(Call& call) {
  const auto& cluster = cluster_of(call);
  require_status(cluster);
  const auto id = cluster.id;
  auto wanted = cluster;
  for (const auto& arn : call.form.list("RemoveIamRoles", "IamRoleArn")) {
    if (!wanted.roles.count(arn)) throw invalid("The IAM role " + arn + " is not associated with the cluster.");
    wanted.roles[arn] = "removing";
    if (wanted.default_role == arn) wanted.default_role.clear();
  }
  for (const auto& arn : call.form.list("AddIamRoles", "IamRoleArn")) wanted.roles[arn] = "adding";
  if (wanted.roles.size() > 50) throw invalid("A cluster can have at most 50 IAM roles.");
  if (call.form.has("DefaultIamRoleArn")) wanted.default_role = call.form.text("DefaultIamRoleArn");
  const auto found = wanted.roles.find(wanted.default_role);
  if (!wanted.default_role.empty() && (found == wanted.roles.end() || found->second == "removing")) {
    throw invalid("The default IAM role " + wanted.default_role + " must be one of the roles of the cluster.");
  }
  edit(call.realm, id, [&](Cluster& c) {
    c.roles = wanted.roles;
    c.default_role = wanted.default_role;
  });
  begin_change(call.realm, id, "available", "Modifying", [](Cluster& c) {
    std::erase_if(c.roles, [](const auto& role) { return role.second == "removing"; });
    for (auto& [arn, status] : c.roles) status = "in-sync";
  });
  answer_cluster(call, id);
}

void write_logging(Call& call, const Logging& logging) {
  add(call.result, "LoggingEnabled", logging.enabled);
  if (!logging.enabled) return;
  if (!logging.bucket.empty()) add(call.result, "BucketName", logging.bucket);
  if (!logging.prefix.empty()) add(call.result, "S3KeyPrefix", logging.prefix);
  if (!logging.destination.empty()) add(call.result, "LogDestinationType", logging.destination);
  auto exports = add(call.result, "LogExports");
  for (const auto& name : logging.exports) add(exports, "member", name);
}

Logging wanted_logging(const Form& form) {
  Logging logging{true, form.text("BucketName"), form.text("S3KeyPrefix"), form.text("LogDestinationType"),
                  form.list("LogExports")};
  if (logging.destination == "cloudwatch") {
    if (logging.exports.empty()) throw invalid("LogExports is required when LogDestinationType is cloudwatch.");
    static const std::vector<std::string> kinds = {"connectionlog", "useractivitylog", "userlog"};
    for (const auto& name : logging.exports) {
      if (std::find(kinds.begin(), kinds.end(), name) == kinds.end()) throw invalid("Invalid log type: " + name);
    }
  } else if (!logging.destination.empty() && logging.destination != "s3") {
    throw invalid("Invalid log destination type: " + logging.destination);
  } else if (logging.bucket.empty()) {
    throw invalid("BucketName is required when LogDestinationType is s3.");
  }
  return logging;
}

void enable_logging(Call& call) {
  const auto id = cluster_of(call).id;
  require_status(cluster_of(call));
  const auto logging = wanted_logging(call.form);
  edit(call.realm, id, [&](Cluster& c) { c.logging = logging; });
  write_logging(call, logging);
}

void disable_logging(Call& call) {
  const auto id = cluster_of(call).id;
  require_status(cluster_of(call));
  edit(call.realm, id, [](Cluster& c) { c.logging = {}; });
  write_logging(call, {});
}

void describe_logging(Call& call) {
  const auto id = call.form.required("ClusterIdentifier");
  const auto* cluster = call.realm.clusters.find(id, call.world);
  if (!cluster) throw refuse("ClusterNotFound", "Cluster " + id + " not found.", 404);
  write_logging(call, cluster->logging);
}

void enable_copy(Call& call) {
  const auto& cluster = cluster_of(call);
  require_status(cluster);
  const auto id = cluster.id;
  if (!cluster.copy.region.empty())
    throw refuse("SnapshotCopyAlreadyEnabledFault",
                 "Cross-region snapshot copy is already enabled for cluster " + id + ".");
  SnapshotCopy copy{call.form.required("DestinationRegion"), call.form.text("SnapshotCopyGrantName"),
                    call.form.number("RetentionPeriod").value_or(7),
                    call.form.number("ManualSnapshotRetentionPeriod").value_or(-1)};
  if (copy.region == call.realm.network.region) {
    throw refuse("UnknownSnapshotCopyRegionFault", "The destination region must differ from the region of the cluster.",
                 404);
  }
  check_range("RetentionPeriod", copy.retention, 1, 35, "InvalidRetentionPeriodFault");
  check_range("ManualSnapshotRetentionPeriod", copy.manual_retention, -1, 3653, "InvalidRetentionPeriodFault");
  edit(call.realm, id, [&](Cluster& c) { c.copy = copy; });
  answer_cluster(call, id);
}

void disable_copy(Call& call) {
  const auto& cluster = cluster_of(call);
  require_status(cluster);
  const auto id = cluster.id;
  if (cluster.copy.region.empty())
    throw refuse("SnapshotCopyAlreadyDisabledFault",
                 "Cross-region snapshot copy is not enabled for cluster " + id + ".");
  edit(call.realm, id, [](Cluster& c) { c.copy = {}; });
  answer_cluster(call, id);
}

void modify_copy_retention(Call& call) {
  const auto& cluster = cluster_of(call);
  const auto id = cluster.id;
  if (cluster.copy.region.empty())
    throw refuse("SnapshotCopyDisabledFault", "Cross-region snapshot copy is not enabled for cluster " + id + ".");
  const bool manual = call.form.flag("Manual").value_or(false);
  call.form.required("RetentionPeriod");
  const auto days = *call.form.number("RetentionPeriod");
  check_range("RetentionPeriod", days, manual ? -1 : 1, manual ? 3653 : 35, "InvalidRetentionPeriodFault");
  edit(call.realm, id, [&](Cluster& c) { (manual ? c.copy.manual_retention : c.copy.retention) = days; });
  answer_cluster(call, id);
}

void modify_aqua(Call& call) {
  const auto id = cluster_of(call).id;
  const auto wanted = call.form.text("AquaConfigurationStatus", "auto");
  if (wanted != "enabled" && wanted != "disabled" && wanted != "auto")
    throw invalid("Invalid AQUA configuration status: " + wanted);
  // The service took AQUA back: what is set has no effect.
  edit(call.realm, id, [](Cluster& c) { c.aqua = "auto"; });
  auto aqua = add(call.result, "AquaConfiguration");
  add(aqua, "AquaStatus", "disabled");
  add(aqua, "AquaConfigurationStatus", "auto");
}

void modify_maintenance(Call& call) {
  const auto& cluster = cluster_of(call);
  const auto id = cluster.id;
  require_status(cluster);
  const auto& form = call.form;
  const auto name = form.text("DeferMaintenanceIdentifier", "dfm-" + call.world.make_id(17));
  auto windows = cluster.deferrals;
  std::erase_if(windows, [&](const Deferral& window) { return window.id == name; });
  if (form.flag("DeferMaintenance").value_or(false)) {
    const auto begins = form.text("DeferMaintenanceStartTime", iso_time(call.world.now()));
    const auto from = cloud::parse_rfc3339(begins);
    if (!from) throw invalid("Invalid time: " + begins);
    const auto days = form.number("DeferMaintenanceDuration");
    if (days && form.has("DeferMaintenanceEndTime")) throw bad_combination("Give an end time or a duration, not both.");
    if (days) check_range("DeferMaintenanceDuration", *days, 1, 45);
    windows.push_back(
        {name, begins,
         form.text("DeferMaintenanceEndTime", iso_time(*from + std::chrono::hours(24 * days.value_or(45))))});
  }
  edit(call.realm, id, [&](Cluster& c) { c.deferrals = windows; });
  answer_cluster(call, id);
}

}  // namespace

Operations feature_operations() {
  return {{"ModifyClusterIamRoles", modify_roles},
          {"EnableLogging", enable_logging},
          {"DisableLogging", disable_logging},
          {"DescribeLoggingStatus", describe_logging},
          {"EnableSnapshotCopy", enable_copy},
          {"DisableSnapshotCopy", disable_copy},
          {"ModifySnapshotCopyRetentionPeriod", modify_copy_retention},
          {"ModifyAquaConfiguration", modify_aqua},
          {"ModifyClusterMaintenance", modify_maintenance}};
}

}  // namespace lakeform::sandbox::redshift
