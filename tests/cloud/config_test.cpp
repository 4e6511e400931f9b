#include "provider/cloud/aws/config.h"

#include <doctest/doctest.h>

#include "provider/value/log.h"
#include "tests/cloud/folder.h"

using namespace lakeform;
using namespace lakeform::cloud;
using namespace lakeform::cloud::aws;

namespace {

using Variables = std::map<std::string, std::string, std::less<>>;

// Without the files of whoever runs the test.
Environment environment(Variables variables) {
  variables.emplace("AWS_CONFIG_FILE", "/nonexistent/config");
  variables.emplace("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials");
  return Environment(std::move(variables));
}

struct Parsed {
  AwsConfig config;
  Diagnostics found;
};

Parsed parse(Value::Map block, Variables variables = {}) {
  Parsed out;
  out.config = parse_aws_config(Value(std::move(block)), out.found, environment(std::move(variables)));
  return out;
}

Value blocks(std::initializer_list<Value::Map> items) {
  Value::List list;
  for (const auto& item : items) list.emplace_back(item);
  return list;
}

bool mentions(const Diagnostics& found, std::string_view text, Diagnostic::Severity severity) {
  for (const auto& d : found) {
    if (d.severity == severity && (d.summary + " " + d.detail).find(text) != std::string::npos) return true;
  }
  return false;
}
bool errs(const Diagnostics& found, std::string_view text) {
  return mentions(found, text, Diagnostic::Severity::Error);
}
bool warns(const Diagnostics& found, std::string_view text) {
  return mentions(found, text, Diagnostic::Severity::Warning);
}

}  // namespace

TEST_CASE("the region comes from the block, then the environment, then the profile") {
  Folder folder;
  const std::string file = folder.write("config", "[default]\nregion = eu-west-3\n[profile p]\nregion = eu-north-1\n");
  CHECK(parse({{"region", "eu-west-1"}}, {{"AWS_REGION", "us-east-2"}}).config.region == "eu-west-1");
  CHECK(parse({}, {{"AWS_REGION", "us-east-2"}, {"AWS_DEFAULT_REGION", "us-west-1"}}).config.region == "us-east-2");
  CHECK(parse({}, {{"AWS_DEFAULT_REGION", "us-west-1"}}).config.region == "us-west-1");
  CHECK(parse({}, {{"AWS_CONFIG_FILE", file}}).config.region == "eu-west-3");
  CHECK(parse({}, {{"AWS_CONFIG_FILE", file}, {"AWS_PROFILE", "p"}}).config.region == "eu-north-1");
  CHECK(parse({{"profile", "p"}, {"shared_config_files", Value::List{Value(file)}}}).config.region == "eu-north-1");
  CHECK(parse({{"region", Value::unknown()}}, {{"AWS_REGION", "us-east-2"}}).config.region == "us-east-2");
}

TEST_CASE("a region that is not listed is refused unless the check is switched off") {
  const auto refused = parse({{"region", "us-middle-9"}});
  CHECK(errs(refused.found, "invalid AWS Region: us-middle-9"));
  CHECK(refused.found.front().at == Path::parse("region"));
  const auto let_through = parse({{"region", "us-middle-9"}, {"skip_region_validation", true}});
  CHECK(let_through.found.empty());
  CHECK(let_through.config.region == "us-middle-9");
}

TEST_CASE("default tags join the environment and the block; a null is none, and an unknown one leaves the others") {
  const Variables variables{{"TF_AWS_DEFAULT_TAGS_Team", "data"}, {"TF_AWS_DEFAULT_TAGS_Stage", "env"}};
  const auto both = parse({{"default_tags", blocks({{{"tags", Value::Map{{"Stage", "block"}}}}})}}, variables);
  CHECK(both.config.default_tags == std::map<std::string, std::string>{{"Team", "data"}, {"Stage", "block"}});
  const auto nulls =
      parse({{"default_tags", blocks({{{"tags", Value::Map{{"A", "1"}, {"B", {}}, {"Team", {}}}}}})}}, variables);
  CHECK(nulls.config.default_tags ==
        std::map<std::string, std::string>{{"A", "1"}, {"Team", "data"}, {"Stage", "env"}});
  const auto unknown =
      parse({{"default_tags", blocks({{{"tags", Value::Map{{"A", "1"}, {"Team", Value::unknown()}}}}})}}, variables);
  CHECK(unknown.config.default_tags == std::map<std::string, std::string>{{"A", "1"}, {"Stage", "env"}});
  CHECK(unknown.config.unknown_default_tags == std::set<std::string>{"Team"});
  CHECK_FALSE(unknown.config.default_tags_unknown);
  for (const Value& whole : {Value::unknown(), Value(blocks({{{"tags", Value::unknown()}}}))}) {
    CHECK(parse({{"default_tags", whole}}).config.default_tags_unknown);
  }
  const auto empty = parse({{"default_tags", blocks({{{"tags", Value()}}})}});
  CHECK_FALSE(empty.config.default_tags_unknown);
}

