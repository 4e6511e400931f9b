// Snapshots: manual, automated, final; and clusters restored from them.
#include <algorithm>

#include "tests/sandbox/redshift/clusters.h"
#include "tests/sandbox/redshift/rules.h"
#include "tests/sandbox/redshift/settings.h"

namespace lakeform::sandbox::redshift {
namespace {

void write_sizes(pugi::xml_node node, const Snapshot& snapshot) {
  const bool done = snapshot.status != "creating";
  add(node, "TotalBackupSizeInMegaBytes", "20.0");
  add(node, "ActualIncrementalBackupSizeInMegaBytes", "10.0");
  add(node, "BackupProgressInMegaBytes", done ? "10.0" : "0.0");
  add(node, "CurrentBackupRateInMegaBytesPerSecond", "10.0");
  add(node, "EstimatedSecondsToCompletion", done ? 0 : 1);
  add(node, "ElapsedTimeInSeconds", done ? 1 : 0);
}

void write_snapshot(pugi::xml_node node, const Snapshot& snapshot, const Realm& realm) {
  const auto& cluster = snapshot.cluster;
  add(node, "SnapshotIdentifier", snapshot.id);
  add(node, "ClusterIdentifier", cluster.id);
  add(node, "SnapshotCreateTime", iso_time(snapshot.created));
  add(node, "Status", snapshot.status);
  add(node, "Port", cluster.port);
  add(node, "AvailabilityZone", cluster.zone);
  add(node, "ClusterCreateTime", iso_time(cluster.created));
  add(node, "MasterUsername", cluster.master_username);
  add(node, "ClusterVersion", "1.0");
  add(node, "SnapshotType", snapshot.type);
  add(node, "NodeType", cluster.node_type);
  add(node, "NumberOfNodes", cluster.nodes);
  add(node, "DBName", cluster.database);
  add(node, "VpcId", cluster.vpc);
  add(node, "Encrypted", cluster.encrypted);
  if (cluster.encrypted) add(node, "KmsKeyId", cluster.kms_key);
  add(node, "EncryptedWithHSM", false);
  add(node, "OwnerAccount", realm.network.account);
  write_sizes(node, snapshot);
  add_tags(node, "Tags", "Tag", snapshot.tags);
  add(add(node, "RestorableNodeTypes"), "NodeType", cluster.node_type);
  add(node, "EnhancedVpcRouting", cluster.enhanced_routing);
  add(node, "MaintenanceTrackName", cluster.track);
  add(node, "ManualSnapshotRetentionPeriod", snapshot.retention);
  add(node, "SnapshotRetentionStartTime", iso_time(snapshot.created));
  add(node, "SnapshotArn", realm.arn("snapshot", cluster.id + "/" + snapshot.id));
}

void answer_snapshot(Call& call, const Snapshot& snapshot) {
  write_snapshot(add(call.result, "Snapshot"), snapshot, call.realm);
}

const Snapshot& snapshot_of(const Call& call, const std::string& name) {
  const auto* snapshot = call.realm.snapshots.latest(cloud::lower_case(name));
  if (!snapshot) throw refuse("ClusterSnapshotNotFound", "Snapshot not found: " + name, 404);
  return *snapshot;
}

/// Enters it, and lets it become available after the delay.
void enter(Realm& realm, Snapshot snapshot) {
  const auto name = snapshot.id;
  realm.snapshots.put(name, std::move(snapshot), realm.world);
  realm.agenda.at(realm.world.later(), [&realm, name] {
    if (realm.snapshots.latest(name))
      realm.snapshots.edit(name, realm.world, [](Snapshot& s) { s.status = "available"; });
  });
}

long retention_of(const Form& form, const char* name, long otherwise) {
  const auto days = form.number(name).value_or(otherwise);
  check_range(name, days, -1, 3653, "InvalidRetentionPeriodFault");
  return days;
}

void create_snapshot(Call& call) {
  const auto& cluster = cluster_of(call);
  require_status(cluster);
  const auto name = cloud::lower_case(call.form.required("SnapshotIdentifier"));
  take_snapshot(call.realm, cluster, name,
                retention_of(call.form, "ManualSnapshotRetentionPeriod", cluster.manual_retention), call.form.tags());
  answer_snapshot(call, snapshot_of(call, name));
}

void copy_snapshot(Call& call) {
  auto copy = snapshot_of(call, call.form.required("SourceSnapshotIdentifier"));
  copy.id = cloud::lower_case(call.form.required("TargetSnapshotIdentifier"));
  check_name("TargetSnapshotIdentifier", copy.id, 255);
  if (copy.status != "available") throw refuse("InvalidClusterSnapshotState", "The snapshot to copy is not available.");
  if (call.realm.snapshots.latest(copy.id))
    throw refuse("ClusterSnapshotAlreadyExists", "Snapshot already exists: " + copy.id);
  copy.type = "manual";
  copy.status = "creating";
  copy.created = call.world.now();
  copy.retention = retention_of(call.form, "ManualSnapshotRetentionPeriod", -1);
  const auto name = copy.id;
  enter(call.realm, std::move(copy));
  answer_snapshot(call, snapshot_of(call, name));
}

void modify_snapshot(Call& call) {
  const auto name = snapshot_of(call, call.form.required("SnapshotIdentifier")).id;
  const auto days = retention_of(call.form, "ManualSnapshotRetentionPeriod", -1);
  call.realm.snapshots.edit(name, call.world, [&](Snapshot& s) { s.retention = days; });
  answer_snapshot(call, snapshot_of(call, name));
}

void delete_snapshot(Call& call) {
  auto gone = snapshot_of(call, call.form.required("SnapshotIdentifier"));
  if (gone.type == "automated") throw refuse("InvalidClusterSnapshotState", "Only manual snapshots can be deleted.");
  if (gone.status == "creating") throw refuse("InvalidClusterSnapshotState", "The snapshot is being created.");
  call.realm.snapshots.erase(gone.id, call.world);
  gone.status = "deleted";
  answer_snapshot(call, gone);
}

std::string last_part(const std::string& arn) { return arn.substr(arn.rfind('/') + 1); }

/// Of StartTime, EndTime; throws InvalidParameterValue.
std::optional<Time> time_of(const Form& form, const char* name) {
  if (!form.has(name)) return std::nullopt;
  const auto time = cloud::parse_rfc3339(form.text(name));
  if (!time) throw invalid(std::string(name) + " is not a time: " + form.text(name));
  return time;
}

bool wanted(const Call& call, const Snapshot& snapshot) {
  const auto& form = call.form;
  const auto is = [&](const char* name, const std::string& value) {
    return form.text(name).empty() || form.text(name) == value;
  };
  const auto from = time_of(form, "StartTime");
  const auto to = time_of(form, "EndTime");
  return is("ClusterIdentifier", snapshot.cluster.id) && is("SnapshotIdentifier", snapshot.id) &&
         is("SnapshotType", snapshot.type) && is("OwnerAccount", call.realm.network.account) &&
         (!form.has("SnapshotArn") || last_part(form.text("SnapshotArn")) == snapshot.id) &&
         (!from || snapshot.created >= *from) && (!to || snapshot.created <= *to) && tags_match(form, snapshot.tags);
}

void describe_snapshots(Call& call) {
  auto all = call.realm.snapshots.all(call.world);
  std::erase_if(all, [&](const auto& item) { return !wanted(call, *item.second); });
  if (all.empty() && (call.form.has("SnapshotIdentifier") || call.form.has("SnapshotArn"))) {
    throw refuse("ClusterSnapshotNotFound",
                 "Snapshot not found: " + call.form.text("SnapshotIdentifier", call.form.text("SnapshotArn")), 404);
  }
  const auto page = page_of<Snapshot>(all, call.form.text("Marker"), page_limit(call.form), 100, call.world);
  auto items = add(call.result, "Snapshots");
  for (const auto& [name, snapshot] : page.items) write_snapshot(add(items, "Snapshot"), *snapshot, call.realm);
  if (!page.next.empty()) add(call.result, "Marker", page.next);
}

void restore(Call& call) {
  const auto& form = call.form;
  if (form.has("SnapshotIdentifier") == form.has("SnapshotArn"))
    throw bad_combination("Give either SnapshotIdentifier or SnapshotArn.");
  const auto snapshot = snapshot_of(
      call, form.has("SnapshotArn") ? last_part(form.text("SnapshotArn")) : form.text("SnapshotIdentifier"));
  if (snapshot.status != "available") throw refuse("InvalidClusterSnapshotState", "The snapshot is not available.");
  const auto& old = snapshot.cluster;
  Cluster cluster;
  cluster.id = cloud::lower_case(form.required("ClusterIdentifier"));
  check_name("ClusterIdentifier", cluster.id, 63);
  if (call.realm.clusters.latest(cluster.id)) throw refuse("ClusterAlreadyExists", "Cluster already exists");
  cluster.node_type = old.node_type;
  cluster.nodes = old.nodes;
  cluster.master_username = old.master_username;
  cluster.database = old.database;
  cluster.port = old.port;
  cluster.encrypted = old.encrypted;
  cluster.kms_key = old.kms_key;
  cluster.name_space = old.name_space;
  cluster.window = old.window;
  cluster.enhanced_routing = old.enhanced_routing;
  cluster.restore = "starting";
  take_settings(call, cluster);
  if (form.flag("ManageMasterPassword").value_or(false)) cluster.secret = secret_of(cluster, call.realm);
  const auto id = cluster.id;
  auto& realm = call.realm;
  start_cluster(call, std::move(cluster));
  realm.agenda.at(call.world.later(2), [&realm, id] {
    if (realm.clusters.latest(id)) edit(realm, id, [](Cluster& c) { c.restore = "completed"; });
  });
  answer_cluster(call, id);
}

}  // namespace

void take_snapshot(Realm& realm, const Cluster& cluster, const std::string& name, long retention, const Tags& tags) {
  check_name("SnapshotIdentifier", name, 255);
  if (realm.snapshots.latest(name)) throw refuse("ClusterSnapshotAlreadyExists", "Snapshot already exists: " + name);
  enter(realm, {name, "manual", "creating", realm.world.now(), retention, cluster, tags});
}

void take_automated_snapshot(Realm& realm, const std::string& id) {
  const auto* cluster = realm.clusters.latest(id);
  if (!cluster || cluster->automated_retention == 0) return;
  auto time = iso_time(realm.world.now()).substr(0, 19);
  std::replace_if(time.begin(), time.end(), [](char c) { return c == 'T' || c == ':'; }, '-');
  enter(realm, {"rs:" + id + "-" + time, "automated", "creating", realm.world.now(), -1, *cluster, {}});
}

Operations snapshot_operations() {
  return {{"CreateClusterSnapshot", create_snapshot},       {"CopyClusterSnapshot", copy_snapshot},
          {"ModifyClusterSnapshot", modify_snapshot},       {"DeleteClusterSnapshot", delete_snapshot},
          {"DescribeClusterSnapshots", describe_snapshots}, {"RestoreFromClusterSnapshot", restore}};
}

}  // namespace lakeform::sandbox::redshift
