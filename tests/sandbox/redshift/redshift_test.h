// For tests: a sandbox whose changes take a minute of its own clock, and calls that the tests make often.
#pragma once

#include <doctest/doctest.h>

#include "tests/sandbox/test_client.h"

namespace lakeform::sandbox {

struct Warehouse {
  Warehouse() : front(options()), client(front) {}
  static Options options() {
    Options options;
    options.delay = std::chrono::minutes(1);
    return options;
  }

  Answer call(const std::string& action, const TestClient::Form& parameters = {}) {
    return client.query("redshift", action, parameters);
  }
  Answer create(const std::string& id = "w", TestClient::Form more = {}) {
    more.insert(more.begin(), {{"ClusterIdentifier", id},
                               {"NodeType", "ra3.xlplus"},
                               {"ClusterType", "multi-node"},
                               {"NumberOfNodes", "2"},
                               {"MasterUsername", "admin"},
                               {"MasterUserPassword", "Passw0rdX"}});
    return call("CreateCluster", more);
  }
  /// One element of the cluster, as DescribeClusters gives it.
  std::string cluster(const std::string& path, const std::string& id = "w") {
    return call("DescribeClusters", {{"ClusterIdentifier", id}})
        .text("DescribeClustersResult/Clusters/Cluster/" + path);
  }
  void pass(int minutes = 1) { front.world().pass(std::chrono::minutes(minutes)); }

  Front front;
  TestClient client;
};

}  // namespace lakeform::sandbox
