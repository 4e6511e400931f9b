// CreateCluster, DescribeClusters, and what all operations on clusters share.
#include "tests/sandbox/redshift/clusters.h"

#include <algorithm>

#include "tests/sandbox/redshift/rules.h"
#include "tests/sandbox/redshift/settings.h"

namespace lakeform::sandbox::redshift {
namespace {

/// Id of the cluster's namespace: another for each cluster of the name, the same in every run of the same calls.
std::string new_namespace(Realm& realm, const std::string& cluster) {
  const auto made = ++realm.made[cluster];
  return uuid_of(realm.network.account + realm.network.region + cluster + std::to_string(made));
}

void take_password(const Call& call, Cluster& cluster) {
  const bool managed = call.form.flag("ManageMasterPassword").value_or(false);
  const bool given = call.form.has("MasterUserPassword");
  if (managed && given)
    throw bad_combination("You can't specify MasterUserPassword when ManageMasterPassword is true.");
  if (!managed && !given)
    throw bad_combination("Either MasterUserPassword must be given or ManageMasterPassword be true.");
  if (managed) {
    cluster.secret = secret_of(cluster, call.realm);
  } else {
    check_password(call.form.text("MasterUserPassword"));
    cluster.pending["MasterUserPassword"] = "****";
  }
}

void create_cluster(Call& call) {
  Cluster cluster;
  cluster.id = cloud::lower_case(call.form.required("ClusterIdentifier"));
  check_name("ClusterIdentifier", cluster.id, 63);
  if (call.realm.clusters.latest(cluster.id)) throw refuse("ClusterAlreadyExists", "Cluster already exists");
  call.form.required("NodeType");
  cluster.master_username = call.form.required("MasterUsername");
  check_username(cluster.master_username);
  if (!call.form.text("DBName").empty()) cluster.database = call.form.text("DBName");
  check_database(cluster.database);
  if (const auto version = call.form.text("ClusterVersion", "1.0"); version != "1.0")
    throw invalid("Invalid cluster version: " + version);
  cluster.name_space = new_namespace(call.realm, cluster.id);
  take_settings(call, cluster);
  take_password(call, cluster);
  const auto id = cluster.id;
  start_cluster(call, std::move(cluster));
  call.realm.agenda.at(call.world.later(2), [&realm = call.realm, id] { take_automated_snapshot(realm, id); });
  answer_cluster(call, id);
}

void describe_clusters(Call& call) {
  const auto write = [&](pugi::xml_node node, const Cluster& cluster) { write_cluster(node, cluster, call.realm); };
  const auto id = call.form.text("ClusterIdentifier");
  if (id.empty()) return write_page(call, call.realm.clusters, "Clusters", "Cluster", write);
  const auto* cluster = call.realm.clusters.find(id, call.world);
  if (!cluster) throw refuse("ClusterNotFound", "Cluster " + id + " not found.", 404);
  write(add(add(call.result, "Clusters"), "Cluster"), *cluster);
}

}  // namespace

const Cluster& cluster_of(const Call& call) {
  const auto id = call.form.required("ClusterIdentifier");
  const auto* cluster = call.realm.clusters.latest(cloud::lower_case(id));
  if (!cluster) throw refuse("ClusterNotFound", "Cluster " + id + " not found.", 404);
  return *cluster;
}

void require_status(const Cluster& cluster, const std::vector<std::string>& allowed) {
  if (std::find(allowed.begin(), allowed.end(), cluster.status) != allowed.end()) return;
  throw refuse("InvalidClusterState",
               cluster.status == "paused"
                   ? "You can't modify a cluster when it is paused."
                   : "There is an operation running on the Cluster. Please try to modify it at a later time.");
}

void edit(Realm& realm, const std::string& id, const Edit& change) { realm.clusters.edit(id, realm.world, change); }

void begin_change(Realm& realm, const std::string& id, const std::string& status, const std::string& availability,
                  Edit finish, double delays) {
  edit(realm, id, [&](Cluster& cluster) {
    cluster.status = status;
    cluster.availability = availability;
  });
  realm.agenda.at(realm.world.later(delays), [&realm, id, finish = std::move(finish)] {
    const auto* before = realm.clusters.latest(id);
    if (!before) return;
    Cluster cluster = *before;
    cluster.status = "available";
    cluster.availability = "Available";
    cluster.pending.clear();
    finish(cluster);
    if (cluster.id != id) realm.clusters.erase(id, realm.world);
    const auto now_named = cluster.id;
    realm.clusters.put(now_named, std::move(cluster), realm.world);
  });
}

std::string uuid_of(const std::string& text) {
  const auto id = cloud::hex(cloud::sha256(text)).substr(0, 32);
  return id.substr(0, 8) + "-" + id.substr(8, 4) + "-" + id.substr(12, 4) + "-" + id.substr(16, 4) + "-" +
         id.substr(20);
}

std::string secret_of(const Cluster& cluster, const Realm& realm) {
  return "arn:aws:secretsmanager:" + realm.network.region + ":" + realm.network.account + ":secret:redshift!" +
         cluster.id + "-" + cluster.master_username + "-" + cloud::hex(cloud::sha256(cluster.name_space)).substr(0, 6);
}

Operations cluster_operations() { return {{"CreateCluster", create_cluster}, {"DescribeClusters", describe_clusters}}; }

}  // namespace lakeform::sandbox::redshift
