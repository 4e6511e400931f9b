// The calls of the Security Token Service that credentials and configuration need.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "provider/cloud/aws/sender.h"
#include "provider/cloud/credentials.h"
#include "provider/cloud/environment.h"

namespace lakeform::cloud::aws {

/// One assume_role block, or the role of a profile.
struct AssumeRole {
  std::string role_arn, external_id, policy, session_name, source_identity;
  std::chrono::seconds duration{0};  ///< zero: the service's default
  std::vector<std::string> policy_arns, transitive_tag_keys;
  std::map<std::string, std::string> tags;
};

/// assume_role_with_web_identity, or its variables, or a profile's. The token itself or a file that holds it.
struct WebIdentityRole {
  std::string role_arn, session_name, policy, token, token_file;
  std::chrono::seconds duration{0};
  std::vector<std::string> policy_arns;
};

struct CallerIdentity {
  std::string account, arn, user_id;
};

/// Talks to STS in one region. Copies share what they refer to.
struct Sts {
  std::shared_ptr<Sender> sender;
  std::string region;
};

Result<Credentials> assume_role(const Sts& sts, CredentialCache& base, const AssumeRole& role, const StopToken& stop);
Result<Credentials> assume_role_with_web_identity(const Sts& sts, const WebIdentityRole& role, const StopToken& stop);
Result<CallerIdentity> caller_identity(const Sts& sts, CredentialCache& credentials, const StopToken& stop);

/// A role, taken with the credentials of `base`.
class AssumedRole : public CredentialSource {
 public:
  AssumedRole(Sts sts, std::unique_ptr<CredentialSource> base, AssumeRole role)
      : sts_(std::move(sts)), base_(std::move(base)), role_(std::move(role)) {}
  Result<Credentials> fetch(const StopToken& stop) override { return assume_role(sts_, base_, role_, stop); }

 private:
  Sts sts_;
  CredentialCache base_;
  AssumeRole role_;
};

class WebIdentity : public CredentialSource {
 public:
  WebIdentity(Sts sts, WebIdentityRole role) : sts_(std::move(sts)), role_(std::move(role)) {}
  Result<Credentials> fetch(const StopToken& stop) override { return assume_role_with_web_identity(sts_, role_, stop); }

 private:
  Sts sts_;
  WebIdentityRole role_;
};

}  // namespace lakeform::cloud::aws
