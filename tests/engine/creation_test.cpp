// Calls that must not run twice: what becomes of them when their answer is lost.
#include <doctest/doctest.h>

#include <ctime>

#include "provider/cloud/codec.h"
#include "provider/engine/operations.h"
#include "tests/engine/fake_cloud.h"

using namespace lakeform;
using namespace lakeform::engine;

namespace {

using std::chrono::seconds;
using Answer = Result<cloud::Reply>;

/// A cloud whose clock may be ahead of ours, and one creating call whose first answer is lost.
struct Unclear {
  FakeCloud cloud;
  Context context;
  std::string call;          ///< the operation whose first try has no clear end
  bool done = true;          ///< and was carried out
  int made = 0;              ///< how often it was
  seconds age{0}, ahead{0};  ///< of the object before it is made; of the service's clock
  Error lost = broken_off();
  std::function<Answer(const cloud::Call&)> others;

  Unclear() {
    context.client = &cloud;
    cloud.answer = [this](const cloud::Call& asked, int number) { return dated(answered(asked, number)); };
  }
  double epoch() const {
    return static_cast<double>(
        std::chrono::duration_cast<seconds>((cloud::now() + ahead - age).time_since_epoch()).count());
  }
  std::string iso() const { return text("%Y-%m-%dT%H:%M:%SZ", static_cast<std::time_t>(epoch())); }
  bool there() const { return made > 0; }

  ApplyAnswer apply(const char* type, const Json& wanted, const Json& prior = {}) {
    ApplyRequest request;
    request.type = type;
    if (!prior.is_null()) request.prior = aws_object(type, prior);
    request.planned = request.config = aws_object(type, wanted);
    return apply_object(aws(type), context, request);
  }

 private:
  static std::string text(const char* form, std::time_t time) {
    std::tm parts{};
    gmtime_r(&time, &parts);
    char out[64];
    std::strftime(out, sizeof out, form, &parts);
    return out;
  }
  Answer answered(const cloud::Call& asked, int number) {
    if (asked.operation != call) return others(asked);
    if (number == 1 && !done) return lost;
    if (made++ > 0) return service_error(Fault::Conflict, "AlreadyExistsException");
    if (number == 1) return lost;
    return others(asked);
  }
  Answer dated(Answer answer) const {
    const auto now = std::chrono::duration_cast<seconds>((cloud::now() + ahead).time_since_epoch()).count();
    if (answer) answer->headers.emplace_back("date", text("%a, %d %b %Y %H:%M:%S GMT", static_cast<std::time_t>(now)));
    return answer;
  }
};

Error missing(const char* code) { return service_error(Fault::NotFound, code); }

/// A database of the name is there from the beginning, or once it is made.
struct Database : Unclear {
  bool always = false, refused = false;
  int hidden = 0;  ///< looks that do not see it yet
  std::string description = "x";
  Database() {
    call = "CreateDatabase";
    others = [this](const cloud::Call& asked) -> Answer {
      if (asked.operation != "GetDatabase") return nothing();
      if (refused) return service_error(Fault::Denied, "AccessDeniedException", "not you");
      if ((!there() && !always) || hidden-- > 0) return missing("EntityNotFoundException");
      return reply({{"Database", {{"Name", "raw"}, {"Description", description}, {"CreateTime", epoch()}}}});
    };
  }
  ApplyAnswer apply() { return Unclear::apply("aws_glue_catalog_database", {{"name", "raw"}, {"description", "x"}}); }
};

}  // namespace

TEST_CASE(
    "a creating call without an answer is looked into: what came into being since is ours, and the apply goes on") {
  Database world;
  const auto answer = world.apply();
  CHECK(answer.diagnostics.empty());
  CHECK(answer.state["id"] == Value("123456789012:raw"));
  CHECK(world.cloud.count("CreateDatabase") == 1);
}

TEST_CASE("a creating call without an answer is made again when there is no object") {
  Database world;
  world.done = false;
  const auto answer = world.apply();
  CHECK(answer.diagnostics.empty());
  CHECK(answer.state["id"] == Value("123456789012:raw"));
  CHECK(world.cloud.count("CreateDatabase") == 2);
}

