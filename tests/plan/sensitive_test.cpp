#include "plan/diff/sensitive.h"

#include <doctest/doctest.h>

#include "plan/render/json.h"
#include "tests/plan/world.h"

using namespace lakeform;
using namespace lakeform::plan;

namespace {

/// A database that is created, with these tags, tags of all and marks; its report's entry as JSON.
std::string created(const std::string& tags, const std::string& all, const std::string& marks) {
  std::string after = database("new");
  after.replace(after.find(R"("tags": {})"), 10, "\"tags\": " + tags);
  after.replace(after.find(R"("tags_all": {})"), 14, "\"tags_all\": " + all);
  JudgeWorld world(plan_text("null", after, R"(["create"])", "{}", ", \"after_sensitive\": " + marks));
  Report report;
  report.entries = {world.run().entry};
  return render_json(report);
}

Sensitive knowing(const char* value) {
  Sensitive out;
  out.add_marks(decoded(R"({"secret": true})"));
  out.learn(decoded(value), nullptr);
  return out;
}

bool has(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a tag that is sensitive is so in tags_all, which bears no mark") {
  const std::string out = created(R"({"token": "hunter2-token", "open": "shown"})",
                                  R"({"token": "hunter2-token", "open": "shown"})", R"({"tags": {"token": true}})");
  CHECK_FALSE(has(out, "hunter2"));
  CHECK(has(out, R"(tags_all[\"token\"])"));
  CHECK(has(out, "shown"));
}

TEST_CASE("the keys of a wholly sensitive map are in no path, neither its own nor those of what was made of it") {
  const std::string out = created(R"({"hunter2-key": "hunter2-value"})",
                                  R"({"hunter2-key": "hunter2-value", "Team": "lake"})", R"({"tags": true})");
  CHECK_FALSE(has(out, "hunter2"));
  CHECK(has(out, R"("path": "tags_all")"));
}

TEST_CASE("a value within another one, and in the escapes of a policy, is sensitive there") {
  const Sensitive sensitive = knowing(R"({"secret": "pass\"word"})");
  CHECK(sensitive.holds(decoded(R"("postgres://u:pass\"word@host")")));
  CHECK(sensitive.holds(decoded(R"("{\"a\":\"pass\\\"word\"}")")));
  CHECK(sensitive.holds(decoded(R"([{"deep": ["pass\"word"]}])")));
  CHECK_FALSE(sensitive.holds(decoded(R"("passwords")")));
}

TEST_CASE("a short value counts where it is all of another one, a digit or two nowhere") {
  const Sensitive sensitive = knowing(R"({"secret": ["dev", 5]})");
  CHECK(sensitive.holds(Value("dev")));
  CHECK_FALSE(sensitive.holds(Value("device")));
  CHECK_FALSE(sensitive.holds(decoded("5")));
  CHECK(sensitive.covered("the dev of devices", "") == "the (secret) of devices");
}

TEST_CASE("what a definition or a state says is sensitive is learnt too") {
  Sensitive sensitive;
  sensitive.add_paths(decoded(
      R"([[{"type": "get_attr", "value": "a"}, {"type": "index", "value": {"value": "k", "type": "string"}}]])"));
  sensitive.learn(decoded(R"({"a": {"k": "hunter2", "l": "open-text"}})"), nullptr);
  CHECK(sensitive.holds(Value("hunter2")));
  CHECK_FALSE(sensitive.holds(Value("open-text")));
  CHECK(sensitive.whole(Path::parse("a").key("k")));
  CHECK_FALSE(sensitive.whole(Path::parse("a")));
  CHECK(sensitive.at(Path::parse("a")));
}

TEST_CASE("messages, facts, ids and import blocks of a resource are covered, its address stays") {
  Entry entry;
  entry.address = "aws_x.hunter2";
  entry.id = "arn:hunter2";
  entry.scope = "123456789012/eu-west-1";
  entry.reason = "aws_x.hunter2: the service says that hunter2 is taken";
  entry.import_block = "import { id = \"hunter2\" }";
  entry.facts = {{"name", "hunter2", "name hunter2"}};
  entry.findings = {{"check", Severity::Error, "aws_x.hunter2 has aHVudGVyMg==", "tags[\"hunter2\"]", {}}};
  cover(entry, knowing(R"({"secret": "hunter2"})"));
  CHECK(entry.reason == "aws_x.hunter2: the service says that (secret) is taken");
  CHECK(entry.id.empty());
  CHECK(entry.import_block.empty());
  CHECK(entry.scope == "123456789012/eu-west-1");
  CHECK(entry.facts[0].text == "name (secret)");
  CHECK_FALSE(has(entry.facts[0].value.dump(), "hunter2"));
  CHECK_FALSE(has(entry.findings[0].message, "aHVudGVyMg"));
  CHECK(entry.findings[0].path == "tags[\"(secret)\"]");
}
