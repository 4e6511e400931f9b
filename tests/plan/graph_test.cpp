#include "plan/render/graph.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "tests/plan/sample.h"

using namespace lakeform::plan;

namespace {

const Graph::Node& node(const Graph& graph, const std::string& address) {
  return *std::find_if(graph.nodes.begin(), graph.nodes.end(),
                       [&](const Graph::Node& one) { return one.entry->address == address; });
}

Report chain(std::vector<std::pair<std::string, std::vector<std::string>>> resources) {
  Report out;
  for (auto& [name, needs] : resources) {
    out.entries.push_back(entry_of("t", name, Verdict::Update));
    for (const auto& need : needs) out.entries.back().depends_on.push_back("t." + need);
  }
  return out;
}

}  // namespace

TEST_CASE("a resource stands right of all that it depends on") {
  const Report report = chain({{"a", {}}, {"b", {"a"}}, {"c", {"b", "a"}}});
  const auto graphs = graphs_of(report, 10);
  REQUIRE(graphs.size() == 1);
  CHECK(node(graphs[0], "t.a").column == 0);
  CHECK(node(graphs[0], "t.b").column == 1);
  CHECK(node(graphs[0], "t.c").column == 2);
  CHECK(graphs[0].lines.size() == 3);
  CHECK(graphs[0].columns == 3);
}

TEST_CASE("the picture shows what changes and its neighbours, unchanged ones included, and nothing further") {
  Report report = chain({{"a", {}}, {"b", {"a"}}, {"c", {"b"}}, {"d", {"c"}}});
  for (const std::size_t i : {0U, 1U, 3U}) report.entries[i].verdict = Verdict::Unchanged;
  const auto graphs = graphs_of(report, 10);
  REQUIRE(graphs.size() == 1);
  CHECK(graphs[0].nodes.size() == 3);
  CHECK(graphs[0].left_out == 0);
}

TEST_CASE("cycles, repeats and names that are not there do no harm") {
  const auto graphs = graphs_of(chain({{"a", {"b", "b", "a", "nowhere"}}, {"b", {"a"}}}), 10);
  REQUIRE(graphs.size() == 1);
  CHECK(graphs[0].lines.size() == 2);
}

TEST_CASE("no two resources share a place, and the rest is counted") {
  Report report = sample_report();
  for (int i = 0; i < 50; ++i) report.entries.push_back(entry_of("alone", std::to_string(i), Verdict::Create));
  const auto graphs = graphs_of(report, 20);
  REQUIRE(graphs.size() == 1);
  CHECK(graphs[0].nodes.size() == 20);
  CHECK(graphs[0].left_out == 34);
  std::set<std::pair<int, int>> places;
  for (const auto& one : graphs[0].nodes) {
    CHECK(one.column < graphs[0].columns);
    CHECK(one.row < graphs[0].rows);
    CHECK(places.emplace(one.column, one.row).second);
  }
}

TEST_CASE("each unit of a fleet has its picture, units where nothing happens have none") {
  Report report = chain({{"a", {}}, {"b", {"a"}}, {"c", {}}});
  report.entries[0].unit = "one";
  report.entries[1].unit = "two";
  report.entries[2].unit = "three";
  report.entries[2].verdict = Verdict::Unchanged;
  const auto graphs = graphs_of(report, 10);
  REQUIRE(graphs.size() == 2);
  CHECK(graphs[0].unit == "one");
  CHECK(graphs[1].lines.empty());
}
