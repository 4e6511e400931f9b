// The data source aws_iam_policy_document; expected texts were recorded from the official provider 5.100.0.
#include <doctest/doctest.h>

#include "provider/engine/hooks/registry.h"
#include "provider/engine/plan/shape.h"
#include "provider/schema/registry.h"

using namespace lakeform;
using namespace lakeform::engine;

namespace {

Result<Value> made(const Json& config) {
  const auto& definition =
      *schema::find_definition(*schema::find_provider("aws"), "aws_iam_policy_document", schema::Kind::Data);
  return find_data_hook("iam-policy-document")(definition, Context{}, shaped(definition.root, config));
}

std::string written(const Json& config) {
  const auto state = made(config);
  return state ? (*state)["minified_json"].to_text() : "refused: " + state.error().message;
}

Json statement(Json members) { return {{"statement", Json::array({std::move(members)})}}; }
Json source(const Json& statements) { return {{"source_policy_documents", {Json{{"Statement", statements}}.dump()}}}; }

}  // namespace

TEST_CASE("a document without statements has its version alone, and an id from its text") {
  const auto state = made(Json::object());
  REQUIRE(state);
  CHECK((*state)["json"].to_text() == "{\n  \"Version\": \"2012-10-17\"\n}");
  CHECK((*state)["id"].to_text() == "1132004489");
  CHECK((*state)["statement"].is_null());
}

TEST_CASE("lists are written backwards, a list of one as its element, and variables with a dollar") {
  CHECK(
      written(statement({{"actions", {"s3:*", "b", "a", "c"}}, {"resources", {"&{aws:username}", "${x}"}}})) ==
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*","c","b","a"],"Resource":["${aws:username}","${x}"]}]})");
  CHECK(
      written(statement({{"sid", "x"}, {"not_actions", {"a"}}, {"not_resources", {"<q>"}}})) ==
      R"({"Version":"2012-10-17","Statement":[{"Sid":"x","Effect":"Allow","NotAction":"a","NotResource":"\u003cq\u003e"}]})");
}

TEST_CASE("principals of one type are joined, and everyone alone is a star") {
  const auto who = [](const char* type, Json identifiers) {
    return Json{{"type", type}, {"identifiers", std::move(identifiers)}};
  };
  CHECK(written(statement({{"principals", {who("*", {"*"})}}})) ==
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*"}]})");
  CHECK(written(statement(
            {{"principals", {who("AWS", {"a"}), who("AWS", {"b"}), who("AWS", {"c", "d"}), who("*", {"*"})}}})) ==
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"*":"*","AWS":["a","b","d","c"]}}]})");
}

TEST_CASE("conditions on one variable are joined in the older SDK's order of sets") {
  const auto condition = [](const char* test, const char* variable, Json values) {
    return Json{{"test", test}, {"variable", variable}, {"values", std::move(values)}};
  };
  CHECK(
      written(statement({{"condition",
                          {condition("A", "&{k}", {"x"}), condition("A", "&{k}", {"y"}),
                           condition("A", "&{k}", {"z", "w"}), condition("B", "m", Json::array())}}})) ==
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Condition":{"A":{"\u0026{k}":["z","w","y","x"]},"B":{"m":[]}}}]})");
}

TEST_CASE("a statement takes the place of an earlier one with its Sid, others are added") {
  Json config = source({{{"Sid", "a"}, {"Action", "x"}}, {{"Sid", "b"}, {"Action", {"z", "y"}}}});
  config["statement"] = Json::array({Json{{"sid", "a"}, {"actions", {"over"}}}, Json{{"actions", {"none"}}}});
  config["override_policy_documents"] = {
      R"({"Id":"late","Statement":[{"Sid":"b","Effect":"Deny","Extra":1},{"Sid":"new"}]})", ""};
  CHECK(
      written(config) ==
      R"({"Version":"2012-10-17","Id":"late","Statement":[{"Sid":"a","Effect":"Allow","Action":"over"},{"Sid":"b","Effect":"Deny"},)"
      R"({"Effect":"Allow","Action":"none"},{"Sid":"new"}]})");
}

TEST_CASE("other documents are read leniently where IAM is, and refused where a member has the wrong kind") {
  CHECK(written(source({{{"principal", {{"*", {"*"}}}},
                         {"CONDITION", {{"B", {{"x", true}, {"y", 5}, {"z", {"one"}}}}, {"C", Json::object()}}}}})) ==
        R"({"Version":"2012-10-17","Statement":[{"Principal":"*","Condition":{"B":{"x":"true","z":"one"}}}]})");
  CHECK(written(source({{{"Principal", {{"AWS", {"b", "a"}}}}, {"Resource", 7}, {"Action", Json::array()}}})) ==
        R"({"Version":"2012-10-17","Statement":[{"Action":[],"Resource":7,"Principal":{"AWS":["b","a"]}}]})");
  CHECK(written(source({{"Sid", "x"}})).find("Statement must be a list") != std::string::npos);
  CHECK(written(source({{{"Sid", 5}}})).find("Sid must be a text") != std::string::npos);
  CHECK(written(source({{{"Principal", {{"AWS", 5}}}}})).find("Principal.AWS") != std::string::npos);
  CHECK(written(source({{{"Principal", nullptr}}})).find("Principal") != std::string::npos);
}

TEST_CASE("a Sid twice, or a variable in a document of 2008, is refused") {
  CHECK(written(source({{{"Sid", "a"}}, {{"Sid", "a"}}})).find("two statements") != std::string::npos);
  CHECK(written({{"statement", Json::array({Json{{"sid", "a"}}, Json{{"sid", "a"}}})}}).find("two statements") !=
        std::string::npos);
  Json old = statement({{"resources", {"&{aws:username}"}}});
  old["version"] = "2008-10-17";
  CHECK(written(old).find("2012-10-17") != std::string::npos);
}
