// Where tokens for Google's services come from. Sources: "Application Default Credentials" and AIP-4110 to 4117
// (google.aip.dev/auth); RFC 7523 (JWT grant), RFC 8693 (token exchange).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "provider/cloud/credentials.h"
#include "provider/cloud/environment.h"
#include "provider/cloud/oauth.h"

namespace lakeform::cloud::google {

using Transport = std::shared_ptr<HttpTransport>;

/// A service account's key file. The JWT that it signs is traded for a token, or is the token itself where the universe
/// has no such endpoint.
struct ServiceAccountKey {
  std::string email, private_key, key_id, token_uri;
  std::vector<std::string> scopes;
  bool self_signed = false;
};
class ServiceAccount : public CredentialSource {
 public:
  ServiceAccount(Transport transport, ServiceAccountKey key) : transport_(std::move(transport)), key_(std::move(key)) {}
  Result<Credentials> fetch(const StopToken& stop) override;

 private:
  Transport transport_;
  ServiceAccountKey key_;
};

/// A person's refresh token, as `gcloud auth application-default login` leaves it; of a workforce pool the client's
/// secret goes into a header.
struct RefreshToken {
  std::string client_id, client_secret, refresh_token, token_uri;
  bool secret_in_header = false;
};
class AuthorizedUser : public CredentialSource {
 public:
  AuthorizedUser(Transport transport, RefreshToken token)
      : transport_(std::move(transport)), token_(std::move(token)) {}
  Result<Credentials> fetch(const StopToken& stop) override;

 private:
  Transport transport_;
  RefreshToken token_;
};

/// A token of somebody else's for a workload: a file's, a server's, a command's, AWS's.
class SubjectToken {
 public:
  virtual ~SubjectToken() = default;
  virtual Result<std::string> get(const StopToken& stop) = 0;
};

struct Exchanged {
  std::string audience, subject_token_type, token_url;
  std::string client_id, client_secret;  ///< of the pool; empty: none
  std::string workforce_project;         ///< whose quota a person of a workforce pool uses
  std::vector<std::string> scopes;
};
/// Trades a subject token for one of Google's.
class ExternalAccount : public CredentialSource {
 public:
  ExternalAccount(Transport transport, Exchanged settings, std::unique_ptr<SubjectToken> subject)
      : transport_(std::move(transport)), settings_(std::move(settings)), subject_(std::move(subject)) {}
  Result<Credentials> fetch(const StopToken& stop) override;

 private:
  Transport transport_;
  Exchanged settings_;
  std::unique_ptr<SubjectToken> subject_;
};

struct Impersonation {
  std::string url;  ///< ".../serviceAccounts/EMAIL:generateAccessToken"
  std::vector<std::string> delegates, scopes;
  std::chrono::seconds lifetime{3600};
};
/// A service account's token, asked for with the credentials of `base`.
class Impersonated : public CredentialSource {
 public:
  Impersonated(Transport transport, Impersonation settings, std::unique_ptr<CredentialSource> base)
      : transport_(std::move(transport)), settings_(std::move(settings)), base_(std::move(base)) {}
  Result<Credentials> fetch(const StopToken& stop) override;

 private:
  Transport transport_;
  Impersonation settings_;
  CredentialCache base_;
};

/// The machine's own service account. GCE_METADATA_HOST names another server.
class MetadataServer : public CredentialSource {
 public:
  MetadataServer(Transport transport, const Environment& environment, std::vector<std::string> scopes);
  Result<Credentials> fetch(const StopToken& stop) override;
  /// "googleapis.com" where the server does not say.
  std::string universe_domain(const StopToken& stop);

 private:
  HttpExchange get(const std::string& path, const StopToken& stop);

  Transport transport_;
  std::string root_;
  std::vector<std::string> scopes_;
};

/// The subject token that a credential_source of an external account describes; `file` is the whole document.
Result<std::unique_ptr<SubjectToken>> subject_token_of(const Json& file, const Transport& transport,
                                                       const Environment& environment);

/// Where AWS gives one (credential_source with environment_id "aws1").
std::unique_ptr<SubjectToken> aws_subject_token(const Json& source, const std::string& audience,
                                                const Transport& transport, const Environment& environment);

std::string header_of_client(const std::string& id, const std::string& secret);

}  // namespace lakeform::cloud::google
