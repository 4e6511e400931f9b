#include "provider/cloud/aws/profile.h"

#include <doctest/doctest.h>

using namespace lakeform::cloud::aws;

TEST_CASE("profiles, sessions and services are read from the shared files; the credentials file wins") {
  SharedConfig shared;
  shared.add_config(R"(# a comment
[default]
region = eu-west-1   # where we are
[profile analytics]
Role_Arn=arn:aws:iam::1:role/a
source_profile = default
s3 =
  addressing_style = path
  max_concurrent_requests = 5
services = local
[profile "with space"]
region = x
[sso-session corp]
sso_region = us-east-1
[services local]
glue =
  endpoint_url = http://localhost:1
s3 =
  endpoint_url = http://localhost:2
[not a profile]
region = nowhere
)");
  shared.add_credentials(
      "[default]\r\naws_access_key_id = AKID\r\naws_secret_access_key = a#b;c\r\n[analytics]\r\nregion = "
      "us-west-2\r\n[profile x]\r\nregion = y\r\n");
  CHECK(setting(shared.profile("default"), "region") == "eu-west-1");
  CHECK(setting(shared.profile("default"), "aws_secret_access_key") == "a#b;c");
  CHECK(setting(shared.profile("analytics"), "role_arn") == "arn:aws:iam::1:role/a");
  CHECK(setting(shared.profile("analytics"), "s3.addressing_style") == "path");
  CHECK(setting(shared.profile("analytics"), "region") == "us-west-2");
  CHECK(setting(shared.profile("with space"), "region") == "x");
  CHECK(setting(shared.sso_session("corp"), "sso_region") == "us-east-1");
  CHECK(setting(shared.services("local"), "glue.endpoint_url") == "http://localhost:1");
  CHECK(setting(shared.services("local"), "s3.endpoint_url") == "http://localhost:2");
  CHECK(shared.profile("not a profile") == nullptr);
  CHECK(shared.profile("x") == nullptr);
  CHECK(setting(shared.profile("missing"), "region").empty());
}

TEST_CASE("broken files do no harm") {
  SharedConfig shared;
  shared.add_config("[default\nregion = x\n[]\n=\n[profile ]\nx\n  indented = 1\n[default]\nregion = y");
  CHECK(setting(shared.profile("default"), "region") == "y");
}
