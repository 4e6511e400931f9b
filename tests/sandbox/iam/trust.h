// What other services ask of IAM.
#pragma once

#include <optional>
#include <string>

namespace lakeform::sandbox::iam {

/// What STS needs to know of a role.
struct TrustedRole {
  std::string arn;
  std::string id;
  std::string trust;        ///< its trust policy
  long max_session = 3600;  ///< seconds
};

class RoleBook {
 public:
  virtual ~RoleBook() = default;
  /// The role is there for all to see, and its trust policy lets the service ("glue.amazonaws.com") assume it. A role
  /// or trust policy written less than the lag ago does not count yet.
  virtual bool can_assume(const std::string& account, const std::string& role_name,
                          const std::string& service) const = 0;
  /// The role as far as all can see it; nothing when it is not there.
  virtual std::optional<TrustedRole> assumable(const std::string& account, const std::string& role_name) const = 0;
};

}  // namespace lakeform::sandbox::iam
