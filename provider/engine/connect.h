// From a provider block to a connection: the one place of the engine that tells clouds apart.
#pragma once

#include <memory>

#include "provider/engine/context.h"

namespace lakeform::engine {

/// A configured provider; keeps its client alive for operations that began before a second configure().
struct Connection {
  std::unique_ptr<cloud::Client> client;
  Context context;
};

/// Problems of the provider block that show without the network, beyond what its schema says.
Diagnostics check_provider_config(std::string_view provider, const Value& config);

/// Credentials, account and region are found here, over `transport` (null: a new one). Unknown values of `config` (a
/// plan over things not yet created) count as unset, with a warning where they say as whom and where is asked
/// (Context::unsettled); a connection that can't be made without them is no error, but one without a client.
Result<std::shared_ptr<const Connection>> connect(std::string_view provider, const Value& config,
                                                  std::string_view terraform_version, const StopToken& stop,
                                                  Diagnostics& warnings,
                                                  std::shared_ptr<cloud::HttpTransport> transport = nullptr);

}  // namespace lakeform::engine
