// Calls to a plugin as bytes: what its messages mean is not known here.
#pragma once

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "provider/rpc/certificate.h"
#include "provider/rpc/rest/process.h"

namespace lakeform::rpc {

/// Mutual TLS over the address of a handshake. Any thread may call any member.
class PluginChannel {
 public:
  PluginChannel(const Handshake& handshake, const Certificate& own);

  /// One call of the provider's service, named as protocol 6 names it. `caller` is the call that it serves: it is
  /// cancelled with that; null for none, then the time is its limit.
  grpc::Status call(const char* rpc, const std::string& request, std::string& response,
                    const grpc::ServerContext* caller, std::optional<std::chrono::milliseconds> limit = std::nullopt);
  /// The same with a stream of answers, until `take` says false.
  grpc::Status stream(const char* rpc, const std::string& request, const grpc::ServerContext* caller,
                      const std::function<bool(const std::string&)>& take);
  /// Asks the process to end.
  void shut_down(std::chrono::milliseconds limit);

 private:
  grpc::Status call_path(const std::string& path, const std::string& request, std::string& response,
                         grpc::ClientContext& context);
  std::string path_of(const char* rpc) const;

  int protocol_;
  std::shared_ptr<grpc::Channel> channel_;
  grpc::GenericStub stub_;
};

}  // namespace lakeform::rpc
