// Messages of the protocol to values and back.
#pragma once

#include "provider/engine/provider.h"
#include "provider/schema/definition.h"
#include "tfplugin6.pb.h"

namespace lakeform::rpc {

/// The value in the shape of `type`. Broken bytes are an error diagnostic and a null. Here and in to_wire, texts that
/// the type calls sensitive or write-only are kept out of logs and findings from now on.
Value from_wire(const tfplugin6::DynamicValue& message, const schema::Field& type, Diagnostics& problems);

/// Every member of the type is written, absent ones as null and absent blocks as empty, as Terraform demands.
void to_wire(Value value, const schema::Field& type, tfplugin6::DynamicValue& out);
/// The same for a data source, whose blocks stay null where there are none.
void data_to_wire(const Value& value, const schema::Field& type, tfplugin6::DynamicValue& out);

void to_wire(const Path& path, tfplugin6::AttributePath& out);

/// Texts are scrubbed of secrets and made valid UTF-8.
void to_wire(const Diagnostic& diagnostic, tfplugin6::Diagnostic& out);

template <class Response>
void add_diagnostics(const Diagnostics& found, Response& response) {
  for (const auto& one : found) to_wire(one, *response.add_diagnostics());
}

/// An identity as the object type it is.
schema::Field identity_type(const schema::Definition& definition);

}  // namespace lakeform::rpc
