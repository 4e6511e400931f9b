#include "provider/rpc/rest/service.h"

#include <grpcpp/grpcpp.h>

#include <utility>

#include "provider/rpc/busy.h"
#include "provider/rpc/convert.h"
#include "provider/rpc/rest/block.h"
#include "provider/rpc/rest/merge.h"
#include "provider/rpc/rest/official.h"
#include "provider/value/log.h"
#include "provider/value/msgpack.h"
#include "tfplugin6.grpc.pb.h"

namespace lakeform::rpc {

namespace {

using grpc::ServerContext;
using grpc::Status;
using Provider = tfplugin6::Provider::Service;

/// What an answer says as long as nothing is known to have happened.
template <class Request, class Response>
void as_before(const Request&, Response&) {}
void as_before(const tfplugin6::Read::Request& in, tfplugin6::Read::Response& out) {
  *out.mutable_new_state() = in.current_state();
  out.set_private_(in.private_());
  if (in.has_current_identity()) *out.mutable_new_identity() = in.current_identity();
}
void as_before(const tfplugin6::Apply::Request& in, tfplugin6::Apply::Response& out) {
  *out.mutable_new_state() = in.prior_state();
  out.set_private_(in.planned_private());
  if (in.has_planned_identity()) *out.mutable_new_identity() = in.planned_identity();
}

void tell(const Diagnostics& found, tfplugin6::FunctionCall::Response& out) {
  for (const auto& one : found) {
    if (one.severity == Diagnostic::Severity::Error)
      out.mutable_error()->set_text(log::valid_utf8(log::scrub(one.summary + ": " + one.detail)));
  }
}
template <class Response>
void tell(const Diagnostics& found, Response& out) {
  add_diagnostics(found, out);
}

class Service final : public Provider {
 public:
  Service(std::unique_ptr<grpc::Service> ours, engine::Provider& provider, const schema::Compiled& compiled,
          std::shared_ptr<Official> official, std::atomic<int>& working)
      : owned_(std::move(ours)),
        ours_(static_cast<Provider&>(*owned_)),
        provider_(provider),
        compiled_(compiled),
        covered_(covered_by(provider.metadata_response())),
        official_(std::move(official)),
        working_(working) {}

  Status GetMetadata(ServerContext*, const tfplugin6::Nothing*, tfplugin6::Nothing* out) override {
    return merged(out, [&](const RestSchemas& theirs) {
      return merged_metadata(provider_.metadata_response(), theirs.provider, covered_);
    });
  }
  Status GetProviderSchema(ServerContext*, const tfplugin6::Nothing*, tfplugin6::Nothing* out) override {
    return merged(out, [&](const RestSchemas& theirs) {
      return merged_schemas(provider_.schema_response(), theirs.provider, covered_);
    });
  }
  Status GetResourceIdentitySchemas(ServerContext*, const tfplugin6::Nothing*, tfplugin6::Nothing* out) override {
    return merged(out, [&](const RestSchemas& theirs) {
      return merged_identities(provider_.identity_response(), theirs.identities, covered_);
    });
  }
  Status GetFunctions(ServerContext*, const tfplugin6::Nothing*, tfplugin6::Nothing* out) override {
    return merged(out, [&](const RestSchemas& theirs) {
      return merged_functions(provider_.functions_response(), theirs.provider, covered_);
    });
  }

  Status ValidateProviderConfig(ServerContext* context, const tfplugin6::ProviderConfigRequest* in,
                                tfplugin6::Findings2* out) override {
    const Status status = ours_.ValidateProviderConfig(context, in, out);
    Diagnostics found;
    if (const auto theirs = their_block(in->config(), found); !theirs && !has_error(found))
      found.push_back(to_diagnostic(theirs.error()));
    if (auto different = changed(official_->rest(), true))
      found.push_back({Diagnostic::Severity::Warning, different->summary, different->detail, {}});
    add_diagnostics(found, *out);
    return status;
  }

  Status ConfigureProvider(ServerContext* context, const tfplugin6::Configure* in, tfplugin6::Findings1* out) override {
    const Status status = ours_.ConfigureProvider(context, in, out);
    Diagnostics found;
    tfplugin6::Configure theirs = *in;
    const auto block = their_block(in->config(), found);
    if (block)
      theirs.mutable_config()->set_msgpack(msgpack::encode(*block));
    else
      found.push_back(to_diagnostic(block.error()));
    theirs.mutable_config()->clear_json();
    if (block) official_->configure(theirs);
    add_diagnostics(found, *out);
    return status;
  }

