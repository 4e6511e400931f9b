#include "provider/cloud/http/http.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "provider/cloud/codec.h"
#include "tests/cloud/loopback.h"

using namespace lakeform;
using namespace lakeform::cloud;
using std::chrono::milliseconds;

namespace {
HttpRequest get(const std::string& url) {
  HttpRequest request;
  request.url = url;
  return request;
}
double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}
}  // namespace

TEST_CASE("a transport sends method, path, headers and body as they are, and gives status, headers and body back") {
  Loopback server([](const Asked&) { return Answered{418, "short and stout", {{"X-Amz-Request-Id", " R1 "}}}; });
  HttpTransport transport;
  StopToken stop;
  HttpRequest request{"PUT", server.url("/a//b/../c?x=%20"), {{"X-One", "1"}, {"X-Empty", ""}}, "body"};
  const auto exchange = transport.send(request, stop);
  REQUIRE(exchange);
  CHECK(exchange.answer.status == 418);
  CHECK(exchange.answer.body == "short and stout");
  CHECK(exchange.answer.header("x-amz-request-id") == "R1");
  const auto asked = server.asked();
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].method == "PUT");
  CHECK(asked[0].target == "/a//b/../c?x=%20");
  CHECK(asked[0].body == "body");
  CHECK(asked[0].headers.at("x-one") == "1");
  CHECK(asked[0].headers.at("x-empty").empty());
  CHECK_FALSE(asked[0].headers.contains("expect"));
  CHECK_FALSE(asked[0].headers.contains("content-type"));
}

TEST_CASE("a header's value begins no header of its own") {
  Loopback server([](const Asked&) { return Answered{200, "", {}}; });
  HttpTransport transport;
  StopToken stop;
  REQUIRE(transport.send({"GET", server.url(), {{"User-Agent", "Terraform/1.2\r\nX-Forged: 1\n\x01x"}}, ""}, stop));
  CHECK(server.asked()[0].headers.at("user-agent") == "Terraform/1.2  X-Forged: 1  x");
  CHECK_FALSE(server.asked()[0].headers.contains("x-forged"));
}

TEST_CASE(
    "a transport reuses its connection, also for a HEAD and an empty POST, and opens a new one for what is sent only "
    "once") {
  Loopback server([](const Asked&) { return Answered{200, "ok", {}}; });
  HttpTransport transport;
  StopToken stop;
  for (const char* method : {"GET", "HEAD", "POST", "DELETE"}) {
    auto request = get(server.url());
    request.method = method;
    REQUIRE(transport.send(request, stop));
  }
  CHECK(server.connections() == 1);
  CHECK(server.asked()[1].method == "HEAD");
  CHECK(server.asked()[2].headers.at("content-length") == "0");
  auto once = get(server.url());
  once.send_once = true;
  REQUIRE(transport.send(once, stop));
  CHECK(server.connections() == 2);
}

