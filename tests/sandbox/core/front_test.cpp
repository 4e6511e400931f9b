#include <doctest/doctest.h>

#include "tests/sandbox/test_client.h"

using namespace lakeform::sandbox;
using Json = nlohmann::json;

namespace {

struct Sandbox {
  Front front{Options{}};
  TestClient client{front};
  Answer who() { return client.query("sts", "GetCallerIdentity"); }
  Answer groups(const TestClient::Form& form = {}) {
    return client.query("redshift", "DescribeClusterParameterGroups", form);
  }
  void fault(const Json& fault) { client.control("POST", "faults", Json::array({fault})); }
};

}  // namespace

TEST_CASE("a signed call is answered for the account of its key") {
  Sandbox s;
  CHECK(s.who().text("GetCallerIdentityResult/Account") == "111111111111");
  s.client.keys = {"AKIASANDBOX000000002", "sandbox-secret-2", ""};
  CHECK(s.who().text("GetCallerIdentityResult/Arn") == "arn:aws:iam::222222222222:user/sandbox");
}

TEST_CASE("a wrong secret, an unknown key and a wrong token are refused") {
  Sandbox s;
  s.client.keys.secret_key = "wrong";
  CHECK(s.who().code() == "SignatureDoesNotMatch");
  CHECK(s.client.control("GET", "requests", nullptr, {{"summary", ""}})
            .json()["errors"]["sts:GetCallerIdentity SignatureDoesNotMatch"] == 1);
  s.client.keys = {"AKIAUNKNOWN", "x", ""};
  CHECK(s.who().code() == "InvalidClientTokenId");
  s.client.keys = {"AKIASANDBOX000000001", "sandbox-secret-1", "token"};
  CHECK(s.who().code() == "InvalidClientTokenId");
  CHECK(s.client.unsigned_query("AssumeRoleWithSAML").code() == "MissingAuthenticationToken");
}

TEST_CASE("a denied action names the caller and the action, until the faults change") {
  Sandbox s;
  s.fault({{"kind", "deny"}, {"service", "redshift"}, {"operation", "Describe*"}});
  for (int i = 0; i < 3; ++i) {
    const auto answer = s.groups();
    CHECK(answer.status() == 403);
    CHECK(answer.code() == "AccessDenied");
    CHECK(answer.text("Error/Message") ==
          "User: arn:aws:iam::111111111111:user/sandbox is not authorized to perform: "
          "redshift:DescribeClusterParameterGroups on resource: * because no "
          "identity-based policy allows the redshift:DescribeClusterParameterGroups action");
  }
  CHECK(s.who().code() == "");
  s.client.control("POST", "faults", Json::array());
  CHECK(s.groups().code() == "");
}

TEST_CASE("a fault passes calls by, then hits as often as it says") {
  Sandbox s;
  s.fault({{"code", "InternalFailure"}, {"status", 500}, {"skip", 1}, {"times", 2}, {"retry_after", 3}});
  CHECK(s.groups().status() == 200);
  const auto hit = s.groups();
  CHECK(hit.status() == 500);
  CHECK(hit.code() == "InternalFailure");
  CHECK(hit.header("Retry-After") == "3");
  CHECK(s.groups().status() == 500);
  CHECK(s.groups().status() == 200);
}

TEST_CASE("a throttled call has the code of its protocol") {
  Sandbox s;
  s.fault({{"kind", "throttle"}, {"times", 2}});
  CHECK(s.groups().code() == "Throttling");
  const auto ec2 = s.client.query("ec2", "DescribeVpcs");
  CHECK(ec2.status() == 503);
  CHECK(ec2.text("Errors/Error/Code") == "RequestLimitExceeded");
}

TEST_CASE("a partial answer is a short page with a marker, for that call only") {
  Sandbox s;
  s.fault({{"kind", "partial"}, {"operation", "DescribeClusterParameterGroups"}});
  const auto part = s.groups();
  CHECK(part.count("DescribeClusterParameterGroupsResult/ParameterGroups/ClusterParameterGroup") == 1);
  const auto rest = s.groups({{"Marker", part.text("DescribeClusterParameterGroupsResult/Marker")}});
  CHECK(rest.text("DescribeClusterParameterGroupsResult/ParameterGroups/ClusterParameterGroup/ParameterGroupName") ==
        "default.redshift-2.0");
  CHECK(s.groups().count("DescribeClusterParameterGroupsResult/ParameterGroups/ClusterParameterGroup") == 2);
}

