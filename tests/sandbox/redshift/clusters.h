// What the files about clusters share: finding, describing, checking and changing them.
#pragma once

#include "tests/sandbox/redshift/service.h"

namespace lakeform::sandbox::redshift {

using Edit = std::function<void(Cluster&)>;

/// The cluster of ClusterIdentifier as it was written last. Throws ClusterNotFound.
const Cluster& cluster_of(const Call& call);
/// Throws InvalidClusterState unless the status is `available` (or one of the others named).
void require_status(const Cluster& cluster, const std::vector<std::string>& allowed = {"available"});
/// The cluster's element as every operation answers it.
void write_cluster(pugi::xml_node cluster, const Cluster& from, const Realm& realm);
/// <Cluster> with the cluster as it is now.
void answer_cluster(Call& call, const std::string& id);

/// The cluster has this status from now on, until the sandbox's delay is over: then `finish` is made and it is
/// available again. An edit that gives the cluster another `id` renames it.
void begin_change(Realm& realm, const std::string& id, const std::string& status, const std::string& availability,
                  Edit finish, double delays = 1);
void edit(Realm& realm, const std::string& id, const Edit& change);
/// An automated snapshot of the cluster, unless it keeps none.
void take_automated_snapshot(Realm& realm, const std::string& id);
/// A snapshot of the cluster that is through after the delay. Throws ClusterSnapshotAlreadyExists.
void take_snapshot(Realm& realm, const Cluster& cluster, const std::string& name, long retention, const Tags& tags);

/// In the form of a UUID, made from the text.
std::string uuid_of(const std::string& text);
/// The ARN of the secret that a managed password is kept in.
std::string secret_of(const Cluster& cluster, const Realm& realm);

}  // namespace lakeform::sandbox::redshift
