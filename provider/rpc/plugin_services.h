// What go-plugin hosts expect beside the provider's own service: controller, stdio, broker.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

namespace grpc {
class Service;
}

namespace lakeform::rpc {

/// The wish of the host to end this process.
class ShutdownWish {
 public:
  void make();
  bool made() const;
  /// Waits up to the time; true when the wish has been made.
  bool wait(std::chrono::milliseconds time);

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool made_ = false;
};

std::vector<std::unique_ptr<grpc::Service>> make_plugin_services(ShutdownWish& wish);

}  // namespace lakeform::rpc
