#include "provider/rpc/rest/channel.h"

#include <array>
#include <cstring>
#include <future>
#include <utility>
#include <vector>

namespace lakeform::rpc {

namespace {

/// What protocol 5 calls otherwise. The messages are the same.
constexpr std::array<std::pair<const char*, const char*>, 6> kNamesIn5{
    {{"GetProviderSchema", "GetSchema"},
     {"ValidateProviderConfig", "PrepareProviderConfig"},
     {"ValidateResourceConfig", "ValidateResourceTypeConfig"},
     {"ValidateDataResourceConfig", "ValidateDataSourceConfig"},
     {"ConfigureProvider", "Configure"},
     {"StopProvider", "Stop"}}};

std::shared_ptr<grpc::Channel> connect(const Handshake& handshake, const Certificate& own) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(-1);
  arguments.SetMaxSendMessageSize(-1);
  arguments.SetSslTargetNameOverride("localhost");
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  return grpc::CreateCustomChannel(
      handshake.address, grpc::SslCredentials({handshake.certificate, own.key_pem, own.certificate_pem}), arguments);
}

grpc::ByteBuffer buffer_of(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return {&slice, 1};
}

std::string bytes_of(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string out;
  if (!buffer.Dump(&slices).ok()) return out;
  for (const auto& slice : slices) out.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  return out;
}

std::unique_ptr<grpc::ClientContext> context_of(const grpc::ServerContext* caller) {
  return caller ? grpc::ClientContext::FromServerContext(*caller) : std::make_unique<grpc::ClientContext>();
}

/// The next event of a queue that has one call; whether it brought something.
bool next(grpc::CompletionQueue& queue) {
  void* tag = nullptr;
  bool good = false;
  return queue.Next(&tag, &good) && good;
}

}  // namespace

PluginChannel::PluginChannel(const Handshake& handshake, const Certificate& own)
    : protocol_(handshake.protocol), channel_(connect(handshake, own)), stub_(channel_) {}

std::string PluginChannel::path_of(const char* rpc) const {
  const char* name = rpc;
  for (const auto& [in6, in5] : kNamesIn5) {
    if (protocol_ == 5 && std::strcmp(rpc, in6) == 0) name = in5;
  }
  return "/tfplugin" + std::to_string(protocol_) + ".Provider/" + name;
}

grpc::Status PluginChannel::call_path(const std::string& path, const std::string& request, std::string& response,
                                      grpc::ClientContext& context) {
  grpc::ByteBuffer in = buffer_of(request), out;
  std::promise<grpc::Status> done;
  stub_.UnaryCall(&context, path, {}, &in, &out, [&done](grpc::Status status) { done.set_value(std::move(status)); });
  grpc::Status status = done.get_future().get();
  if (status.ok()) response = bytes_of(out);
  return status;
}

grpc::Status PluginChannel::call(const char* rpc, const std::string& request, std::string& response,
                                 const grpc::ServerContext* caller, std::optional<std::chrono::milliseconds> limit) {
  const auto context = context_of(caller);
  if (limit) context->set_deadline(std::chrono::system_clock::now() + *limit);
  return call_path(path_of(rpc), request, response, *context);
}

grpc::Status PluginChannel::stream(const char* rpc, const std::string& request, const grpc::ServerContext* caller,
                                   const std::function<bool(const std::string&)>& take) {
  const auto context = context_of(caller);
  grpc::CompletionQueue queue;
  const auto call = stub_.PrepareCall(context.get(), path_of(rpc), &queue);
  call->StartCall(nullptr);
  bool good = next(queue);
  if (good) call->WriteLast(buffer_of(request), grpc::WriteOptions(), nullptr), good = next(queue);
  grpc::ByteBuffer message;
  for (bool wanted = true; good && wanted; message.Clear()) {
    call->Read(&message, nullptr);
    good = next(queue);
    if (good && !take(bytes_of(message))) wanted = false, context->TryCancel();
  }
  grpc::Status status;
  call->Finish(&status, nullptr);
  next(queue);
  queue.Shutdown();
  return status;
}

void PluginChannel::shut_down(std::chrono::milliseconds limit) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + limit);
  std::string ignored;
  call_path("/plugin.GRPCController/Shutdown", "", ignored, context);
}

}  // namespace lakeform::rpc
