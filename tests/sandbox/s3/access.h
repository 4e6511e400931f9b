// Who may do what: the bucket's owner, and whom its policy lets in or keeps out.
#pragma once

#include "tests/sandbox/s3/s3.h"

namespace lakeform::sandbox::s3 {

/// Throws Failure (AccessDenied) when the caller may not call the operation on the bucket or its object.
void check_access(const Call& call, const Bucket& bucket, const std::string& operation);

/// Whether the policy lets everyone in. `policy` is well formed.
bool is_public(const std::string& policy);

/// Throws Failure (MalformedPolicy) when S3 would not take the policy for this bucket.
void check_policy(const std::string& policy, const Bucket& bucket);

}  // namespace lakeform::sandbox::s3