TEST_CASE(
    "an equal object that was there before the call is another's: it is not taken over, and the reader is told how "
    "to") {
  for (const seconds ahead : {seconds(0), seconds(-3600), seconds(3600)}) {
    Database world;
    world.done = false;
    world.always = true;
    world.age = seconds(20);
    world.ahead = ahead;
    const auto answer = world.apply();
    REQUIRE(has_error(answer.diagnostics));
    CHECK(answer.state.is_null());
    CHECK(answer.diagnostics[0].detail.find("there before the call") != std::string::npos);
    CHECK(answer.diagnostics[0].detail.find("terraform import") != std::string::npos);
    CHECK(world.cloud.count("CreateDatabase") == 1);
  }
}

TEST_CASE("an object that was made in the second of the call is another's when it was there before it") {
  for (const bool mine : {false, true}) {
    Database world;
    world.done = mine;
    world.always = !mine;
    const auto answer = world.apply();
    CHECK(has_error(answer.diagnostics) == !mine);
    CHECK(answer.state.is_null() == !mine);
    CHECK(world.cloud.count("CreateDatabase") == 1);
  }
}

TEST_CASE("what a call replaces is not what it makes, though news of its end has not spread before the call") {
  Database world;
  world.others = [&](const cloud::Call& asked) -> Answer {
    if (asked.operation != "GetDatabase") return nothing();
    const double time = world.there() ? world.epoch() : world.epoch() - 60;
    return reply({{"Database", {{"Name", "raw"}, {"Description", "x"}, {"CreateTime", time}}}});
  };
  CHECK(world.apply().diagnostics.empty());
  CHECK(world.cloud.count("CreateDatabase") == 1);
}

TEST_CASE("how old an object is goes by the service's clock, whatever ours says") {
  for (const seconds ahead : {seconds(-3600), seconds(3600)}) {
    Database world;
    world.ahead = ahead;
    CHECK(world.apply().diagnostics.empty());
  }
}

TEST_CASE(
    "a young object that says the contrary of what was asked for is another's too; one that can't be looked at is not "
    "taken over") {
  Database world;
  world.description = "theirs";
  auto answer = world.apply();
  CHECK(has_error(answer.diagnostics));
  CHECK(answer.state.is_null());
  Database hidden;
  hidden.refused = true;
  answer = hidden.apply();
  REQUIRE(has_error(answer.diagnostics));
  CHECK(answer.state.is_null());
  CHECK(answer.diagnostics[0].detail.find("is not known") != std::string::npos);
}

TEST_CASE("an object whose news has not spread is found when the second try says that it exists") {
  Database world;
  world.hidden = 3;
  const auto answer = world.apply();
  CHECK(answer.diagnostics.empty());
  CHECK(world.cloud.count("CreateDatabase") == 2);
  CHECK(answer.state["id"] == Value("123456789012:raw"));
}

TEST_CASE("a repeated refusal with an earlier unclear try inside the client is looked into as well") {
  Database world;
  world.lost = service_error(Fault::Conflict, "AlreadyExistsException");
  world.lost.maybe_done = true;
  CHECK(world.apply().diagnostics.empty());
  CHECK(world.cloud.count("CreateDatabase") == 1);
}

TEST_CASE("where a service does not tell when it made something, a look before the call does") {
  for (const bool before : {true, false}) {
    Unclear world;
    world.call = "CreateClusterSubnetGroup";
    world.done = !before;
    world.others = [&](const cloud::Call& asked) -> Answer {
      if (asked.operation != "DescribeClusterSubnetGroups") return nothing();
      if (!before && !world.there()) return missing("ClusterSubnetGroupNotFoundFault");
      return reply(
          {{"ClusterSubnetGroups",
            {{"ClusterSubnetGroup", {{{"ClusterSubnetGroupName", "g"}, {"Description", "Managed by Terraform"}}}}}}});
    };
    const auto answer =
        world.apply("aws_redshift_subnet_group",
                    {{"name", "g"}, {"subnet_ids", {"subnet-1"}}, {"description", "Managed by Terraform"}});
    CHECK(has_error(answer.diagnostics) == before);
    CHECK(answer.state.is_null() == before);
    CHECK(world.cloud.count("CreateClusterSubnetGroup") == 1);
  }
}

