#include "provider/cloud/http/proxy.h"

#include <doctest/doctest.h>

#include "provider/value/log.h"

using namespace lakeform;
using namespace lakeform::cloud;

namespace {

// "address user password"
std::string parsed(std::string_view text) {
  const auto proxy = parse_proxy(text);
  return proxy ? proxy->address + " " + proxy->user + " " + proxy->password : "refused";
}

}  // namespace

TEST_CASE("a proxy serves its scheme, never loopback") {
  const HttpSettings settings{"", "http://plain:1", "http://secure:2", "", true};
  CHECK(proxy_for("https://glue.us-east-1.amazonaws.com/", settings) == "http://secure:2");
  CHECK(proxy_for("http://example.com:8080/x", settings) == "http://plain:1");
  for (const char* url :
       {"http://localhost:1/", "https://127.0.0.9/", "http://[::1]:8/", "https://bucket.localhost/"}) {
    CHECK(proxy_for(url, settings).empty());
  }
}

TEST_CASE("an address is taken apart as the official providers do, with the ports that they take") {
  CHECK(parsed("http://proxy.corp:3128") == "http://proxy.corp:3128  ");
  CHECK(parsed("http://proxy.corp") == "http://proxy.corp:80  ");
  CHECK(parsed("proxy.corp") == "http://proxy.corp:80  ");
  CHECK(parsed("HTTPS://proxy.corp/") == "https://proxy.corp:443  ");
  CHECK(parsed("socks5h://[::1]:9050") == "socks5h://[::1]:9050  ");
  CHECK(parsed("socks5://[::1]") == "socks5://[::1]:1080  ");
  CHECK(parsed("http://u:p@proxy:1") == "http://proxy:1 u p");
  CHECK(parsed("u:p@proxy:1") == "http://proxy:1 u p");
  CHECK(parsed("http://u%40corp:a%2Fb%25@proxy:1") == "http://proxy:1 u@corp a/b%");
  CHECK(parsed("http://u:a@b:c@proxy:1") == "http://proxy:1 u a@b:c");
  CHECK(parsed("http://token@proxy:1") == "http://proxy:1 token ");
  CHECK(parsed(" http://proxy:1 ") == "http://proxy:1  ");
  CHECK(parsed("") == "  ");
}

TEST_CASE("what is no address is refused without being quoted") {
  for (const char* text :
       {"http://", "http://:8080", "http://u:planted/x@h:1", "http://u:planted", "http://h:70000", "ftp://planted:1",
        "http://[::1", "http://u:plan ted@h:1", "http://h h", "http://u@", "://"}) {
    const auto proxy = parse_proxy(text);
    REQUIRE_FALSE(proxy);
    CHECK((proxy.error().summary + proxy.error().detail).find("planted") == std::string::npos);
    CHECK(proxy.error().detail.find("%2F") != std::string::npos);
  }
}

TEST_CASE("passwords are kept out of texts whatever is wrong with the address") {
  const auto hides = [](const std::string& setting, const std::string& password) {
    keep_passwords(setting);
    return log::scrub("x " + password + " y").find(password) == std::string::npos;
  };
  CHECK(hides("http://user:kept-pass-1@h:1", "kept-pass-1"));
  CHECK(hides("user:kept-pass-2@h", "kept-pass-2"));
  CHECK(hides("http://user:kept%2Fpass%2D3@h:1", "kept/pass-3"));
  CHECK(hides("http://user:kept%2Fpass%2D4@h:1", "kept%2Fpass%2D4"));
  CHECK(hides("http://user:kept/pa,ss@5#?@h:1", "kept/pa,ss@5#?"));
  CHECK(hides("http://kept-token-6@h:1", "kept-token-6"));
  CHECK(hides("localhost, http://user:kept-pass-7@proxy:1,.corp", "kept-pass-7"));
  CHECK_FALSE(hides("http://visible-user:kept-pass-8@h:1", "visible-user"));
}

TEST_CASE("an address is shown without its login") {
  CHECK(without_login("https://user:pa/s@s@host/path") == "https://(secret)@host/path");
  CHECK(without_login("user:pass@host") == "(secret)@host");
  CHECK(without_login("ftp://host/path") == "ftp://host/path");
}
