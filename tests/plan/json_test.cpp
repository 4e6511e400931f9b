#include "plan/render/json.h"

#include <doctest/doctest.h>

#include "tests/plan/sample.h"

using namespace lakeform::plan;

TEST_CASE("JSON that is read back gives the same bytes") {
  Report hostile = hostile_report();
  for (Entry& entry : hostile.entries) entry.import_block.clear();  // a hostile one is refused
  for (const Report& report : {sample_report(), hostile, Report()}) {
    const std::string once = render_json(report);
    const auto back = read_json(once);
    REQUIRE(back);
    CHECK(render_json(*back) == once);
  }
}

TEST_CASE("a sensitive value stays out of the report even where a bug put it into the entry") {
  Report report = sample_report();
  AttributeChange& change = report.entries[3].attributes[0];
  REQUIRE(change.sensitive);
  change.desired = change.live = change.state = "hunter2";
  CHECK(render_json(report).find("hunter2") == std::string::npos);
  CHECK(render_json(report) == render_json(sample_report()));
}

TEST_CASE("calls are not part of the JSON, for shards make other calls than the whole") {
  CHECK(render_json(sample_report()).find("ListBuckets") == std::string::npos);
}

TEST_CASE("a shard says which one it is") {
  Report report = sample_report();
  report.shard = Shard{2, 5};
  const auto back = read_json(render_json(report));
  REQUIRE(back);
  CHECK(back->shard->index == 2);
  CHECK(back->shard->count == 5);
}

TEST_CASE("what is no report, or not of this version, is refused in words") {
  const auto why = [](const std::string& text) {
    const auto read = read_json(text);
    return read ? std::string("read") : read.error().detail;
  };
  CHECK(why("") == "Give files that `lakeform plan --json` wrote.");
  CHECK(why("{\"format\":" + std::string(1000000, '[')) == "It is nested deeper than 500 levels.");
  CHECK(why("[1]") == "Give files that `lakeform plan --json` wrote.");
  CHECK(why(render_json(sample_report()).substr(0, 300)) == "Give files that `lakeform plan --json` wrote.");
  CHECK(why("{\"format\":\"lakeform-plan-report\",\"format_version\":2}")
            .find("format version 2; this lakeform reads version 1") != std::string::npos);
  const std::string head = "{\"format\":\"lakeform-plan-report\",\"format_version\":1,";
  CHECK(why(head + "\"resources\":[{\"address\":1}]}").find("missing or of the wrong type") != std::string::npos);
  CHECK(why(head + "\"resources\":[{\"address\":\"a\",\"type\":\"t\",\"verdict\":\"eaten\",\"impact\":\"none\"}]}")
            .find("unknown word \"eaten\"") != std::string::npos);
}

TEST_CASE("an import block in a report is one, of the resource's type: no other line can come with it") {
  const auto with = [](const std::string& block) {
    Report report;
    Entry entry;
    entry.address = entry.type = "aws_x";
    entry.verdict = Verdict::Unmanaged;
    entry.import_block = block;
    report.entries.push_back(entry);
    return bool(read_json(render_json(report)));
  };
  CHECK(with("import {\n  to = aws_x.lake\n  id = \"a \\\"b\\\" $${c}\"\n}\n"));
  for (const char* hostile : {"::set-output name=x::y", "import {\n  to = aws_x.lake\n  id = \"a\"\n}\n::error::x",
                              "import {\n  to = aws_y.lake\n  id = \"a\"\n}\n",
                              "import {\n  to = aws_x.lake\n  id = \"a\"\n  ##[command]x\n}\n",
                              "import {\n  to = aws_x.lake\n  id = \"a\n::error::x\"\n}\n"})
    CHECK_FALSE(with(hostile));
}
