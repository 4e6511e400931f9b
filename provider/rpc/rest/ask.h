// What the mirror asks an official provider, once.
#pragma once

#include <filesystem>

#include "provider/rpc/rest/store.h"

namespace lakeform::rpc {

/// Starts the executable, asks for its schemas, and ends it. It needs neither credentials nor a network.
Result<RestSchemas> ask_schemas(const std::filesystem::path& executable);

}  // namespace lakeform::rpc
