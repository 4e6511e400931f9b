// Which names a bucket may have: "General purpose bucket naming rules" of the S3 user guide.
#include "tests/sandbox/s3/bucket_name.h"

#include <algorithm>
#include <cctype>

#include "provider/value/pattern.h"

namespace lakeform::sandbox::s3 {

bool is_bucket_name(const std::string& name) {
  static const std::string form = "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", address = R"(^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$)";
  if (!has_pattern(name, form) || has_pattern(name, address) || name.find("..") != std::string::npos) return false;
  const auto reserved_start = {"xn--", "sthree-", "amzn-s3-demo-"};
  const auto reserved_end = {"-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"};
  return std::none_of(reserved_start.begin(), reserved_start.end(),
                      [&](const char* with) { return name.starts_with(with); }) &&
         std::none_of(reserved_end.begin(), reserved_end.end(), [&](const char* with) { return name.ends_with(with); });
}

bool fits_namespace(const std::string& name, const std::string& scope, const std::string& account,
                    const std::string& region) {
  return scope == "account-regional" ? name.ends_with("-" + account + "-" + region + "-an") : !name.ends_with("-an");
}

}  // namespace lakeform::sandbox::s3
