// The table of what holds a gate: Terraform's action, what could be looked at, and the flags. One rule: never milder
// than Terraform's own action, and never quiet about what could not be checked.
#include <doctest/doctest.h>

#include "plan/command/fail_on.h"
#include "plan/coverage.h"
#include "plan/diff/impact.h"
#include "plan/merge.h"
#include "plan/render/json.h"
#include "tests/plan/world.h"

using namespace lakeform;
using namespace lakeform::plan;

namespace {

/// Why a resource can't be judged, and the row of the table that it belongs to.
struct Reason {
  const char* about;
  const char* type;
  const char* provider;
  Basis row;
  bool denied = false;  ///< there is a client, and every call is refused
};

constexpr Reason kUnjudged[] = {
    {"a type that is not covered", "aws_db_instance", "registry.terraform.io/hashicorp/aws", Basis::Terraform},
    {"a cloud whose calls come next", "google_storage_bucket", "registry.terraform.io/hashicorp/google",
     Basis::Terraform},
    {"a type of that cloud that is not covered", "google_bigquery_dataset", "registry.terraform.io/hashicorp/google",
     Basis::Terraform},
    {"another cloud whose calls come next", "azurerm_storage_account", "registry.terraform.io/hashicorp/azurerm",
     Basis::Terraform},
    {"a provider nobody here has heard of", "acme_vault", "registry.example.com/acme/acme", Basis::Terraform},
    {"OpenTofu's address of such a provider", "acme_vault", "registry.opentofu.org/acme/acme", Basis::Terraform},
    {"no credentials", "aws_glue_catalog_database", "registry.terraform.io/hashicorp/aws", Basis::Unread},
    {"access denied", "aws_glue_catalog_database", "registry.terraform.io/hashicorp/aws", Basis::Unread, true},
    {"access denied on a provider of Terraform 0.13's states", "aws_glue_catalog_database",
     "registry.terraform.io/-/aws", Basis::Unread, true},
};

/// Statuses by flags: none; --fail-on data-lost, destroy, replace; the same with --accept could-not-check.
struct Row {
  const char* actions;
  Basis row;
  const char* deposed;
  Verdict verdict;
  int plain, lost, destroy, replace;
  int accepted_lost, accepted_destroy, accepted_replace;
};

constexpr Basis kWord = Basis::Terraform, kUnread = Basis::Unread;
constexpr Row kGateTable[] = {
    {R"(["no-op"])", kWord, "", Verdict::Unchanged, 0, 0, 0, 0, 0, 0, 0},
    {R"(["create"])", kWord, "", Verdict::Create, 2, 0, 0, 0, 0, 0, 0},
    {R"(["update"])", kWord, "", Verdict::Update, 2, 0, 0, 0, 0, 0, 0},
    {R"(["delete"])", kWord, "", Verdict::Destroy, 2, 10, 16, 0, 10, 16, 0},
    {R"(["delete"])", kWord, "0123abcd", Verdict::Destroy, 2, 10, 16, 0, 10, 16, 0},
    {R"(["delete", "create"])", kWord, "", Verdict::Replace, 2, 10, 0, 17, 10, 0, 17},
    {R"(["create", "delete"])", kWord, "", Verdict::Replace, 2, 10, 0, 17, 10, 0, 17},
    {R"(["no-op"])", kUnread, "", Verdict::CouldNotCheck, 2, 19, 19, 19, 0, 0, 0},
    {R"(["update"])", kUnread, "", Verdict::CouldNotCheck, 2, 19, 19, 19, 0, 0, 0},
    {R"(["delete"])", kUnread, "", Verdict::Destroy, 2, 10, 16, 19, 10, 16, 0},
    {R"(["delete"])", kUnread, "0123abcd", Verdict::Destroy, 2, 10, 16, 19, 10, 16, 0},
    {R"(["delete", "create"])", kUnread, "", Verdict::Replace, 2, 10, 19, 17, 10, 0, 17},
    {R"(["create", "delete"])", kUnread, "", Verdict::Replace, 2, 10, 19, 17, 10, 0, 17},
};

std::string plan_of(const Reason& reason, const std::string& actions, const std::string& deposed) {
  const bool creates = actions == R"(["create"])", destroys = actions == R"(["delete"])";
  std::string object = database("live");
  const std::string mark = deposed.empty() ? "" : R"("deposed": ")" + deposed + R"(", )";
  return R"({"format_version": "1.2", "resource_changes": [{"address": "x.y", )" + mark +
         R"("mode": "managed", "type": ")" + reason.type + R"(", "name": "y", "provider_name": ")" + reason.provider +
         R"(", "change": {"actions": )" + actions + R"(, "before": )" + (creates ? "null" : object) + R"(, "after": )" +
         (destroys ? "null" : object) + R"(, "after_unknown": {}}}], "configuration": {"root_module": {}}})";
}