TEST_CASE("a policy is found by the ARN that it must have, and the ARN is in the state") {
  Unclear world;
  world.call = "CreatePolicy";
  world.others = [&](const cloud::Call& asked) -> Answer {
    if (asked.operation == "GetPolicyVersion")
      return reply({{"PolicyVersion", {{"Document", "{}"}, {"VersionId", "v1"}}}});
    if (asked.operation != "GetPolicy") return nothing();
    CHECK(asked.body["PolicyArn"] == "arn:aws:iam::123456789012:policy/lake/read");
    if (!world.there()) return missing("NoSuchEntity");
    return reply({{"Policy",
                   {{"PolicyName", "read"},
                    {"Path", "/lake/"},
                    {"Arn", asked.body["PolicyArn"]},
                    {"DefaultVersionId", "v1"},
                    {"CreateDate", world.iso()}}}});
  };
  const auto answer = world.apply("aws_iam_policy", {{"name", "read"}, {"path", "/lake/"}, {"policy", "{}"}});
  CHECK(answer.diagnostics.empty());
  CHECK(answer.state["arn"] == Value("arn:aws:iam::123456789012:policy/lake/read"));
  CHECK(world.cloud.count("CreatePolicy") == 1);
}

TEST_CASE("a lost answer about a policy's new version does not make two of them") {
  for (const bool done : {true, false}) {
    for (const int delay : {0, 1}) {
      Unclear world;
      world.call = "CreatePolicyVersion";
      world.done = done;
      world.others = [&](const cloud::Call& asked) -> Answer {
        if (asked.operation == "CreatePolicyVersion") return reply({{"PolicyVersion", {{"VersionId", "v2"}}}});
        if (asked.operation == "GetPolicyVersion")
          return reply({{"PolicyVersion", {{"Document", "{}"}, {"VersionId", asked.body["VersionId"]}}}});
        if (asked.operation == "GetPolicy")
          return reply({{"Policy",
                         {{"PolicyName", "p"},
                          {"Path", "/"},
                          {"Arn", "arn:aws:iam::123456789012:policy/p"},
                          {"DefaultVersionId", "v2"}}}});
        if (asked.operation == "SetDefaultPolicyVersion") CHECK(asked.body["VersionId"] == "v2");
        if (asked.operation != "ListPolicyVersions") return nothing();
        Json versions = {{{"VersionId", "v1"}, {"CreateDate", "2020-01-01T00:00:00Z"}}};
        if (world.there()) versions.push_back({{"VersionId", "v2"}, {"CreateDate", world.iso()}});
        return reply({{"Versions", {{"member", versions}}}});
      };
      Json before{{"id", "arn:aws:iam::123456789012:policy/p"},
                  {"arn", "arn:aws:iam::123456789012:policy/p"},
                  {"name", "p"},
                  {"path", "/"},
                  {"policy", "{}"}};
      if (delay) before["delay_after_policy_creation_in_ms"] = delay;
      Json after = before;
      after["policy"] = "{\"Version\":\"2012-10-17\"}";
      CHECK(world.apply("aws_iam_policy", after, before).diagnostics.empty());
      CHECK(world.made == 1);
      CHECK(world.cloud.count("CreatePolicyVersion") == (done ? 1 : 2));
      CHECK(world.cloud.count("SetDefaultPolicyVersion") == delay);
    }
  }
}

TEST_CASE("what later steps add does not keep an object from being found: they are made then") {
  Unclear world;
  world.call = "CreateRole";
  std::vector<std::string> attached;
  world.others = [&](const cloud::Call& asked) -> Answer {
    if (asked.operation == "GetRole") {
      if (!world.there()) return missing("NoSuchEntity");
      return reply({{"Role",
                     {{"RoleName", "r"},
                      {"Path", "/"},
                      {"Arn", "arn:aws:iam::123456789012:role/r"},
                      {"AssumeRolePolicyDocument", "%7B%7D"},
                      {"CreateDate", world.iso()}}}});
    }
    if (asked.operation == "AttachRolePolicy") attached.push_back(asked.body["PolicyArn"]);
    if (asked.operation != "ListAttachedRolePolicies") return nothing();
    Json policies = Json::array();
    for (const auto& arn : attached) policies.push_back({{"PolicyArn", arn}});
    return reply({{"AttachedPolicies", {{"member", policies}}}});
  };
  const Json wanted{{"name", "r"},
                    {"assume_role_policy", "{}"},
                    {"managed_policy_arns", {"arn:aws:iam::aws:policy/A"}},
                    {"inline_policy", {{{"name", "a"}, {"policy", "{}"}}}}};
  CHECK(world.apply("aws_iam_role", wanted).diagnostics.empty());
  CHECK(world.cloud.count("CreateRole") == 1);
  CHECK(world.cloud.count("PutRolePolicy") == 1);
  CHECK(attached.size() == 1);
}

