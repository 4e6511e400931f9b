#include "plan/check/check.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "plan/check/policy.h"
#include "plan/diff/proposed.h"
#include "provider/schema/registry.h"

using namespace lakeform;
using namespace lakeform::plan;

namespace {

/// Resources put together from JSON, with a verdict each.
class Case {
 public:
  Judged& add(const std::string& address, Verdict verdict, const char* live, const char* desired = "null") {
    Judged one;
    one.entry.address = address;
    one.entry.type = address.substr(0, address.find('.'));
    one.entry.verdict = verdict;
    one.definition = schema::find_definition(*schema::find_provider("aws"), one.entry.type);
    if (one.definition) {
      one.live = one.state = Packed(stored_value(*one.definition, live));
      one.desired = Packed(stored_value(*one.definition, desired));
    }
    judged_.push_back(std::move(one));
    return judged_.back();
  }

  /// "ADDRESS: path" of what the check finds, in the order of resources.
  std::vector<std::string> found(const char* id) {
    Judgement judgement(judged_);
    const Check* check = find_check(id);
    REQUIRE(check);
    check->run(judgement);
    std::vector<std::string> out;
    for (const Judged& one : judgement.all()) {
      for (const Finding& finding : one.entry.findings) {
        CHECK(finding.check == id);
        CHECK_FALSE(finding.message.empty());
        out.push_back(one.entry.address + ": " + word(finding.severity) + " " + finding.path);
      }
    }
    return out;
  }

 private:
  std::vector<Judged> judged_;
};

using Found = std::vector<std::string>;

constexpr const char* kTable =
    R"({"name": "sales", "database_name": "d", "storage_descriptor": [{"location": "s3://lake/raw/sales/"}], "parameters": {"recordCount": "12"}})";

std::string rules(const std::string& prefix, const std::string& rest, const std::string& status = "Enabled") {
  return R"({"bucket": "lake", "rule": [{"id": "r", "status": ")" + status + R"(", "filter": [{"prefix": ")" + prefix +
         R"("}], )" + rest + "}]}";
}

constexpr const char* kExpires = R"("expiration": [{"days": 30}])";

}  // namespace

TEST_CASE("checks have ids in order, titles and pages") {
  const auto all = checks();
  REQUIRE(all.size() >= 8);
  CHECK(std::is_sorted(all.begin(), all.end(), [](const Check* a, const Check* b) { return a->id < b->id; }));
  for (const Check* check : all) {
    CAPTURE(std::string(check->id));
    CHECK(check->title.size() > 10);
    CHECK(check->page.find("What to do:") != std::string_view::npos);
    CHECK(find_check(check->id) == check);
  }
  CHECK(find_check("no-such-check") == nullptr);
}

TEST_CASE("expiry-covers-table: a rule that is new, wider or sooner and reaches a table's files") {
  const char* const id = "expiry-covers-table";
  const std::string address = "aws_s3_bucket_lifecycle_configuration.l";
  const auto judged = [&](Verdict verdict, const std::string& live, const std::string& desired) {
    Case given;
    given.add("aws_glue_catalog_table.t", Verdict::Unchanged, kTable);
    given.add(address, verdict, live.c_str(), desired.c_str());
    return given.found(id);
  };
  const Found blamed{address + ": error rule[0]"};
  CHECK(judged(Verdict::Create, "null", rules("raw/", kExpires)) == blamed);
  CHECK(judged(Verdict::Create, "null", rules("", kExpires)) == blamed);
  CHECK(judged(Verdict::Update, rules("other/", kExpires), rules("raw/", kExpires)) == blamed);
  CHECK(judged(Verdict::Update, rules("raw/", R"("expiration": [{"days": 90}])"), rules("raw/", kExpires)) == blamed);
  CHECK(judged(Verdict::Update, rules("raw/", kExpires, "Disabled"), rules("raw/", kExpires)) == blamed);
  // No finding: as before, less than before, elsewhere, switched off, or only moved.
  CHECK(judged(Verdict::Update, rules("raw/", kExpires), rules("raw/sales/", kExpires)).empty());
  CHECK(judged(Verdict::Update, rules("raw/", kExpires), rules("raw/", R"("expiration": [{"days": 90}])")).empty());
  CHECK(judged(Verdict::Create, "null", rules("logs/", kExpires)).empty());
  CHECK(judged(Verdict::Create, "null", rules("raw/", kExpires, "Disabled")).empty());
  CHECK(judged(Verdict::Create, "null", rules("raw/", R"("transition": [{"days": 30, "storage_class": "GLACIER"}])"))
            .empty());
  CHECK(judged(Verdict::Unchanged, rules("raw/", kExpires), "null").empty());
}

