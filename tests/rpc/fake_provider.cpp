// The plugin server over an engine with known answers. What an object is named decides what happens to it.
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>

#include "provider/rpc/serve.h"
#include "provider/schema/registry.h"
#include "provider/value/log.h"

using namespace lakeform;

namespace {

Diagnostic finding(std::string summary, std::string detail, Path at = {}) {
  return {Diagnostic::Severity::Error, std::move(summary), std::move(detail), std::move(at)};
}

/// Calls itself until the stack is used up.
int overflow(int depth) {  // NOLINT: on purpose
  volatile char used[4096];
  used[0] = static_cast<char>(depth);
  return depth == 0 ? 0 : overflow(depth + 1) + used[0];
}

class Fake final : public engine::Provider {
 public:
  std::string_view schema_response() const override { return schema::unpacked(compiled_.schema_response); }
  std::string_view identity_response() const override { return schema::unpacked(compiled_.identity_response); }
  std::string_view metadata_response() const override { return schema::unpacked(compiled_.metadata_response); }
  std::string_view functions_response() const override { return schema::unpacked(compiled_.functions_response); }

  Diagnostics validate_provider(const Value& config) override {
    return {finding("region is " + config["region"].to_text(), "", Path::parse("region"))};
  }
  Diagnostics configure(const Value&, std::string_view version) override {
    return {finding("Terraform " + std::string(version), "")};
  }
  void stop() override { stopped_ = true; }

  Diagnostics validate_resource(std::string_view, const Value& config,
                                const engine::ClientCapabilities& client) override {
    const std::string name = config["name"].to_text();
    if (name == "throws") throw std::runtime_error("thrown on purpose");
    if (name == "crashes") std::abort();
    if (name == "overflows") std::exit(overflow(1));
    if (name == "ends") std::thread([] { throw std::runtime_error("planted-in-the-exception"); }).join();
    if (client.write_only_attributes_allowed) return {};
    Path at = Path::parse("parameters");
    return {finding("about " + name, "the service says \xff", at.key("a.b")),
            {Diagnostic::Severity::Warning, "second", "", Path::parse("principals[2].name")}};
  }

  engine::ObjectAnswer upgrade(std::string_view, std::int64_t version, const engine::RawState& raw) override {
    engine::ObjectAnswer answer;
    answer.state = Value::Map{{"name", std::string(raw.json)}, {"description", std::to_string(version)}};
    return answer;
  }
  engine::ObjectAnswer upgrade_identity(std::string_view, std::int64_t, const engine::RawState&) override { return {}; }

  engine::ObjectAnswer read(std::string_view, const Value& state, std::string private_data, const Value& identity,
                            const Value& meta) override {
    if (!meta.is_null()) private_data += meta["user_agent"].as_list().front().to_text();
    const std::string name = state["name"].to_text();
    if (name == "throws") throw std::runtime_error("thrown on purpose");
    engine::ObjectAnswer answer{state, private_data + "+", identity, {}};
    if (name == "gone") answer.state = {};
    if (name == "refused") answer = {{}, {}, {}, {finding("refused", state["description"].to_text() + " was refused")}};
    return answer;
  }

  engine::PlanAnswer plan(const engine::PlanRequest& request) override {
    engine::PlanAnswer answer;
    answer.planned = request.proposed;
    if (answer.planned.is_map()) answer.planned.set("arn", Value::unknown());
    answer.requires_replace = {Path::parse("name"), Path::parse("target_database[0].region")};
    answer.private_data = request.private_data + "planned";
    answer.legacy_type_system = true;
    return answer;
  }

  engine::ApplyAnswer apply(const engine::ApplyRequest& request) override {
    engine::ApplyAnswer answer;
    answer.state = request.planned;
    answer.private_data = request.private_data;
    const std::string name = request.planned["name"].to_text();
    if (name == "throws") throw std::runtime_error("thrown on purpose");
    if (name != "waits") return answer;
    std::cout << "waiting" << std::endl;
    while (!stopped_) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    answer.diagnostics.push_back(finding("stopped", ""));
    return answer;
  }

  engine::ObjectAnswer import(std::string_view, std::string_view id, const Value&,
                              const engine::ClientCapabilities& client) override {
    if (client.deferral_allowed) return {{}, {}, {}, {}, true};
    return {Value::Map{{"id", std::string(id)}}, "private", {}, {}};
  }
  engine::ObjectAnswer move(std::string_view provider, std::string_view type, std::int64_t, const engine::RawState&,
                            std::string_view, std::string private_data) override {
    return {Value::Map{{"name", std::string(provider) + " " + std::string(type)}}, std::move(private_data), {}, {}};
  }
  engine::ObjectAnswer generate_config(std::string_view, const Value& state) override { return {state, {}, {}, {}}; }
  Diagnostics validate_data(std::string_view, const Value&) override { return {}; }
  engine::ObjectAnswer read_data(std::string_view, const Value& config, const engine::ClientCapabilities& client,
                                 const Value&) override {
    return {config, {}, {}, {}, client.deferral_allowed};
  }

  Diagnostics validate_ephemeral(std::string_view type, const Value&) override { return none_of(type); }
  engine::EphemeralAnswer open_ephemeral(std::string_view, const Value&,
                                         const engine::ClientCapabilities& client) override {
    return {{}, "opened", TimePoint(std::chrono::seconds(1000)), {}, client.deferral_allowed};
  }
  engine::EphemeralAnswer renew_ephemeral(std::string_view, std::string_view private_data) override {
    return {{}, std::string(private_data) + ", renewed", TimePoint(std::chrono::seconds(2000)), {}};
  }
  engine::EphemeralAnswer close_ephemeral(std::string_view type, std::string_view private_data) override {
    return {{}, {}, {}, private_data == "opened" ? Diagnostics{} : none_of(type)};
  }

  Diagnostics validate_action(std::string_view type, const Value&) override { return none_of(type); }
  Diagnostics plan_action(std::string_view type, const Value&) override { return none_of(type); }
  Diagnostics invoke_action(std::string_view type, const Value&,
                            const std::function<void(const std::string&)>& progress) override {
    progress("half");
    progress("nearly all");
    return type == "aws_works" ? Diagnostics{} : none_of(type);
  }

  engine::FunctionAnswer call_function(std::string_view name, const std::vector<Value>& arguments) override {
    if (name != "join") return {{}, "no function " + std::string(name), 0};
    std::string all;
    for (const Value& argument : arguments) all += argument.to_text();
    return {all, "", -1};
  }

  Diagnostics validate_list(std::string_view, const Value&) override { return {}; }
  void list(const engine::ListRequest& request, const std::function<bool(engine::ListEvent)>& emit) override {
    for (int i = 0; i < request.limit; ++i) {
      if (!emit({{},
                 "object " + std::to_string(i),
                 request.include_object ? Value(Value::Map{{"bucket", "b"}}) : Value(),
                 {}}))
        return;
    }
  }

 private:
  static Diagnostics none_of(std::string_view type) { return {finding("no " + std::string(type), "")}; }

  const schema::Compiled& compiled_ = *schema::find_provider("aws");
  std::atomic<bool> stopped_ = false;
};

}  // namespace

int main(int argc, char** argv) {
  return rpc::serve({"aws", argv[0], argc > 1 && std::string(argv[1]) == "-debug"},
                    [](std::string_view) { return std::make_unique<Fake>(); });
}
