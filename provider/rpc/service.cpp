#include "provider/rpc/service.h"

#include <grpcpp/grpcpp.h>

#include <stdexcept>

#include "provider/rpc/convert.h"
#include "provider/value/log.h"
#include "provider/value/msgpack.h"
#include "provider/value/thread.h"
#include "tfplugin6.grpc.pb.h"

namespace lakeform::rpc {

namespace {

using grpc::ServerContext;
using grpc::Status;
using schema::Definition;

/// Whatever escapes becomes a finding: a gRPC error would lose the state of an apply.
Diagnostic escaped(const char* what) {
  return {Diagnostic::Severity::Error,
          "The provider failed inside",
          std::string("This is a fault of the provider, not of the configuration: ") + what +
              ". Please report it with the output of TF_LOG=debug.",
          {}};
}

class Service final : public tfplugin6::Provider::Service {
 public:
  Service(engine::Provider& provider, const schema::Compiled& compiled, std::atomic<int>& working)
      : provider_(provider), compiled_(compiled), working_(working) {}

  Status GetMetadata(ServerContext*, const tfplugin6::Nothing*, tfplugin6::Nothing* out) override {
    return ready(provider_.metadata_response(), out);
  }
  Status GetProviderSchema(ServerContext*, const tfplugin6::Nothing*, tfplugin6::Nothing* out) override {
    return ready(provider_.schema_response(), out);
  }
  Status GetResourceIdentitySchemas(ServerContext*, const tfplugin6::Nothing*, tfplugin6::Nothing* out) override {
    return ready(provider_.identity_response(), out);
  }
  Status GetFunctions(ServerContext*, const tfplugin6::Nothing*, tfplugin6::Nothing* out) override {
    return ready(provider_.functions_response(), out);
  }

  Status ValidateProviderConfig(ServerContext*, const tfplugin6::ProviderConfigRequest* in,
                                tfplugin6::Findings2* out) override {
    return answer(out, [&](Diagnostics& found) {
      const Value config = from_wire(in->config(), schema::provider_definition(compiled_).root, found);
      if (!has_error(found)) found = provider_.validate_provider(config);
    });
  }

  Status ConfigureProvider(ServerContext*, const tfplugin6::Configure* in, tfplugin6::Findings1* out) override {
    return answer(out, [&](Diagnostics& found) {
      const Value config = from_wire(in->config(), schema::provider_definition(compiled_).root, found);
      if (!has_error(found)) found = provider_.configure(config, in->terraform_version());
    });
  }

  Status StopProvider(ServerContext*, const tfplugin6::Nothing*, tfplugin6::StopAnswer*) override {
    provider_.stop();
    return Status::OK;
  }

  Status ValidateResourceConfig(ServerContext*, const tfplugin6::ConfigRequest* in,
                                tfplugin6::Findings1* out) override {
    return answer(out, [&](Diagnostics& found) {
      const Value config = read(in->config(), type_of(in->type_name()), found);
      if (!has_error(found))
        found = provider_.validate_resource(in->type_name(), config, capabilities(in->client_capabilities()));
    });
  }

  Status ValidateDataResourceConfig(ServerContext*, const tfplugin6::ConfigRequest* in,
                                    tfplugin6::Findings1* out) override {
    return answer(out, [&](Diagnostics& found) {
      const Value config = read(in->config(), type_of(in->type_name(), true), found);
      if (!has_error(found)) found = provider_.validate_data(in->type_name(), config);
    });
  }

  Status UpgradeResourceState(ServerContext*, const tfplugin6::UpgradeState::Request* in,
                              tfplugin6::UpgradeState::Response* out) override {
    return answer(out, [&](Diagnostics& found) {
      const auto upgraded = provider_.upgrade(in->type_name(), in->version(), raw(in->raw_state()));
      put(upgraded.state, type_of(in->type_name()), *out->mutable_upgraded_state());
      found = upgraded.diagnostics;
    });
  }

  Status UpgradeResourceIdentity(ServerContext*, const tfplugin6::UpgradeIdentity::Request* in,
                                 tfplugin6::UpgradeIdentity::Response* out) override {
    return answer(out, [&](Diagnostics& found) {
      const auto upgraded = provider_.upgrade_identity(in->type_name(), in->version(), raw(in->raw_identity()));
      put_identity(upgraded.identity, type_of(in->type_name()), out->mutable_upgraded_identity());
      found = upgraded.diagnostics;
    });
  }

