// Which names a bucket may have: "General purpose bucket naming rules" of the S3 user guide.
#include <algorithm>
#include <cctype>

#include "provider/value/pattern.h"
#include "tests/sandbox/s3/bucket_name.h"

namespace lakeform::sandbox::s3 {
namespace {

bool starts(const std::string& text, const char* with) { return text.rfind(with, 0) == 0; }

bool ends(const std::string& text, const std::string& with) {
  return text.size() >= with.size() && text.compare(text.size() - with.size(), with.size(), with) == 0;
}

}  // namespace

bool is_bucket_name(const std::string& name) {
  static const std::string form = "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", address = R"(^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$)";
  if (!has_pattern(name, form) || has_pattern(name, address) || name.find("..") != std::string::npos) return false;
  const auto reserved_start = {"xn--", "sthree-", "amzn-s3-demo-"};
  const auto reserved_end = {"-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"};
  return std::none_of(reserved_start.begin(), reserved_start.end(), [&](const char* with) { return starts(name, with); }) &&
         std::none_of(reserved_end.begin(), reserved_end.end(), [&](const char* with) { return ends(name, with); });
}

bool fits_namespace(const std::string& name, const std::string& name_space, const std::string& account, const std::string& region) {
  return name_space == "account-regional" ? ends(name, "-" + account + "-" + region + "-an") : !ends(name, "-an");
}

}  // namespace lakeform::sandbox::s3
