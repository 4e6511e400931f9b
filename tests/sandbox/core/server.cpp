#include "tests/sandbox/core/server.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <csignal>
#include <thread>

#include "provider/cloud/codec.h"
#include "tests/sandbox/core/connections.h"

namespace lakeform::sandbox {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Tcp = asio::ip::tcp;
using Incoming = http::request<http::string_body>;

constexpr std::uint64_t max_body = 256U << 20U;

std::string text(beast::string_view view) { return {view.data(), view.size()}; }

std::string query_text(std::string part) {
  for (auto& c : part) {
    if (c == '+') c = ' ';
  }
  return cloud::percent_decode(part);
}

Pairs parsed_query(const std::string& query) {
  Pairs out;
  for (std::size_t from = 0; from < query.size();) {
    const auto end = std::min(query.find('&', from), query.size());
    const auto part = query.substr(from, end - from);
    const auto equal = part.find('=');
    if (!part.empty()) {
      out.emplace_back(query_text(part.substr(0, equal)),
                       equal == std::string::npos ? "" : query_text(part.substr(equal + 1)));
    }
    from = end + 1;
  }
  return out;
}

Request request_of(const Incoming& incoming) {
  Request request;
  request.method = text(incoming.method_string());
  const auto target = text(incoming.target());
  const auto mark = target.find('?');
  request.path = target.substr(0, mark);
  if (mark != std::string::npos) request.query = parsed_query(target.substr(mark + 1));
  for (const auto& field : incoming) {
    auto& value = request.headers[cloud::lower_case(text(field.name_string()))];
    value += (value.empty() ? "" : ",") + text(field.value());
  }
  request.host = cloud::lower_case(request.header("host"));
  request.host = request.host.substr(0, request.host.rfind(':'));
  request.body = incoming.body();
  return request;
}

http::response<http::string_body> message_of(const Incoming& incoming, const Response& response) {
  http::response<http::string_body> message;
  message.version(incoming.version());
  message.result(static_cast<unsigned>(response.status));
  message.set(http::field::server, "LakeformSandbox");
  for (const auto& [name, value] : response.headers) message.set(name, value);
  message.keep_alive(incoming.keep_alive());
  if (incoming.method() == http::verb::head) {
    if (message.find(http::field::content_length) == message.end()) message.content_length(0);
  } else if (response.status != 204 && response.status != 304) {
    message.body() = response.body;
    message.content_length(response.body.size());
  }
  return message;
}

/// The first half of the message as bytes, then the end of the connection.
template <class Stream>
void send_half(Stream& stream, const http::response<http::string_body>& message) {
  std::ostringstream whole;
  whole << message;
  const auto bytes = whole.str();
  asio::write(stream, asio::buffer(bytes.data(), bytes.size() / 2));
}

/// One request and its answer; false when the connection is at its end.
template <class Stream>
bool serve_one(Stream& stream, beast::flat_buffer& buffer, Front& front, Connections& connections) {
  http::request_parser<http::string_body> parser;
  parser.body_limit(max_body);
  beast::error_code error;
  http::read_header(stream, buffer, parser, error);
  if (error) return false;
  if (cloud::lower_case(text(parser.get()[http::field::expect])) == "100-continue") {
    http::response<http::empty_body> go_on{http::status::continue_, parser.get().version()};
    http::write(stream, go_on, error);
  }
  http::read(stream, buffer, parser, error);
  if (error) return false;
  const auto& incoming = parser.get();
  const auto out = front.answer(request_of(incoming));
  connections.wait(Millis(out.wait_ms));
  if (out.cut) return false;
  const auto message = message_of(incoming, out.response);
  if (out.dropped) {
    send_half(stream, message);
    return false;
  }
  http::response_serializer<http::string_body> serializer{message};
  if (incoming.method() == http::verb::head) {
    http::write_header(stream, serializer, error);
  } else {
    http::write(stream, serializer, error);
  }
  return !error && message.keep_alive();
}

template <class Stream>
void serve_all(Stream& stream, Front& front, Connections& connections) {
  beast::flat_buffer buffer;
  while (serve_one(stream, buffer, front, connections)) {
  }
}

void serve(Tcp::socket& socket, Front& front, Connections& connections, Tls* tls) {
  try {
    socket.set_option(Tcp::no_delay(true));
    if (!tls) return serve_all(socket, front, connections);
    asio::ssl::stream<Tcp::socket&> stream(socket, tls->context());
    stream.handshake(asio::ssl::stream_base::server);
    serve_all(stream, front, connections);
    beast::error_code ignored;
    stream.shutdown(ignored);
  } catch (const std::exception&) {
    // The client closed the connection, or does not trust the certificate: nobody is left to tell.
  }
}

}  // namespace

struct Server::Parts {
  Parts(Front& with, std::uint16_t port, Tls* with_tls)
      : front(with), tls(with_tls), acceptor(context, {asio::ip::address_v4::loopback(), port}), signals(context) {}

  void accept_next() {
    acceptor.async_accept([this](const beast::error_code& error, Tcp::socket socket) {
      if (error == asio::error::operation_aborted) return;
      if (!error) begin(std::move(socket));
      accept_next();
    });
  }

  void begin(Tcp::socket socket) {
    const int number = socket.native_handle();
    if (!connections.open(number)) return;
    // Detached, but run() does not return before its connection is closed.
    std::thread([this, number, open = std::move(socket)]() mutable {
      serve(open, front, connections, tls);
      beast::error_code ignored;
      open.shutdown(Tcp::socket::shutdown_both, ignored);
      connections.close(number, [&] { open.close(ignored); });
    }).detach();
  }

  void stop() {
    beast::error_code ignored;
    acceptor.close(ignored);
    signals.cancel(ignored);
  }

  Front& front;
  Tls* tls;
  Connections connections;
  asio::io_context context;
  Tcp::acceptor acceptor;
  asio::signal_set signals;
};

Server::Server(Front& front, std::uint16_t port, Tls* tls) : parts_(std::make_unique<Parts>(front, port, tls)) {}
Server::~Server() = default;

std::uint16_t Server::port() const { return parts_->acceptor.local_endpoint().port(); }

void Server::run() {
  parts_->accept_next();
  parts_->context.run();
  parts_->connections.end();
}

void Server::stop() {
  asio::post(parts_->context, [this] { parts_->stop(); });
}

void Server::stop_on_signals() {
  for (const int number : {SIGINT, SIGTERM}) parts_->signals.add(number);
  parts_->signals.async_wait([this](const beast::error_code& error, int) {
    if (!error) parts_->stop();
  });
}

}  // namespace lakeform::sandbox
