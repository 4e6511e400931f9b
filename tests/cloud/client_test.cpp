#include <doctest/doctest.h>

#include <fstream>

#include "provider/cloud/aws/config.h"
#include "tests/cloud/folder.h"
#include "tests/cloud/loopback.h"

using namespace lakeform;
using namespace lakeform::cloud;
using namespace lakeform::cloud::aws;

namespace {

using Variables = std::map<std::string, std::string, std::less<>>;

std::string identity(const std::string& account, const std::string& arn) {
  return "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>" + arn + "</Arn><UserId>AIDA</UserId><Account>" +
         account + "</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";
}

std::string role_answer(const std::string& key) {
  return "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>" + key +
         "</AccessKeyId><SecretAccessKey>secret-of-role</SecretAccessKey><SessionToken>token-of-role</SessionToken>"
         "<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";
}

bool says(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// STS, IAM and instance metadata in one server.
Answered pretend(const Asked& asked) {
  if (says(asked.body, "Action=GetCallerIdentity"))
    return {200, identity("123456789012", "arn:aws-cn:iam::123456789012:user/me"), {}};
  if (says(asked.body, "Action=AssumeRole&"))
    return {200, role_answer(says(asked.body, "role%2Fsecond") ? "ASIASECOND" : "ASIAFIRST"), {}};
  if (says(asked.body, "Action=GetUser")) {
    return {200,
            "<GetUserResponse><GetUserResult><User><Arn>arn:aws:iam::222222222222:user/x</Arn></User></GetUserResult></"
            "GetUserResponse>",
            {}};
  }
  if (asked.method == "PUT") return {200, "imds-session", {}};
  if (asked.target == "/latest/meta-data/placement/region") return {200, "ap-south-1", {}};
  if (asked.target == "/latest/meta-data/iam/info")
    return {200, R"({"InstanceProfileArn":"arn:aws:iam::333333333333:instance-profile/x"})", {}};
  if (asked.target.ends_with("/security-credentials/")) return {200, "role", {}};
  if (asked.target.ends_with("/security-credentials/role")) {
    return {
        200,
        R"({"AccessKeyId":"ASIAINSTANCE","SecretAccessKey":"instance-secret","Token":"t","Expiration":"2099-01-01T00:00:00Z"})",
        {}};
  }
  return {404, "", {}};
}

struct Made {
  std::unique_ptr<Client> client;
  Error error;
  Diagnostics found;
};

Made make(const Loopback& server, Value::Map block, Variables variables, const StopToken& stop) {
  variables.emplace("AWS_CONFIG_FILE", "/nonexistent/config");
  variables.emplace("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials");
  variables.emplace("AWS_ENDPOINT_URL", server.url());
  variables.emplace("AWS_EC2_METADATA_SERVICE_ENDPOINT", server.url());
  block.emplace("max_retries", 1);
  Made made;
  const auto config = parse_aws_config(Value(std::move(block)), made.found, Environment(std::move(variables)));
  REQUIRE_FALSE(has_error(made.found));
  auto client = make_aws_client(config, stop, made.found);
  if (client) {
    made.client = std::move(*client);
  } else {
    made.error = client.error();
  }
  return made;
}

const Variables kKeys{{"AWS_ACCESS_KEY_ID", "AKIAENV"}, {"AWS_SECRET_ACCESS_KEY", "secret-of-environment"}};

std::string key_used(const Asked& asked) {
  const auto found = asked.headers.find("authorization");
  if (found == asked.headers.end()) return {};
  const auto start = found->second.find("Credential=") + 11;
  return found->second.substr(start, found->second.find('/', start) - start);
}

}  // namespace

TEST_CASE("configuring asks who the caller is, once, and knows account and partition from it") {
  Loopback server(pretend);
  StopToken stop;
  const auto made = make(server, {{"region", "eu-west-1"}}, kKeys, stop);
  REQUIRE(made.client);
  const auto& client = *made.client;
  CHECK(client.fact("account_id") == "123456789012");
  CHECK(client.fact("partition") == "aws-cn");
  CHECK(client.fact("dns_suffix") == "amazonaws.com.cn");
  CHECK(client.fact("region") == "eu-west-1");
  CHECK(client.fact("caller_arn") == "arn:aws-cn:iam::123456789012:user/me");
  CHECK(client.fact("user_id") == "AIDA");
  REQUIRE(server.asked().size() == 1);
  CHECK(key_used(server.asked()[0]) == "AKIAENV");
  CHECK(made.found.empty());
}

TEST_CASE("with both checks skipped nothing is asked and the partition comes from the region") {
  Loopback server(pretend);
  StopToken stop;
  const auto made =
      make(server,
           {{"region", "us-gov-west-1"}, {"skip_credentials_validation", true}, {"skip_requesting_account_id", true}},
           kKeys, stop);
  REQUIRE(made.client);
  CHECK(made.client->fact("account_id").empty());
  CHECK(made.client->fact("partition") == "aws-us-gov");
  CHECK(server.asked().empty());
  REQUIRE(made.found.size() == 1);
  CHECK(made.found[0].summary == "AWS account ID not found for provider");
}

TEST_CASE("without validation the account comes from IAM, or from the instance when the credentials are its own") {
  Loopback server(pretend);
  StopToken stop;
  const auto user = make(server, {{"region", "eu-west-1"}, {"skip_credentials_validation", true}}, kKeys, stop);
  REQUIRE(user.client);
  CHECK(user.client->fact("account_id") == "222222222222");
  const auto instance = make(server, {{"skip_credentials_validation", true}}, {}, stop);
  REQUIRE(instance.client);
  CHECK(instance.client->fact("account_id") == "333333333333");
  CHECK(instance.client->fact("region") == "ap-south-1");
}

TEST_CASE("roles are assumed one with the credentials of the other") {
  Loopback server(pretend);
  StopToken stop;
  const Value::List roles{Value::Map{{"role_arn", "arn:aws:iam::1:role/first"}},
                          Value::Map{{"role_arn", "arn:aws:iam::2:role/second"}}};
  const auto made =
      make(server, {{"region", "eu-west-1"}, {"sts_region", "us-east-2"}, {"assume_role", roles}}, kKeys, stop);
  REQUIRE(made.client);
  const auto asked = server.asked();
  REQUIRE(asked.size() == 3);
  CHECK(key_used(asked[0]) == "AKIAENV");
  CHECK(key_used(asked[1]) == "ASIAFIRST");
  CHECK(key_used(asked[2]) == "ASIASECOND");
  for (const auto& request : asked) CHECK(says(request.headers.at("authorization"), "/us-east-2/sts/"));
}

TEST_CASE("accounts that are not allowed, or forbidden, are refused") {
  Loopback server(pretend);
  StopToken stop;
  const auto other =
      make(server, {{"region", "eu-west-1"}, {"allowed_account_ids", Value::List{"999999999999"}}}, kKeys, stop);
  CHECK(other.error.summary == "AWS account ID not allowed: 123456789012");
  const auto forbidden =
      make(server, {{"region", "eu-west-1"}, {"forbidden_account_ids", Value::List{"123456789012"}}}, kKeys, stop);
  CHECK(forbidden.error.summary == "AWS account ID not allowed: 123456789012");
  CHECK(make(server, {{"region", "eu-west-1"}, {"allowed_account_ids", Value::List{"123456789012"}}}, kKeys, stop)
            .client);
}

TEST_CASE(
    "the chain: block, environment, profile of the block before the environment, named profile, container, instance") {
  Loopback server(pretend);
  Folder folder;
  StopToken stop;
  const std::string file =
      folder.write("credentials",
                   "[default]\naws_access_key_id = AKIADEFAULT\naws_secret_access_key = secret-of-default\n"
                   "[p]\naws_access_key_id = AKIAPROFILE\naws_secret_access_key = secret-of-profile\n");
  const auto last_key = [&](Value::Map block, Variables variables) {
    block.emplace("region", "eu-west-1");
    const auto made = make(server, std::move(block), std::move(variables), stop);
    CHECK_MESSAGE(made.client, made.error.summary);
    return key_used(server.asked().back());
  };
  auto variables = kKeys;
  variables["AWS_SHARED_CREDENTIALS_FILE"] = file;
  CHECK(last_key({{"access_key", "AKIABLOCK"}, {"secret_key", "secret-of-block"}}, variables) == "AKIABLOCK");
  CHECK(last_key({}, variables) == "AKIAENV");
  CHECK(last_key({{"profile", "p"}}, variables) == "AKIAPROFILE");
  variables["AWS_PROFILE"] = "p";
  CHECK(last_key({}, variables) == "AKIAENV");
  CHECK(last_key({}, {{"AWS_SHARED_CREDENTIALS_FILE", file}, {"AWS_PROFILE", "p"}}) == "AKIAPROFILE");
  CHECK(last_key({}, {{"AWS_SHARED_CREDENTIALS_FILE", file}}) == "AKIADEFAULT");
  CHECK(last_key({}, {{"AWS_CONTAINER_CREDENTIALS_FULL_URI", server.url("/security-credentials/role")}}) ==
        "ASIAINSTANCE");
  CHECK(last_key({}, {}) == "ASIAINSTANCE");
}

TEST_CASE("profiles with roles use their source profile, or the environment, and circles are found") {
  Loopback server(pretend);
  Folder folder;
  StopToken stop;
  std::string chain;
  for (int i = 1; i <= 101; ++i)
    chain += "[profile c" + std::to_string(i) + "]\nrole_arn = r\nsource_profile = c" + std::to_string(i + 1) + "\n";
  const std::string file = folder.write(
      "config",
      chain +
          "[profile base]\naws_access_key_id = AKIABASE\naws_secret_access_key = secret-of-base\n"
          "[profile role]\nrole_arn = arn:aws:iam::1:role/first\nsource_profile = base\nexternal_id = ext\n"
          "[profile twice]\nrole_arn = arn:aws:iam::1:role/second\nsource_profile = role\n"
          "[profile env]\nrole_arn = arn:aws:iam::1:role/first\ncredential_source = Environment\n"
          "[profile a]\nrole_arn = r\nsource_profile = b\n[profile b]\nrole_arn = r\nsource_profile = a\n"
          "[profile mfa]\nrole_arn = r\nsource_profile = base\nmfa_serial = x\n[profile empty]\nregion = eu-west-1\n");
  const auto with = [&](const char* profile, bool keys = false) {
    Variables variables = keys ? kKeys : Variables();
    variables["AWS_CONFIG_FILE"] = file;
    return make(server, {{"region", "eu-west-1"}, {"profile", profile}, {"skip_metadata_api_check", "true"}}, variables,
                stop);
  };
  REQUIRE(with("twice").client);
  const auto asked = server.asked();
  REQUIRE(asked.size() == 3);
  CHECK(key_used(asked[0]) == "AKIABASE");
  CHECK(says(asked[0].body, "ExternalId=ext"));
  CHECK(key_used(asked[1]) == "ASIAFIRST");
  CHECK(key_used(asked[2]) == "ASIASECOND");
  REQUIRE(with("env", true).client);
  CHECK(key_used(server.asked()[3]) == "AKIAENV");
  CHECK(says(with("env").error.summary, "from the environment"));
  CHECK(says(with("a").error.summary, "circle"));
  CHECK(says(with("c1").error.summary, "more than 100 profiles"));
  CHECK(says(with("mfa").error.summary, "one-time password"));
  CHECK(says(with("missing").error.summary, "does not exist"));
  CHECK(with("empty").error.summary == "no valid credential sources found");
}

TEST_CASE("no credentials, no region, refused credentials: one clear error each") {
  StopToken stop;
  Loopback nothing([](const Asked&) { return Answered{404, "", {}}; });
  const auto none = make(nothing, {{"region", "eu-west-1"}}, {}, stop);
  CHECK(none.error.summary == "no valid credential sources found");
  CHECK(says(none.error.detail, "Instance metadata: "));
  CHECK(make(nothing, {}, kKeys, stop).error.at == Path::parse("region"));
  CHECK(says(make(nothing, {{"region", "eu-west-1"}, {"access_key", "AKIA"}}, {}, stop).error.summary, "not complete"));

  Loopback refusing([](const Asked&) {
    return Answered{403,
                    "<ErrorResponse><Error><Code>InvalidClientTokenId</Code><Message>The security token is "
                    "invalid.</Message></Error></ErrorResponse>",
                    {}};
  });
  const auto refused = make(refusing, {{"region", "eu-west-1"}}, kKeys, stop);
  CHECK(refused.error.fault == Fault::Denied);
  CHECK(refused.error.summary == "sts GetCallerIdentity answered 403 InvalidClientTokenId");
  CHECK(says(refused.error.detail, "The security token is invalid."));
  CHECK(says(refused.error.detail, "does not know the access key"));
  CHECK_FALSE(says(refused.error.detail, "secret-of-environment"));
}

TEST_CASE("additions to the user agent are sent") {
  Loopback server(pretend);
  StopToken stop;
  auto variables = kKeys;
  variables["TF_APPEND_USER_AGENT"] = "ci/7";
  REQUIRE(make(server, {{"region", "eu-west-1"}, {"user_agent", Value::List{"team/1"}}}, variables, stop).client);
  CHECK(server.asked()[0].headers.at("user-agent") == "Lakeform/" LAKEFORM_VERSION " team/1 ci/7");
}
