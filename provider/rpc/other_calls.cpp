#include "provider/rpc/other_calls.h"

#include <stdexcept>

#include "provider/value/log.h"
#include "provider/value/msgpack.h"

namespace lakeform::rpc {

namespace {

/// The content of a config block of a list resource is small and of scalars only.
Value list_config(const tfplugin6::DynamicValue& message, Diagnostics& problems) {
  auto config = msgpack::decode(message.msgpack());
  if (config) return *config;
  problems.push_back(to_diagnostic(config.error()));
  return {};
}

void put_time(TimePoint time, tfplugin6::Timestamp& out) {
  out.set_seconds(std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count());
}

}  // namespace

grpc::Status OtherCalls::ValidateEphemeralResourceConfig(Context*, const tfplugin6::ConfigRequest* in,
                                                         tfplugin6::Findings1* out) {
  return answer(out, [&](Diagnostics& found) {
    const Value config = read(in->config(), type_of(in->type_name(), Kind::Ephemeral), found);
    if (!has_error(found)) found = provider_.validate_ephemeral(in->type_name(), config);
  });
}

grpc::Status OtherCalls::OpenEphemeralResource(Context*, const tfplugin6::ConfigRequest* in,
                                               tfplugin6::OpenEphemeral::Response* out) {
  return answer(out, [&](Diagnostics& found) {
    const Definition* type = type_of(in->type_name(), Kind::Ephemeral);
    const Value config = read(in->config(), type, found);
    if (has_error(found)) return;
    const auto opened = provider_.open_ephemeral(in->type_name(), config, capabilities(in->client_capabilities()));
    found = opened.diagnostics;
    if (opened.deferred) return defer(*out->mutable_deferred());
    if (has_error(found)) return;
    put(opened.result, type, *out->mutable_result());
    out->set_private_(opened.private_data);
    if (opened.renew_at) put_time(*opened.renew_at, *out->mutable_renew_at());
  });
}

grpc::Status OtherCalls::RenewEphemeralResource(Context*, const tfplugin6::EphemeralRequest* in,
                                                tfplugin6::RenewEphemeral::Response* out) {
  return answer(out, [&](Diagnostics& found) {
    const auto renewed = provider_.renew_ephemeral(in->type_name(), in->private_());
    found = renewed.diagnostics;
    if (has_error(found)) return;
    out->set_private_(renewed.private_data);
    if (renewed.renew_at) put_time(*renewed.renew_at, *out->mutable_renew_at());
  });
}

grpc::Status OtherCalls::CloseEphemeralResource(Context*, const tfplugin6::EphemeralRequest* in,
                                                tfplugin6::Findings1* out) {
  return answer(
      out, [&](Diagnostics& found) { found = provider_.close_ephemeral(in->type_name(), in->private_()).diagnostics; });
}

grpc::Status OtherCalls::ValidateActionConfig(Context*, const tfplugin6::ConfigRequest* in, tfplugin6::Findings1* out) {
  return answer(out, [&](Diagnostics& found) {
    const Value config = read(in->config(), type_of(in->type_name(), Kind::Action), found);
    if (!has_error(found)) found = provider_.validate_action(in->type_name(), config);
  });
}

grpc::Status OtherCalls::PlanAction(Context*, const tfplugin6::ConfigRequest* in, tfplugin6::Findings1* out) {
  return answer(out, [&](Diagnostics& found) {
    const Value config = read(in->config(), type_of(in->type_name(), Kind::Action), found);
    if (!has_error(found)) found = provider_.plan_action(in->type_name(), config);
  });
}

/// Terraform panics at an event that is neither progress nor the end.
grpc::Status OtherCalls::InvokeAction(Context*, const tfplugin6::ConfigRequest* in,
                                      grpc::ServerWriter<tfplugin6::ActionEvent>* stream) {
  const Busy busy(working_);
  tfplugin6::ActionEvent end;
  const Status status = answer(end.mutable_completed(), [&](Diagnostics& found) {
    const Value config = read(in->config(), type_of(in->type_name(), Kind::Action), found);
    if (has_error(found)) return;
    found = provider_.invoke_action(in->type_name(), config, [&](const std::string& text) {
      tfplugin6::ActionEvent event;
      event.mutable_progress()->set_message(log::valid_utf8(log::scrub(text)));
      stream->Write(event);
    });
  });
  stream->Write(end);
  return status;
}

grpc::Status OtherCalls::ValidateListResourceConfig(Context*, const tfplugin6::ConfigRequest* in,
                                                    tfplugin6::Findings1* out) {
  return answer(out, [&](Diagnostics& found) {
    auto config = list_config(in->config(), found);
    if (!has_error(found)) found = provider_.validate_list(in->type_name(), config);
  });
}

grpc::Status OtherCalls::ListResource(Context* context, const tfplugin6::List::Request* in,
                                      grpc::ServerWriter<tfplugin6::List::Event>* stream) {
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

grpc::Status OtherCalls::CallFunction(Context*, const tfplugin6::FunctionCall::Request* in,
                                      tfplugin6::FunctionCall::Response* out) {
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

}  // namespace lakeform::rpc
