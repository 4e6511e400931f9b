#include <doctest/doctest.h>

#include "provider/cloud/google/credentials/chain.h"
#include "provider/value/log.h"
#include "tests/cloud/folder.h"
#include "tests/cloud/google/scripted.h"
#include "tests/cloud/test_keys.h"

namespace lakeform::cloud::google {

namespace {

HttpAnswer token(const std::string& value) {
  return {200, {}, R"({"access_token":")" + value + R"(","expires_in":3600})"};
}

/// What one fetch of the chosen credentials gives.
struct Fetched {
  Fetched(const GoogleConfig& config, const std::shared_ptr<Scripted>& transport) {
    auto chosen = choose_credentials(config, transport, stop);
    if (!chosen) {
      error = chosen.error();
      return;
    }
    universe = chosen->universe_domain;
    const auto fetched = chosen->source->fetch(stop);
    if (fetched)
      credentials = *fetched;
    else
      error = fetched.error();
  }
  StopToken stop;
  Credentials credentials;
  std::string universe;
  Error error;
};

std::shared_ptr<Scripted> scripted(Scripted::Handler handler) { return std::make_shared<Scripted>(std::move(handler)); }

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string form_field(const std::string& form, const std::string& name) {
  const auto from = ("&" + form).find("&" + name + "=");
  if (from == std::string::npos) return {};
  const auto begin = from + name.size() + 1;
  return percent_decode(form.substr(begin, form.find('&', begin) - begin));
}

Json service_account(const TestKey& key) {
  return {{"type", "service_account"},
          {"client_email", "loader@acme.iam.gserviceaccount.com"},
          {"private_key", key.pem()},
          {"private_key_id", "k7"},
          {"token_uri", "https://oauth2.example/token"}};
}

Json external(Json source) {
  return {{"type", "external_account"},
          {"audience", "//iam.googleapis.com/pools/p/providers/x"},
          {"subject_token_type", "urn:ietf:params:oauth:token-type:jwt"},
          {"token_url", "https://sts.example/v1/token"},
          {"credential_source", std::move(source)}};
}

}  // namespace

TEST_CASE("a service account trades a JWT that its key signs for a token") {
  const TestKey key;
  const auto transport = scripted([](const HttpRequest&) { return token("account-token"); });
  const Fetched got(config_of({{"credentials", service_account(key).dump()}}), transport);
  CHECK(got.credentials.session_token == "account-token");
  const auto asked = transport->asked()[0];
  CHECK(asked.url == "https://oauth2.example/token");
  CHECK(form_field(asked.body, "grant_type") == "urn:ietf:params:oauth:grant-type:jwt-bearer");
  const std::string assertion = form_field(asked.body, "assertion");
  CHECK(key.signed_by_it(assertion));
  CHECK(Json::parse(TestKey::part(assertion, 0))["kid"] == "k7");
  const Json claims = Json::parse(TestKey::part(assertion, 1));
  CHECK(claims["iss"] == "loader@acme.iam.gserviceaccount.com");
  CHECK(claims["aud"] == "https://oauth2.example/token");
  CHECK(claims["scope"] ==
        "https://www.googleapis.com/auth/cloud-platform https://www.googleapis.com/auth/userinfo.email");
  CHECK(claims["exp"].get<long long>() - claims["iat"].get<long long>() == 3600);
  CHECK_FALSE(holds(log::scrub("it says " + key.pem()), "BEGIN PRIVATE KEY-----\nM"));
}

TEST_CASE("in another universe the signed JWT is the token itself, and the universe must be the block's") {
  const TestKey key;
  Json file = service_account(key);
  file["universe_domain"] = "apis-tpczero.goog";
  const auto transport = scripted([](const HttpRequest&) { return token("x"); });
  const Fetched got(config_of({{"credentials", file.dump()}, {"universe_domain", "apis-tpczero.goog"}}), transport);
  CHECK(got.universe == "apis-tpczero.goog");
  CHECK(key.signed_by_it(got.credentials.session_token));
  CHECK(transport->asked().empty());
  const Fetched other(config_of({{"credentials", file.dump()}, {"universe_domain", "googleapis.com"}}), transport);
  CHECK(holds(other.error.summary, "another universe"));
}

TEST_CASE("a person's refresh token is traded; one that has ended says how to sign in") {
  const Folder folder;
  const Json file = {{"type", "authorized_user"},
                     {"client_id", "id"},
                     {"client_secret", "client-secret"},
                     {"refresh_token", "refresh-token"}};
  const auto path = folder.write("adc.json", file.dump());
  auto transport = scripted([](const HttpRequest&) { return token("person-token"); });
  const Fetched got(config_of({}, {{"GOOGLE_APPLICATION_CREDENTIALS", path}}), transport);
  CHECK(got.credentials.session_token == "person-token");
  CHECK(transport->asked()[0].url == "https://oauth2.googleapis.com/token");
  CHECK(form_field(transport->asked()[0].body, "refresh_token") == "refresh-token");
  transport = scripted([](const HttpRequest&) { return HttpAnswer{400, {}, R"({"error":"invalid_grant"})"}; });
  folder.write(".config/gcloud/application_default_credentials.json", file.dump());
  const Fetched ended(config_of({}, {{"HOME", folder.path()}}), transport);
  CHECK(holds(ended.error.detail, "gcloud auth application-default login"));
}

TEST_CASE("an account is impersonated through its delegates with the credentials beneath") {
  const auto transport = scripted([](const HttpRequest&) {
    return HttpAnswer{200, {}, R"({"accessToken":"lent","expireTime":"2030-01-01T00:00:00Z"})"};
  });
  const Fetched got(config_of({{"access_token", "base-token"},
                               {"impersonate_service_account", "etl@acme.iam.gserviceaccount.com"},
                               {"impersonate_service_account_delegates", Value::List{Value("via@acme")}}}),
                    transport);
  CHECK(got.credentials.session_token == "lent");
  CHECK(got.credentials.expires == parse_rfc3339("2030-01-01T00:00:00Z"));
  const auto asked = transport->asked()[0];
  CHECK(asked.url ==
        "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/"
        "etl@acme.iam.gserviceaccount.com:generateAccessToken");
  CHECK(header(asked, "authorization") == "Bearer base-token");
  const Json body = Json::parse(asked.body);
  CHECK(body["delegates"] == Json({"projects/-/serviceAccounts/via@acme"}));
  CHECK(body["lifetime"] == "3600s");
}

TEST_CASE("who may not impersonate hears which role is missing") {
  const auto transport = scripted([](const HttpRequest&) {
    return HttpAnswer{403, {}, R"({"error":{"status":"PERMISSION_DENIED","message":"no","code":403}})"};
  });
  const Fetched got(config_of({{"access_token", "base-token"}, {"impersonate_service_account", "etl@acme"}}),
                    transport);
  CHECK(got.error.fault == Fault::Denied);
  CHECK(holds(got.error.detail, "serviceAccountTokenCreator"));
}

TEST_CASE("a file's token is traded at the token service, then for the account that the file names") {
  const Folder folder;
  Json file = external({{"file", folder.write("subject", R"({"id":"subject-token"})")},
                        {"format", {{"type", "json"}, {"subject_token_field_name", "id"}}}});
  file["service_account_impersonation_url"] =
      "https://iam.example/v1/projects/-/serviceAccounts/a@b:generateAccessToken";
  file["service_account_impersonation"] = {{"token_lifetime_seconds", 600}};
  const auto transport = scripted([](const HttpRequest& asked) {
    return asked.url.starts_with("https://sts")
               ? token("federated")
               : HttpAnswer{200, {}, R"({"accessToken":"lent","expireTime":"2030-01-01T00:00:00Z"})"};
  });
  const Fetched got(config_of({{"credentials", file.dump()}}), transport);
  CHECK(got.credentials.session_token == "lent");
  const auto exchange = transport->asked()[0], lend = transport->asked()[1];
  CHECK(form_field(exchange.body, "subject_token") == "subject-token");
  CHECK(form_field(exchange.body, "audience") == "//iam.googleapis.com/pools/p/providers/x");
  CHECK(form_field(exchange.body, "scope") == "https://www.googleapis.com/auth/cloud-platform");
  CHECK(header(lend, "authorization") == "Bearer federated");
  CHECK(Json::parse(lend.body)["lifetime"] == "600s");
}

TEST_CASE("a server's token is asked for with the headers of the file") {
  Json file = external({{"url", "http://127.0.0.1:9/token"}, {"headers", {{"Metadata", "True"}}}});
  file["client_id"] = "pool";
  file["client_secret"] = "pool-secret";
  const auto transport = scripted([](const HttpRequest& asked) {
    return asked.url.starts_with("http://127") ? HttpAnswer{200, {}, "plain-subject\n"} : token("federated");
  });
  const Fetched got(config_of({{"credentials", file.dump()}}), transport);
  CHECK(got.credentials.session_token == "federated");
  CHECK(header(transport->asked()[0], "metadata") == "True");
  CHECK(form_field(transport->asked()[1].body, "subject_token") == "plain-subject");
  CHECK(header(transport->asked()[1], "authorization") == "Basic cG9vbDpwb29sLXNlY3JldA==");
}

TEST_CASE("an executable gives the token only where it is allowed to run, and is told what for") {
  const Folder folder;
  const std::string script = folder.write("token.sh",
                                          "#!/bin/sh\nprintf '{\"version\":1,\"success\":true,\"id_token\":\"%s\"}' "
                                          "\"for:$GOOGLE_EXTERNAL_ACCOUNT_AUDIENCE\"\n");
  const Json file = external({{"executable", {{"command", "/bin/sh " + script}, {"timeout_millis", 9000}}}});
  const auto transport = scripted([](const HttpRequest&) { return token("federated"); });
  const Fetched refused(config_of({{"credentials", file.dump()}}), transport);
  CHECK(refused.error.summary == "the external account's executable may not be run");
  const Fetched got(config_of({{"credentials", file.dump()}}, {{"GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES", "1"}}),
                    transport);
  CHECK(got.credentials.session_token == "federated");
  CHECK(form_field(transport->asked()[0].body, "subject_token") == "for://iam.googleapis.com/pools/p/providers/x");
}

TEST_CASE("AWS vouches with a signed request that names Google's audience") {
  Json file = external({{"environment_id", "aws1"}});
  file["subject_token_type"] = "urn:ietf:params:aws:token-type:aws4_request";
  const auto transport = scripted([](const HttpRequest&) { return token("federated"); });
  const Fetched got(config_of({{"credentials", file.dump()}}, {{"AWS_REGION", "eu-west-1"},
                                                               {"AWS_ACCESS_KEY_ID", "AKIDTEST"},
                                                               {"AWS_SECRET_ACCESS_KEY", "aws-secret-key"},
                                                               {"AWS_SESSION_TOKEN", "aws-session"}}),
                    transport);
  CHECK(got.credentials.session_token == "federated");
  const Json subject = Json::parse(percent_decode(form_field(transport->asked()[0].body, "subject_token")));
  CHECK(subject["url"] == "https://sts.eu-west-1.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15");
  std::map<std::string, std::string> headers;
  for (const Json& one : subject["headers"]) headers[lower_case(one["key"].get<std::string>())] = one["value"];
  CHECK(headers["host"] == "sts.eu-west-1.amazonaws.com");
  CHECK(headers["x-goog-cloud-target-resource"] == "//iam.googleapis.com/pools/p/providers/x");
  CHECK(headers["x-amz-security-token"] == "aws-session");
  CHECK(holds(headers["authorization"], "Credential=AKIDTEST/"));
  CHECK(holds(headers["authorization"], "x-goog-cloud-target-resource"));
}

TEST_CASE("an instance of AWS asks its metadata service for zone and role, with a session") {
  Json file = external({{"environment_id", "aws1"},
                        {"region_url", "http://169.254.169.254/zone"},
                        {"url", "http://169.254.169.254/keys"},
                        {"imdsv2_session_token_url", "http://169.254.169.254/session"}});
  const auto transport = scripted([](const HttpRequest& asked) {
    if (asked.url.ends_with("/session")) return HttpAnswer{asked.method == "PUT" ? 200 : 405, {}, "session"};
    if (header(asked, "x-aws-ec2-metadata-token") != "session" && !asked.url.starts_with("https"))
      return HttpAnswer{401, {}, ""};
    if (asked.url.ends_with("/zone")) return HttpAnswer{200, {}, "us-east-1d"};
    if (asked.url.ends_with("/keys")) return HttpAnswer{200, {}, "role"};
    if (asked.url.ends_with("/keys/role"))
      return HttpAnswer{200, {}, R"({"AccessKeyId":"AKROLE","SecretAccessKey":"role-secret","Token":"role-token"})"};
    return token("federated");
  });
  const Fetched got(config_of({{"credentials", file.dump()}}), transport);
  CHECK(got.credentials.session_token == "federated");
  const std::string subject = percent_decode(form_field(transport->asked().back().body, "subject_token"));
  CHECK(holds(subject, "sts.us-east-1.amazonaws.com"));
  CHECK(holds(subject, "Credential=AKROLE/"));
}

TEST_CASE("the block's own token is traded and lent, without a file") {
  const Value external = Value::List{Value(Value::Map{{"audience", "//iam/pools/p"},
                                                      {"service_account_email", "etl@acme.iam.gserviceaccount.com"},
                                                      {"identity_token", "aa.bb.cc"}})};
  const auto transport = scripted([](const HttpRequest& asked) {
    return asked.url == "https://sts.googleapis.com/v1/token"
               ? token("federated")
               : HttpAnswer{200, {}, R"({"accessToken":"lent","expireTime":"2030-01-01T00:00:00Z"})"};
  });
  const Fetched got(config_of({{"external_credentials", external}}), transport);
  CHECK(got.credentials.session_token == "lent");
  CHECK(form_field(transport->asked()[0].body, "subject_token") == "aa.bb.cc");
}

TEST_CASE("a machine of Google's asks its metadata server; a portal in its place is none") {
  const auto transport = scripted([](const HttpRequest& asked) {
    const bool told = header(asked, "metadata-flavor") == "Google";
    return told ? HttpAnswer{200, {{"metadata-flavor", "Google"}}, token("machine-token").body}
                : HttpAnswer{403, {}, ""};
  });
  const Fetched got(config_of({}, {{"GCE_METADATA_HOST", "metadata.test"}}), transport);
  CHECK(got.credentials.session_token == "machine-token");
  CHECK(transport->asked()[0].url.starts_with(
      "http://metadata.test/computeMetadata/v1/instance/service-accounts/default/token?scopes="));
  CHECK(transport->asked()[0].direct);
  const Fetched portal(config_of({}), scripted([](const HttpRequest&) { return token("x"); }));
  CHECK(portal.error.summary == "no credentials for Google Cloud were found");
  CHECK(holds(portal.error.detail, "no metadata server"));
}

TEST_CASE("files that say nothing useful are refused without a word of what is in them") {
  const auto transport = scripted([](const HttpRequest&) { return token("x"); });
  for (const std::string text :
       {R"({"type":"service_account","private_key":"very-private"})", R"({"type":"unheard_of","x":"very-private"})",
        R"({"type":"authorized_user","client_secret":"very-private"})",
        R"({"type":"external_account","credential_source":{"x":"very-private"}})"}) {
    const Fetched got(config_of({{"credentials", text}}), transport);
    CHECK(got.error.fault == Fault::InvalidInput);
    CHECK_FALSE(holds(got.error.summary + got.error.detail, "very-private"));
  }
}

TEST_CASE("a client sends with what was chosen and knows where the provider is") {
  const auto transport = scripted([](const HttpRequest&) { return HttpAnswer{200, {}, "{}"}; });
  auto config =
      config_of({{"access_token", "token"}, {"project", "acme"}, {"region", "eu"}, {"user_project_override", true}},
                {{"GOOGLE_TERRAFORM_USERAGENT_EXTENSION", "our-ci/7"}});
  config.transport = transport;
  config.terraform_version = "1.11.0";
  StopToken stop;
  const auto client = make_google_client(config, stop);
  REQUIRE(client);
  CHECK((*client)->fact("project") == "acme");
  CHECK((*client)->fact("zone").empty());
  Call call;
  call.service = "pubsub";
  call.method = "GET";
  call.path = "/projects/acme/topics/t";
  CHECK((*client)->send(call));
  const auto asked = transport->asked()[0];
  CHECK(asked.url == "https://pubsub.googleapis.com/v1/projects/acme/topics/t");
  CHECK(header(asked, "x-goog-user-project") == "acme");
  CHECK(holds(header(asked, "user-agent"), "Terraform/1.11.0 Lakeform/"));
  CHECK(header(asked, "user-agent").ends_with(" our-ci/7"));
}

}  // namespace lakeform::cloud::google
