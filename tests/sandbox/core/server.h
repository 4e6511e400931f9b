// HTTP/1.1 on loopback with Boost.Beast, with TLS on request: a thread for each connection, keep-alive.
#pragma once

#include <cstdint>
#include <memory>

#include "tests/sandbox/core/front.h"
#include "tests/sandbox/core/tls.h"

namespace lakeform::sandbox {

class Server {
 public:
  /// Listens on 127.0.0.1; port 0 takes a free one. With `tls`, connections are TLS; both must outlive the server.
  /// Throws std::exception when the port is taken.
  Server(Front& front, std::uint16_t port, Tls* tls = nullptr);
  ~Server();
  std::uint16_t port() const;
  /// Serves until stop(), then ends the connections: what is being answered is answered, what waits is not waited for.
  void run();
  /// From any thread.
  void stop();
  /// SIGINT and SIGTERM stop the server.
  void stop_on_signals();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace lakeform::sandbox
