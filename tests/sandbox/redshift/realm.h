// What one account has of Redshift in one region.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/sandbox/core/agenda.h"
#include "tests/sandbox/core/store.h"
#include "tests/sandbox/ec2/network.h"

namespace lakeform::sandbox::redshift {

using Tags = std::map<std::string, std::string>;

struct Resize {
  std::string kind;    ///< ClassicResize, ElasticResize; empty: the cluster was never resized
  std::string status;  ///< IN_PROGRESS, SUCCEEDED
  std::string node_type;
  long nodes = 1;
  Time begun{};
};

struct Logging {
  bool enabled = false;
  std::string bucket;
  std::string prefix;
  std::string destination;
  std::vector<std::string> exports;
};

struct SnapshotCopy {
  std::string region;  ///< empty: off
  std::string grant;
  long retention = 7;
  long manual_retention = -1;
};

struct Deferral {
  std::string id;
  std::string begins;
  std::string ends;
};

struct Cluster {
  std::string id;
  std::string status = "creating";
  std::string availability = "Modifying";
  std::string node_type;
  long nodes = 1;
  std::string master_username;
  std::string database = "dev";
  std::string host;  ///< of the endpoint; empty until the cluster was available once
  long port = 5439;
  Time created{};
  long automated_retention = 1;
  long manual_retention = -1;
  std::vector<std::string> security_groups;
  std::string parameter_group = "default.redshift-1.0";
  std::string parameter_status = "in-sync";
  std::string subnet_group = "default";
  std::string vpc;
  std::string zone;
  std::string window;
  bool version_upgrade = true;
  bool is_public = false;
  bool encrypted = true;
  std::string kms_key;
  bool enhanced_routing = false;
  std::map<std::string, std::string> roles;  ///< ARN: adding, in-sync, removing
  std::string default_role;
  std::string track = "current";
  std::string elastic_ip;
  std::string relocation = "disabled";  ///< pending_enabling, enabled, pending_disabling, disabled
  std::string aqua = "auto";
  std::string ip_type = "ipv4";
  bool multi_az = false;
  std::string name_space;  ///< id of the namespace
  std::string secret;      ///< ARN of the managed password's secret; empty: not managed
  std::string secret_key;
  std::string restore;  ///< starting, restoring, completed; empty: not from a snapshot
  std::string schedule;
  Resize resize;
  Logging logging;
  SnapshotCopy copy;
  std::vector<Deferral> deferrals;
  std::map<std::string, std::string> pending;  ///< members of PendingModifiedValues
  Tags tags;
};

struct Snapshot {
  std::string id;
  std::string type = "manual";
  std::string status = "creating";
  Time created{};
  long retention = -1;
  Cluster cluster;  ///< as it was
  Tags tags;
};

struct SubnetGroup {
  std::string name;
  std::string description;
  std::vector<std::string> subnets;
  Tags tags;
};

struct ParameterGroup {
  std::string name;
  std::string family;
  std::string description;
  std::map<std::string, std::string> values;  ///< those that a user has set
  Tags tags;
};

struct Realm {
  Realm(const std::string& account, const std::string& region, World& world);

  World& world;
  Network network;
  Store<Cluster> clusters;
  Store<Snapshot> snapshots;
  Store<SubnetGroup> subnet_groups;
  Store<ParameterGroup> parameter_groups;
  Agenda agenda;
  std::map<std::string, int> made;  ///< how many clusters there were of each name

  /// "arn:aws:redshift:us-east-1:111111111111:cluster:name"
  std::string arn(const std::string& kind, const std::string& name) const;
};

}  // namespace lakeform::sandbox::redshift
