// The life of a provider process: handshake with Terraform, calls, end.
#pragma once

#include <string>

namespace lakeform::rpc {

struct ServeOptions {
  std::string provider;  ///< "aws", "google", "azurerm"
  bool debug = false;    ///< print TF_REATTACH_PROVIDERS and serve without TLS until interrupted
};

/// Serves until Terraform asks for the end or is gone. Returns the exit status of the process.
int serve(const ServeOptions& options);

}  // namespace lakeform::rpc
