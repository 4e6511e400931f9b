#include "provider/cloud/aws/sources.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/stat.h>

#include <atomic>
#include <thread>

#include "provider/cloud/aws/sts.h"
#include "tests/cloud/folder.h"
#include "tests/cloud/loopback.h"

using namespace lakeform;
using namespace lakeform::cloud;
using namespace lakeform::cloud::aws;
using std::chrono::milliseconds;

namespace {

constexpr const char* kRoleAnswer =
    "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA1</AccessKeyId><SecretAccessKey>role-secret</"
    "SecretAccessKey>"
    "<SessionToken>role-token</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials></"
    "AssumeRoleResult></AssumeRoleResponse>";

std::shared_ptr<Sender> sender_for(const Loopback& server) {
  SenderSettings settings;
  settings.region = "eu-west-1";
  for (const char* name : {"sts", "sso", "ssooidc"}) settings.endpoints.custom[name] = server.url();
  settings.retry.base = milliseconds(1);
  settings.retry.max_attempts = 2;
  settings.rate_scope = server.url();
  return std::make_shared<Sender>(settings, std::make_shared<HttpTransport>());
}

std::unique_ptr<CredentialSource> base_keys() {
  return std::make_unique<StaticCredentials>(Credentials{"AKIABASE", "base-secret", "", {}, "test"});
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a role is assumed with everything its block says, in the region of STS") {
  Loopback server([](const Asked&) { return Answered{200, kRoleAnswer, {}}; });
  AssumeRole role;
  role.role_arn = "arn:aws:iam::1:role/r";
  role.session_name = "session";
  role.external_id = "ext";
  role.policy = "{}";
  role.policy_arns = {"arn:aws:iam::aws:policy/ReadOnly"};
  role.duration = std::chrono::hours(1);
  role.source_identity = "me";
  role.tags = {{"Team", "data"}};
  role.transitive_tag_keys = {"Team"};
  AssumedRole source({sender_for(server), "us-west-2"}, base_keys(), role);
  StopToken stop;
  const auto keys = source.fetch(stop);
  REQUIRE(keys);
  CHECK(keys->access_key == "ASIA1");
  CHECK(keys->session_token == "role-token");
  CHECK(keys->expires == parse_rfc3339("2030-01-01T00:00:00Z"));
  const auto asked = server.asked()[0];
  CHECK(
      asked.body ==
      "Action=AssumeRole&Version=2011-06-15&DurationSeconds=3600&ExternalId=ext&Policy=%7B%7D&PolicyArns.member.1.arn="
      "arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy%2FReadOnly&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr&RoleSessionName=session"
      "&SourceIdentity=me&Tags.member.1.Key=Team&Tags.member.1.Value=data&TransitiveTagKeys.member.1=Team");
  CHECK(holds(asked.headers.at("authorization"), "Credential=AKIABASE/"));
  CHECK(holds(asked.headers.at("authorization"), "/us-west-2/sts/"));
}

TEST_CASE("a refused role says which one and what to look at") {
  Loopback server([](const Asked&) {
    return Answered{403,
                    "<ErrorResponse><Error><Code>AccessDenied</Code><Message>User: x is not "
                    "authorized</Message></Error></ErrorResponse>",
                    {}};
  });
  AssumeRole role;
  role.role_arn = "arn:aws:iam::1:role/r";
  AssumedRole source({sender_for(server), "eu-west-1"}, base_keys(), role);
  StopToken stop;
  const auto keys = source.fetch(stop);
  REQUIRE_FALSE(keys);
  CHECK(keys.error().fault == Fault::Denied);
  CHECK(keys.error().summary == "cannot assume IAM role arn:aws:iam::1:role/r");
  CHECK(holds(keys.error().detail, "User: x is not authorized"));
  CHECK(holds(keys.error().detail, "trust policy"));
}

TEST_CASE("a web identity token is read anew for each request, which is not signed") {
  Folder folder;
  const auto file = folder.write("token", "jwt-number-1\n");
  Loopback server([](const Asked&) {
    std::string text = kRoleAnswer;
    while (holds(text, "AssumeRoleRe")) text.replace(text.find("AssumeRoleRe"), 12, "AssumeRoleWithWebIdentityRe");
    return Answered{200, text, {}};
  });
  WebIdentityRole role;
  role.role_arn = "arn:aws:iam::1:role/r";
  role.session_name = "s";
  role.token_file = file;
  WebIdentity source({sender_for(server), "eu-west-1"}, role);
  StopToken stop;
  REQUIRE(source.fetch(stop));
  folder.write("token", "jwt-number-2");
  REQUIRE(source.fetch(stop));
  CHECK(holds(server.asked()[0].body, "WebIdentityToken=jwt-number-1"));
  CHECK_FALSE(holds(server.asked()[0].body, "%0A"));
  CHECK(holds(server.asked()[1].body, "WebIdentityToken=jwt-number-2"));
  CHECK_FALSE(server.asked()[0].headers.contains("authorization"));
  role.token_file = folder.path() + "/missing";
  CHECK(holds(WebIdentity({sender_for(server), "r"}, role).fetch(stop).error().summary, "/missing"));
}

TEST_CASE("a credential process gives credentials, and its failures are told without its output") {
  StopToken stop;
  const auto keys =
      ProcessCredentials(
          R"(echo '{"Version":1,"AccessKeyId":"AKIDP","SecretAccessKey":"process-secret","Expiration":"2030-01-01T00:00:00Z"}')")
          .fetch(stop);
  REQUIRE(keys);
  CHECK(keys->access_key == "AKIDP");
  CHECK(keys->expires);
  const auto failed = ProcessCredentials("echo process-secret; exit 3").fetch(stop);
  REQUIRE_FALSE(failed);
  CHECK(failed.error().summary == "credential_process ended with status 3");
  const auto garbage = ProcessCredentials("echo process-secret").fetch(stop);
  REQUIRE_FALSE(garbage);
  CHECK_FALSE(holds(garbage.error().summary + garbage.error().detail, "process-secret"));
  const auto slow = ProcessCredentials("exec >&-; sleep 30; true", std::chrono::seconds(1)).fetch(stop);
  CHECK(holds(slow.error().summary, "did not end within 1 seconds"));
  StopToken stopped;
  stopped.request();
  CHECK(ProcessCredentials("sleep 30").fetch(stopped).error().fault == Fault::Cancelled);
}

TEST_CASE("a credential process that closes its output and lives on is ended by a stop, with its children") {
  Folder folder;
  StopToken stop;
  std::thread stopper([&] {
    while (folder.read("pid").find('\n') == std::string::npos) std::this_thread::sleep_for(milliseconds(5));
    stop.request();
  });
  const auto keys = ProcessCredentials("exec >&-; sleep 300 & echo $! > " + folder.path() + "/pid; wait").fetch(stop);
  stopper.join();
  REQUIRE_FALSE(keys);
  CHECK(keys.error().fault == Fault::Cancelled);
  const std::string pid = folder.read("pid").substr(0, folder.read("pid").find('\n'));
  std::string status;
  for (int i = 0; i < 200 && read_file("/proc/" + pid + "/stat", status) && !holds(status, ") Z "); ++i)
    std::this_thread::sleep_for(milliseconds(5));
  CHECK((status.empty() || holds(status, ") Z ")));
}

TEST_CASE("what a credential process leaves running with its output open is neither waited for nor ended") {
  Folder folder;
  StopToken stop;
  const auto keys = ProcessCredentials("sleep 300 & echo $! > " + folder.path() +
                                       R"(/pid; echo '{"AccessKeyId":"A","SecretAccessKey":"process-secret"}')")
                        .fetch(stop);
  CHECK(keys);
  const pid_t left = std::stoi(folder.read("pid"));
  CHECK(kill(left, 0) == 0);
  kill(left, SIGKILL);
}

TEST_CASE("a credential process starts with the signals that a shell expects, not with those that a plugin ignores") {
  StopToken stop;
  const auto before = signal(SIGPIPE, SIG_IGN);
  CHECK(
      ProcessCredentials(
          R"(yes | head -n 1 > /dev/null; kill -PIPE $$; echo '{"AccessKeyId":"A","SecretAccessKey":"process-secret"}')")
          .fetch(stop)
          .error()
          .summary == "credential_process was killed by a signal");
  signal(SIGPIPE, before);
}

TEST_CASE("a file that never ends or that nobody writes to is read no longer than it may be") {
  Folder folder;
  const std::string pipe = folder.path() + "/pipe";
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  std::string content = "before";
  CHECK(read_file(pipe, content, milliseconds(5)));
  CHECK(content.empty());
  CHECK(read_file("/dev/zero", content));
  CHECK(content.size() == 1 << 20);
  CHECK_FALSE(read_file(folder.path(), content));
  CHECK_FALSE(read_file(folder.path() + "/none", content));
}

TEST_CASE(
    "answers of single sign-on with members of a wrong type or beyond every clock give credentials or an error, never "
    "an exception") {
  std::string token, given;
  Loopback server([&](const Asked& asked) { return Answered{200, asked.target == "/token" ? token : given, {}}; });
  Folder folder;
  const SsoSettings settings{"corp", "https://corp.awsapps.com/start", "us-east-1", "1", "Admin", folder.path()};
  StopToken stop;
  const auto fetched = [&] {
    folder.write(
        hex(sha1("corp")) + ".json",
        R"({"accessToken":"old","expiresAt":"2020-01-01T00:00:00Z","refreshToken":"refresh-1","clientId":"c","clientSecret":"client-secret"})");
    return SsoCredentials(sender_for(server), settings).fetch(stop);
  };
  const std::string keys =
      R"({"roleCredentials":{"accessKeyId":"A","secretAccessKey":"sso-secret","sessionToken":"t","expiration":)";
  for (const char* lasts : {"\"soon\"", "-1", "1e300", "null", "[]", "true"}) {
    token = std::string(R"({"accessToken":"new-token","expiresIn":)") + lasts + "}";
    given = keys + lasts + "}}";
    CHECK(fetched());
  }
  for (const char* wrong :
       {"[]", "{\"roleCredentials\":7}", "7", "{\"roleCredentials\":{\"accessKeyId\":{},\"secretAccessKey\":1}}"}) {
    given = wrong;
    CHECK_FALSE(fetched());
    token = wrong;
    CHECK_FALSE(fetched());
    token = R"({"accessToken":"new-token"})";
  }
}

TEST_CASE("a stop ends the renewal of a session, and its request is not sent twice") {
  StopToken stop;
  Loopback server([&](const Asked&) {
    stop.request();
    return Answered{500, "{}", {}};
  });
  Folder folder;
  folder.write(
      hex(sha1("corp")) + ".json",
      R"({"accessToken":"old","expiresAt":"2020-01-01T00:00:00Z","refreshToken":"refresh-1","clientId":"c","clientSecret":"client-secret"})");
  const SsoSettings settings{"corp", "https://corp.awsapps.com/start", "us-east-1", "1", "Admin", folder.path()};
  CHECK(SsoCredentials(sender_for(server), settings).fetch(stop).error().fault == Fault::Cancelled);
  CHECK(server.asked().size() == 1);
}

TEST_CASE("single sign-on takes the cached token and asks for the role's credentials") {
  Loopback server([](const Asked&) {
    return Answered{
        200,
        R"({"roleCredentials":{"accessKeyId":"ASIASSO","secretAccessKey":"sso-secret","sessionToken":"sso-token","expiration":1893456000000}})",
        {}};
  });
  Folder folder;
  folder.write(hex(sha1("https://corp.awsapps.com/start")) + ".json",
               R"({"accessToken":"cached-token","expiresAt":"2099-01-01T00:00:00Z"})");
  SsoCredentials source(sender_for(server),
                        {"", "https://corp.awsapps.com/start", "us-east-1", "123456789012", "Admin", folder.path()});
  StopToken stop;
  const auto keys = source.fetch(stop);
  REQUIRE(keys);
  CHECK(keys->access_key == "ASIASSO");
  CHECK(keys->expires == parse_rfc3339("2030-01-01T00:00:00Z"));
  const auto asked = server.asked()[0];
  CHECK(asked.method == "GET");
  CHECK(asked.target == "/federation/credentials?account_id=123456789012&role_name=Admin");
  CHECK(asked.headers.at("x-amz-sso_bearer_token") == "cached-token");
  CHECK_FALSE(asked.headers.contains("authorization"));
}

TEST_CASE(
    "an ended session is renewed with its refresh token and the cache rewritten; without one the reader is told to "
    "sign in") {
  Loopback server([](const Asked& asked) {
    if (asked.target == "/token")
      return Answered{200, R"({"accessToken":"new-token","expiresIn":28800,"refreshToken":"new-refresh"})", {}};
    return Answered{
        200,
        R"({"roleCredentials":{"accessKeyId":"A","secretAccessKey":"sso-secret","sessionToken":"t","expiration":1893456000000}})",
        {}};
  });
  Folder folder;
  const std::string file = hex(sha1("corp")) + ".json";
  folder.write(
      file,
      R"({"accessToken":"old","expiresAt":"2020-01-01T00:00:00Z","refreshToken":"refresh-1","clientId":"c","clientSecret":"client-secret","region":"us-east-1"})");
  const SsoSettings settings{"corp", "https://corp.awsapps.com/start", "us-east-1", "1", "Admin", folder.path()};
  StopToken stop;
  REQUIRE(SsoCredentials(sender_for(server), settings).fetch(stop));
  CHECK(Json::parse(server.asked()[0].body)["refreshToken"] == "refresh-1");
  CHECK(server.asked()[1].headers.at("x-amz-sso_bearer_token") == "new-token");
  const Json written = Json::parse(folder.read(file));
  CHECK(written["accessToken"] == "new-token");
  CHECK(written["refreshToken"] == "new-refresh");
  CHECK(written["clientId"] == "c");
  CHECK((std::filesystem::status(folder.path() + "/" + file).permissions() & std::filesystem::perms(077)) ==
        std::filesystem::perms::none);
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), std::filesystem::directory_iterator()) == 1);

  folder.write(file, R"({"accessToken":"old","expiresAt":"2020-01-01T00:00:00Z"})");
  const auto ended = SsoCredentials(sender_for(server), settings).fetch(stop);
  REQUIRE_FALSE(ended);
  CHECK(holds(ended.error().detail, "aws sso login --sso-session corp"));
}

