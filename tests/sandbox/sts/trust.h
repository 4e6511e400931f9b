// Who a role's trust policy lets in.
#pragma once

#include <map>
#include <string>

namespace lakeform::sandbox::sts {

/// Who asks, and what conditions may look at.
struct Asker {
  std::string action;                          ///< "sts:AssumeRole"
  std::string account;                         ///< of a signed call; empty for a web identity
  std::string arn;                             ///< of the caller: a user, or a role's session
  std::string federated;                       ///< ARN of the identity provider of a web identity
  std::map<std::string, std::string> context;  ///< "sts:ExternalId", "token.example.com:sub"
};

/// The role that a session's ARN stands for: arn:aws:iam::…:role/name of arn:aws:sts::…:assumed-role/name/session; any
/// other as it is.
std::string role_of(const std::string& arn);

/// Evaluates the document's statements: allowed by one and denied by none. Conditions: StringEquals, StringNotEquals,
/// StringLike, StringNotLike, ArnLike, ArnEquals, each also with IfExists; a statement with any other does not count.
bool trusts(const std::string& policy, const Asker& asker);

}  // namespace lakeform::sandbox::sts
