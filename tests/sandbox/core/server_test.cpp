#include "tests/sandbox/core/server.h"

#include <doctest/doctest.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <future>
#include <thread>

using namespace lakeform::sandbox;
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Tcp = asio::ip::tcp;

namespace {

/// A server on a thread of its own, for the time of a test.
struct Running {
  explicit Running(Tls* tls = nullptr) : server(front, 0, tls), thread([this] { server.run(); }) {}
  ~Running() {
    server.stop();
    thread.join();
  }
  Front front{Options{}};
  Server server;
  std::thread thread;
};

Tcp::socket connected(asio::io_context& context, std::uint16_t port) {
  Tcp::socket socket(context);
  socket.connect({asio::ip::address_v4::loopback(), port});
  return socket;
}

template <class Stream>
http::response<http::string_body> ask(Stream& stream, const std::string& target, http::verb verb = http::verb::get,
                                      const std::string& body = "") {
  http::request<http::string_body> request(verb, target, 11);
  request.set(http::field::host, "127.0.0.1");
  request.body() = body;
  request.prepare_payload();
  http::write(stream, request);
  beast::flat_buffer buffer;
  http::response<http::string_body> response;
  http::read(stream, buffer, response);
  return response;
}

template <class Stream>
unsigned get(Stream& stream, const std::string& target) {
  return ask(stream, target).result_int();
}

}  // namespace

TEST_CASE("one connection takes many requests") {
  Running running;
  asio::io_context context;
  auto socket = connected(context, running.server.port());
  for (int i = 0; i < 20; ++i) CHECK(get(socket, "/_sandbox/health") == 200);
}

TEST_CASE("a slow answer holds nobody else up") {
  Running running;
  asio::io_context context;
  auto control = connected(context, running.server.port());
  ask(control, "/_sandbox/faults", http::verb::post, R"([{"kind":"slow","wait_ms":1500,"times":1}])");
  const auto begun = std::chrono::steady_clock::now();
  auto slow = std::async(std::launch::async, [&] {
    asio::io_context own;
    auto socket = connected(own, running.server.port());
    return get(socket, "/bucket");
  });
  std::vector<std::future<unsigned>> others;
  for (int i = 0; i < 8; ++i) {
    others.push_back(std::async(std::launch::async, [&] {
      asio::io_context own;
      auto socket = connected(own, running.server.port());
      return get(socket, "/_sandbox/health");
    }));
  }
  for (auto& other : others) CHECK(other.get() == 200);
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::milliseconds(1400));
  slow.get();
  CHECK(std::chrono::steady_clock::now() - begun >= std::chrono::milliseconds(1500));
}

TEST_CASE("a server that is stopped does not wait for idle connections or slow answers") {
  asio::io_context context;
  const auto begun = std::chrono::steady_clock::now();
  {
    Running running;
    auto idle = connected(context, running.server.port());
    CHECK(ask(idle, "/_sandbox/faults", http::verb::post, R"([{"kind":"slow","wait_ms":60000}])").result_int() == 200);
    auto waiting = std::make_shared<Tcp::socket>(connected(context, running.server.port()));
    http::write(*waiting, http::request<http::empty_body>(http::verb::get, "/bucket", 11));
    while (ask(idle, "/_sandbox/requests?summary").body().find("\"total\":1") == std::string::npos)
      std::this_thread::yield();
  }
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(20));
}

TEST_CASE("with TLS, a client that trusts the authority is served under every name below localhost") {
  Tls tls;
  Running running(&tls);
  for (const std::string name : {"localhost", "bucket.localhost", "bucket.s3.us-east-1.localhost"}) {
    asio::io_context context;
    asio::ssl::context trust(asio::ssl::context::tls_client);
    trust.set_verify_mode(asio::ssl::verify_peer);
    trust.add_certificate_authority(asio::buffer(tls.authority()));
    asio::ssl::stream<Tcp::socket> stream(connected(context, running.server.port()), trust);
    SSL_set_tlsext_host_name(stream.native_handle(), name.c_str());
    stream.set_verify_callback(asio::ssl::host_name_verification(name));
    stream.handshake(asio::ssl::stream_base::client);
    CHECK(get(stream, "/_sandbox/health") == 200);
  }
}

TEST_CASE("with TLS, a client that does not trust the authority is not served, and the server goes on") {
  Tls tls;
  Running running(&tls);
  asio::io_context context;
  asio::ssl::context trust(asio::ssl::context::tls_client);
  trust.set_verify_mode(asio::ssl::verify_peer);
  asio::ssl::stream<Tcp::socket> stream(connected(context, running.server.port()), trust);
  CHECK_THROWS(stream.handshake(asio::ssl::stream_base::client));
  auto plain = connected(context, running.server.port());
  CHECK_THROWS(get(plain, "/_sandbox/health"));
}