  Status StopProvider(ServerContext* context, const tfplugin6::Nothing* in, tfplugin6::StopAnswer* out) override {
    const Status status = ours_.StopProvider(context, in, out);
    official_->stop();
    return status;
  }

#define LAKEFORM_ROUTE(rpc, Request, Response, kind, name)                                              \
  Status rpc(ServerContext* context, const tfplugin6::Request* in, tfplugin6::Response* out) override { \
    if (covered_.kind.contains(in->name())) return ours_.rpc(context, in, out);                         \
    return pass_on(#rpc, context, *in, *out);                                                           \
  }
  LAKEFORM_ROUTE(ValidateResourceConfig, ConfigRequest, Findings1, resources, type_name)
  LAKEFORM_ROUTE(ValidateDataResourceConfig, ConfigRequest, Findings1, data_sources, type_name)
  LAKEFORM_ROUTE(UpgradeResourceState, UpgradeState::Request, UpgradeState::Response, resources, type_name)
  LAKEFORM_ROUTE(UpgradeResourceIdentity, UpgradeIdentity::Request, UpgradeIdentity::Response, resources, type_name)
  LAKEFORM_ROUTE(ReadResource, Read::Request, Read::Response, resources, type_name)
  LAKEFORM_ROUTE(PlanResourceChange, Plan::Request, Plan::Response, resources, type_name)
  LAKEFORM_ROUTE(ApplyResourceChange, Apply::Request, Apply::Response, resources, type_name)
  LAKEFORM_ROUTE(ImportResourceState, Import::Request, Import::Response, resources, type_name)
  LAKEFORM_ROUTE(MoveResourceState, Move::Request, Move::Response, resources, target_type_name)
  LAKEFORM_ROUTE(ReadDataSource, ReadData::Request, ReadData::Response, data_sources, type_name)
  LAKEFORM_ROUTE(GenerateResourceConfig, GenerateConfig::Request, GenerateConfig::Response, resources, type_name)
  LAKEFORM_ROUTE(ValidateEphemeralResourceConfig, ConfigRequest, Findings1, ephemeral, type_name)
  LAKEFORM_ROUTE(OpenEphemeralResource, ConfigRequest, OpenEphemeral::Response, ephemeral, type_name)
  LAKEFORM_ROUTE(RenewEphemeralResource, EphemeralRequest, RenewEphemeral::Response, ephemeral, type_name)
  LAKEFORM_ROUTE(CloseEphemeralResource, EphemeralRequest, Findings1, ephemeral, type_name)
  LAKEFORM_ROUTE(ValidateListResourceConfig, ConfigRequest, Findings1, lists, type_name)
  LAKEFORM_ROUTE(CallFunction, FunctionCall::Request, FunctionCall::Response, functions, name)
  LAKEFORM_ROUTE(ValidateActionConfig, ConfigRequest, Findings1, actions, type_name)
  LAKEFORM_ROUTE(PlanAction, ConfigRequest, Findings1, actions, type_name)
#undef LAKEFORM_ROUTE

  Status ListResource(ServerContext* context, const tfplugin6::List::Request* in,
                      grpc::ServerWriter<tfplugin6::List::Event>* out) override {
    if (covered_.lists.contains(in->type_name())) return ours_.ListResource(context, in, out);
    return pass_stream("ListResource", context, *in, *out, [](const Diagnostics& found, tfplugin6::List::Event& event) {
      for (const auto& one : found) to_wire(one, *event.add_diagnostic());
    });
  }

  Status InvokeAction(ServerContext* context, const tfplugin6::ConfigRequest* in,
                      grpc::ServerWriter<tfplugin6::ActionEvent>* out) override {
    if (covered_.actions.contains(in->type_name())) return ours_.InvokeAction(context, in, out);
    const Busy busy(working_);
    return pass_stream("InvokeAction", context, *in, *out, [](const Diagnostics& found, tfplugin6::ActionEvent& event) {
      add_diagnostics(found, *event.mutable_completed());
    });
  }

 private:
  template <class Join>
  Status merged(tfplugin6::Nothing* out, Join join) {
    const auto theirs = load_schemas(official_->rest());
    if (!theirs)
      return Status(grpc::StatusCode::FAILED_PRECONDITION, theirs.error().summary + ". " + theirs.error().detail);
    out->ParseFromString(join(*theirs));
    return Status::OK;
  }

  template <class Request, class Response>
  Status pass_on(const char* rpc, ServerContext* context, const Request& in, Response& out) {
    const Busy busy(working_);
    const PassedOn answer = official_->call(rpc, in.SerializeAsString(), context);
    if (answer.bytes && out.ParseFromString(*answer.bytes)) return tell(answer.findings, out), Status::OK;
    as_before(in, out);
    tell(answer.findings, out);
    return answer.status;
  }

  template <class Request, class Event, class Tell>
  Status pass_stream(const char* rpc, ServerContext* context, const Request& in, grpc::ServerWriter<Event>& out,
                     Tell tell) {
    const auto take = [&](const std::string& bytes) {
      Event event;
      return event.ParseFromString(bytes) && !context->IsCancelled() && out.Write(event);
    };
    const PassedOn answer = official_->stream(rpc, in.SerializeAsString(), context, take);
    if (answer.findings.empty()) return answer.status;
    Event last;
    tell(answer.findings, last);
    out.Write(last);
    return answer.status;
  }

  /// What cannot be read is said by ours already.
  Result<Value> their_block(const tfplugin6::DynamicValue& config, Diagnostics& found) const {
    return in_schema_of(official_->rest().block, from_wire(config, schema::provider_definition(compiled_).root, found));
  }

  std::unique_ptr<grpc::Service> owned_;
  Provider& ours_;
  engine::Provider& provider_;
  const schema::Compiled& compiled_;
  const Covered covered_;
  std::shared_ptr<Official> official_;
  std::atomic<int>& working_;
};

}  // namespace

Both make_service_with_rest(std::unique_ptr<grpc::Service> ours, engine::Provider& provider,
                            const schema::Compiled& compiled, const Rest& rest, std::atomic<int>& working) {
  auto official = std::make_shared<Official>(rest);
  auto service = std::make_unique<Service>(std::move(ours), provider, compiled, official, working);
  return {std::move(official), std::move(service)};
}

void stop(Official& official) { official.stop(); }
void end(Official& official, std::chrono::milliseconds patience) { official.end(patience); }

}  // namespace lakeform::rpc
