// What a plugin host sends: any bytes are a value or an error, and a value that was read is written so that it reads
// the same.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "provider/value/msgpack.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lakeform;
  const auto value = msgpack::decode({reinterpret_cast<const char*>(data), size});
  if (!value) return 0;
  const auto again = msgpack::decode(msgpack::encode(*value));
  if (!again || msgpack::encode(*again) != msgpack::encode(*value)) std::abort();
  return 0;
}
