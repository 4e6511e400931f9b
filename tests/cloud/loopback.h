// A scripted HTTP/1.1 server on a free loopback port: each request goes to a function that gives the answer, or drops
// the connection.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace lakeform::cloud {

struct Asked {
  std::string method, target, body;
  std::map<std::string, std::string> headers;  ///< names in lower case
  int connection = 0;
};

struct Answered {
  int status = 200;
  std::string body = {};
  std::vector<std::pair<std::string, std::string>> headers = {};
  bool drop = false;  ///< close the connection without an answer
  std::chrono::milliseconds delay{0};
};

class Loopback {
 public:
  using Handler = std::function<Answered(const Asked&)>;

  explicit Loopback(Handler handler) : handler_(std::move(handler)) {
    socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    socklen_t length = sizeof address;
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &length);
    port_ = ntohs(address.sin_port);
    ::listen(socket_, 64);
    threads_.emplace_back([this] { accept_all(); });
  }
  ~Loopback() {
    ending_ = true;
    ::shutdown(socket_, SHUT_RDWR);
    ::close(socket_);
    {
      const std::lock_guard lock(mutex_);
      for (const int open : open_) ::shutdown(open, SHUT_RDWR);
    }
    threads_.front().join();
    for (std::size_t i = 1; i < threads_.size(); ++i) threads_[i].join();
  }
  Loopback(const Loopback&) = delete;
  Loopback& operator=(const Loopback&) = delete;

  std::string url(const std::string& path = "") const { return "http://127.0.0.1:" + std::to_string(port_) + path; }
  int port() const { return port_; }
  std::vector<Asked> asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
  }
  int connections() const { return connections_; }

 private:
  void accept_all() {
    while (!ending_) {
      const int peer = ::accept(socket_, nullptr, nullptr);
      if (peer < 0) return;
      const std::lock_guard lock(mutex_);
      open_.push_back(peer);
      threads_.emplace_back([this, peer, number = ++connections_] { serve(peer, number); });
    }
  }

  void serve(int peer, int number) {
    std::string buffer;
    Asked request;
    while (read_request(peer, buffer, request)) {
      request.connection = number;
      {
        const std::lock_guard lock(mutex_);
        asked_.push_back(request);
      }
      const Answered answer = handler_(request);
      for (auto waited = std::chrono::milliseconds(0); waited < answer.delay && !ending_;
           waited += std::chrono::milliseconds(5)) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
      }
      if (answer.drop) break;
      std::string text = "HTTP/1.1 " + std::to_string(answer.status) + " Status\r\n";
      for (const auto& [name, value] : answer.headers) text.append(name).append(": ").append(value).append("\r\n");
      text += "Content-Length: " + std::to_string(answer.body.size()) + "\r\n\r\n";
      if (request.method != "HEAD") text += answer.body;
      if (::send(peer, text.data(), text.size(), MSG_NOSIGNAL) < 0) break;
    }
    const std::lock_guard lock(mutex_);
    std::erase(open_, peer);
    ::close(peer);
  }

  static bool fill(int peer, std::string& buffer) {
    char block[8192];
    const auto got = ::recv(peer, block, sizeof block, 0);
    if (got <= 0) return false;
    buffer.append(block, static_cast<std::size_t>(got));
    return true;
  }

  static bool read_request(int peer, std::string& buffer, Asked& request) {
    std::size_t end = 0;
    while ((end = buffer.find("\r\n\r\n")) == std::string::npos) {
      if (!fill(peer, buffer)) return false;
    }
    request = {};
    const std::string head = buffer.substr(0, end + 2);
    buffer.erase(0, end + 4);
    std::size_t line_end = head.find("\r\n");
    const std::string first = head.substr(0, line_end);
    request.method = first.substr(0, first.find(' '));
    request.target = first.substr(request.method.size() + 1, first.rfind(' ') - request.method.size() - 1);
    while (line_end + 2 < head.size()) {
      const auto start = line_end + 2;
      line_end = head.find("\r\n", start);
      const std::string line = head.substr(start, line_end - start);
      const auto colon = line.find(':');
      std::string name = line.substr(0, colon);
      for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      const auto value = line.find_first_not_of(' ', colon + 1);
      request.headers[name] = value == std::string::npos ? "" : line.substr(value);
    }
    const auto length = request.headers.contains("content-length") ? std::stoul(request.headers["content-length"]) : 0;
    while (buffer.size() < length) {
      if (!fill(peer, buffer)) return false;
    }
    request.body = buffer.substr(0, length);
    buffer.erase(0, length);
    return true;
  }

  Handler handler_;
  int socket_ = -1;
  int port_ = 0;
  std::atomic<bool> ending_ = false;
  std::atomic<int> connections_ = 0;
  mutable std::mutex mutex_;
  std::vector<Asked> asked_;
  std::vector<int> open_;
  std::vector<std::thread> threads_;
};

}  // namespace lakeform::cloud
