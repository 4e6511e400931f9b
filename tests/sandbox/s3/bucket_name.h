// Names of buckets.
#pragma once

#include <string>

namespace lakeform::sandbox::s3 {

bool is_bucket_name(const std::string& name);

/// Names in the account's own namespace end in "-ACCOUNT-REGION-an", no other name ends in "-an".
bool fits_namespace(const std::string& name, const std::string& scope, const std::string& account,
                    const std::string& region);

}  // namespace lakeform::sandbox::s3
