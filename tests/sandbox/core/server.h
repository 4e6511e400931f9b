// HTTP/1.1 on loopback with Boost.Beast: a thread for each connection, keep-alive.
#pragma once

#include <cstdint>
#include <memory>

#include "tests/sandbox/core/front.h"

namespace lakeform::sandbox {

class Server {
 public:
  /// Listens on 127.0.0.1; port 0 takes a free one. Throws std::exception when the port is taken.
  Server(Front& front, std::uint16_t port);
  ~Server();
  std::uint16_t port() const;
  /// Serves until stop().
  void run();
  void stop();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace lakeform::sandbox
