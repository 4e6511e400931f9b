// Which credentials the settings lead to. Decided without the network, except that the metadata server may be asked for
// its universe.
#pragma once

#include <memory>

#include "provider/cloud/google/config.h"
#include "provider/cloud/google/credentials/sources.h"

namespace lakeform::cloud::google {

struct ChosenSource {
  std::unique_ptr<CredentialSource> source;
  std::string universe_domain = "googleapis.com";  ///< that of the credentials
};

/// Order: external_credentials, access_token, credentials, then application default credentials (the file of
/// GOOGLE_APPLICATION_CREDENTIALS, gcloud's file, the metadata server); over any of them the impersonated account.
Result<ChosenSource> choose_credentials(const GoogleConfig& config, const Transport& transport, const StopToken& stop);

/// What a credentials file describes; `where` is for messages. Errors hold nothing of the file.
Result<ChosenSource> source_of_file(const Json& file, const std::string& where, const GoogleConfig& config,
                                    const Transport& transport);

}  // namespace lakeform::cloud::google