Report report_on(const Reason& reason, const std::string& actions, const std::string& deposed = "") {
  JudgeWorld world(plan_of(reason, actions, deposed));
  REQUIRE(world.input.resources.size() == 1);
  const std::string name = definitions_of(reason.provider);
  world.connected.compiled = name.empty() ? nullptr : schema::find_provider(name);
  world.connected.readable = name == "aws";
  world.connected.problem = "no valid credential sources found";
  world.cloud.refuse = true;
  if (!reason.denied) world.connected.context.client = nullptr;
  Judged judged = world.run();
  weigh(judged, world.connected);
  Report out;
  out.title = "plan.json";
  out.entries = {std::move(judged.entry)};
  return out;
}

int ended_with(const Report& report, const std::vector<std::string>& words,
               const std::vector<std::string>& accept = {}) {
  const auto gate = gate_of(words, accept);
  REQUIRE(gate);
  return exit_status(report, *gate);
}

Report through_merge(const Report& report) {
  auto back = read_json(render_json(report));
  REQUIRE(back);
  Report other;
  other.title = "other.json";
  auto merged = merge({{"a", std::move(*back)}, {"b", other}});
  REQUIRE(merged);
  return std::move(*merged);
}

void check_row(const Report& report, const Row& row) {
  const std::vector<std::string> accept{"could-not-check"};
  CHECK(ended_with(report, {}) == row.plain);
  CHECK(ended_with(report, {"data-lost"}) == row.lost);
  CHECK(ended_with(report, {"destroy"}) == row.destroy);
  CHECK(ended_with(report, {"replace"}) == row.replace);
  CHECK(ended_with(report, {"data-lost"}, accept) == row.accepted_lost);
  CHECK(ended_with(report, {"destroy"}, accept) == row.accepted_destroy);
  CHECK(ended_with(report, {"replace"}, accept) == row.accepted_replace);
  // Words that could be meant hold too; a plan that is not whole is an error whatever else holds.
  if (goes(report.entries.front())) CHECK(ended_with(report, {"access-cut"}, accept) == 12);
  Report part = report;
  part.incomplete = {"Terraform could not finish this plan."};
  for (const auto& words :
       {std::vector<std::string>{}, std::vector<std::string>{"data-lost"}, std::vector<std::string>{"create"}})
    CHECK(ended_with(part, words) == 1);
  CHECK(ended_with(part, {"data-lost"}, accept) == 1);
}

}  // namespace

TEST_CASE(
    "the gate's table: every action, for all that can't be judged, with every flag, from the plan and through merge") {
  int rows = 0;
  for (const Reason& reason : kUnjudged) {
    for (const Row& row : kGateTable) {
      if (row.row != reason.row) continue;
      CAPTURE(reason.about);
      CAPTURE(row.actions);
      CAPTURE(row.deposed);
      const Report report = report_on(reason, row.actions, row.deposed);
      const Entry& entry = report.entries.front();
      CHECK(entry.verdict == row.verdict);
      CHECK(entry.basis == row.row);
      CHECK((entry.impact == Impact::Unknown) == (goes(entry) || std::string(row.actions) == R"(["update"])"));
      CHECK_FALSE(entry.reason.empty());
      check_row(report, row);
      check_row(through_merge(report), row);
      ++rows;
    }
  }
  CHECK(rows == 6 * 7 + 3 * 6);
}

