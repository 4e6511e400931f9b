// The life of a provider process: handshake with Terraform, calls, end.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "provider/engine/provider.h"

namespace lakeform::rpc {

struct ServeOptions {
  std::string provider;  ///< "aws", "google", "azurerm"
  std::string program;   ///< the path by which it was started: what stands beside it may name an official provider for
                         ///< the rest; empty: none does
  bool debug = false;    ///< print TF_REATTACH_PROVIDERS and serve without TLS until interrupted
};

/// engine::make_provider, or what a test puts in its place.
using MakeProvider = std::function<std::unique_ptr<engine::Provider>(std::string_view name)>;

/// Serves until Terraform asks for the end or is gone, then ends the process with status 0. Returns only what could not
/// start: the exit status.
int serve(const ServeOptions& options, const MakeProvider& make);

}  // namespace lakeform::rpc
