#include "provider/cloud/google/dialect.h"

#include <doctest/doctest.h>

#include "provider/cloud/exchange.h"
#include "provider/cloud/google/errors.h"
#include "tests/cloud/loopback.h"

using namespace lakeform;
using namespace lakeform::cloud;
using namespace lakeform::cloud::google;

namespace {

constexpr const char* kNotFound =
    R"({"error":{"code":404,"message":"The specified bucket does not exist.","errors":[{"message":"x","domain":"global","reason":"notFound"}]}})";

/// A client of a server that stands in for all services.
struct Peer {
  explicit Peer(Loopback::Handler handler) : server(std::move(handler)) {
    settings.endpoints.custom = {{"storage", server.url("/storage/v1/")},
                                 {"dataplex", server.url("/dataplex/v1/")},
                                 {"resource_manager", server.url("/cloudresourcemanager/v1/")}};
    settings.user_agent = "Lakeform/test";
    settings.project = "acme";
    settings.rate_scope = server.url();
  }
  Result<Reply> send(const Call& call) {
    RetryPolicy retry;
    retry.base = retry.throttled_base = std::chrono::milliseconds(1);
    const GoogleDialect dialect(settings);
    Exchange exchange(dialect, std::make_shared<HttpTransport>(), retry);
    CredentialCache token(std::make_unique<StaticCredentials>(Credentials{{}, {}, "token-value", {}, "test"}));
    return exchange.send(call, &token, stop);
  }

  Loopback server;
  DialectSettings settings;
  StopToken stop;
};

Call call(std::string service, std::string method, std::string path) {
  Call out;
  out.service = std::move(service);
  out.operation = "Do";
  out.method = std::move(method);
  out.path = std::move(path);
  return out;
}

ServiceError said(const std::string& body) { return error_from({400, {}, body}); }

}  // namespace

TEST_CASE("a call goes below the service's address with a bearer token, its query encoded and its body as JSON") {
  Peer client([](const Asked&) { return Answered{200, R"({"name":"raw"})", {}}; });
  client.settings.request_reason = "ticket 7";
  Call made = call("storage", "POST", "/b");
  made.query = {{"project", "acme data"}, {"enableObjectRetention", "true"}};
  made.body = {{"name", "raw"}};
  const auto reply = client.send(made);
  REQUIRE(reply);
  CHECK(reply->body["name"] == "raw");
  const auto asked = client.server.asked()[0];
  CHECK(asked.target == "/storage/v1/b?project=acme%20data&enableObjectRetention=true");
  CHECK(asked.body == R"({"name":"raw"})");
  CHECK(asked.headers.at("authorization") == "Bearer token-value");
  CHECK(asked.headers.at("content-type") == "application/json");
  CHECK(asked.headers.at("x-goog-request-reason") == "ticket 7");
  CHECK_FALSE(asked.headers.contains("x-goog-user-project"));
}

TEST_CASE("uploads go to the upload path of the same host") {
  Peer client([](const Asked&) { return Answered{200, "{}", {}}; });
  Call made = call("storage-upload", "POST", "/b/raw/o");
  made.query = {{"uploadType", "media"}};
  made.raw_body = "content";
  made.headers = {{"Content-Type", "text/plain"}};
  REQUIRE(client.send(made));
  const auto asked = client.server.asked()[0];
  CHECK(asked.target == "/upload/storage/v1/b/raw/o?uploadType=media");
  CHECK(asked.headers.at("content-type") == "text/plain");
  CHECK(asked.body == "content");
}

TEST_CASE(
    "with user_project_override calls name who pays: billing_project, else their own project, else the provider's") {
  Peer client([](const Asked&) { return Answered{200, "{}", {}}; });
  client.settings.project_pays = true;
  CHECK(client.send(call("dataplex", "GET", "/projects/other/locations/eu/lakes/l")));
  CHECK(client.send(call("resource-manager", "POST", "/x")).error().fault == Fault::Internal);
  CHECK(client.send(call("cloudresourcemanager", "POST", "/projects/mine:getIamPolicy")));
  CHECK(client.send(call("storage", "GET", "/b/raw")));
  client.settings.quota_project = "payer";
  CHECK(client.send(call("dataplex", "GET", "/projects/other/locations/eu/lakes/l")));
  std::vector<std::string> payers;
  for (const auto& asked : client.server.asked()) payers.push_back(asked.headers.at("x-goog-user-project"));
  CHECK(payers == std::vector<std::string>{"other", "mine", "acme", "payer"});
}

TEST_CASE("the token goes to no host but the service's") {
  Peer client([](const Asked&) { return Answered{200, "{}", {}}; });
  Call next = call("storage", "GET", "");
  next.url = "http://127.0.0.1:1/storage/v1/b?pageToken=x";
  CHECK(client.send(next).error().summary == "the service named an address of another host");
  next.url = client.server.url("/storage/v1/b?pageToken=x");
  CHECK(client.send(next));
  CHECK(client.server.asked()[0].target == "/storage/v1/b?pageToken=x");
}