TEST_CASE("container credentials are asked with the token of its file, and only from hosts that may be trusted") {
  Loopback server([](const Asked&) {
    return Answered{
        200,
        R"({"AccessKeyId":"ASIAC","SecretAccessKey":"container-secret","Token":"container-token","Expiration":"2030-01-01T00:00:00Z"})",
        {}};
  });
  Folder folder;
  const auto transport = std::make_shared<HttpTransport>();
  StopToken stop;
  const Environment environment({{"AWS_CONTAINER_CREDENTIALS_FULL_URI", server.url("/v1/credentials")},
                                 {"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", folder.write("token", "pod-token\n")}});
  CHECK(ContainerCredentials::configured(environment));
  const auto keys = ContainerCredentials(transport, environment).fetch(stop);
  REQUIRE(keys);
  CHECK(keys->session_token == "container-token");
  CHECK(server.asked()[0].target == "/v1/credentials");
  CHECK(server.asked()[0].headers.at("authorization") == "pod-token");
  const Environment elsewhere(std::map<std::string, std::string, std::less<>>{
      {"AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://example.com/credentials"}});
  CHECK(ContainerCredentials(transport, elsewhere).fetch(stop).error().fault == Fault::InvalidInput);
}

TEST_CASE("instance metadata is asked with a session token, which is kept") {
  Loopback server([](const Asked& asked) {
    if (asked.method == "PUT") return Answered{200, "imds-session", {}};
    if (asked.headers.contains("x-aws-ec2-metadata-token") == false) return Answered{401, "", {}};
    if (asked.target == "/latest/meta-data/iam/security-credentials/") return Answered{200, "etl-role\n", {}};
    if (asked.target == "/latest/meta-data/iam/security-credentials/etl-role") {
      return Answered{
          200,
          R"({"Code":"Success","AccessKeyId":"ASIAI","SecretAccessKey":"instance-secret","Token":"instance-token","Expiration":"2030-01-01T00:00:00Z"})",
          {}};
    }
    return Answered{404, "", {}};
  });
  const auto metadata = std::make_shared<InstanceMetadata>(std::make_shared<HttpTransport>(), server.url());
  StopToken stop;
  const auto keys = InstanceCredentials(metadata).fetch(stop);
  REQUIRE(keys);
  CHECK(keys->access_key == "ASIAI");
  CHECK(metadata->get("meta-data/none", stop).error().status == 404);
  int tokens = 0;
  for (const auto& asked : server.asked()) tokens += asked.method == "PUT";
  CHECK(tokens == 1);
  CHECK(server.asked()[0].headers.at("x-aws-ec2-metadata-token-ttl-seconds") == "21600");
}

TEST_CASE("an instance without a role, or no metadata service at all, is a clear error") {
  Loopback server(
      [](const Asked& asked) { return asked.method == "PUT" ? Answered{200, "t", {}} : Answered{404, "", {}}; });
  StopToken stop;
  const auto transport = std::make_shared<HttpTransport>();
  CHECK(InstanceCredentials(std::make_shared<InstanceMetadata>(transport, server.url())).fetch(stop).error().summary ==
        "the instance has no IAM role");
  const auto none =
      InstanceCredentials(std::make_shared<InstanceMetadata>(transport, "http://127.0.0.1:1")).fetch(stop);
  CHECK(none.error().fault == Fault::Unavailable);
  CHECK(holds(none.error().summary, "does not answer"));
}
