// Definitions: any text is one or is refused with an exception that names the reason, and what was loaded takes any
// object in its shape.
#include <cstdint>
#include <exception>
#include <string_view>

#include "provider/engine/plan/shape.h"
#include "provider/schema/definition.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lakeform;
  try {
    const auto definition = schema::load({reinterpret_cast<const char*>(data), size});
    (void)engine::shaped(definition.root, nlohmann::json::object());
  } catch (const std::exception&) {
  }
  return 0;
}
