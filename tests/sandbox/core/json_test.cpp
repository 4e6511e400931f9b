#include "tests/sandbox/glue/test_glue.h"

using namespace lakeform::sandbox;

TEST_CASE("refusals of a signature come in the words and form of the JSON protocol") {
  GlueTest test;
  test.client.keys.secret_key = "wrong";
  CHECK(test.refused("GetDatabases") == "InvalidSignatureException");
  test.client.keys = {"AKIAUNKNOWN000000000", "wrong", ""};
  CHECK(test.refused("GetDatabases") == "UnrecognizedClientException");
}

TEST_CASE("an unknown operation or a body that is no object is refused") {
  GlueTest test;
  CHECK(test.refused("GetDatabaes") == "UnknownOperationException");
  CHECK(test.refused("GetDatabases", Json::array()) == "SerializationException");
}
