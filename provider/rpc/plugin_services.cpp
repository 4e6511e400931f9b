#include "provider/rpc/plugin_services.h"

#include <chrono>
#include <thread>

#include <grpcpp/grpcpp.h>

#include "plugin.grpc.pb.h"

namespace lakeform::rpc {

namespace {

using grpc::ServerContext;
using grpc::Status;

class Controller final : public plugin::GRPCController::Service {
 public:
  explicit Controller(ShutdownWish& wish) : wish_(wish) {}
  /// The server can't be shut down from one of its own calls: main waits for the wish.
  Status Shutdown(ServerContext*, const plugin::Empty*, plugin::Empty*) override {
    wish_.make();
    return Status::OK;
  }

 private:
  ShutdownWish& wish_;
};

class Stdio final : public plugin::GRPCStdio::Service {
 public:
  explicit Stdio(ShutdownWish& wish) : wish_(wish) {}
  /// Nothing is ever written to the streams that this would carry; the call stays open until the end.
  Status StreamStdio(ServerContext* context, const plugin::StdioEmpty*, grpc::ServerWriter<plugin::StdioData>*) override {
    while (!context->IsCancelled() && !wish_.wait(std::chrono::seconds(1))) {
    }
    return Status::OK;
  }

 private:
  ShutdownWish& wish_;
};

class Broker final : public plugin::GRPCBroker::Service {
 public:
  /// Providers broker no further connections.
  Status StartStream(ServerContext*, grpc::ServerReaderWriter<plugin::ConnInfo, plugin::ConnInfo>* stream) override {
    plugin::ConnInfo ignored;
    while (stream->Read(&ignored)) {
    }
    return Status::OK;
  }
};

}  // namespace

void ShutdownWish::make() {
  {
    const std::lock_guard lock(mutex_);
    made_ = true;
  }
  changed_.notify_all();
}

bool ShutdownWish::made() const {
  const std::lock_guard lock(mutex_);
  return made_;
}

bool ShutdownWish::wait(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, time, [&] { return made_; });
}

std::vector<std::unique_ptr<grpc::Service>> make_plugin_services(ShutdownWish& wish) {
  std::vector<std::unique_ptr<grpc::Service>> out;
  out.push_back(std::make_unique<Controller>(wish));
  out.push_back(std::make_unique<Stdio>(wish));
  out.push_back(std::make_unique<Broker>());
  return out;
}

}  // namespace lakeform::rpc