TEST_CASE("cut does nothing, drop does it, slow waits") {
  Sandbox s;
  const TestClient::Form form = {
      {"ParameterGroupName", "p"}, {"ParameterGroupFamily", "redshift-1.0"}, {"Description", "d"}};
  s.fault({{"kind", "cut"}});
  CHECK(s.client.query("redshift", "CreateClusterParameterGroup", form).out.cut);
  s.fault({{"kind", "drop"}});
  CHECK(s.client.query("redshift", "CreateClusterParameterGroup", form).out.dropped);
  CHECK(s.client.query("redshift", "CreateClusterParameterGroup", form).code() == "ClusterParameterGroupAlreadyExists");
  s.fault({{"kind", "slow"}, {"wait_ms", 70}});
  CHECK(s.groups().out.wait_ms == 70);
  s.client.control("POST", "options", {{"latency", 5}});
  CHECK(s.groups().out.wait_ms == 5);
  CHECK(s.client.control("POST", "faults", Json::array({{{"kind", "explode"}}})).status() == 400);
}

TEST_CASE("lost does it without an answer, half spoils the answer, page does nothing, expire ends sessions") {
  Sandbox s;
  const TestClient::Form form = {
      {"ParameterGroupName", "p"}, {"ParameterGroupFamily", "redshift-1.0"}, {"Description", "d"}};
  s.fault({{"kind", "page"}, {"status", 200}, {"message", "<html>sign in</html>"}});
  const auto page = s.client.query("redshift", "CreateClusterParameterGroup", form);
  CHECK(page.status() == 200);
  CHECK(page.body() == "<html>sign in</html>");
  s.fault({{"kind", "lost"}});
  CHECK(s.client.query("redshift", "CreateClusterParameterGroup", form).out.cut);
  CHECK(s.client.query("redshift", "CreateClusterParameterGroup", form).code() == "ClusterParameterGroupAlreadyExists");
  const auto whole = s.groups().body().size();
  s.fault({{"kind", "half"}});
  CHECK(s.groups().body().size() == whole / 2);
  s.fault({{"kind", "expire"}});
  CHECK(s.groups().code() == "ExpiredToken");
  CHECK(s.groups().code() == "");
}

TEST_CASE("above its rate a service throttles, and recovers with time") {
  Sandbox s;
  s.client.control("POST", "options", {{"rate", 2}});
  CHECK(s.groups().code() == "");
  CHECK(s.groups().code() == "");
  CHECK(s.groups().code() == "Throttling");
  CHECK(s.who().code() == "");  // another service has a rate of its own
  s.front.world().pass(Millis(600));
  CHECK(s.groups().code() == "");
  CHECK(s.groups().code() == "Throttling");
}

TEST_CASE("the request log counts every call and shows no signature") {
  Sandbox s;
  s.who();
  s.groups();
  s.client.query("redshift", "DescribeClusters", {{"ClusterIdentifier", "none"}});
  const auto summary = s.client.control("GET", "requests", nullptr, {{"summary", ""}}).json();
  CHECK(summary["total"] == 3);
  CHECK(summary["calls"]["redshift:DescribeClusterParameterGroups"] == 1);
  CHECK(summary["errors"]["redshift:DescribeClusters ClusterNotFound"] == 1);
  const auto lines = s.client.control("GET", "requests", nullptr, {{"service", "redshift"}}).json();
  CHECK(lines.size() == 2);
  CHECK(lines[0]["operation"] == "DescribeClusterParameterGroups");
  CHECK(lines[0]["headers"].count("authorization") == 0);
  CHECK(s.client.control("DELETE", "requests").json().size() == 3);
  CHECK(s.client.control("GET", "requests").json().empty());
}

TEST_CASE("a reset forgets what was made, the faults and the requests") {
  Sandbox s;
  s.client.query("redshift", "CreateClusterParameterGroup",
                 {{"ParameterGroupName", "p"}, {"ParameterGroupFamily", "redshift-1.0"}, {"Description", "d"}});
  s.fault({{"kind", "deny"}});
  s.client.control("POST", "reset");
  CHECK(s.groups().count("DescribeClusterParameterGroupsResult/ParameterGroups/ClusterParameterGroup") == 2);
}
