#include <doctest/doctest.h>

#include "tests/harness/bench.h"
#include "tests/harness/kinds.h"

using namespace lakeform::harness;

namespace {

Configuration databases(const Json& named) {
  return {Bench::provider_block(), resources_of({{"aws_glue_catalog_database", named}})};
}

}  // namespace

TEST_CASE("a resource lives in process: created, planned empty, changed, found gone, imported and destroyed") {
  VirtualClock clock;
  Bench bench(clock);
  auto& terraform = bench.terraform;
  const std::string address = "aws_glue_catalog_database.test";
  const auto first = databases({{"test", {{"name", "lake"}, {"description", "raw"}}}}),
             second = databases({{"test", {{"name", "lake"}, {"description", "clean"}}}});
  CHECK(terraform.apply(first).ok());
  CHECK(bench.holds() == std::vector<std::string>{"glue database lake"});
  CHECK(terraform.plan(first).empty());
  const auto plan = terraform.plan(second);
  REQUIRE(plan.changes.size() == 1);
  CHECK(plan.changes.front().action == Action::Update);
  CHECK(terraform.apply(second, plan).ok());
  const auto renamed = terraform.plan(databases({{"test", {{"name", "lake2"}}}}));
  CHECK(renamed.changes.front().action == Action::Replace);
  const State known = terraform.state;
  terraform.state.clear();
  CHECK(terraform.import(second, address, known.at(address).value["id"].to_text()).ok());
  CHECK(terraform.plan(second).empty());
  CHECK(terraform.destroy(second).ok());
  CHECK(terraform.state.empty());
  CHECK(bench.holds().empty());
  terraform.state = known;
  CHECK(terraform.plan(second).changes.front().action == Action::Create);
}

TEST_CASE("a plan with unknowns is applied with what they turn out to be, and refers to other resources") {
  VirtualClock clock;
  Bench bench(clock);
  const auto configuration =
      databases({{"base", {{"name", {{"$unknown", "later"}}}}},
                 {"test", {{"name", "lake"}, {"description", "beside ${aws_glue_catalog_database.base.arn}"}}}});
  const auto plan = bench.terraform.plan(configuration);
  CHECK(plan.report.ok());
  CHECK(bench.terraform.apply(configuration, plan).ok());
  CHECK(bench.terraform.state.at("aws_glue_catalog_database.test").value["description"].to_text() ==
        "beside arn:aws:glue:us-east-1:111111111111:database/later");
}

TEST_CASE("a cluster's creation takes no time of ours") {
  VirtualClock clock;
  Bench bench(clock);
  bench.front.world().options.delay = std::chrono::minutes(20);
  const auto lives = lives_of("aws_redshift_cluster");
  REQUIRE_FALSE(lives.empty());
  const auto before = clock.slept();
  CHECK(bench.terraform.apply(lives.front().configuration(lives.front().create)).ok());
  CHECK(clock.slept() - before >= std::chrono::minutes(20));
}

TEST_CASE(
    "a provider's first calls, for the session of its role and its account, meet every fault: refused ones are made "
    "again, and nothing is planned wrongly") {
  VirtualClock clock;
  const auto configuration = databases({{"test", {{"name", "lake"}}}});
  for (const auto& fault : faults()) {
    for (std::size_t number = 0; number < 2; ++number) {
      Bench bench(clock);
      REQUIRE(bench.terraform.apply(configuration).ok());
      bench.transport->strike(number, fault, true);
      const auto plan = bench.terraform.plan(configuration);
      INFO(fault.name, " at call ", number);
      CHECK(bench.transport->struck());
      CHECK(plan.report.broken.empty());
      CHECK(plan.empty());
      const bool own_keys = number == 0;  // those that ask for the session do not expire
      if (fault.refused && !(own_keys && fault.name == "expired")) CHECK(plan.report.errors.empty());
      CHECK(bench.terraform.plan(configuration).report.ok());
    }
  }
}
