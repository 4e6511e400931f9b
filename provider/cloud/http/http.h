// The one transport of every cloud: HTTP requests over pooled connections. The only file that knows libcurl is
// http.cpp.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "provider/cloud/http/settings.h"
#include "provider/value/stop.h"

namespace lakeform::cloud {

struct HttpRequest {
  std::string method = "GET";
  std::string url;  ///< absolute, percent-encoded; sent as it is ("..", "//" are kept)
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::chrono::milliseconds connect_timeout{10000};  ///< name, connection and TLS handshake
  std::chrono::milliseconds total_timeout{120000};
  std::size_t max_answer = std::size_t{64} << 20;  ///< bytes of body; a longer one is a failure
  bool send_once = false;  ///< never on a pooled connection, whose death would make the transport send it again unasked
  bool direct = false;     ///< no proxy whatever the settings (instance metadata)
};

struct HttpAnswer {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
  std::string body;
  std::string_view header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
      if (key == name) return value;
    }
    return {};
  }
};

/// Why there is no (whole) answer.
enum class HttpFailure {
  None,
  Resolve,      ///< the host name is unknown
  Connect,      ///< nobody listens, or the connection was refused or timed out
  Tls,          ///< the peer's certificate is not trusted or the handshake failed
  Timeout,      ///< connected, but no whole answer in time
  Interrupted,  ///< connected, then the connection broke
  TooLarge,     ///< the answer is larger than allowed
  Stopped,      ///< a stop was requested
  BadRequest,   ///< the URL or the settings cannot be used
};

struct HttpExchange {
  HttpAnswer answer;  ///< meaningful when failure is None
  HttpFailure failure = HttpFailure::None;
  std::string text;         ///< of the failure; holds no URL query and no header
  bool maybe_sent = false;  ///< the request may have reached the server although there is a failure
  explicit operator bool() const { return failure == HttpFailure::None; }
};

/// Tests derive from it and answer `send` themselves. Thread-safe: any number of threads may send at once; connections
/// are shared between them (HTTP/2 where the server offers it). One worker thread, started with the first request.
class HttpTransport {
 public:
  explicit HttpTransport(HttpSettings settings = {});
  virtual ~HttpTransport();
  HttpTransport(const HttpTransport&) = delete;
  HttpTransport& operator=(const HttpTransport&) = delete;

  /// Blocks until the answer is there. A requested stop ends it within a few hundredths of a second, but gives a
  /// request that is sent only once ten seconds to be answered. Redirects are not followed.
  virtual HttpExchange send(const HttpRequest& request, const StopToken& stop);

 private:
  class Worker;
  bool answers_plainly(const HttpRequest& request, const StopToken& stop);
  HttpSettings settings_;
  std::unique_ptr<Worker> worker_;
};

}  // namespace lakeform::cloud
