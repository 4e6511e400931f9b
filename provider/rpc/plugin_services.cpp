#include "provider/rpc/plugin_services.h"

#include <grpcpp/grpcpp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "plugin.grpc.pb.h"

namespace lakeform::rpc {

namespace {

using grpc::CallbackServerContext;
using grpc::Status;

class Controller final : public plugin::GRPCController::CallbackService {
 public:
  explicit Controller(const ShutdownWish& wish) : wish_(wish) {}

  grpc::ServerUnaryReactor* Shutdown(CallbackServerContext*, const plugin::Empty*, plugin::Empty*) override {
    class Answer final : public grpc::ServerUnaryReactor {
     public:
      explicit Answer(const ShutdownWish& wish) : wish_(wish) { Finish(Status::OK); }
      void OnDone() override {
        wish_.make();
        delete this;
      }

     private:
      const ShutdownWish& wish_;
    };
    return new Answer(wish_);
  }

 private:
  const ShutdownWish& wish_;
};

class Stdio final : public plugin::GRPCStdio::CallbackService {
 public:
  /// Nothing is carried (log lines go to standard error itself); the call stays open as long as the client wants, and
  /// takes no thread meanwhile.
  grpc::ServerWriteReactor<plugin::StdioData>* StreamStdio(CallbackServerContext*, const plugin::StdioEmpty*) override {
    class Silence final : public grpc::ServerWriteReactor<plugin::StdioData> {
     public:
      void OnCancel() override { Finish(Status::OK); }
      void OnDone() override { delete this; }
    };
    return new Silence();
  }
};

class Broker final : public plugin::GRPCBroker::CallbackService {
 public:
  /// Providers broker no further connections: what the client asks for is read and left unanswered.
  grpc::ServerBidiReactor<plugin::ConnInfo, plugin::ConnInfo>* StartStream(CallbackServerContext*) override {
    class Listener final : public grpc::ServerBidiReactor<plugin::ConnInfo, plugin::ConnInfo> {
     public:
      Listener() { StartRead(&ignored_); }
      void OnReadDone(bool more) override { more ? StartRead(&ignored_) : Finish(Status::OK); }
      void OnDone() override { delete this; }

     private:
      plugin::ConnInfo ignored_;
    };
    return new Listener();
  }
};

}  // namespace

ShutdownWish::ShutdownWish() : event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
ShutdownWish::~ShutdownWish() { ::close(event_); }

void ShutdownWish::make() const noexcept {
  const std::uint64_t one = 1;
  if (::write(event_, &one, sizeof one) < 0) return;  // it was made before
}

bool ShutdownWish::wait(std::chrono::milliseconds time) const {
  pollfd event{event_, POLLIN, 0};
  return ::poll(&event, 1, static_cast<int>(time.count())) > 0;
}

std::vector<std::unique_ptr<grpc::Service>> make_plugin_services(const ShutdownWish& wish) {
  std::vector<std::unique_ptr<grpc::Service>> out;
  out.push_back(std::make_unique<Controller>(wish));
  out.push_back(std::make_unique<Stdio>());
  out.push_back(std::make_unique<Broker>());
  return out;
}

}  // namespace lakeform::rpc