TEST_CASE("store-not-empty: a store that goes with what it holds") {
  Case full;
  full.add("aws_s3_bucket.b", Verdict::Destroy, R"({"bucket": "b"})").entry.facts = {{"objects", 3, "3 objects"}};
  CHECK(full.found("store-not-empty") == Found{"aws_s3_bucket.b: error "});
  Case unknown;
  unknown.add("aws_redshift_cluster.c", Verdict::Replace, R"({"cluster_identifier": "c"})");
  CHECK(unknown.found("store-not-empty").size() == 1);
  Case empty;
  empty.add("aws_s3_bucket.b", Verdict::Replace, R"({"bucket": "b"})").entry.facts = {{"objects", 0, "0 objects"}};
  empty.add("aws_s3_bucket.kept", Verdict::Update, R"({"bucket": "b"})").entry.facts = {{"objects", 3, "3 objects"}};
  empty.add("aws_glue_crawler.c", Verdict::Destroy, R"({"name": "c"})");
  CHECK(empty.found("store-not-empty").empty());
}

TEST_CASE("forced-destroy: the switch that lets data go, on or switched on") {
  Case given;
  given.add("aws_s3_bucket.gone", Verdict::Destroy, R"({"bucket": "b", "force_destroy": true})").entry.impact =
      Impact::Lost;
  given.add("aws_s3_bucket.empty", Verdict::Destroy, R"({"bucket": "e", "force_destroy": true})").entry.impact =
      Impact::None;
  given.add("aws_s3_bucket.safe", Verdict::Destroy, R"({"bucket": "b", "force_destroy": false})").entry.impact =
      Impact::Lost;
  given.add("aws_redshift_cluster.on", Verdict::Update, R"({"skip_final_snapshot": false})",
            R"({"skip_final_snapshot": true})");
  given.add("aws_redshift_cluster.off", Verdict::Update, R"({"skip_final_snapshot": true})",
            R"({"skip_final_snapshot": false})");
  CHECK(given.found("forced-destroy") ==
        Found{"aws_s3_bucket.gone: error force_destroy", "aws_redshift_cluster.on: warning skip_final_snapshot"});
}

