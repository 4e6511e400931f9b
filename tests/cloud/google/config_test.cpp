#include "provider/cloud/google/config.h"

#include <doctest/doctest.h>

#include "provider/value/log.h"
#include "tests/cloud/folder.h"
#include "tests/cloud/google/scripted.h"

namespace lakeform::cloud::google {

namespace {

std::vector<std::string> problems(Value::Map attributes) {
  std::vector<std::string> out;
  for (const auto& one : check_google_config(block(std::move(attributes)))) out.push_back(one.summary);
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("project, region and zone come from the block, else from the variables in their order; links are shortened") {
  const auto set = config_of({{"project", "acme"}, {"region", "https://x/projects/acme/regions/europe-west1"}},
                             {{"GOOGLE_PROJECT", "other"}, {"GCLOUD_ZONE", "europe-west1-b"}});
  CHECK(set.project == "acme");
  CHECK(set.region == "europe-west1");
  CHECK(set.zone == "europe-west1-b");
  const auto from = config_of({}, {{"CLOUDSDK_CORE_PROJECT", "last"}, {"GOOGLE_CLOUD_PROJECT", "second"}});
  CHECK(from.project == "second");
}

TEST_CASE("credentials of the environment are read only when the block names none") {
  const Variables variables{{"GOOGLE_OAUTH_ACCESS_TOKEN", "token-of-env"}, {"GOOGLE_CREDENTIALS", R"({"type":"x"})"}};
  CHECK(config_of({}, variables).access_token == "token-of-env");
  const auto block_wins = config_of({{"credentials", R"({"type":"service_account"})"}}, variables);
  CHECK(block_wins.access_token.empty());
  CHECK(block_wins.credentials == R"({"type":"service_account"})");
}

TEST_CASE("tokens and key files may be paths, and no token is shown from then on") {
  const Folder folder;
  const auto config = config_of({{"access_token", folder.write("token", "token-from-file\n")}});
  CHECK(config.access_token == "token-from-file");
  CHECK(log::scrub("got token-from-file here") == "got (secret) here");
  const auto key = config_of({{"credentials", folder.write("key.json", R"({"type":"authorized_user"})")}});
  CHECK(key.credentials == R"({"type":"authorized_user"})");
}

TEST_CASE("a file that is not there is an error when the credentials come from the environment") {
  Diagnostics found;
  parse_google_config(block({}), found, Environment(Variables{{"GOOGLE_CREDENTIALS", "/nowhere/key.json"}}));
  REQUIRE(found.size() == 1);
  CHECK(found[0].summary == "The credentials cannot be read");
}

TEST_CASE("endpoints come from the block, else from the environment; both are checked") {
  const auto config = config_of({{"storage_custom_endpoint", "http://localhost:1/storage/v1/"}},
                                {{"GOOGLE_STORAGE_CUSTOM_ENDPOINT", "http://localhost:2/storage/v1/"},
                                 {"GOOGLE_BIG_QUERY_CUSTOM_ENDPOINT", "http://localhost:3/bigquery/v2/"}});
  CHECK(config.endpoints.at("storage") == "http://localhost:1/storage/v1/");
  CHECK(config.endpoints.at("big_query") == "http://localhost:3/bigquery/v2/");
  CHECK(problems({{"compute_custom_endpoint", "http://localhost:1"}}) == Texts{"Invalid custom endpoint"});
  Diagnostics found;
  parse_google_config(block({}), found, Environment(Variables{{"GOOGLE_PUBSUB_CUSTOM_ENDPOINT", "nonsense"}}));
  REQUIRE(found.size() == 1);
  CHECK(found[0].detail.find("GOOGLE_PUBSUB_CUSTOM_ENDPOINT: \"nonsense\" is no endpoint") == 0);
}

TEST_CASE("what is wrong with a block shows without the network, unknown values pass") {
  CHECK(problems({{"project", ""}}) == Texts{"Empty project"});
  CHECK(problems({{"credentials", "/nowhere/key.json"}}) == Texts{"JSON credentials are not valid"});
  CHECK(problems({{"request_timeout", "soon"}}) == Texts{"Invalid request_timeout"});
  CHECK(problems({{"terraform_attribution_label_addition_strategy", "LATER"}}).size() == 1);
  const Value external = Value::List{Value(
      Value::Map{{"audience", "//iam/x"}, {"service_account_email", "nobody"}, {"identity_token", "not a token"}})};
  CHECK(problems({{"external_credentials", external}}) ==
        Texts{"Invalid service_account_email", "Invalid identity_token"});
  CHECK(problems({{"project", Value::unknown()}, {"credentials", Value::unknown()}}).empty());
}

TEST_CASE("what is unknown and decides as whom is asked is noted, the rest is not") {
  const auto config = config_of({{"credentials", Value::unknown()},
                                 {"storage_custom_endpoint", Value::unknown()},
                                 {"project", Value::unknown()},
                                 {"default_labels", Value(Value::Map{{"team", Value::unknown()}, {"tier", "gold"}})}});
  CHECK(config.unknown_access == Texts{"credentials", "storage_custom_endpoint"});
  CHECK(config.default_labels == std::map<std::string, std::string>{{"tier", "gold"}});
  CHECK(config.unknown_default_labels == std::set<std::string>{"team"});
}

TEST_CASE("the mark of new objects is on unless it is switched off, that of old ones off unless asked for") {
  CHECK(config_of({}).attribution_label);
  CHECK_FALSE(config_of({}).attribution_of_old);
  CHECK_FALSE(config_of({{"add_terraform_attribution_label", false}}).attribution_label);
  CHECK(config_of({{"terraform_attribution_label_addition_strategy", "PROACTIVE"}}).attribution_of_old);
}

}  // namespace lakeform::cloud::google
