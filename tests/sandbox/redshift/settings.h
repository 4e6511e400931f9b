// The settings that CreateCluster and RestoreFromClusterSnapshot have in common.
#pragma once

#include "tests/sandbox/redshift/clusters.h"

namespace lakeform::sandbox::redshift {

/// Takes them from the call into `cluster`, whose fields are what holds where the call says nothing. Throws Failure.
void take_settings(const Call& call, Cluster& cluster);
/// Enters the new cluster and lets it become available after the sandbox's delay.
void start_cluster(Call& call, Cluster cluster);

/// Parts of it that ModifyCluster takes too. Each throws Failure for a value that is not valid.
void check_parameter_group(const Realm& realm, const std::string& name);
std::vector<std::string> checked_security_groups(const std::vector<std::string>& ids);
/// Throws unless relocation and two zones suit the nodes and each other.
void check_zones(const Cluster& cluster);

}  // namespace lakeform::sandbox::redshift