  Status ReadResource(ServerContext*, const tfplugin6::Read::Request* in, tfplugin6::Read::Response* out) override {
    return answer(out, [&](Diagnostics& found) {
      const Definition* type = type_of(in->type_name());
      const Value state = read(in->current_state(), type, found);
      // An answer without state would mean that the object is gone.
      *out->mutable_new_state() = in->current_state();
      out->set_private_(in->private_());
      if (has_error(found)) return;
      auto live = provider_.read(in->type_name(), state, in->private_(), identity(in->current_identity(), type, found));
      found = live.diagnostics;
      if (has_error(found)) return;
      put(live.state, type, *out->mutable_new_state());
      out->set_private_(live.private_data);
      if (!live.state.is_null()) put_identity(live.identity, type, out->mutable_new_identity());
      if (live.state.is_null() || live.identity.is_null()) out->clear_new_identity();
    });
  }

  Status PlanResourceChange(ServerContext*, const tfplugin6::Plan::Request* in,
                            tfplugin6::Plan::Response* out) override {
    return answer(out, [&](Diagnostics& found) {
      const Definition* type = type_of(in->type_name());
      engine::PlanRequest request;
      request.type = in->type_name();
      request.prior = read(in->prior_state(), type, found);
      request.proposed = read(in->proposed_new_state(), type, found);
      request.config = read(in->config(), type, found);
      request.private_data = in->prior_private();
      request.identity = identity(in->prior_identity(), type, found);
      request.capabilities = capabilities(in->client_capabilities());
      if (has_error(found)) return;
      const auto planned = provider_.plan(request);
      put(planned.planned, type, *out->mutable_planned_state());
      for (const Path& path : planned.requires_replace) to_wire(path, *out->add_requires_replace());
      out->set_planned_private(planned.private_data);
      out->set_legacy_type_system(planned.legacy_type_system);
      if (!planned.identity.is_null()) put_identity(planned.identity, type, out->mutable_planned_identity());
      found = planned.diagnostics;
    });
  }

  Status ApplyResourceChange(ServerContext*, const tfplugin6::Apply::Request* in,
                             tfplugin6::Apply::Response* out) override {
    const Busy busy(working_);
    return answer(out, [&](Diagnostics& found) {
      const Definition* type = type_of(in->type_name());
      engine::ApplyRequest request;
      request.type = in->type_name();
      request.prior = read(in->prior_state(), type, found);
      request.planned = read(in->planned_state(), type, found);
      request.config = read(in->config(), type, found);
      request.private_data = in->planned_private();
      request.identity = identity(in->planned_identity(), type, found);
      *out->mutable_new_state() = in->prior_state();  // what holds as long as nothing was done
      if (has_error(found)) return;
      const auto applied = provider_.apply(request);
      put(applied.state, type, *out->mutable_new_state());
      out->set_private_(applied.private_data);
      out->set_legacy_type_system(applied.legacy_type_system);
      if (!applied.identity.is_null()) put_identity(applied.identity, type, out->mutable_new_identity());
      found = applied.diagnostics;
    });
  }

  Status ImportResourceState(ServerContext*, const tfplugin6::Import::Request* in,
                             tfplugin6::Import::Response* out) override {
    return answer(out, [&](Diagnostics& found) {
      const Definition* type = type_of(in->type_name());
      const auto started = provider_.import(in->type_name(), in->id(), identity(in->identity(), type, found));
      found.insert(found.end(), started.diagnostics.begin(), started.diagnostics.end());
      if (has_error(found)) return;
      auto& imported = *out->add_imported_resources();
      imported.set_type_name(in->type_name());
      put(started.state, type, *imported.mutable_state());
      imported.set_private_(started.private_data);
      if (!started.identity.is_null()) put_identity(started.identity, type, imported.mutable_identity());
    });
  }

  Status MoveResourceState(ServerContext*, const tfplugin6::Move::Request* in,
                           tfplugin6::Move::Response* out) override {
    return answer(out, [&](Diagnostics& found) {
      const auto moved =
          provider_.move(in->source_provider_address(), in->source_type_name(), in->source_schema_version(),
                         raw(in->source_state()), in->target_type_name(), in->source_private());
      found = moved.diagnostics;
      if (has_error(found)) return;
      put(moved.state, type_of(in->target_type_name()), *out->mutable_target_state());
      out->set_target_private(moved.private_data);
    });
  }

