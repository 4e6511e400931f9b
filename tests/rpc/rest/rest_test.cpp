// Ours with an official provider beside it: what goes where, and what happens when the other one fails.
#include <fstream>

#include "provider/rpc/rest/ask.h"
#include "tests/rpc/client.h"

using namespace lakeform;
using namespace lakeform::test;
using tfplugin6::Provider;
namespace fs = std::filesystem;

namespace {

std::string content(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t out = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++out;
  return out;
}

/// A folder with our provider and a note of the other one.
struct Mirror {
  explicit Mirror(const std::string& other = "terraform-provider-aws_v6.1.0") : theirs(folder / other) {
    fs::create_symlink(built("fake_provider"), ours);
    fs::copy_file(built("other_provider"), theirs);
    const auto schemas = rpc::ask_schemas(theirs);
    REQUIRE_MESSAGE(schemas, schemas.error().detail);
    const auto print = rpc::fingerprint(theirs);
    REQUIRE(print);
    REQUIRE(rpc::store_rest(ours, {theirs, "6.1.0", *print, {}, {}}, *schemas));
  }
  ~Mirror() { fs::remove_all(folder); }
  Mirror(const Mirror&) = delete;
  Mirror& operator=(const Mirror&) = delete;

  std::unique_ptr<Host> host(Environment more = {}) const {
    more["OTHER_MARK"] = mark;
    return std::make_unique<Host>(std::vector<std::string>{ours}, true, more);
  }
  /// The other process, as long as it runs; 0 when it was not started.
  pid_t started() const {
    const auto text = content(mark);
    return text.rfind("start ", 0) == 0 ? std::stoi(text.substr(6)) : 0;
  }

  fs::path folder = make(), ours = folder / "ours", theirs, mark = folder / "mark";