TEST_CASE("what is unknown of the block is noted: the region, and what decides as whom and where is asked") {
  CHECK(parse({{"region", Value::unknown()}}).config.region_unknown);
  const auto open =
      parse({{"region", "eu-west-1"},
             {"max_retries", Value::unknown()},
             {"token", Value::unknown()},
             {"assume_role", blocks({{{"role_arn", "arn:aws:iam::1:role/r"}, {"session_name", Value::unknown()}}})},
             {"allowed_account_ids", Value::List{"1", Value::unknown()}}});
  CHECK_FALSE(open.config.region_unknown);
  CHECK(open.config.unknown_access == std::vector<std::string>{"allowed_account_ids", "assume_role", "token"});
  CHECK(open.config.allowed_account_ids.empty());
  CHECK(parse({{"region", "eu-west-1"}}).config.unknown_access.empty());
}

TEST_CASE("unknown ignored tags are noted, and known ones among them hold") {
  const auto some =
      parse({{"ignore_tags", blocks({{{"keys", Value::List{"a", Value::unknown()}}, {"key_prefixes", Value()}}})}});
  CHECK(some.config.ignore_tags_unknown);
  CHECK(some.config.ignore_tag_keys == std::set<std::string>{"a"});
  CHECK_FALSE(parse({{"ignore_tags", blocks({{{"keys", Value::List{"a"}}}})}}).config.ignore_tags_unknown);
}

TEST_CASE("ignored tags join the environment and the block") {
  const auto ignored =
      parse({{"ignore_tags", blocks({{{"keys", Value::List{"a"}}, {"key_prefixes", Value::List{"kubernetes.io/"}}}})}},
            {{"TF_AWS_IGNORE_TAGS_KEYS", "b, c"}, {"TF_AWS_IGNORE_TAGS_KEY_PREFIXES", "x:"}});
  CHECK(ignored.config.ignore_tag_keys == std::set<std::string>{"a", "b", "c"});
  CHECK(ignored.config.ignore_tag_key_prefixes == std::set<std::string>{"kubernetes.io/", "x:"});
}

