// The AWS provider block, the environment and the shared files, as one set of settings. No network here.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "provider/cloud/aws/endpoints.h"
#include "provider/cloud/aws/profile.h"
#include "provider/cloud/aws/sts.h"
#include "provider/cloud/call.h"
#include "provider/cloud/environment.h"
#include "provider/cloud/http/http.h"
#include "provider/cloud/retry.h"
#include "provider/value/result.h"
#include "provider/value/value.h"

namespace lakeform::cloud::aws {

struct AwsConfig {
  std::string region;      ///< block, AWS_REGION, AWS_DEFAULT_REGION, profile; may still come from instance metadata
  std::string sts_region;  ///< empty: `region`

  std::string access_key, secret_key, token;  ///< of the block; any of them makes them final
  std::string profile;                        ///< block, AWS_PROFILE, else "default"
  bool profile_in_block = false;
  bool profile_named = false;            ///< block or AWS_PROFILE: then it must exist
  std::vector<AssumeRole> assume_roles;  ///< each with the credentials of the one before
  std::optional<WebIdentityRole> web_identity;

  bool skip_credentials_validation = false, skip_requesting_account_id = false, skip_region_validation = false;
  bool skip_metadata = false;     ///< skip_metadata_api_check, AWS_EC2_METADATA_DISABLED
  std::string metadata_endpoint;  ///< URL without slash at the end
  std::set<std::string> allowed_account_ids, forbidden_account_ids;

  std::map<std::string, std::string> default_tags;
  std::set<std::string> unknown_default_tags;  ///< their keys are known, their values not yet: null is possible
  bool default_tags_unknown = false;           ///< not even the keys of all are known yet
  std::set<std::string> ignore_tag_keys, ignore_tag_key_prefixes;
  bool ignore_tags_unknown = false;   ///< there may be more ignored keys
  std::string tag_policy_compliance;  ///< "error", "warning" or empty: off

  bool region_unknown = false;              ///< `region` is what environment and profile say meanwhile
  std::vector<std::string> unknown_access;  ///< arguments not yet known that decide as whom and where is asked
                                            ///< (assume_role, endpoints), sorted

  EndpointSettings endpoints;
  HttpSettings http;
  std::shared_ptr<HttpTransport> transport;  ///< null: one of its own, with the settings `http`
  RetryPolicy retry;
  std::vector<std::string> user_agent;  ///< additions, in order
  std::string terraform_version;        ///< for the user agent; set by the caller

  Environment environment;
  SharedConfig shared;
};

/// Problems of the block that show without environment or network: conflicts, forms of values. Unknown values pass.
Diagnostics check_aws_config(const Value& config);

/// Reads everything. Unknown values count as unset, and it is noted which they were. Problems and warnings are added to
/// `found`; with an error among them the result is not to be used. Also does what check_aws_config does.
AwsConfig parse_aws_config(const Value& config, Diagnostics& found,
                           Environment environment = Environment::of_process());

/// A connection for the settings. Asks for the account (GetCallerIdentity) unless the skip_ settings say otherwise, and
/// checks it against the allowed and forbidden ids. `stop` must outlive the client. Warnings are added to `found`.
Result<std::unique_ptr<Client>> make_aws_client(const AwsConfig& config, const StopToken& stop, Diagnostics& found);

/// A Go duration ("1h30m", "900s"); nothing when the text is none.
std::optional<std::chrono::seconds> parse_duration(std::string_view text);

}  // namespace lakeform::cloud::aws