TEST_CASE("renamed-store: who still names the old one, as a whole word") {
  Case given;
  given.add("aws_s3_bucket.b", Verdict::Replace, R"({"bucket": "raw"})", R"({"bucket": "raw2"})");
  given.add("aws_glue_crawler.old", Verdict::Unchanged, R"({"name": "c", "s3_target": [{"path": "s3://raw/x/"}]})");
  given.add("aws_glue_crawler.other", Verdict::Unchanged,
            R"({"name": "c", "s3_target": [{"path": "s3://raw-archive/x/"}]})");
  given.add("aws_s3_bucket_policy.follows", Verdict::Replace, R"({"bucket": "raw"})", R"({"bucket": "raw2"})");
  given.add("aws_s3_bucket_policy.goes", Verdict::Destroy, R"({"bucket": "raw"})");
  CHECK(given.found("renamed-store") == Found{"aws_glue_crawler.old: error s3_target[0].path"});
}

TEST_CASE("redshift-resize: elastic where one step reaches, else classic") {
  const auto resized = [](const char* from, const char* to) {
    Case given;
    given.add("aws_redshift_cluster.c", Verdict::Update, from, to);
    return given.found("redshift-resize");
  };
  const char* const two = R"({"node_type": "ra3.xlplus", "number_of_nodes": 2})";
  CHECK(resized(two, R"({"node_type": "ra3.xlplus", "number_of_nodes": 4})") ==
        Found{"aws_redshift_cluster.c: note number_of_nodes"});
  CHECK(resized(two, R"({"node_type": "ra3.4xlarge", "number_of_nodes": 2})") ==
        Found{"aws_redshift_cluster.c: note node_type"});
  CHECK(resized(two, R"({"node_type": "ra3.xlplus", "number_of_nodes": 5})") ==
        Found{"aws_redshift_cluster.c: warning number_of_nodes"});
  CHECK(resized(two, R"({"node_type": "ra3.xlplus", "number_of_nodes": 1})") ==
        Found{"aws_redshift_cluster.c: warning number_of_nodes"});
  CHECK(resized(two, two).empty());
}

TEST_CASE("public-or-unencrypted: only what gets worse") {
  Case given;
  given.add(
      "aws_s3_bucket_policy.opened", Verdict::Update, R"({"bucket": "b", "policy": "{}"})",
      R"({"bucket": "b", "policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\"}]}"})");
  given.add(
      "aws_s3_bucket_policy.tied", Verdict::Create, "null",
      R"({"bucket": "b", "policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"s3:*\", \"Resource\": \"*\", \"Condition\": {\"x\": {}}}]}"})");
  given.add("aws_s3_bucket_public_access_block.off", Verdict::Update, R"({"bucket": "b", "block_public_policy": true})",
            R"({"bucket": "b", "block_public_policy": false})");
  given.add("aws_s3_bucket_public_access_block.on", Verdict::Update, R"({"bucket": "b", "block_public_policy": false})",
            R"({"bucket": "b", "block_public_policy": true})");
  given.add("aws_s3_bucket_public_access_block.gone", Verdict::Destroy,
            R"({"bucket": "c", "block_public_policy": true})");
  given.add("aws_s3_bucket_public_access_block.with", Verdict::Destroy,
            R"({"bucket": "d", "block_public_policy": true})");
  given.add("aws_s3_bucket.d", Verdict::Destroy, R"({"bucket": "d"})");
  given.add("aws_redshift_cluster.c", Verdict::Update, R"({"publicly_accessible": false, "encrypted": "true"})",
            R"({"publicly_accessible": true, "encrypted": "false"})");
  CHECK(given.found("public-or-unencrypted") ==
        Found{"aws_s3_bucket_policy.opened: error policy",
              "aws_s3_bucket_public_access_block.off: error block_public_policy",
              "aws_s3_bucket_public_access_block.gone: error ", "aws_redshift_cluster.c: error publicly_accessible",
              "aws_redshift_cluster.c: error encrypted"});
}

TEST_CASE("access-list-owned-twice: two owners of one list, or an argument beside a resource") {
  Case given;
  given.add("aws_s3_bucket_policy.a", Verdict::Unchanged, R"({"bucket": "b", "policy": "{}"})");
  given.add("aws_s3_bucket_policy.b", Verdict::Create, "null", R"({"bucket": "b", "policy": "{}"})");
  given.add("aws_s3_bucket_policy.c", Verdict::Create, "null", R"({"bucket": "c", "policy": "{}"})");
  given.add("aws_s3_bucket_policy.unknown", Verdict::Create, "null", R"({"policy": "{}"})");
  given.add("aws_iam_role.r", Verdict::Update, R"({"name": "r"})",
            R"({"name": "r", "inline_policy": [{"name": "x", "policy": "{}"}]})");
  given.add("aws_iam_role_policy.p", Verdict::Unchanged, R"({"name": "p", "role": "r", "policy": "{}"})");
  CHECK(given.found("access-list-owned-twice") ==
        Found{"aws_s3_bucket_policy.b: error bucket", "aws_iam_role.r: error inline_policy"});
}

