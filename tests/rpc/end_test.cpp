#include <grpcpp/generic/generic_stub.h>

#include <future>

#include "tests/rpc/client.h"

using namespace lakeform;
using namespace lakeform::test;
using tfplugin6::Provider;

namespace {

tfplugin6::Apply::Request creation(const std::string& name) {
  tfplugin6::Apply::Request request;
  request.set_type_name("aws_glue_catalog_database");
  set(request.mutable_planned_state(), Value::Map{{"name", name}});
  return request;
}

/// An apply that goes on in a thread until it is stopped.
struct Waiting {
  explicit Waiting(Host& host)
      : thread([this, &host] {
          grpc::ClientContext context;
          status = host.provider->ApplyResourceChange(&context, creation("waits"), &response);
        }) {
    while (host.process->errors().find("waiting") == std::string::npos)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  grpc::Status status;
  tfplugin6::Apply::Response response;
  std::thread thread;
};

}  // namespace

TEST_CASE("Shutdown ends the process at once and leaves no socket, with streams still open") {
  Host host(kFake);
  grpc::ClientContext stdio_context, broker_context;
  const auto stdio = plugin::GRPCStdio::NewStub(host.channel);
  const auto broker = plugin::GRPCBroker::NewStub(host.channel);
  const auto output = stdio->StreamStdio(&stdio_context, {});
  const auto stream = broker->StartStream(&broker_context);
  stream->Write({});
  CHECK(host.socket_is_there());
  const auto before = Clock::now();
  CHECK(host.shut_down().ok());
  CHECK(host.process->end() == 0);
  CHECK(Clock::now() - before < std::chrono::milliseconds(500));
  CHECK_FALSE(host.socket_is_there());
  stdio_context.TryCancel();
  broker_context.TryCancel();
  stream->Finish();
  plugin::StdioData none;
  while (output->Read(&none)) {
  }
  output->Finish();
}

TEST_CASE("the health service says that the plugin serves") {
  Host host(kFake);
  // {service: "plugin"} and {status: SERVING} look on the wire like messages whose field 1 is text and a number.
  tfplugin6::FunctionCall::Request in;
  in.set_name("plugin");
  plugin::ConnInfo out;
  grpc::ClientContext context;
  std::promise<grpc::Status> done;
  grpc::TemplatedGenericStub<tfplugin6::FunctionCall::Request, plugin::ConnInfo> stub(host.channel);
  stub.UnaryCall(&context, "/grpc.health.v1.Health/Check", {}, &in, &out,
                 [&](grpc::Status status) { done.set_value(std::move(status)); });
  const auto status = done.get_future().get();
  CHECK_MESSAGE(status.ok(), status.error_message());
  CHECK(out.service_id() == 1);
}

TEST_CASE("Ctrl-C does not end the provider; StopProvider ends the call under way, and its state still arrives") {
  Host host(kFake);
  Waiting waiting(host);
  host.process->signal(SIGINT);
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  call(host, &Provider::Stub::StopProvider, tfplugin6::Nothing());
  waiting.thread.join();
  CHECK(waiting.status.ok());
  REQUIRE(waiting.response.diagnostics_size() == 1);
  CHECK(waiting.response.diagnostics(0).summary() == "stopped");
  CHECK(get(waiting.response.new_state())["name"] == Value("waits"));
  call(host, &Provider::Stub::GetMetadata, tfplugin6::Nothing());  // it goes on
}

TEST_CASE("SIGTERM stops what is under way, hands its state over, and then ends") {
  Host host(kFake);
  Waiting waiting(host);
  host.process->signal(SIGTERM);
  waiting.thread.join();
  CHECK(waiting.status.ok());
  CHECK(get(waiting.response.new_state())["name"] == Value("waits"));
  CHECK(host.process->end() == 0);
  CHECK_FALSE(host.socket_is_there());
}

TEST_CASE("a provider whose host died without a word ends by itself") {
  // A shell that starts the provider, waits for its line and is killed.
  Process shell({"/bin/sh", "-c", built("fake_provider") + " & echo started; wait"}, host_environment());
  const auto first = shell.line(), second = shell.line();
  const bool line_second = first.find('|') == std::string::npos;
  const std::string path = split(line_second ? second : first, '|')[3];
  CHECK(::access(path.c_str(), F_OK) == 0);
  shell.signal(SIGKILL);
  shell.end();
  for (int i = 0; i < 400 && ::access(path.c_str(), F_OK) == 0; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  CHECK(::access(path.c_str(), F_OK) != 0);
}

TEST_CASE("a crash is told in the form that Terraform shows, without anything it was working on") {
  for (const char* text : {"crashes", "ends", "overflows"}) {
    const std::string how = text;
    CAPTURE(how);
    Host host(kFake);
    tfplugin6::ConfigRequest request;
    request.set_type_name("aws_glue_catalog_database");
    set(request.mutable_config(), Value::Map{{"name", how}, {"description", "planted-in-the-value"}});
    grpc::ClientContext context;
    tfplugin6::Findings1 response;
    CHECK_FALSE(host.provider->ValidateResourceConfig(&context, request, &response).ok());
    CHECK(host.process->end().value_or(0) < 0);
    const std::string said = host.process->errors();
    CHECK(said.substr(0, 7) == "panic: ");
    CHECK(said.find("  0x") != std::string::npos);
    CHECK(said.find("planted") == std::string::npos);
    CHECK_FALSE(host.socket_is_there());
  }
}