TEST_CASE(
    "endpoints: the block beats a service's variable, that the general one, that the profile's section, that its "
    "general one") {
  Folder folder;
  const std::string file = folder.write("config",
                                        "[default]\nservices = local\nendpoint_url = http://profile:5\n"
                                        "[services local]\nglue =\n  endpoint_url = http://section:4\n");
  Variables variables{{"AWS_CONFIG_FILE", file}};
  CHECK(parse({}, variables).config.endpoints.custom["glue"] == "http://section:4");
  CHECK(parse({}, variables).config.endpoints.custom["s3"] == "http://profile:5");
  variables["AWS_ENDPOINT_URL"] = "http://all:3";
  CHECK(parse({}, variables).config.endpoints.custom["glue"] == "http://all:3");
  variables["AWS_ENDPOINT_URL_GLUE"] = "http://one:2";
  variables["AWS_ENDPOINT_URL_REDSHIFT_SERVERLESS"] = "http://rs:2";
  CHECK(parse({}, variables).config.endpoints.custom["glue"] == "http://one:2");
  CHECK(parse({}, variables).config.endpoints.custom["redshiftserverless"] == "http://rs:2");
  const Value::Map block{
      {"endpoints",
       blocks({{{"glue", "http://block:1"}, {"stepfunctions", "http://sfn:1"}, {"acm", "http://ignored:1"}}})}};
  const auto parsed = parse(block, variables);
  CHECK(parsed.config.endpoints.custom.at("glue") == "http://block:1");
  CHECK(parsed.config.endpoints.custom.at("sfn") == "http://sfn:1");
  CHECK(parsed.found.empty());
  variables["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true";
  CHECK(parse(block, variables).config.endpoints.custom.size() == 2);
}

TEST_CASE("a server that stands in for S3 is asked for S3 Control too, unless that has an endpoint of its own") {
  CHECK(parse({{"endpoints", blocks({{{"s3", "http://s3:1"}}})}}).config.endpoints.custom.at("s3control") ==
        "http://s3:1");
  const Variables variables{{"AWS_ENDPOINT_URL_S3_CONTROL", "http://control:2"}};
  CHECK(parse({{"endpoints", blocks({{{"s3", "http://s3:1"}}})}}, variables).config.endpoints.custom.at("s3control") ==
        "http://control:2");
  CHECK_FALSE(parse({}).config.endpoints.custom.contains("s3control"));
  const Variables both{{"AWS_ENDPOINT_URL", "http://all:3"}, {"AWS_ENDPOINT_URL_S3", "http://s3:1"}};
  CHECK(parse({}, both).config.endpoints.custom.at("s3control") == "http://s3:1");
}

TEST_CASE("endpoints that cannot be used are refused, doubtful ones warned about") {
  CHECK(errs(parse({{"endpoints", blocks({{{"glue", "localhost:4566"}}})}}).found, "no URL"));
  CHECK(errs(parse({}, {{"AWS_ENDPOINT_URL", "nonsense"}}).found, "nonsense"));
  CHECK(
      warns(parse({{"endpoints", blocks({{{"s3", "http://a"}, {"s3api", "http://b"}}})}}).found, "more than one name"));
  const auto old = parse({}, {{"TF_AWS_S3_ENDPOINT", "http://old:1"}});
  CHECK(warns(old.found, "AWS_ENDPOINT_URL_S3"));
  CHECK(old.config.endpoints.custom.at("s3") == "http://old:1");
}

TEST_CASE("conflicting and malformed settings are refused before anything is asked") {
  const auto found = [](Value::Map block) { return check_aws_config(Value(std::move(block))); };
  CHECK(errs(found({{"allowed_account_ids", Value::List{"1"}}, {"forbidden_account_ids", Value::List{"2"}}}),
             "exclude each other"));
  CHECK(errs(found({{"retry_mode", "bold"}}), "standard, adaptive"));
  CHECK(errs(found({{"ec2_metadata_service_endpoint_mode", "IPv5"}}), "IPv4, IPv6"));
  CHECK(errs(found({{"skip_metadata_api_check", "maybe"}}), "skip_metadata_api_check"));
  const auto role = [&](const char* name, Value value) {
    return found({{"assume_role", blocks({{{"role_arn", "arn:aws:iam::1:role/r"}, {name, std::move(value)}}})}});
  };
  CHECK(role("duration", "1h30m").empty());
  CHECK(errs(role("duration", "14m"), "between 15 minutes and 12 hours"));
  CHECK(errs(role("duration", "soon"), "duration"));
  CHECK(errs(role("session_name", "a b"), "session_name"));
  CHECK(errs(role("policy", "{"), "no JSON"));
  CHECK(errs(role("external_id", "x"), "external_id"));
  CHECK(errs(found({{"assume_role", blocks({{{"role_arn", "role/r"}}})}}), "no ARN"));
  CHECK(errs(found({{"assume_role_with_web_identity",
                     blocks({{{"web_identity_token", "t"}, {"web_identity_token_file", "f"}}})}}),
             "exclude each other"));
  CHECK(found({{"retry_mode", Value::unknown()}, {"assume_role", Value::unknown()}}).empty());
  CHECK(found({}).empty());
}

TEST_CASE("a single role block without role_arn is passed over with a warning, in a chain it is an error") {
  const auto alone = parse({{"assume_role", blocks({{{"session_name", "abc"}}})}});
  CHECK(warns(alone.found, "role_arn"));
  CHECK(alone.config.assume_roles.empty());
  const auto chained =
      parse({{"assume_role", blocks({{{"role_arn", "arn:aws:iam::1:role/r"}}, {{"role_arn", Value()}}})}});
  CHECK(errs(chained.found, "role_arn"));
  const auto unknown = parse({{"assume_role", blocks({{{"role_arn", Value::unknown()}}})}});
  CHECK(unknown.found.empty());
  CHECK(unknown.config.assume_roles.empty());
}

TEST_CASE("role blocks are read whole, in order") {
  const auto parsed = parse({{"assume_role", blocks({{{"role_arn", "arn:aws:iam::1:role/a"},
                                                      {"duration", "1h"},
                                                      {"external_id", "ext"},
                                                      {"policy_arns", Value::List{"arn:aws:iam::aws:policy/P"}},
                                                      {"tags", Value::Map{{"k", "v"}, {"none", {}}}},
                                                      {"transitive_tag_keys", Value::List{"k"}},
                                                      {"source_identity", "me"}},
                                                     {{"role_arn", "arn:aws:iam::2:role/b"}}})}});
  REQUIRE(parsed.config.assume_roles.size() == 2);
  const auto& role = parsed.config.assume_roles[0];
  CHECK(role.duration == std::chrono::hours(1));
  CHECK(role.external_id == "ext");
  CHECK(role.policy_arns == std::vector<std::string>{"arn:aws:iam::aws:policy/P"});
  CHECK(role.tags == std::map<std::string, std::string>{{"k", "v"}});
  CHECK(role.transitive_tag_keys == std::vector<std::string>{"k"});
  CHECK(role.source_identity == "me");
  CHECK(parsed.config.assume_roles[1].role_arn == "arn:aws:iam::2:role/b");
}

TEST_CASE("a web identity block takes from the environment what it leaves out") {
  const auto parsed =
      parse({{"assume_role_with_web_identity", blocks({{{"role_arn", "arn:aws:iam::1:role/a"}}})}},
            {{"AWS_WEB_IDENTITY_TOKEN_FILE", "~/token"}, {"AWS_ROLE_SESSION_NAME", "s"}, {"HOME", "/home/me"}});
  REQUIRE(parsed.config.web_identity);
  CHECK(parsed.config.web_identity->token_file == "/home/me/token");
  CHECK(parsed.config.web_identity->session_name == "s");
  CHECK(errs(parse({{"assume_role_with_web_identity", blocks({{{"role_arn", "arn:aws:iam::1:role/a"}}})}}).found,
             "No web identity token"));
}

TEST_CASE("max_retries counts attempts; zero and unset mean 25") {
  CHECK(parse({{"max_retries", 2}}).config.retry.max_attempts == 2);
  CHECK(parse({{"max_retries", 0}}).config.retry.max_attempts == 25);
  CHECK(parse({}).config.retry.max_attempts == 25);
}

TEST_CASE("proxies, certificates and metadata follow block, environment and profile") {
  const auto proxied = parse({{"http_proxy", "http://p:1"}});
  CHECK(proxied.config.http.https_proxy == "http://p:1");
  CHECK(warns(proxied.found, "HTTPS"));
  const auto from_env = parse({}, {{"HTTPS_PROXY", "http://e:1"}, {"NO_PROXY", "x"}});
  CHECK(from_env.config.http.https_proxy == "http://e:1");
  CHECK(from_env.config.http.no_proxy == "x");
  CHECK(errs(parse({{"custom_ca_bundle", "/nonexistent.pem"}}).found, "/nonexistent.pem"));
  CHECK(parse({}).config.http.verify);
  const auto insecure = parse({{"insecure", true}});
  CHECK_FALSE(insecure.config.http.verify);
  CHECK(warns(insecure.found, "not verified"));
  CHECK(parse({}).config.metadata_endpoint == "http://169.254.169.254");
  CHECK(parse({{"ec2_metadata_service_endpoint_mode", "IPv6"}}).config.metadata_endpoint == "http://[fd00:ec2::254]");
  CHECK(parse({{"ec2_metadata_service_endpoint", "http://localhost:8/"}}).config.metadata_endpoint ==
        "http://localhost:8");
  CHECK(parse({}, {{"AWS_EC2_METADATA_DISABLED", "TRUE"}}).config.skip_metadata);
  CHECK_FALSE(
      parse({{"skip_metadata_api_check", "false"}}, {{"AWS_EC2_METADATA_DISABLED", "true"}}).config.skip_metadata);
}

TEST_CASE("a profile in the block beside environment keys is warned about") {
  CHECK(warns(parse({{"profile", "p"}}, {{"AWS_ACCESS_KEY_ID", "A"}}).found, "profile"));
  CHECK(parse({}, {{"AWS_ACCESS_KEY_ID", "A"}, {"AWS_PROFILE", "p"}}).found.empty());
}

TEST_CASE("Go durations are read") {
  CHECK(parse_duration("1h30m") == std::chrono::seconds(5400));
  CHECK(parse_duration("900s") == std::chrono::seconds(900));
  CHECK(parse_duration("1.5h") == std::chrono::seconds(5400));
  CHECK(parse_duration("1500ms") == std::chrono::seconds(1));
  for (const char* text : {"", "h", "10", "1d", "1h m"}) CHECK_FALSE(parse_duration(text));
}

TEST_CASE("passwords in endpoints and proxies are secrets, also when the address is refused") {
  const auto refused = parse({{"endpoints", blocks({{{"glue", "https://user:endpoint-pw-1@h"}}})}});
  CHECK(errs(refused.found, "Invalid endpoint of glue"));
  CHECK_FALSE(errs(refused.found, "endpoint-pw-1"));
  const auto split = parse({}, {{"AWS_ENDPOINT_URL_S3", "https://user:endpoint/pw-2@h"}});
  CHECK(errs(split.found, "\"https://(secret)@h\""));
  static_cast<void>(parse({{"http_proxy", "http://u:block-pw-3@h:1"}},
                          {{"no_proxy", "a,http://u:list-pw-4@h:1"}, {"ALL_PROXY", "u:all-pw-5@h"}}));
  CHECK(log::scrub("block-pw-3 list-pw-4 all-pw-5") == "(secret) (secret) (secret)");
}