  Status GenerateResourceConfig(ServerContext*, const tfplugin6::GenerateConfig::Request* in,
                                tfplugin6::GenerateConfig::Response* out) override {
    return answer(out, [&](Diagnostics& found) {
      const Definition* type = type_of(in->type_name());
      const Value state = read(in->state(), type, found);
      if (has_error(found)) return;
      const auto made = provider_.generate_config(in->type_name(), state);
      put(made.state, type, *out->mutable_config());
      found = made.diagnostics;
    });
  }

  Status ReadDataSource(ServerContext*, const tfplugin6::ReadData::Request* in,
                        tfplugin6::ReadData::Response* out) override {
    return answer(out, [&](Diagnostics& found) {
      const Definition* type = type_of(in->type_name(), true);
      const Value config = read(in->config(), type, found);
      if (has_error(found)) return;
      const auto data = provider_.read_data(in->type_name(), config);
      if (type) data_to_wire(data.state, type->root, *out->mutable_state());
      found = data.diagnostics;
    });
  }

  Status ValidateListResourceConfig(ServerContext*, const tfplugin6::ConfigRequest* in,
                                    tfplugin6::Findings1* out) override {
    return answer(out, [&](Diagnostics& found) {
      auto config = list_config(in->config(), found);
      if (!has_error(found)) found = provider_.validate_list(in->type_name(), config);
    });
  }

  Status ListResource(ServerContext* context, const tfplugin6::List::Request* in,
                      grpc::ServerWriter<tfplugin6::List::Event>* stream) override {
    static thread_local const SignalStack stack;
    const Definition* type = type_of(in->type_name());
    Diagnostics found;
    engine::ListRequest request;
    request.type = in->type_name();
    request.config = list_config(in->config(), found);
    request.include_object = in->include_resource_object();
    request.limit = in->limit();
    try {
      if (has_error(found)) throw std::invalid_argument(found.front().detail);
      provider_.list(request, [&](const engine::ListEvent& event) {
        tfplugin6::List::Event message;
        if (type && !event.identity.is_null()) put_identity(event.identity, type, message.mutable_identity());
        message.set_display_name(log::valid_utf8(event.display_name));
        if (type && !event.object.is_null()) put(event.object, type, *message.mutable_resource_object());
        for (const auto& one : event.diagnostics) to_wire(one, *message.add_diagnostic());
        return !context->IsCancelled() && stream->Write(message);
      });
    } catch (const std::exception& problem) {
      tfplugin6::List::Event message;
      to_wire(escaped(problem.what()), *message.add_diagnostic());
      stream->Write(message);
    }
    return Status::OK;
  }

  Status CallFunction(ServerContext*, const tfplugin6::FunctionCall::Request* in,
                      tfplugin6::FunctionCall::Response* out) override {
    try {
      std::vector<Value> arguments;
      for (const auto& argument : in->arguments()) {
        auto value = msgpack::decode(argument.msgpack());
        if (!value) {
          out->mutable_error()->set_text(value.error().detail);
          out->mutable_error()->set_function_argument(static_cast<std::int64_t>(arguments.size()));
          return Status::OK;
        }
        arguments.push_back(std::move(*value));
      }
      const auto result = provider_.call_function(in->name(), arguments);
      if (result.error.empty()) {
        out->mutable_result()->set_msgpack(msgpack::encode(result.result));
      } else {
        out->mutable_error()->set_text(log::valid_utf8(log::scrub(result.error)));
        if (result.argument >= 0) out->mutable_error()->set_function_argument(result.argument);
      }
    } catch (const std::exception& problem) {
      out->mutable_error()->set_text(escaped(problem.what()).detail);
    }
    return Status::OK;
  }

  Status ValidateEphemeralResourceConfig(ServerContext*, const tfplugin6::ConfigRequest* in,
                                         tfplugin6::Findings1* out) override {
    return none_of("ephemeral resource", in->type_name(), out);
  }
  Status OpenEphemeralResource(ServerContext*, const tfplugin6::ConfigRequest* in,
                               tfplugin6::OpenEphemeral::Response* out) override {
    return none_of("ephemeral resource", in->type_name(), out);
  }
  Status RenewEphemeralResource(ServerContext*, const tfplugin6::EphemeralRequest* in,
                                tfplugin6::Findings1* out) override {
    return none_of("ephemeral resource", in->type_name(), out);
  }
  Status CloseEphemeralResource(ServerContext*, const tfplugin6::EphemeralRequest* in,
                                tfplugin6::Findings1* out) override {
    return none_of("ephemeral resource", in->type_name(), out);
  }