TEST_CASE("crawler-does-not-fit: target, trust and permissions") {
  const char* const trusting =
      R"({"name": "r", "assume_role_policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"Service\": \"glue.amazonaws.com\"}, \"Action\": \"sts:AssumeRole\"}]}"})";
  const char* const crawler =
      R"({"name": "c", "database_name": "d", "role": "arn:aws:iam::123456789012:role/service/r", "s3_target": [{"path": "s3://lake/raw/"}]})";
  const auto with = [&](const char* role, const std::string& policy, bool foreign = false) {
    Case given;
    given.add("aws_glue_crawler.c", Verdict::Create, "null", crawler);
    given.add("aws_iam_role.r", Verdict::Unchanged, role);
    if (!policy.empty())
      given.add("aws_iam_role_policy.p", Verdict::Unchanged,
                ("{\"role\": \"r\", \"name\": \"p\", \"policy\": \"" + policy + "\"}").c_str());
    if (foreign)
      given.add("aws_iam_role_policy_attachment.a", Verdict::Unchanged,
                R"({"role": "r", "policy_arn": "arn:aws:iam::123456789012:policy/elsewhere"})");
    return given.found("crawler-does-not-fit");
  };
  const std::string enough =
      R"({\"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"s3:Get*\", \"s3:List*\"], \"Resource\": [\"arn:aws:s3:::lake\", \"arn:aws:s3:::lake/raw/*\"]}]})";
  const std::string little =
      R"({\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::lake/other/*\"}})";
  CHECK(with(trusting, enough).empty());
  CHECK(with(trusting, little) == Found{"aws_glue_crawler.c: error s3_target[0].path"});
  CHECK(with(trusting, little, true).empty());
  const std::string china =
      R"({\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"arn:aws-cn:s3:::*\"}]})";
  const std::string in_china = std::string(trusting).insert(1, R"("arn": "arn:aws-cn:iam::123456789012:role/r", )");
  CHECK(with(in_china.c_str(), china).empty());
  CHECK(with(in_china.c_str(), enough) == Found{"aws_glue_crawler.c: error s3_target[0].path"});
  CHECK(with(trusting, china) == Found{"aws_glue_crawler.c: error s3_target[0].path"});
  CHECK(with(R"({"name": "r", "assume_role_policy": "{\"Statement\": []}"})", enough) ==
        Found{"aws_glue_crawler.c: error role"});
  Case given;
  given.add("aws_glue_crawler.c", Verdict::Unchanged, crawler);
  given.add("aws_s3_bucket.b", Verdict::Destroy, R"({"bucket": "lake"})");
  given.add("aws_glue_catalog_database.d", Verdict::Replace, R"({"name": "d"})", R"({"name": "e"})");
  CHECK(given.found("crawler-does-not-fit") ==
        Found{"aws_glue_crawler.c: error s3_target[0].path", "aws_glue_crawler.c: error database_name"});
}

TEST_CASE("object-of-two-states: what two plans of a fleet own, and what one of them takes from the other") {
  const auto entry = [](const char* unit, const char* name, Verdict verdict, const char* id,
                        const char* scope = "1/eu-west-1") {
    Entry out;
    out.unit = unit;
    out.address = std::string("aws_s3_bucket_policy.") + name;
    out.type = "aws_s3_bucket_policy";
    out.verdict = verdict;
    out.id = id;
    out.scope = scope;
    return out;
  };
  Report report;
  report.entries = {entry("a", "kept", Verdict::Unchanged, "lake"),
                    entry("a", "twice", Verdict::Unchanged, "lake2"),
                    entry("a", "twice_again", Verdict::Unchanged, "lake2"),
                    entry("b", "same", Verdict::Update, "lake"),
                    entry("b", "elsewhere", Verdict::Unchanged, "lake", "2/eu-west-1"),
                    entry("b", "new", Verdict::Create, ""),
                    entry("c", "stray", Verdict::Unmanaged, "lake")};
  const auto found = [&] {
    std::vector<std::string> out;
    for (const Entry& one : report.entries) {
      for (const Finding& finding : one.findings) out.push_back(one.unit + " " + one.address + ": " + finding.message);
    }
    return out;
  };
  check_across(report, {});
  check_across(report, {});  // a merged report that is merged again says it once
  REQUIRE(found().size() == 1);
  CHECK(found().front().find("b aws_s3_bucket_policy.same: aws_s3_bucket_policy.kept of a and") == 0);
  report.entries.front().verdict = Verdict::Destroy;
  check_across(report, {});
  REQUIRE(found().size() == 2);
  CHECK(found().front().find("is destroyed, and aws_s3_bucket_policy.same of b is the same object") !=
        std::string::npos);
  check_across(report, {"object-of-two-states"});
  CHECK(found().empty());
}

TEST_CASE("patterns and denials as IAM has them") {
  CHECK(matches_pattern("s3:Get*", "s3:GetObject"));
  CHECK(matches_pattern("arn:aws:s3:::a?c/*x", "arn:aws:s3:::abc/y/x"));
  CHECK_FALSE(matches_pattern("s3:Get", "s3:GetObject"));
  const auto allow = parse_policy(R"({"Statement": [{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}]})");
  const auto deny = parse_policy(R"({"Statement": [{"Effect": "Deny", "Action": "s3:PutObject", "Resource": "*"}]})");
  CHECK(allows({allow, deny}, "S3:getobject", "arn:aws:s3:::x"));
  CHECK_FALSE(allows({allow, deny}, "s3:PutObject", "arn:aws:s3:::x"));
  CHECK_FALSE(allows({allow}, "iam:PassRole", "*"));
  CHECK(parse_policy("no json").is_null());
}
