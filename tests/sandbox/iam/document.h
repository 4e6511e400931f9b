// Policy documents: what IAM refuses in them, and who they name.
#pragma once

#include <functional>
#include <string>

#include "tests/sandbox/core/json.h"

namespace lakeform::sandbox::iam {

enum class PolicyKind { trust, identity };

/// `known` tells whether an ARN of a role or user in Principal exists. Throws Failure (MalformedPolicyDocument).
void check_document(const std::string& text, PolicyKind kind, const std::function<bool(const std::string& arn)>& known);

/// A trust policy lets a service ("glue.amazonaws.com") assume the role.
bool trusts_service(const std::string& document, const std::string& service);

/// Characters of a document as quotas count them: without white space.
std::size_t document_size(const std::string& text);

}  // namespace lakeform::sandbox::iam
