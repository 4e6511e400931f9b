// Access control lists of buckets and objects.
#pragma once

#include "tests/sandbox/s3/s3.h"

namespace lakeform::sandbox::s3 {

/// The list that one of S3's ready-made ACLs stands for, as AccessControlPolicy. Throws Failure (InvalidArgument) for
/// an unknown name.
std::string canned_acl(const std::string& name, const std::string& owner_account);

/// The ACL that a call brings: x-amz-acl, the x-amz-grant headers, or an AccessControlPolicy as body. `header` becomes
/// the canned name, or "custom". Throws Failure when the bucket has ACLs switched off or blocks public ones.
Document arriving_acl(const Call& call);

Response acl_answer(const std::string& text);

}  // namespace lakeform::sandbox::s3
