#include "tests/sandbox/core/server.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <thread>

#include "provider/cloud/codec.h"

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
      out.emplace_back(query_text(part.substr(0, equal)), equal == std::string::npos ? "" : query_text(part.substr(equal + 1)));
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
void send_half(Tcp::socket& socket, const http::response<http::string_body>& message) {
  std::ostringstream whole;
  whole << message;
  const auto bytes = whole.str();
  asio::write(socket, asio::buffer(bytes.data(), bytes.size() / 2));
}

bool serve_one(Tcp::socket& socket, beast::flat_buffer& buffer, Front& front) {
  http::request_parser<http::string_body> parser;
  parser.body_limit(max_body);
  beast::error_code error;
  http::read_header(socket, buffer, parser, error);
  if (error) return false;
  if (cloud::lower_case(text(parser.get()[http::field::expect])) == "100-continue") {
    http::response<http::empty_body> go_on{http::status::continue_, parser.get().version()};
    http::write(socket, go_on, error);
  }
  http::read(socket, buffer, parser, error);
  if (error) return false;
  const auto& incoming = parser.get();
  const auto out = front.answer(request_of(incoming));
  std::this_thread::sleep_for(Millis(out.wait_ms));
  if (out.cut) return false;
  const auto message = message_of(incoming, out.response);
  if (out.dropped) {
    send_half(socket, message);
    return false;
  }
  http::response_serializer<http::string_body> serializer{message};
  if (incoming.method() == http::verb::head) {
    http::write_header(socket, serializer, error);
  } else {
    http::write(socket, serializer, error);
  }
  return !error && message.keep_alive();
}

void serve(Tcp::socket socket, Front& front) {
  try {
    beast::flat_buffer buffer;
    socket.set_option(Tcp::no_delay(true));
    while (serve_one(socket, buffer, front)) {
    }
  } catch (const std::exception&) {
    // The client closed the connection: nobody is left to tell.
  }
  beast::error_code ignored;
  socket.shutdown(Tcp::socket::shutdown_both, ignored);
}

}  // namespace

struct Server::Parts {
  Parts(Front& with, std::uint16_t port) : front(with), acceptor(context, {asio::ip::address_v4::loopback(), port}) {}
  Front& front;
  asio::io_context context;
  Tcp::acceptor acceptor;
};

Server::Server(Front& front, std::uint16_t port) : parts_(std::make_unique<Parts>(front, port)) {}
Server::~Server() = default;

std::uint16_t Server::port() const { return parts_->acceptor.local_endpoint().port(); }

void Server::run() {
  for (;;) {
    beast::error_code error;
    Tcp::socket socket(parts_->context);
    parts_->acceptor.accept(socket, error);
    if (error) return;
    std::thread(serve, std::move(socket), std::ref(parts_->front)).detach();
  }
}

void Server::stop() {
  beast::error_code ignored;
  parts_->acceptor.cancel(ignored);
  parts_->acceptor.close(ignored);
}

}  // namespace lakeform::sandbox
