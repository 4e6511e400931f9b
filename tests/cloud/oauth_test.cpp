#include "provider/cloud/oauth.h"

#include <doctest/doctest.h>

#include "provider/cloud/jwt.h"
#include "tests/cloud/loopback.h"
#include "tests/cloud/test_keys.h"

using namespace lakeform;
using namespace lakeform::cloud;

TEST_CASE("a token is signed so that the key's public half verifies it, and says what it was told to") {
  const TestKey key;
  const auto token = signed_token(key.pem(), {{"kid", "k1"}}, {{"iss", "me"}, {"exp", 5}}, "the test");
  REQUIRE(token);
  CHECK(key.signed_by_it(*token));
  CHECK(Json::parse(TestKey::part(*token, 0)) == Json({{"alg", "RS256"}, {"typ", "JWT"}, {"kid", "k1"}}));
  CHECK(Json::parse(TestKey::part(*token, 1)) == Json({{"iss", "me"}, {"exp", 5}}));
  CHECK_FALSE(key.signed_by_it("x" + *token));
}

TEST_CASE("a key that is none is an error that names its owner and not its text") {
  const std::string text = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0LXRleHQ=\n-----END PRIVATE KEY-----\n";
  const auto failed = signed_token(text, {}, {}, "the service account");
  REQUIRE_FALSE(failed);
  CHECK(failed.error().summary == "the private key of the service account cannot be used");
  CHECK((failed.error().summary + failed.error().detail).find("c2VjcmV0") == std::string::npos);
}

TEST_CASE("a form is percent-encoded, and the token is read with its end, a number or a text") {
  for (const char* seconds : {"3600", "\"3600\""}) {
    Loopback server([&](const Asked&) {
      return Answered{200, R"({"access_token":"token-value","expires_in":)" + std::string(seconds) + "}", {}};
    });
    HttpTransport transport;
    StopToken stop;
    const auto answer =
        ask_for_token(transport, form_request(server.url("/token"), {{"a b", "c&d=e"}}), "the endpoint", stop);
    REQUIRE(answer);
    const auto token = bearer_token(*answer, "the endpoint", "test");
    REQUIRE(token);
    CHECK(token->session_token == "token-value");
    CHECK(*token->expires > now() + std::chrono::minutes(59));
    CHECK(server.asked()[0].body == "a%20b=c%26d%3De");
    CHECK(server.asked()[0].headers.at("content-type") == "application/x-www-form-urlencoded");
  }
}

TEST_CASE("a refusal is told in the server's words and not repeated") {
  Loopback server([](const Asked&) {
    return Answered{400, R"({"error":"invalid_grant","error_description":"Token has been revoked."})", {}};
  });
  HttpTransport transport;
  StopToken stop;
  const auto failed = ask_for_token(transport, form_request(server.url(), {}), "the endpoint", stop);
  REQUIRE_FALSE(failed);
  CHECK(failed.error().fault == Fault::Denied);
  CHECK(failed.error().summary == "the endpoint answered 400 invalid_grant");
  CHECK(failed.error().detail == "Token has been revoked.");
  CHECK(server.asked().size() == 1);
}

TEST_CASE("a lifetime that no clock holds is as good as none") {
  for (const char* seconds : {"1e300", "-1e300", "9223372036854775807", "\"9223372036854775807\"", "[]", "null"}) {
    const auto answer = Json::parse(std::string(R"({"access_token":"t","expires_in":)") + seconds + "}");
    const auto token = bearer_token(answer, "the endpoint", "test");
    REQUIRE(token);
    CHECK_FALSE(token->expires);
  }
}

TEST_CASE("a passing fault is tried again, a page of somebody else is no token") {
  std::atomic<int> count = 0;
  Loopback server([&](const Asked&) {
    return ++count < 3 ? Answered{503, "busy", {}} : Answered{200, "<html>sign in</html>", {}};
  });
  HttpTransport transport;
  StopToken stop;
  const auto failed = ask_for_token(transport, json_request(server.url(), {{"a", 1}}), "the endpoint", stop);
  REQUIRE_FALSE(failed);
  CHECK(failed.error().fault == Fault::Unavailable);
  CHECK(count == 3);
  CHECK_FALSE(bearer_token(Json::object(), "the endpoint", "test"));
}
