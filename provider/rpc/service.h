// tfplugin6.Provider over an engine::Provider. Ordinary failures are diagnostics; no call ends with a gRPC error or an
// exception.
#pragma once

#include <atomic>
#include <functional>
#include <memory>

#include "provider/engine/provider.h"
#include "provider/schema/registry.h"

namespace grpc {
class Service;
}

namespace lakeform::rpc {

/// `working` counts calls under way that may change something.
std::unique_ptr<grpc::Service> make_provider_service(engine::Provider& provider, const schema::Compiled& compiled,
                                                     std::atomic<int>& working);

}  // namespace lakeform::rpc
