#include <doctest/doctest.h>

#include "plan/command/fail_on.h"
#include "plan/command/run.h"
#include "plan/diff/impact.h"
#include "plan/diff/unmanaged.h"
#include "plan/live/meter.h"
#include "provider/engine/explain.h"
#include "tests/plan/world.h"

using namespace lakeform;
using namespace lakeform::plan;

namespace {

Report report_of(Verdict verdict, Impact impact = Impact::None, bool drift = false) {
  Report report;
  Entry entry;
  entry.verdict = verdict;
  entry.impact = impact;
  if (drift) entry.attributes.emplace_back().drift = true;
  report.entries.push_back(entry);
  return report;
}

int status(const Report& report, const std::vector<std::string>& words) {
  const auto gate = gate_of(words, {});
  REQUIRE(gate);
  return exit_status(report, *gate);
}

ProviderSettings none;

EvaluatedBlock evaluated(const std::string& expressions, const ProviderSettings& settings = none,
                         const std::string& alias = "") {
  const std::map<std::string, Slice> variables{{"region", "\"eu-west-1\""}};
  return evaluate(schema::provider_definition(*schema::find_provider("aws")),
                  {"registry.terraform.io/hashicorp/aws", alias, expressions}, variables, settings);
}

}  // namespace

TEST_CASE("without --fail-on the exit status is that of terraform plan -detailed-exitcode") {
  CHECK(status(report_of(Verdict::Unchanged), {}) == 0);
  CHECK(status(report_of(Verdict::Update), {}) == 2);
  CHECK(status(report_of(Verdict::CouldNotCheck), {}) == 2);
}

TEST_CASE("--fail-on gives the heaviest of its words that applies, and 0 otherwise") {
  CHECK(status(report_of(Verdict::Destroy, Impact::Lost), {"data-loss", "destroy"}) == 10);
  CHECK(status(report_of(Verdict::Destroy, Impact::Lost), {"destroy"}) == 16);
  CHECK(status(report_of(Verdict::Update, Impact::Metadata, true), {"drift"}) == 20);
  CHECK(status(report_of(Verdict::Update, Impact::Metadata), {"drift", "data-loss"}) == 0);
  CHECK_FALSE(gate_of({"nonsense"}, {}));
  CHECK_FALSE(gate_of({"data-lost"}, {"data-lost"}));
  CHECK_FALSE(gate_of({}, {"could-not-check"}));
}

TEST_CASE("a shard's share is steady, and the shards together are everything once") {
  for (int i = 0; i < 200; ++i) {
    int in = 0;
    for (int shard = 1; shard <= 7; ++shard) in += in_shard("state-" + std::to_string(i), {shard, 7}) ? 1 : 0;
    CHECK(in == 1);
  }
}

TEST_CASE("no more calls than --max-calls, and they are counted by operation") {
  FakeCloud cloud;
  Meter meter({2, 3});
  const auto client = meter.around(cloud);
  cloud::Call call;
  call.service = "glue";
  call.operation = "GetDatabases";
  int answered = 0;
  for (int i = 0; i < 5; ++i) answered += client->send(call) ? 1 : 0;
  CHECK(answered == 3);
  const Error refused = client->send(call).error();
  CHECK(refused.detail.find("--max-calls") != std::string::npos);
  CHECK(engine::hint_for(refused).empty());  // a plan that reads changes no state
  CHECK(meter.calls() == std::map<std::string, std::int64_t>{{"glue:GetDatabases", 3}});
}

TEST_CASE("a provider block is taken from constants and root variables; what else it says is unresolved") {
  const auto block =
      evaluated(R"({"region": {"references": ["var.region"]}, "profile": {"references": ["local.profile"]},
    "endpoints": [{"glue": {"constant_value": "http://127.0.0.1:1"}}], "assume_role": [{"role_arn": {"references": ["var.a", "var.b"]}}]})");
  CHECK(block.config["region"] == Value("eu-west-1"));
  CHECK(block.config["endpoints"].as_list().at(0)["glue"] == Value("http://127.0.0.1:1"));
  CHECK(block.unresolved == std::vector<std::string>{"assume_role.role_arn", "profile"});
}

TEST_CASE("settings of the command line win, for all blocks of a provider or for one alias") {
  CHECK(evaluated(R"({"region": {"references": ["local.r"]}})", {{"aws.region", "us-east-1"}}).config["region"] ==
        Value("us-east-1"));
  CHECK(evaluated("{}", {{"aws.west.region", "us-west-2"}}, "west").config["region"] == Value("us-west-2"));
  CHECK(evaluated("{}", {{"aws.west.region", "us-west-2"}}).config["region"].is_null());
}

TEST_CASE("official and lakeform sources mean the same definitions, others none") {
  CHECK(definitions_of("registry.terraform.io/hashicorp/aws") == "aws");
  CHECK(definitions_of("registry.opentofu.org/hashicorp/google") == "google");
  CHECK(definitions_of("lakeform/azurerm") == "azurerm");
  CHECK(definitions_of("registry.terraform.io/-/aws") == "aws");
  CHECK(definitions_of("aws") == "aws");
  CHECK(definitions_of("registry.terraform.io/somebody/aws").empty());
}

TEST_CASE("facts in words") {
  CHECK(fact_of("objects", 12345, true).text == "more than 12,345 objects");
  CHECK(fact_of("objects", 1, false).text == "1 object");
  CHECK(fact_of("bytes", 1, false).text == "1 byte");
  CHECK(fact_of("bytes", 1234567890123, false).text == "1.2 TB");
  CHECK(fact_of("capacity_megabytes", 64000, false).text == "64.0 GB of capacity");
  CHECK(fact_of("newest_snapshot", "2026-01-01T00:00:00Z", false).text == "newest snapshot 2026-01-01T00:00:00Z");
  CHECK(count_text(-1234567) == "-1,234,567");
}

TEST_CASE("an import block is valid HCL whatever the id") {
  CHECK(import_block("aws_s3_bucket", "my-lake") == "import {\n  to = aws_s3_bucket.my_lake\n  id = \"my-lake\"\n}\n");
  CHECK(import_block("aws_x", "a\n}") == "import {\n  to = aws_x.a__\n  id = \"a\\n}\"\n}\n");
  CHECK(import_block("aws_x", "1\"${a}") == "import {\n  to = aws_x._1___a_\n  id = \"1\\\"$${a}\"\n}\n");
}

TEST_CASE("live objects that no state owns are reported once, with an import block") {
  JudgeWorld world(plan_text(database("live"), database("live"), R"(["no-op"])", "{}"));
  world.cloud.databases["stray"] = {{"Name", "stray"}, {"CatalogId", "123456789012"}};
  std::vector<Judged> judged{world.run()};
  add_unmanaged(world.input, {&world.connected}, judged);
  std::vector<std::string> databases;
  for (const Judged& one : judged) {
    if (one.entry.verdict == Verdict::Unmanaged && one.entry.type == "aws_glue_catalog_database")
      databases.push_back(one.entry.import_block);
  }
  CHECK(databases ==
        std::vector<std::string>{
            "import {\n  to = aws_glue_catalog_database._123456789012_stray\n  id = \"123456789012:stray\"\n}\n"});
}