  Status ValidateActionConfig(ServerContext*, const tfplugin6::ConfigRequest* in, tfplugin6::Findings1* out) override {
    return none_of("action", in->type_name(), out);
  }
  Status PlanAction(ServerContext*, const tfplugin6::ConfigRequest* in, tfplugin6::Findings1* out) override {
    return none_of("action", in->type_name(), out);
  }
  Status InvokeAction(ServerContext*, const tfplugin6::ConfigRequest* in,
                      grpc::ServerWriter<tfplugin6::ActionEvent>* stream) override {
    tfplugin6::ActionEvent event;
    const Status status = none_of("action", in->type_name(), event.mutable_completed());
    stream->Write(event);
    return status;
  }

 private:
  struct Busy {
    explicit Busy(std::atomic<int>& count) : count_(count) { ++count_; }
    ~Busy() { --count_; }
    Busy(const Busy&) = delete;
    Busy& operator=(const Busy&) = delete;
    std::atomic<int>& count_;
  };

  /// Bytes made by the build travel as they are: what a message without fields does not know, it keeps.
  static Status ready(std::string_view bytes, tfplugin6::Nothing* out) {
    out->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
    return Status::OK;
  }

  template <class Response, class Work>
  Status answer(Response* out, Work work) {
    static thread_local const SignalStack stack;
    Diagnostics found;
    try {
      work(found);
    } catch (const std::exception& problem) {
      found.push_back(escaped(problem.what()));
    } catch (...) {
      found.push_back(escaped("an unknown exception"));
    }
    add_diagnostics(found, *out);
    return Status::OK;
  }

  /// No definition is one of these yet.
  template <class Response>
  Status none_of(const std::string& kind, const std::string& type, Response* out) {
    return answer(out, [&](Diagnostics& found) {
      found.push_back(
          {Diagnostic::Severity::Error, "Unknown " + kind + " " + type, "This provider has none of that type.", {}});
    });
  }

  const Definition* type_of(const std::string& name, bool data_source = false) const {
    return schema::find_definition(compiled_, name, data_source);
  }

  /// Null for a type without definition: the engine says what is wrong with it.
  static Value read(const tfplugin6::DynamicValue& message, const Definition* type, Diagnostics& problems) {
    return type ? from_wire(message, type->root, problems) : Value();
  }
  static void put(const Value& value, const Definition* type, tfplugin6::DynamicValue& out) {
    if (type) to_wire(value, type->root, out);
  }
  static Value identity(const tfplugin6::ResourceIdentityData& message, const Definition* type, Diagnostics& problems) {
    return type && type->identity ? from_wire(message.identity_data(), identity_type(*type), problems) : Value();
  }
  static void put_identity(const Value& value, const Definition* type, tfplugin6::ResourceIdentityData* out) {
    if (type && type->identity) to_wire(value, identity_type(*type), *out->mutable_identity_data());
  }

  /// The content of a config block of a list resource is small and of scalars only.
  static Value list_config(const tfplugin6::DynamicValue& message, Diagnostics& problems) {
    auto config = msgpack::decode(message.msgpack());
    if (config) return *config;
    problems.push_back(to_diagnostic(config.error()));
    return {};
  }

  static engine::RawState raw(const tfplugin6::RawState& message) {
    return {message.json(), !message.flatmap().empty()};
  }
  static engine::ClientCapabilities capabilities(const tfplugin6::ClientCapabilities& message) {
    return {message.deferral_allowed(), message.write_only_attributes_allowed()};
  }

  engine::Provider& provider_;
  const schema::Compiled& compiled_;
  std::atomic<int>& working_;
};

}  // namespace

std::unique_ptr<grpc::Service> make_provider_service(engine::Provider& provider, const schema::Compiled& compiled,
                                                     std::atomic<int>& working) {
  return std::make_unique<Service>(provider, compiled, working);
}

}  // namespace lakeform::rpc
