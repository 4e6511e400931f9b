// tfplugin6.Provider over two providers: ours for what it covers, the official one for the rest.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>

#include "provider/engine/provider.h"
#include "provider/rpc/rest/store.h"
#include "provider/schema/registry.h"

namespace grpc {
class Service;
}

namespace lakeform::rpc {

class Official;

struct Both {
  std::shared_ptr<Official> official;
  std::unique_ptr<grpc::Service> service;
};

/// `ours` is what make_provider_service made for the same provider; `working` counts calls under way that may change
/// something.
Both make_service_with_rest(std::unique_ptr<grpc::Service> ours, engine::Provider& provider,
                            const schema::Compiled& compiled, const Rest& rest, std::atomic<int>& working);

/// Tells the official provider that Terraform wants an end.
void stop(Official& official);
/// Ends the official provider's process, if it runs.
void end(Official& official, std::chrono::milliseconds patience);

}  // namespace lakeform::rpc
