// What other services ask of IAM.
#pragma once

#include <string>

namespace lakeform::sandbox::iam {

class RoleBook {
 public:
  virtual ~RoleBook() = default;
  /// The role is there for all to see, and its trust policy lets the service ("glue.amazonaws.com") assume it. A role or trust policy
  /// written less than the lag ago does not count yet.
  virtual bool can_assume(const std::string& account, const std::string& role_name, const std::string& service) const = 0;
};

}  // namespace lakeform::sandbox::iam
