// The host's side of the plugin protocol: what Terraform does with a provider process.
#pragma once

#include <doctest/doctest.h>
#include <grpcpp/grpcpp.h>
#include <sys/stat.h>

#include <memory>
#include <string>
#include <vector>

#include "plugin.grpc.pb.h"
#include "provider/rpc/certificate.h"
#include "provider/value/msgpack.h"
#include "tests/rpc/process.h"
#include "tfplugin6.grpc.pb.h"

namespace lakeform::test {

inline Environment host_environment() {
  return {{"TF_PLUGIN_MAGIC_COOKIE", "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2"},
          {"PLUGIN_PROTOCOL_VERSIONS", "6,5"},
          {"PLUGIN_MIN_PORT", "10000"},
          {"PLUGIN_MAX_PORT", "25000"},
          {"TMPDIR", "/tmp"}};
}

inline std::vector<std::string> split(const std::string& line, char at) {
  std::vector<std::string> out(1);
  for (const char c : line) {
    if (c == at) {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

inline std::string pem_of(std::string der_base64) {
  while (der_base64.size() % 4 != 0) der_base64 += '=';
  std::string out = "-----BEGIN CERTIFICATE-----\n";
  for (std::size_t i = 0; i < der_base64.size(); i += 64) out += der_base64.substr(i, 64) + "\n";
  return out + "-----END CERTIFICATE-----\n";
}

/// A provider process that has said its line, with a connection to it.
class Host {
 public:
  /// With `tls`, as Terraform does unless TF_DISABLE_PLUGIN_TLS is set.
  explicit Host(const std::vector<std::string>& command, bool tls = true, Environment more = {})
      : own_(*rpc::make_certificate()) {
    Environment environment = host_environment();
    if (tls) environment["PLUGIN_CLIENT_CERT"] = own_.certificate_pem;
    for (auto& [name, value] : more) environment[name] = value;
    const auto before = Clock::now();
    process = std::make_unique<Process>(command, environment);
    line = process->line();
    start = Clock::now() - before;
    parts = split(line, '|');
    REQUIRE(parts.size() >= 6);
    connect(own_);
  }

  ~Host() {
    if (process->end(std::chrono::milliseconds(0))) return;
    process->signal(SIGTERM);
    process->end();
  }
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  /// Another connection, with any client certificate.
  void connect(const rpc::Certificate& client) {
    grpc::ChannelArguments arguments;
    arguments.SetMaxReceiveMessageSize(-1);
    arguments.SetSslTargetNameOverride("localhost");
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    auto how = grpc::InsecureChannelCredentials();
    if (!parts[5].empty()) how = grpc::SslCredentials({pem_of(parts[5]), client.key_pem, client.certificate_pem});
    channel = grpc::CreateCustomChannel("unix:" + parts[3], how, arguments);
    provider = tfplugin6::Provider::NewStub(channel);
    controller = plugin::GRPCController::NewStub(channel);
  }

  bool socket_is_there() const { return ::access(parts[3].c_str(), F_OK) == 0; }

  grpc::Status shut_down() {
    grpc::ClientContext context;
    plugin::Empty in, out;
    return controller->Shutdown(&context, in, &out);
  }

  std::unique_ptr<Process> process;
  std::string line;
  std::vector<std::string> parts;
  Clock::duration start{};
  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<tfplugin6::Provider::Stub> provider;
  std::unique_ptr<plugin::GRPCController::Stub> controller;

 private:
  rpc::Certificate own_;
};

/// One call that must reach the provider and come back.
template <class Response, class Request>
Response call(Host& host,
              grpc::Status (tfplugin6::Provider::Stub::*method)(grpc::ClientContext*, const Request&, Response*),
              const Request& request) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
  Response response;
  const auto status = (host.provider.get()->*method)(&context, request, &response);
  CHECK_MESSAGE(status.ok(), status.error_message());
  return response;
}

inline void set(tfplugin6::DynamicValue* message, const Value& value) { message->set_msgpack(msgpack::encode(value)); }
inline Value get(const tfplugin6::DynamicValue& message) {
  const auto value = msgpack::decode(message.msgpack());
  REQUIRE(value);
  return *value;
}

}  // namespace lakeform::test
