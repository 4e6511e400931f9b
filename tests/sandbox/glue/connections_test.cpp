#include "tests/sandbox/glue/test_glue.h"

using namespace lakeform::sandbox;

namespace {

const Json kInput = {
    {"Name", "wh"}, {"ConnectionType", "JDBC"}, {"ConnectionProperties", {{"USERNAME", "u"}, {"PASSWORD", "p"}}}};

}  // namespace

TEST_CASE("a connection is made, shown, changed, listed and deleted") {
  GlueTest test;
  CHECK(test.done("CreateConnection",
                  {{"ConnectionInput", kInput}, {"Tags", {{"team", "data"}}}})["CreateConnectionStatus"] == "READY");
  CHECK(test.refused("CreateConnection", {{"ConnectionInput", kInput}}) == "AlreadyExistsException");
  CHECK(test.done("GetConnection", {{"Name", "wh"}})["Connection"]["ConnectionProperties"]["PASSWORD"] == "p");
  Json changed = kInput;
  changed["Description"] = "moved";
  test.done("UpdateConnection", {{"Name", "wh"}, {"ConnectionInput", changed}});
  CHECK(test.done("GetConnections")["ConnectionList"][0]["Description"] == "moved");
  CHECK(test.done("GetTags", {{"ResourceArn", "arn:aws:glue:us-east-1:111111111111:connection/wh"}})["Tags"]["team"] ==
        "data");
  test.done("DeleteConnection", {{"ConnectionName", "wh"}});
  CHECK(test.refused("GetConnection", {{"Name", "wh"}}) == "EntityNotFoundException");
  CHECK(test.refused("DeleteConnection", {{"ConnectionName", "wh"}}) == "EntityNotFoundException");
}

TEST_CASE("a connection keeps its secrets to itself where the API does") {
  GlueTest test;
  Json input = kInput;
  input["AuthenticationConfiguration"] = {
      {"AuthenticationType", "BASIC"}, {"BasicAuthenticationCredentials", {{"Username", "u"}, {"Password", "secret"}}}};
  test.done("CreateConnection", {{"ConnectionInput", input}});
  const auto shown = test.done("GetConnection", {{"Name", "wh"}, {"HidePassword", true}})["Connection"];
  CHECK_FALSE(shown["ConnectionProperties"].contains("PASSWORD"));
  CHECK(shown["AuthenticationConfiguration"] == Json{{"AuthenticationType", "BASIC"}});
}

TEST_CASE("a property that Glue does not know is refused") {
  GlueTest test;
  Json input = kInput;
  input["ConnectionProperties"]["JDBC_URL"] = "x";
  CHECK(test.refused("CreateConnection", {{"ConnectionInput", input}}) == "InvalidInputException");
}
