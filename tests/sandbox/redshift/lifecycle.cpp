// DeleteCluster, RebootCluster, PauseCluster, ResumeCluster.
#include "tests/sandbox/redshift/clusters.h"
#include "tests/sandbox/redshift/rules.h"

namespace lakeform::sandbox::redshift {
namespace {

/// Name of the final snapshot; empty: none is wanted.
std::string final_snapshot(const Call& call) {
  const auto name = cloud::lower_case(call.form.text("FinalClusterSnapshotIdentifier"));
  const bool skip = call.form.flag("SkipFinalClusterSnapshot").value_or(false);
  if (skip && !name.empty()) {
    throw bad_combination("FinalClusterSnapshotIdentifier cannot be specified when SkipFinalClusterSnapshot is true.");
  }
  if (!skip && name.empty())
    throw bad_combination("FinalClusterSnapshotIdentifier is required unless SkipFinalClusterSnapshot is specified.");
  return name;
}

/// A cluster takes its automated snapshots with it.
void remove(Realm& realm, const std::string& id) {
  for (const auto& [name, snapshot] : realm.snapshots.all_latest()) {
    if (snapshot->type == "automated" && snapshot->cluster.id == id)
      realm.snapshots.erase(std::string(name), realm.world);
  }
  realm.clusters.erase(id, realm.world);
}

void delete_cluster(Call& call) {
  const auto& cluster = cluster_of(call);
  require_status(cluster, {"available", "paused"});
  const auto id = cluster.id;
  const auto snapshot = final_snapshot(call);
  const auto retention = call.form.number("FinalClusterSnapshotRetentionPeriod").value_or(-1);
  check_range("FinalClusterSnapshotRetentionPeriod", retention, -1, 3653, "InvalidRetentionPeriodFault");
  auto& realm = call.realm;
  if (!snapshot.empty()) take_snapshot(realm, cluster, snapshot, retention, {});
  edit(realm, id, [&](Cluster& c) {
    c.status = snapshot.empty() ? "deleting" : "final-snapshot";
    c.availability = "Modifying";
  });
  if (!snapshot.empty()) {
    realm.agenda.at(call.world.later(), [&realm, id] { edit(realm, id, [](Cluster& c) { c.status = "deleting"; }); });
  }
  realm.agenda.at(call.world.later(snapshot.empty() ? 1 : 2), [&realm, id] { remove(realm, id); });
  answer_cluster(call, id);
}

void reboot_cluster(Call& call) {
  const auto& cluster = cluster_of(call);
  require_status(cluster);
  const auto id = cluster.id;
  begin_change(call.realm, id, "rebooting", "Unavailable", [](Cluster& c) { c.parameter_status = "in-sync"; });
  answer_cluster(call, id);
}

void pause_cluster(Call& call) {
  const auto& cluster = cluster_of(call);
  require_status(cluster);
  const auto id = cluster.id;
  begin_change(call.realm, id, "pausing", "Modifying", [](Cluster& c) {
    c.status = "paused";
    c.availability = "Unavailable";
  });
  answer_cluster(call, id);
}

void resume_cluster(Call& call) {
  const auto& cluster = cluster_of(call);
  if (cluster.status != "paused") throw refuse("InvalidClusterState", "You can't resume a cluster that is not paused.");
  const auto id = cluster.id;
  begin_change(call.realm, id, "resuming", "Unavailable", [](Cluster&) {});
  answer_cluster(call, id);
}

}  // namespace

Operations lifecycle_operations() {
  return {{"DeleteCluster", delete_cluster},
          {"RebootCluster", reboot_cluster},
          {"PauseCluster", pause_cluster},
          {"ResumeCluster", resume_cluster}};
}

}  // namespace lakeform::sandbox::redshift
