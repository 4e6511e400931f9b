// Bytes made small and large again (zlib).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lakeform::rpc {

std::string deflated(std::string_view bytes);
/// None when the bytes are damaged, or grow beyond 256 MB.
std::optional<std::string> inflated(std::string_view bytes);

}  // namespace lakeform::rpc
