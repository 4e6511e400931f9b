// Stored states: any text is a value or an error, and every value takes the shape of a schema and has a wire form.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "provider/engine/plan/shape.h"
#include "provider/schema/registry.h"
#include "provider/value/msgpack.h"
#include "provider/value/state_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lakeform;
  static const auto& bucket = *schema::find_definition(*schema::find_provider("aws"), "aws_s3_bucket");
  auto value = state_json::decode({reinterpret_cast<const char*>(data), size});
  if (!value) return 0;
  const Value shaped = engine::in_shape(bucket.root, std::move(*value));
  if (!shaped.is_null() && shaped.as_map().size() != bucket.root.fields.size()) std::abort();
  if (!msgpack::decode(msgpack::encode(shaped))) std::abort();
  return 0;
}
