// What go-plugin hosts expect beside the provider's own service: controller, stdio, broker.
#pragma once

#include <chrono>
#include <memory>
#include <vector>

namespace grpc {
class Service;
}

namespace lakeform::rpc {

/// The wish of the host, or of a signal, to end this process. Any thread may make it or wait for it.
class ShutdownWish {
 public:
  ShutdownWish();
  ~ShutdownWish();
  ShutdownWish(const ShutdownWish&) = delete;
  ShutdownWish& operator=(const ShutdownWish&) = delete;

  /// Safe inside a signal handler.
  void make() const noexcept;
  /// Waits up to the time; true when the wish has been made.
  bool wait(std::chrono::milliseconds time) const;

 private:
  int event_;  // a descriptor that becomes readable and stays so
};

/// The wish is made when the answer to Shutdown is on its way.
std::vector<std::unique_ptr<grpc::Service>> make_plugin_services(const ShutdownWish& wish);

}  // namespace lakeform::rpc
