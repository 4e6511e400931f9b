#include "provider/rpc/service.h"

#include <grpcpp/grpcpp.h>

#include "provider/rpc/other_calls.h"

namespace lakeform::rpc {

namespace {

using grpc::ServerContext;
using grpc::Status;
using schema::Definition;
using schema::Kind;

class Service final : public OtherCalls {
 public:
  using OtherCalls::OtherCalls;

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
      const Value config = read(in->config(), type_of(in->type_name(), Kind::Data), found);
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
      auto live = provider_.read(in->type_name(), state, in->private_(), identity(in->current_identity(), type, found),
                                 meta(in->provider_meta(), found));
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
      request.meta = meta(in->provider_meta(), found);
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
      const auto started = provider_.import(in->type_name(), in->id(), identity(in->identity(), type, found),
                                            capabilities(in->client_capabilities()));
      found.insert(found.end(), started.diagnostics.begin(), started.diagnostics.end());
      if (has_error(found)) return;
      if (started.deferred) return defer(*out->mutable_deferred());
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
      const Definition* type = type_of(in->type_name(), Kind::Data);
      const Value config = read(in->config(), type, found);
      if (has_error(found)) return;
      const auto data = provider_.read_data(in->type_name(), config, capabilities(in->client_capabilities()),
                                            meta(in->provider_meta(), found));
      found.insert(found.end(), data.diagnostics.begin(), data.diagnostics.end());
      if (data.deferred) return defer(*out->mutable_deferred());
      if (type) data_to_wire(data.state, type->root, *out->mutable_state());
    });
  }

 private:
  /// Bytes made by the build travel as they are: what a message without fields does not know, it keeps.
  static Status ready(std::string_view bytes, tfplugin6::Nothing* out) {
    out->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
    return Status::OK;
  }
};

}  // namespace

std::unique_ptr<grpc::Service> make_provider_service(engine::Provider& provider, const schema::Compiled& compiled,
                                                     std::atomic<int>& working) {
  return std::make_unique<Service>(provider, compiled, working);
}

}  // namespace lakeform::rpc