TEST_CASE("a transport serves many threads at once") {
  Loopback server([](const Asked& asked) { return Answered{200, asked.target, {}, false, milliseconds(20)}; });
  HttpTransport transport;
  StopToken stop;
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&, i] {
      for (int k = 0; k < 5; ++k) {
        const std::string path = "/" + std::to_string(i) + "/" + std::to_string(k);
        const auto exchange = transport.send(get(server.url(path)), stop);
        if (exchange && exchange.answer.body == path) ++good;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(good == 80);
  CHECK(server.connections() <= 16);
  CHECK(seconds_since(start) < 1.6);  // one after the other it would take 1.6 s
}

TEST_CASE("a refused connection is told from a dropped one, which may have been received") {
  StopToken stop;
  HttpTransport transport;
  int closed_port = 0;
  {
    Loopback gone([](const Asked&) { return Answered{}; });
    closed_port = gone.port();
  }
  const auto refused = transport.send(get("http://127.0.0.1:" + std::to_string(closed_port)), stop);
  CHECK(refused.failure == HttpFailure::Connect);
  CHECK_FALSE(refused.maybe_sent);

  Loopback server([](const Asked&) { return Answered{.drop = true}; });
  const auto dropped = transport.send(get(server.url()), stop);
  CHECK(dropped.failure == HttpFailure::Interrupted);
  CHECK(dropped.maybe_sent);
  CHECK(server.asked().size() == 1);

  CHECK(transport.send(get("http://no-such-host.invalid/"), stop).failure == HttpFailure::Resolve);
  CHECK(transport.send(get("ftp://127.0.0.1/"), stop).failure == HttpFailure::BadRequest);
}

TEST_CASE("a request sent only once is not repeated by the transport when its connection dies") {
  std::atomic<int> seen = 0;
  Loopback server([&](const Asked&) { return ++seen == 1 ? Answered{200, "first", {}} : Answered{.drop = true}; });
  HttpTransport transport;
  StopToken stop;
  REQUIRE(transport.send(get(server.url()), stop));
  HttpRequest create{"POST", server.url("/create"), {}, "{}"};
  create.send_once = true;
  CHECK(transport.send(create, stop).failure == HttpFailure::Interrupted);
  CHECK(seen == 2);
}

TEST_CASE("a slow answer ends with the total timeout, an oversized one at the limit") {
  Loopback server([](const Asked& asked) {
    return asked.target == "/slow" ? Answered{200, "late", {}, false, milliseconds(2000)}
                                   : Answered{200, std::string(5000, 'x'), {}};
  });
  HttpTransport transport;
  StopToken stop;
  auto slow = get(server.url("/slow"));
  slow.total_timeout = milliseconds(100);
  const auto late = transport.send(slow, stop);
  CHECK(late.failure == HttpFailure::Timeout);
  CHECK(late.maybe_sent);
  auto large = get(server.url("/large"));
  large.max_answer = 4999;
  CHECK(transport.send(large, stop).failure == HttpFailure::TooLarge);
  large.max_answer = 5000;
  CHECK(transport.send(large, stop));
}

TEST_CASE("a stop ends a transfer at once and keeps new ones from starting") {
  Loopback server([](const Asked&) { return Answered{200, "late", {}, false, milliseconds(5000)}; });
  HttpTransport transport;
  StopToken stop;
  const auto start = std::chrono::steady_clock::now();
  std::thread stopper([&] {
    std::this_thread::sleep_for(milliseconds(80));
    stop.request();
  });
  const auto exchange = transport.send(get(server.url()), stop);
  stopper.join();
  CHECK(exchange.failure == HttpFailure::Stopped);
  CHECK(exchange.maybe_sent);
  CHECK(seconds_since(start) < 1);
  CHECK(transport.send(get(server.url()), stop).failure == HttpFailure::Stopped);
  CHECK(server.asked().size() == 1);
}

TEST_CASE("a stop lets a request that is sent only once be answered, so that its outcome is known") {
  Loopback server([](const Asked&) { return Answered{200, "made", {}, false, milliseconds(400)}; });
  HttpTransport transport;
  StopToken stop;
  std::thread stopper([&] {
    std::this_thread::sleep_for(milliseconds(100));
    stop.request();
  });
  auto request = get(server.url());
  request.send_once = true;
  const auto exchange = transport.send(request, stop);
  stopper.join();
  REQUIRE(exchange);
  CHECK(exchange.answer.body == "made");
}

TEST_CASE("a request over a proxy goes to the proxy with the whole URL") {
  Loopback proxy([](const Asked&) { return Answered{200, "by proxy", {}}; });
  HttpSettings settings;
  settings.http_proxy = proxy.url();
  settings.no_proxy = "direct.test";
  HttpTransport transport(settings);
  StopToken stop;
  const auto exchange = transport.send(get("http://service.test/path"), stop);
  REQUIRE(exchange);
  CHECK(exchange.answer.body == "by proxy");
  CHECK(proxy.asked()[0].target == "http://service.test/path");
  auto metadata = get("http://service.invalid/");
  metadata.direct = true;
  CHECK(transport.send(metadata, stop).failure == HttpFailure::Resolve);
}

TEST_CASE("user name and password of a proxy reach it decoded, and in no address") {
  Loopback proxy([](const Asked&) { return Answered{200, "by proxy", {}}; });
  HttpSettings settings;
  settings.http_proxy = "http://us%65r:p%2Fw@rd%@127.0.0.1:" + std::to_string(proxy.port());
  HttpTransport transport(settings);
  StopToken stop;
  REQUIRE(transport.send(get("http://service.test/path"), stop));
  CHECK(proxy.asked()[0].headers.at("proxy-authorization") == "Basic " + base64("user:p/w@rd%"));
}

TEST_CASE(
    "a server of plain HTTP that waits for the end of TLS's hello is found out, and told nothing of the request") {
  Loopback server([](const Asked&) { return Answered{404, "", {}}; });
  HttpTransport transport;
  StopToken stop;
  HttpRequest request;
  request.method = "PUT";
  request.url = "https://127.0.0.1:" + std::to_string(server.port()) + "/secret?key=s3same";
  request.headers = {{"Authorization", "s3same"}};
  request.body = "s3same";
  const auto exchange = transport.send(request, stop);
  CHECK(exchange.failure == HttpFailure::Tls);
  CHECK(exchange.text.find("plain HTTP") != std::string::npos);
  CHECK_FALSE(exchange.maybe_sent);
  REQUIRE(server.asked().size() == 1);
  CHECK(server.asked()[0].method == "HEAD");
  CHECK(server.asked()[0].target == "/");
  CHECK_FALSE(server.asked()[0].headers.contains("authorization"));
}

TEST_CASE("a server that refuses plain HTTP may speak TLS, and has its whole time") {
  Loopback server([](const Asked&) { return Answered{400, "The plain HTTP request was sent to HTTPS port", {}}; });
  HttpTransport transport;
  StopToken stop;
  HttpRequest request;
  request.url = "https://127.0.0.1:" + std::to_string(server.port()) + "/";
  request.connect_timeout = std::chrono::milliseconds(1500);
  CHECK(transport.send(request, stop).failure == HttpFailure::Connect);
}

TEST_CASE("a peer that says nothing at all has its whole time") {
  const int silent = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  REQUIRE(::bind(silent, reinterpret_cast<sockaddr*>(&address), length) == 0);
  REQUIRE(::listen(silent, 8) == 0);
  REQUIRE(::getsockname(silent, reinterpret_cast<sockaddr*>(&address), &length) == 0);
  HttpTransport transport;
  StopToken stop;
  HttpRequest request;
  request.url = "https://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/";
  request.connect_timeout = std::chrono::milliseconds(1500);
  CHECK(transport.send(request, stop).failure == HttpFailure::Connect);
  ::close(silent);
}

TEST_CASE("a proxy address that cannot be used is explained without it, and nothing is sent elsewhere") {
  StopToken stop;
  for (const char* address :
       {"http://u:PLANTED/pw@127.0.0.1:1", "u:PLANTED#pw@127.0.0.1:1", "http://u:PLANTED?pw@127.0.0.1:1",
        "http://u:PLANTED pw@127.0.0.1:1", "http://u:PLANTED", "ftp://u:PLANTED@127.0.0.1:1", "http://u:p@PLANTED:x"}) {
    HttpSettings settings;
    settings.http_proxy = settings.https_proxy = address;
    HttpTransport transport(settings);
    for (const char* url : {"http://service.invalid/", "https://service.invalid/"}) {
      const auto exchange = transport.send(get(url), stop);
      CHECK(exchange.failure == HttpFailure::BadRequest);
      CHECK(exchange.text.find("PLANTED") == std::string::npos);
      CHECK(exchange.text.starts_with(std::string("the address of the proxy (") +
                                      (url[4] == 's' ? "https_proxy" : "http_proxy")));
    }
  }
}

TEST_CASE("a proxy that cannot be reached is told without its password") {
  StopToken stop;
  HttpSettings settings;
  settings.http_proxy = "http://u:PLANTED@nowhere.invalid:1";
  const auto exchange = HttpTransport(settings).send(get("http://service.test/"), stop);
  CHECK(exchange.failure == HttpFailure::Resolve);
  CHECK(exchange.text.find("PLANTED") == std::string::npos);
}

TEST_CASE("proxy variables are read in capitals or not") {
  const auto lookup = [](const std::string& name) -> std::string {
    if (name == "HTTPS_PROXY") return "http://upper:1";
    if (name == "https_proxy") return "http://lower:1";
    return name == "no_proxy" ? "a,b" : "";
  };
  const auto settings = HttpSettings::from_environment(lookup);
  CHECK(settings.https_proxy == "http://upper:1");
  CHECK(settings.no_proxy == "a,b");
  CHECK(settings.http_proxy.empty());
}
