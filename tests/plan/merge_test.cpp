#include "plan/merge.h"

#include <doctest/doctest.h>

#include "plan/check/check.h"
#include "plan/render/json.h"
#include "tests/plan/sample.h"

using namespace lakeform::plan;

namespace {

/// A run over `units` plans of three resources each, as `lakeform plan` reports it: all of them, or a shard.
Report run_of(int units, int shard = 0, int of = 0) {
  Report out;
  out.title = std::to_string(units) + " plans";
  if (of > 0) out.shard = Shard{shard, of};
  for (int i = units; i-- > 0;) {
    if (of > 0 && i % of != shard - 1) continue;
    const std::string unit = "plans/" + std::to_string(i) + ".json";
    out.units.push_back(unit);
    out.notes.push_back("Types without a definition were left out.");
    for (const char* name : {"c", "a", "b"}) {
      out.entries.push_back(entry_of("aws_s3_bucket", name, Verdict::Update));
      out.entries.back().unit = unit;
      out.entries.back().id = *name == 'a' ? "shared" : unit + name;
    }
  }
  put_in_order(out);
  return out;
}

std::string refusal(std::vector<Source> sources) {
  const auto merged = merge(std::move(sources));
  return merged ? "merged" : merged.error().detail;
}

}  // namespace

TEST_CASE("merged shards are the unsharded run, byte for byte, whatever their number and order") {
  Report run = run_of(12);
  check_across(run, {});
  const std::string whole = render_json(run);
  CHECK(whole.find("object-of-two-states") != std::string::npos);
  for (const int count : {1, 2, 3, 5, 12, 20}) {
    std::vector<Source> shards;
    for (int i = count; i > 0; --i) shards.push_back({std::to_string(i), run_of(12, i, count)});
    auto merged = merge(std::move(shards));
    REQUIRE(merged);
    check_across(*merged, {});
    CHECK(render_json(*merged) == whole);
  }
}

TEST_CASE("shards that are missing, given twice or of another run are refused by name") {
  CHECK(refusal({{"1.json", run_of(6, 1, 3)}, {"3.json", run_of(6, 3, 3)}}) == "Shard 2 of 3 is missing.");
  CHECK(refusal({{"x.json", run_of(6, 1, 2)}, {"y.json", run_of(6, 1, 2)}}) == "x.json and y.json are both shard 1.");
  CHECK(refusal({{"x.json", run_of(6, 1, 2)}, {"y.json", run_of(7, 2, 2)}}) ==
        "x.json and y.json are shards of different runs.");
  CHECK(refusal({{"x.json", run_of(6, 1, 2)}, {"y.json", run_of(6)}}) ==
        "x.json and y.json: one is a shard, the other a whole report.");
  CHECK(refusal({}) == "Name at least one report.");
}

TEST_CASE("whole reports of single plans become units named by their title") {
  Report network = sample_report(), data = sample_report();
  network.title = "network.json";
  data.title = "data.json";
  const auto merged = merge({{"a", network}, {"b", data}});
  REQUIRE(merged);
  CHECK(merged->units == std::vector<std::string>{"data.json", "network.json"});
  CHECK(merged->entries.size() == 10);
  CHECK(merged->entries.front().unit == "data.json");
  CHECK(merged->title == "2 reports");
  CHECK(refusal({{"a", network}, {"b", network}}) == "a and b both hold network.json.");
}

TEST_CASE("a resource that stands in a report twice is refused") {
  Report report = sample_report();
  report.entries.push_back(report.entries.front());
  CHECK(refusal({{"a", report}}) == "aws_glue_catalog_database.analytics is in it more than once.");
}

TEST_CASE("an object that another shard owns, or found too, is not unmanaged twice") {
  Report one = run_of(2, 1, 2), two = run_of(2, 2, 2);
  Entry owned = entry_of("aws_s3_bucket", "", Verdict::Unmanaged), stray = owned;
  owned.address = owned.id = two.entries[0].id;
  stray.address = stray.id = "stray";
  one.entries.push_back(owned);
  one.entries.push_back(stray);
  two.entries.push_back(stray);
  const auto merged = merge({{"1", one}, {"2", two}});
  REQUIRE(merged);
  CHECK(merged->counts().at(Verdict::Unmanaged) == 1);
}