TEST_CASE("a create of a covered type without a connection could not be checked; with one it needs no call") {
  const Reason unconnected = kUnjudged[6], denied = kUnjudged[7];
  const Row row{"", kUnread, "", Verdict::CouldNotCheck, 2, 19, 19, 19, 0, 0, 0};
  check_row(report_on(unconnected, R"(["create"])"), row);
  CHECK(report_on(denied, R"(["create"])").entries.front().verdict == Verdict::Create);
}

TEST_CASE("what is judged holds as before: its own words and no others") {
  const auto report_of_judged = [](Verdict verdict, Impact impact) {
    Report report;
    report.entries.emplace_back();
    report.entries.front().verdict = verdict;
    report.entries.front().impact = impact;
    return report;
  };
  CHECK(ended_with(report_of_judged(Verdict::Destroy, Impact::None), {"data-lost"}) == 0);
  CHECK(ended_with(report_of_judged(Verdict::Destroy, Impact::None), {"destroy"}) == 16);
  CHECK(ended_with(report_of_judged(Verdict::Replace, Impact::Lost), {"data-lost", "replace"}) == 10);
  CHECK(ended_with(report_of_judged(Verdict::Update, Impact::Downtime), {"access-cut"}) == 0);
}

TEST_CASE(
    "a list that was refused could not be checked, and counts as no resource; uncovered changes hold where that is "
    "asked for") {
  Report report;
  report.entries.emplace_back();
  report.entries.front().verdict = Verdict::CouldNotCheck;
  report.entries.front().basis = Basis::Listed;
  CHECK(ended_with(report, {"create"}) == 19);
  CHECK(coverage_of(report).resources == 0);
  CHECK(ended_with(report_on(kUnjudged[0], R"(["update"])"), {"uncovered"}) == 24);
}

TEST_CASE("drift of what is not covered is Terraform's word, and outputs and actions are changes") {
  auto input = read_text(
      "given",
      R"({"format_version": "1.2", "resource_drift": [{"address": "aws_db_instance.d", "mode": "managed", "type": "aws_db_instance", "name": "d",
    "provider_name": "registry.terraform.io/hashicorp/aws", "change": {"actions": ["update"], "before": {"id": "d", "multi_az": true}, "after": {"id": "d", "multi_az": false}}},
    {"address": "aws_db_instance.g", "mode": "managed", "type": "aws_db_instance", "name": "g", "provider_name": "registry.terraform.io/hashicorp/aws",
     "change": {"actions": ["delete"], "before": {"id": "g"}, "after": null}}],
    "output_changes": {"url": {"actions": ["update"], "before": "a", "after": "b"}, "same": {"actions": ["no-op"]}},
    "action_invocations": [{"address": "action.aws_lambda_invoke.x"}],
    "checks": [{"address": {"to_display": "check.health"}, "status": "fail", "instances": [{"problems": [{"message": "site is down"}]}]}], "resource_changes": []})");
  REQUIRE(input);
  REQUIRE(input->resources.size() == 2);
  CHECK(judge(*input, input->resources[0], Connected()).entry.verdict == Verdict::Drifted);
  CHECK(judge(*input, input->resources[1], Connected()).entry.verdict == Verdict::Missing);
  CHECK(input->besides.size() == 2);
  CHECK(input->besides[0] == "Output url is changed.");
  CHECK(input->notes.front().find("check.health fails: site is down") != std::string::npos);
  Report report;
  report.besides = input->besides;
  CHECK(ended_with(report, {}) == 2);
}
