// Provider blocks: any value that Terraform could send is settings or findings.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "provider/cloud/aws/config.h"
#include "provider/engine/plan/shape.h"
#include "provider/schema/registry.h"
#include "provider/value/state_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lakeform;
  static const auto& block = schema::provider_definition(*schema::find_provider("aws"));
  auto value = state_json::decode({reinterpret_cast<const char*>(data), size});
  if (!value) return 0;
  Value config = engine::in_shape(block.root, std::move(*value));
  if (!config.is_map()) return 0;
  for (const char* files : {"shared_config_files", "shared_credentials_files"})
    config.set(files, Value());  // files of this machine are no input
  Diagnostics found;
  const auto settings = cloud::aws::parse_aws_config(config, found, cloud::Environment());
  for (const auto& one : found) {
    if (one.summary.empty()) std::abort();
  }
  return settings.retry.max_attempts < 1 && !has_error(found) ? (std::abort(), 0) : 0;
}
