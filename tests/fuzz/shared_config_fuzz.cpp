// Shared configuration and credentials files: any text leads to settings and a source of credentials, or to findings.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "provider/cloud/aws/chain.h"
#include "provider/cloud/aws/config.h"
#include "provider/engine/plan/shape.h"
#include "provider/schema/registry.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lakeform;
  using namespace lakeform::cloud;
  using namespace lakeform::cloud::aws;
  static const int file = ::memfd_create("fuzz", 0);
  static const std::string path = "/proc/self/fd/" + std::to_string(file);
  static const Value nothing =
      engine::shaped(schema::provider_definition(*schema::find_provider("aws")).root, nlohmann::json::object());
  static const auto transport = std::make_shared<cloud::HttpTransport>();
  static const Surroundings around{std::make_shared<Sender>(SenderSettings{"us-east-1", {}, {}, "fuzz", {}}, transport),
                                   std::make_shared<InstanceMetadata>(transport, "http://127.0.0.1:9")};
  if (::ftruncate(file, 0) != 0 || ::pwrite(file, data, size, 0) != static_cast<ssize_t>(size)) return 0;
  const Environment environment({{"AWS_CONFIG_FILE", path},
                                 {"AWS_SHARED_CREDENTIALS_FILE", path},
                                 {"AWS_PROFILE", "p"},
                                 {"AWS_EC2_METADATA_DISABLED", "true"}});
  Diagnostics found;
  const AwsConfig config = parse_aws_config(nothing, found, environment);
  if (has_error(found)) return 0;
  const auto chosen = choose_credentials(config, around);
  if (chosen && !chosen->source) std::abort();
  if (!chosen && chosen.error().summary.empty()) std::abort();
  return 0;
}
