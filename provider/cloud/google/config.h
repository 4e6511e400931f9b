// The Google provider block and the environment as one set of settings. No network here.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "provider/cloud/call.h"
#include "provider/cloud/environment.h"
#include "provider/cloud/google/services.h"
#include "provider/cloud/http/http.h"
#include "provider/cloud/retry.h"
#include "provider/value/result.h"
#include "provider/value/value.h"

namespace lakeform::cloud::google {

/// A workload's own token, traded for one of a service account (the block external_credentials).
struct ExternalCredentials {
  std::string audience, service_account_email, identity_token;
};

struct GoogleConfig {
  std::string project, region, zone;  ///< names; empty: none

  /// What the block or the environment names, in the order in which they are used; all empty: application default
  /// credentials.
  ExternalCredentials external;  ///< used when there is an audience
  std::string access_token;
  std::string credentials;             ///< content of a key file, JSON
  std::string impersonate;             ///< the service account that calls are made as
  std::vector<std::string> delegates;  ///< on the way to it
  std::vector<std::string> scopes;
  std::string universe_domain;  ///< of the block; empty: that of the credentials

  bool user_project_override = false;
  std::string billing_project, request_reason;
  std::chrono::milliseconds request_timeout{120000};

  std::map<std::string, std::string> default_labels;
  std::set<std::string> unknown_default_labels;  ///< their keys are known, their values not yet
  bool default_labels_unknown = false;           ///< not even the keys of all are known yet
  bool attribution_label = true;                 ///< new objects get goog-terraform-provisioned
  bool attribution_of_old = false;               ///< older ones too
  std::string deletion_policy;                   ///< of objects that have none themselves

  std::vector<std::string> unknown_access;  ///< arguments not yet known that decide as whom and where is asked, sorted

  std::map<std::string, std::string, std::less<>> endpoints;  ///< by setting; see EndpointSettings
  HttpSettings http;
  std::shared_ptr<HttpTransport> transport;  ///< null: one of its own, with the settings `http`
  RetryPolicy retry;
  std::string user_agent_extension, terraform_version;
  Environment environment;
};

/// Problems of the block that show without environment or network, beyond its schema. Unknown values pass. Files that
/// `credentials` names are looked at.
Diagnostics check_google_config(const Value& config);

/// Reads everything; unknown values count as unset. Problems and warnings are added to `found`; with an error among
/// them the result is not to be used. Also does what check_google_config does.
GoogleConfig parse_google_config(const Value& config, Diagnostics& found,
                                 Environment environment = Environment::of_process());

/// A connection for the settings. Asks the metadata server where nothing else names credentials; else nothing is sent.
/// `stop` must outlive the client.
Result<std::unique_ptr<Client>> make_google_client(const GoogleConfig& config, const StopToken& stop);

}  // namespace lakeform::cloud::google
