// What all calls of the service share: answers without exceptions, values in and out.
#pragma once

#include <grpcpp/grpcpp.h>

#include <atomic>

#include "provider/engine/provider.h"
#include "provider/rpc/busy.h"
#include "provider/rpc/convert.h"
#include "provider/schema/registry.h"
#include "provider/value/thread.h"
#include "tfplugin6.grpc.pb.h"

namespace lakeform::rpc {

/// Whatever escapes becomes a finding: a gRPC error would lose the state of an apply.
inline Diagnostic escaped(const char* what) {
  return {Diagnostic::Severity::Error,
          "The provider failed inside",
          std::string("This is a fault of the provider, not of the configuration: ") + what +
              ". Please report it with the output of TF_LOG=debug.",
          {}};
}

class ServiceBase : public tfplugin6::Provider::Service {
 public:
  ServiceBase(engine::Provider& provider, const schema::Compiled& compiled, std::atomic<int>& working)
      : provider_(provider), compiled_(compiled), working_(working) {}

 protected:
  using Definition = schema::Definition;
  using Kind = schema::Kind;
  using Status = grpc::Status;

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

  const Definition* type_of(const std::string& name, Kind kind = Kind::Resource) const {
    return schema::find_definition(compiled_, name, kind);
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

  static engine::RawState raw(const tfplugin6::RawState& message) {
    return {message.json(), !message.flatmap().empty()};
  }
  static engine::ClientCapabilities capabilities(const tfplugin6::ClientCapabilities& message) {
    return {message.deferral_allowed(), message.write_only_attributes_allowed()};
  }

  /// What a module says of itself.
  Value meta(const tfplugin6::DynamicValue& message, Diagnostics& problems) const {
    schema::Field type;
    type.shape = schema::Shape::Object;
    type.block = true;
    type.fields = schema::provider_definition(compiled_).meta;
    const bool said = !message.msgpack().empty() || !message.json().empty();
    return said && !type.fields.empty() ? from_wire(message, type, problems) : Value();
  }
  static void defer(tfplugin6::Deferred& out) { out.set_reason(tfplugin6::Deferred::PROVIDER_CONFIG_UNKNOWN); }

  engine::Provider& provider_;
  const schema::Compiled& compiled_;
  std::atomic<int>& working_;
};

}  // namespace lakeform::rpc