TEST_CASE(
    "a bucket whose creation was answered by nothing is made once, and none of the ways around a refusal is tried") {
  Unclear world;
  world.call = "CreateBucket";
  world.others = [&](const cloud::Call& asked) -> Answer {
    if (asked.operation == "HeadBucket" && !world.there()) return missing("NotFound");
    if (asked.operation == "ListBuckets")
      return reply({{"Buckets", {{"Bucket", {{{"Name", "lake"}, {"CreationDate", world.iso()}}}}}}});
    return reply(Json());
  };
  const auto answer =
      world.apply("aws_s3_bucket", {{"bucket", "lake"}, {"region", "eu-west-1"}, {"tags", {{"a", "b"}}}});
  CHECK(answer.diagnostics.empty());
  CHECK(answer.state["id"] == Value("lake"));
  CHECK(world.cloud.count("CreateBucket") == 1);
}

TEST_CASE("inside a create too a call may be sent again when a second time changes nothing more") {
  std::map<std::string, bool> may;
  Unclear world;
  world.others = [&](const cloud::Call& asked) -> Answer {
    const bool first = !may.contains("CreateBucket");
    may[asked.operation] = asked.idempotent;
    if (asked.operation == "HeadBucket" && first) return missing("NotFound");
    if (asked.operation == "GetPublicAccessBlock") return reply({{"BlockPublicAcls", "true"}});
    if (asked.operation == "ListAttachedRolePolicies")
      return reply({{"AttachedPolicies", {{"member", {{{"PolicyArn", "arn:aws:iam::aws:policy/A"}}}}}}});
    return reply(Json());
  };
  CHECK(world.apply("aws_s3_bucket_public_access_block", {{"bucket", "lake"}, {"block_public_acls", true}})
            .diagnostics.empty());
  world.apply("aws_s3_bucket", {{"bucket", "lake"}, {"region", "eu-west-1"}});
  world.apply("aws_iam_role_policy_attachment", {{"role", "r"}, {"policy_arn", "arn:aws:iam::aws:policy/A"}});
  for (const char* operation : {"PutPublicAccessBlock", "HeadBucket", "AttachRolePolicy"}) {
    INFO(operation);
    CHECK(may.at(operation));
  }
  CHECK_FALSE(may.at("CreateBucket"));
}

TEST_CASE("what always exists is not taken for the result of a put that failed: the error stands") {
  Unclear world;
  world.call = "PutPublicAccessBlock";
  world.done = false;
  world.others = [](const cloud::Call&) -> Answer { return reply({{"BlockPublicAcls", "true"}}); };
  const auto answer =
      world.apply("aws_s3_bucket_public_access_block", {{"bucket", "lake"}, {"block_public_acls", true}});
  CHECK(has_error(answer.diagnostics));
  CHECK(answer.state.is_null());
}

TEST_CASE(
    "a bucket whose creation ended with the stop is whole: its wait and its read-back are made, and no step that has "
    "nothing to do fails") {
  Unclear world;
  world.cloud.answer = [&](const cloud::Call& asked, int number) -> Answer {
    if (asked.operation == "HeadBucket" && number == 1) return missing("NotFound");
    if (asked.operation == "CreateBucket") world.cloud.request_stop();
    if (asked.operation != "CreateBucket" && !asked.despite_stop)
      return Error{Fault::Cancelled, "stopped", {}, {}, {}, {}, 0};
    return reply(Json());
  };
  CHECK(world.apply("aws_s3_bucket", {{"bucket", "lake"}, {"region", "eu-west-1"}}).diagnostics.empty());
}

TEST_CASE("a stop lets the read-back of what is finished end, and the look for what may have been made") {
  for (const bool lost : {true, false}) {
    Database world;
    if (!lost) world.call.clear();
    const auto calm = world.cloud.answer;
    world.cloud.answer = [&](const cloud::Call& asked, int number) -> Answer {
      if (asked.operation == "CreateDatabase") world.made += lost ? 0 : 1;
      if (asked.operation == "CreateDatabase") world.cloud.request_stop();
      if (asked.operation != "CreateDatabase" && !asked.despite_stop)
        return Error{Fault::Cancelled, "stopped", {}, {}, {}, {}, 0};
      return calm(asked, number);
    };
    const auto answer = world.apply();
    CHECK(answer.diagnostics.empty());
    CHECK(answer.state["description"] == Value("x"));
  }
}