 private:
  static fs::path make() {
    std::string name = (fs::temp_directory_path() / "lakeform-rest-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()));
    return name;
  }
};

bool gone(pid_t pid) {
  for (const auto until = Clock::now() + std::chrono::seconds(10); Clock::now() < until;
       std::this_thread::sleep_for(std::chrono::milliseconds(5))) {
    if (::kill(pid, 0) != 0) return true;
  }
  return false;
}

tfplugin6::Apply::Request other_apply() {
  tfplugin6::Apply::Request request;
  request.set_type_name("aws_other_thing");
  set(request.mutable_prior_state(), Value::Map{{"name", "before"}, {"id", "1"}});
  set(request.mutable_planned_state(), Value::Map{{"name", "after"}, {"id", "1"}});
  return request;
}

tfplugin6::Read::Request other_read() {
  tfplugin6::Read::Request request;
  request.set_type_name("aws_other_thing");
  request.set_private_("secret bytes \x01");
  set(request.mutable_current_state(), Value::Map{{"name", "a"}, {"id", "1"}});
  return request;
}

tfplugin6::Read::Request our_read() {
  auto request = other_read();
  request.set_type_name("aws_glue_catalog_database");
  return request;
}

tfplugin6::Configure configuration(const std::string& attribute) {
  tfplugin6::Configure request;
  request.set_terraform_version("1.11.4");
  set(request.mutable_config(), Value::Map{{attribute, "eu-north-1"}});
  return request;
}

/// The one error in an answer.
template <class Response>
std::string error_in(const Response& response) {
  REQUIRE(response.diagnostics_size() == 1);
  CHECK(response.diagnostics(0).severity() == tfplugin6::Diagnostic::ERROR);
  return response.diagnostics(0).summary() + "\n" + response.diagnostics(0).detail();
}

std::string error_of_read(const Mirror& mirror, Environment more = {}) {
  const auto host = mirror.host(std::move(more));
  const auto read = call(*host, &Provider::Stub::ReadResource, other_read());
  CHECK(get(read.new_state())["name"] == Value("a"));
  CHECK(call(*host, &Provider::Stub::ReadResource, our_read()).diagnostics_size() == 0);
  return error_in(read);
}

}  // namespace

TEST_CASE("schemas, metadata, functions and identities hold what both have, once, and nothing is started for them") {
  const Mirror mirror;
  const auto asked = content(mirror.mark);
  const auto host = mirror.host();
  const auto schemas = call(*host, &Provider::Stub::GetProviderSchema, tfplugin6::Nothing()).SerializeAsString();
  CHECK(count(schemas, "aws_other_thing") == 2);
  CHECK(schemas.find("only_theirs") == std::string::npos);
  const auto metadata = call(*host, &Provider::Stub::GetMetadata, tfplugin6::Nothing()).SerializeAsString();
  CHECK(count(metadata, "aws_other_thing") == 2);
  CHECK(metadata.find("other_function") != std::string::npos);
  CHECK(call(*host, &Provider::Stub::GetFunctions, tfplugin6::Nothing()).SerializeAsString().find("other_function") !=
        std::string::npos);
  CHECK(count(call(*host, &Provider::Stub::GetResourceIdentitySchemas, tfplugin6::Nothing()).SerializeAsString(),
              "aws_other_thing") == 1);
  call(*host, &Provider::Stub::ConfigureProvider, configuration("region"));
  call(*host, &Provider::Stub::ReadResource, our_read());
  CHECK(content(mirror.mark) == asked);
}

TEST_CASE("a type of ours that the other provider has, too, is told as ours is") {
  const Mirror mirror;
  const auto both = mirror.host();
  const Host alone(kFake);
  const auto names = [](Host& host) {
    return count(call(host, &Provider::Stub::GetMetadata, tfplugin6::Nothing()).SerializeAsString(), "aws_iam_role");
  };
  CHECK(names(*both) == names(const_cast<Host&>(alone)));
}

TEST_CASE(
    "calls for types that ours lacks pass through as bytes, in either protocol, behind the configuration in the "
    "other's shape") {
  for (const char* name : {"terraform-provider-aws_v6.1.0", "terraform-provider-aws_v6.1.0_p6"}) {
    const Mirror mirror(name);
    const auto host = mirror.host();
    call(*host, &Provider::Stub::ConfigureProvider, configuration("region"));
    const auto read = call(*host, &Provider::Stub::ReadResource, other_read());
    CHECK(get(read.new_state())["name"] == Value("a"));
    CHECK(read.private_() == "secret bytes \x01");
    CHECK(read.SerializeAsString().find("unknown to us") != std::string::npos);
    CHECK(get(call(*host, &Provider::Stub::ApplyResourceChange, other_apply()).new_state())["name"] == Value("after"));
    tfplugin6::FunctionCall::Request function;
    function.set_name("other_function");
    CHECK(get(call(*host, &Provider::Stub::CallFunction, function).result()) == Value("hi"));
    const auto calls = content(mirror.mark);
    CHECK(calls.find("only_theirs\xc0") != std::string::npos);
    CHECK(calls.find("eu-north-1") != std::string::npos);
    CHECK(calls.find("access_key") == std::string::npos);
    CHECK(count(calls, "config ") == 1);
    CHECK(count(calls, "start ") == 1);
    CHECK(calls.find(std::string(name).ends_with("p6") ? "ConfigureProvider " : "Configure ") <
          calls.find("ReadResource "));
  }
}

TEST_CASE(
    "an argument of the provider block that the other provider lacks is an error at that argument, when it is set") {
  const Mirror mirror;
  const auto host = mirror.host();
  tfplugin6::ProviderConfigRequest request;
  set(request.mutable_config(), Value::Map{{"profile", "p"}});
  const auto found = call(*host, &Provider::Stub::ValidateProviderConfig, request);
  REQUIRE(found.diagnostics_size() == 2);  // the fake has one of its own
  CHECK(found.diagnostics(1).summary().find("no argument profile") != std::string::npos);
  CHECK(found.diagnostics(1).attribute().steps(0).attribute_name() == "profile");
}

TEST_CASE("what the other provider says against its configuration is said where one of its types is used") {
  const Mirror mirror;
  const auto host = mirror.host({{"OTHER_REFUSES", "1"}});
  call(*host, &Provider::Stub::ConfigureProvider, configuration("region"));
  for (int i = 0; i < 2; ++i)
    CHECK(error_in(call(*host, &Provider::Stub::ReadResource, other_read())).find("no such region") !=
          std::string::npos);
  CHECK(call(*host, &Provider::Stub::ReadResource, our_read()).diagnostics_size() == 0);
}

TEST_CASE("streams pass through event by event, and calls that the other provider does not know end as it ends them") {
  const Mirror mirror;
  const auto host = mirror.host();
  grpc::ClientContext context, second;
  tfplugin6::List::Request request;
  request.set_type_name("aws_other_thing");
  const auto stream = host->provider->ListResource(&context, request);
  std::string names;
  for (tfplugin6::List::Event event; stream->Read(&event);) names += event.display_name() + ";";
  CHECK(names == "object 0;object 1;object 2;");
  CHECK(stream->Finish().ok());
  tfplugin6::Move::Request move;
  move.set_target_type_name("aws_other_thing");
  tfplugin6::Move::Response moved;
  CHECK(host->provider->MoveResourceState(&second, move, &moved).error_code() == grpc::StatusCode::UNIMPLEMENTED);
}

TEST_CASE("the other process killed in any call is an error that says so, keeps the state, and leaves ours at work") {
  const Mirror mirror;
  for (const char* rpc : {"Configure", "ReadResource", "ApplyResourceChange", "PlanResourceChange", "ReadDataSource",
                          "UpgradeResourceState", "ImportResourceState", "ValidateResourceTypeConfig"}) {
    CAPTURE(rpc);
    const auto host = mirror.host({{"OTHER_DIES_IN", rpc}});
    call(*host, &Provider::Stub::ConfigureProvider, configuration("region"));
    const auto killed = [&](const auto& response) {
      CHECK(error_in(response).find(std::string("failed in ") + (rpc == std::string("Configure") ? "Conf" : "")) !=
            std::string::npos);
    };
    tfplugin6::Plan::Request plan;
    tfplugin6::ReadData::Request data;
    tfplugin6::UpgradeState::Request upgrade;
    tfplugin6::Import::Request import;
    tfplugin6::ConfigRequest config;
    for (auto* name : {plan.mutable_type_name(), data.mutable_type_name(), upgrade.mutable_type_name(),
                       import.mutable_type_name(), config.mutable_type_name()})
      *name = "aws_other_thing";
    const std::string which = rpc;
    if (which == "PlanResourceChange") killed(call(*host, &Provider::Stub::PlanResourceChange, plan));
    if (which == "ReadDataSource") killed(call(*host, &Provider::Stub::ReadDataSource, data));
    if (which == "UpgradeResourceState") killed(call(*host, &Provider::Stub::UpgradeResourceState, upgrade));
    if (which == "ImportResourceState") killed(call(*host, &Provider::Stub::ImportResourceState, import));
    if (which == "ValidateResourceTypeConfig") killed(call(*host, &Provider::Stub::ValidateResourceConfig, config));
    const auto applied = call(*host, &Provider::Stub::ApplyResourceChange, other_apply());
    CHECK(get(applied.new_state())["name"] == Value(which == "ReadResource" ? "after" : "before"));
    const auto read = call(*host, &Provider::Stub::ReadResource, other_read());
    CHECK(get(read.new_state())["name"] == Value("a"));
    CHECK(error_in(read).find("signal 9") != std::string::npos);
    CHECK(call(*host, &Provider::Stub::ReadResource, our_read()).diagnostics_size() == 0);
  }
}

TEST_CASE("a panic of the other provider is told in the error, and not to Terraform as one of ours") {
  const Mirror mirror;
  const auto host = mirror.host({{"OTHER_PANICS_IN", "ReadResource"}, {"TF_LOG", "debug"}});
  const auto said = error_in(call(*host, &Provider::Stub::ReadResource, other_read()));
  CHECK(said.find("runtime error: planted") != std::string::npos);
  CHECK(said.find("status 2") != std::string::npos);
  host->shut_down();
  host->process->end();
  const auto log = host->process->errors();
  CHECK(log.find("\npanic") == std::string::npos);
  CHECK(log.find("planted") != std::string::npos);
}

TEST_CASE("lines of the other provider are in our log under its name, at their level") {
  const Mirror mirror;
  const auto host = mirror.host({{"TF_LOG", "debug"}});
  call(*host, &Provider::Stub::ReadResource, other_read());
  host->shut_down();
  host->process->end();
  const auto log = host->process->errors();
  CHECK(log.find(R"("@level":"warn","@message":"other provider starts","@module":"terraform-provider-aws_v6.1.0")") !=
        std::string::npos);
  CHECK(log.find(R"("@level":"info","@message":"structured","@module":"terraform-provider-aws_v6.1.0.other","n":1)") !=
        std::string::npos);
}

TEST_CASE("what does not start as a provider does is told with what it said") {
  const Mirror mirror;
  CHECK(error_of_read(mirror, {{"OTHER_LINE", "1|4|unix|/tmp/x|grpc|"}}).find("speaks protocol 4") !=
        std::string::npos);
  CHECK(error_of_read(mirror, {{"OTHER_LINE", "hello"}}).find("hello") != std::string::npos);
  CHECK(error_of_read(mirror, {{"OTHER_LINE", "1|5|unix|/tmp/x|grpc|"}}).find("no certificate") != std::string::npos);
}

TEST_CASE("a slow start is waited for") {
  const Mirror mirror;
  const auto host = mirror.host({{"OTHER_SLOW", "700"}});
  CHECK(call(*host, &Provider::Stub::ReadResource, other_read()).diagnostics_size() == 0);
}

TEST_CASE(
    "an executable that is missing, has changed or is for another machine is noticed before it is started; a copy with "
    "another time is not a change") {
  const Mirror mirror;
  fs::last_write_time(mirror.theirs, fs::file_time_type::clock::now() + std::chrono::hours(1));
  CHECK(call(*mirror.host(), &Provider::Stub::ReadResource, other_read()).diagnostics_size() == 0);
  std::ofstream(mirror.theirs, std::ios::app) << "more";
  CHECK(error_of_read(mirror).find("has changed since") != std::string::npos);
  fs::remove(mirror.theirs);
  CHECK(error_of_read(mirror).find("is missing") != std::string::npos);
  std::ofstream(mirror.theirs) << "\x7f"
                                  "ELF of another machine";
  fs::permissions(mirror.theirs, fs::perms(0755));
  REQUIRE(rpc::store_rest(mirror.ours, {mirror.theirs, "", *rpc::fingerprint(mirror.theirs), {}, {}}, {}));
  CHECK(error_of_read(mirror).find("another kind of machine") != std::string::npos);
}

TEST_CASE("no process of the other provider is left: after an end, after Ctrl-C and an end, after kill -9") {
  for (const int signal : {0, SIGINT, SIGKILL, SIGTERM}) {
    CAPTURE(signal);
    const Mirror mirror;
    const auto host = mirror.host();
    call(*host, &Provider::Stub::ReadResource, other_read());
    const auto calls = content(mirror.mark);
    const pid_t other = std::stoi(calls.substr(calls.rfind("start ") + 6));
    CHECK(::kill(other, 0) == 0);
    if (signal != 0) host->process->signal(signal);
    if (signal == 0 || signal == SIGINT) host->shut_down();
    CHECK(host->process->end());
    CHECK(gone(other));
  }
}

TEST_CASE("a stop reaches the other provider, and starts none") {
  const Mirror mirror;
  const auto idle = mirror.host();
  call(*idle, &Provider::Stub::StopProvider, tfplugin6::Nothing());
  CHECK(error_in(call(*idle, &Provider::Stub::ReadResource, other_read())).find("Interrupted") != std::string::npos);
  const auto busy = mirror.host();
  call(*busy, &Provider::Stub::ReadResource, other_read());
  call(*busy, &Provider::Stub::StopProvider, tfplugin6::Nothing());
  CHECK(content(mirror.mark).find("\nStop 0") != std::string::npos);
}

TEST_CASE("damaged notes and schemas of a mirror are told, with what to do") {
  const Mirror mirror;
  std::ofstream(mirror.ours.string() + ".rest.schemas") << "damaged";
  grpc::ClientContext context;
  tfplugin6::Nothing in, out;
  const auto host = mirror.host();
  CHECK(host->provider->GetProviderSchema(&context, in, &out).error_message().find("lakeform mirror DIR") !=
        std::string::npos);
  std::ofstream(mirror.ours.string() + ".rest.json") << "{";
  Process process({mirror.ours}, host_environment());
  CHECK(process.line().find("lakeform Cannot read") == 0);
  CHECK(process.end() == 1);
}