TEST_CASE("an operation that has ended already is not asked for, one that goes on is looked at to its end") {
  int looks = 0;
  Peer client([&](const Asked& asked) {
    if (asked.method == "PATCH") {
      return Answered{
          200, R"({"name":"projects/p/locations/l/operations/1","done":true,"response":{"name":"lake"}})", {}};
    }
    if (asked.method == "POST")
      return Answered{200, R"({"name":"projects/p/locations/l/operations/2","metadata":{}})", {}};
    ++looks;
    return Answered{200, R"({"name":"projects/p/locations/l/operations/2","done":true,"response":{"name":"new"}})", {}};
  });
  const auto quick = client.send(call("dataplex", "PATCH", "/projects/p/locations/l/lakes/lake"));
  REQUIRE(quick);
  CHECK(quick->body["name"] == "lake");
  CHECK(looks == 0);
  const auto slow = client.send(call("dataplex", "POST", "/projects/p/locations/l/lakes"));
  REQUIRE(slow);
  CHECK(slow->body["name"] == "new");
  CHECK(client.server.asked()[2].target == "/dataplex/v1/projects/p/locations/l/operations/2");
}

TEST_CASE("a refusal tells the service's code and reason; a 404 of somebody else is no missing object") {
  Peer client([](const Asked& asked) {
    if (asked.target.ends_with("/raw")) return Answered{404, kNotFound, {}};
    return Answered{404, "<html>not here</html>", {}};
  });
  const auto gone = client.send(call("storage", "GET", "/b/raw"));
  REQUIRE_FALSE(gone);
  CHECK(gone.error().fault == Fault::NotFound);
  CHECK(gone.error().code == "notFound");
  CHECK(gone.error().summary == "storage Do answered 404 notFound");
  CHECK(gone.error().message == "The specified bucket does not exist.");
  const auto elsewhere = client.send(call("storage", "GET", "/b/other"));
  CHECK(elsewhere.error().fault == Fault::Unavailable);
}

TEST_CASE("status, ErrorInfo and field violations are read; the finer reason stands beside the code") {
  const auto error = said(
      R"([{"error":{"code":403,"status":"PERMISSION_DENIED","message":"API not enabled","details":[
      {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"SERVICE_DISABLED","domain":"googleapis.com"}]}}])");
  CHECK(error.code == "PERMISSION_DENIED");
  CHECK(error.reason == "SERVICE_DISABLED");
  const auto failure = service_failure(call("dataplex", "POST", "/x"), {403, {}, ""}, error);
  CHECK(failure.summary == "dataplex Do answered 403 PERMISSION_DENIED (SERVICE_DISABLED)");
  CHECK(failure.fault == Fault::Denied);
  CHECK(failure.detail.find("enable it") != std::string::npos);
  const auto fields = said(
      R"({"error":{"code":400,"status":"INVALID_ARGUMENT","message":"Bad request","details":[
      {"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[{"field":"lake.labels","description":"too many"}]}]}})");
  CHECK(fields.message == "Bad request\nlake.labels: too many");
}

TEST_CASE("errors have the class that their reason gives them, else their status") {
  const auto classed = [](int status, const std::string& reason, const std::string& code = {}) {
    return google::classify(status, {code.empty() ? reason : code, "", "", reason});
  };
  CHECK(classed(403, "rateLimitExceeded") == ErrorClass::Throttled);
  CHECK(classed(403, "quotaExceeded") == ErrorClass::Permanent);
  CHECK(classed(429, "", "RESOURCE_EXHAUSTED") == ErrorClass::Throttled);
  CHECK(classed(409, "operationInProgress") == ErrorClass::Throttled);
  CHECK(classed(409, "", "ABORTED") == ErrorClass::Permanent);
  CHECK(classed(400, "backendError") == ErrorClass::Transient);
  CHECK(classed(503, "", "UNAVAILABLE") == ErrorClass::Transient);
  CHECK(classed(401, "authError") == ErrorClass::ExpiredCredentials);
  CHECK(classed(412, "conditionNotMet") == ErrorClass::Permanent);
  CHECK(google::fault_of(412, {"conditionNotMet", "", "", ""}) == Fault::Conflict);
  CHECK(google::fault_of(400, {"INVALID_ARGUMENT", "", "", ""}) == Fault::InvalidInput);
}

TEST_CASE("a wait that is asked for in the body counts as Retry-After does") {
  const std::string body =
      R"({"error":{"code":429,"details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"1.5s"}]}})";
  CHECK(google::retry_after({429, {}, body}, now()) == std::chrono::milliseconds(1500));
  CHECK(google::retry_after({429, {{"retry-after", "2"}}, body}, now()) == std::chrono::seconds(2));
  CHECK_FALSE(google::retry_after({429, {}, "{}"}, now()));
}

TEST_CASE("an address in another universe, and which ones can stand for a service") {
  EndpointSettings settings;
  CHECK(base_of(*find_service("bigquery"), settings).url() == "https://bigquery.googleapis.com/bigquery/v2");
  settings.universe_domain = "apis-tpczero.goog";
  CHECK(base_of(*find_service("bigquery"), settings).url() == "https://bigquery.apis-tpczero.goog/bigquery/v2");
  settings.custom["iam"] = "http://localhost:8080/iam/v1/";
  CHECK(base_of(*find_service("iam"), settings).url() == "http://localhost:8080/iam/v1");
  settings.custom["iam_beta"] = "http://localhost:8081/v1/";
  CHECK(base_of(*find_service("iam"), settings).url() == "http://localhost:8081/v1");
  CHECK(endpoint_problem("http://localhost:8080/v1/").empty());
  for (const char* wrong : {"http://localhost:8080/v1", "http://localhost:8080/", "localhost:8080/v1/", "x"})
    CHECK_MESSAGE(!endpoint_problem(wrong).empty(), wrong);
  for (const Service& service : services()) {
    CHECK(endpoint_problem(service.base).empty());
    CHECK(find_service(service.name) == &service);
  }
}
