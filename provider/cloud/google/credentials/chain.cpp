#include "provider/cloud/google/credentials/chain.h"

#include "provider/value/foreign_json.h"
#include "provider/value/log.h"

namespace lakeform::cloud::google {

namespace {

constexpr const char* kUniverse = "googleapis.com";
constexpr const char* kCloudPlatform = "https://www.googleapis.com/auth/cloud-platform";

Error wrong(std::string summary, std::string detail = {}) {
  return {Fault::InvalidInput, std::move(summary), std::move(detail), {}, {}, {}, 0};
}

std::string universe_of(const Json& file) {
  const std::string named = text_in(file, "universe_domain");
  return named.empty() ? kUniverse : named;
}

std::string or_else(std::string text, std::string other) { return text.empty() ? other : text; }

Result<std::unique_ptr<CredentialSource>> service_account(const Json& file, const std::string& where,
                                                          const GoogleConfig& config, const Transport& transport) {
  ServiceAccountKey key{text_in(file, "client_email"),
                        text_in(file, "private_key"),
                        text_in(file, "private_key_id"),
                        or_else(text_in(file, "token_uri"), "https://oauth2.googleapis.com/token"),
                        config.scopes,
                        universe_of(file) != kUniverse};
  log::keep_secret(key.private_key);
  if (key.email.empty() || key.private_key.empty())
    return wrong(where + " is incomplete", "A service account's key has client_email and private_key.");
  return std::unique_ptr<CredentialSource>(std::make_unique<ServiceAccount>(transport, std::move(key)));
}

Result<std::unique_ptr<CredentialSource>> refreshed(const Json& file, const std::string& where, bool workforce,
                                                    const Transport& transport) {
  RefreshToken token{
      text_in(file, "client_id"), text_in(file, "client_secret"), text_in(file, "refresh_token"),
      or_else(text_in(file, workforce ? "token_url" : "token_uri"), "https://oauth2.googleapis.com/token"), workforce};
  log::keep_secret(token.refresh_token);
  log::keep_secret(token.client_secret);
  if (token.refresh_token.empty())
    return wrong(where + " is incomplete",
                 "A person's credentials have a refresh_token; sign in again with "
                 "`gcloud auth application-default login`.");
  return std::unique_ptr<CredentialSource>(std::make_unique<AuthorizedUser>(transport, std::move(token)));
}

std::unique_ptr<CredentialSource> impersonating(std::unique_ptr<CredentialSource> base, Impersonation settings,
                                                const Transport& transport) {
  return std::make_unique<Impersonated>(transport, std::move(settings), std::move(base));
}

Result<std::unique_ptr<CredentialSource>> external(const Json& file, const GoogleConfig& config,
                                                   const Transport& transport) {
  auto subject = subject_token_of(file, transport, config.environment);
  if (!subject) return subject.error();
  const std::string url = text_in(file, "service_account_impersonation_url");
  Exchanged settings{text_in(file, "audience"),
                     text_in(file, "subject_token_type"),
                     or_else(text_in(file, "token_url"), "https://sts." + universe_of(file) + "/v1/token"),
                     text_in(file, "client_id"),
                     text_in(file, "client_secret"),
                     text_in(file, "workforce_pool_user_project"),
                     url.empty() ? config.scopes : std::vector<std::string>{kCloudPlatform}};
  log::keep_secret(settings.client_secret);
  std::unique_ptr<CredentialSource> source =
      std::make_unique<ExternalAccount>(transport, std::move(settings), std::move(*subject));
  if (url.empty()) return source;
  Impersonation how{url, {}, config.scopes};
  const Json::json_pointer lifetime("/service_account_impersonation/token_lifetime_seconds");
  if (file.contains(lifetime) && file[lifetime].is_number_integer())
    how.lifetime = std::chrono::seconds(file[lifetime].get<std::int64_t>());
  return impersonating(std::move(source), std::move(how), transport);
}

std::vector<std::string> accounts(const std::vector<std::string>& emails) {
  std::vector<std::string> out;
  for (const auto& email : emails)
    out.push_back(email.starts_with("projects/") ? email : "projects/-/serviceAccounts/" + email);
  return out;
}

std::string impersonation_url(const GoogleConfig& config, const std::string& universe, const std::string& email) {
  EndpointSettings endpoints{config.endpoints, universe};
  return base_of(*find_service("iamcredentials"), endpoints).url() + "/projects/-/serviceAccounts/" + email +
         ":generateAccessToken";
}

/// The workload's own token that the provider block holds.
class GivenToken final : public SubjectToken {
 public:
  explicit GivenToken(std::string token) : token_(std::move(token)) {}
  Result<std::string> get(const StopToken&) override { return token_; }

 private:
  std::string token_;
};

ChosenSource of_block(const GoogleConfig& config, const Transport& transport) {
  ChosenSource out;
  out.universe_domain = or_else(config.universe_domain, kUniverse);
  Exchanged settings{config.external.audience,
                     "urn:ietf:params:oauth:token-type:jwt",
                     "https://sts." + out.universe_domain + "/v1/token",
                     {},
                     {},
                     {},
                     {kCloudPlatform}};
  auto exchange = std::make_unique<ExternalAccount>(transport, std::move(settings),
                                                    std::make_unique<GivenToken>(config.external.identity_token));
  out.source = impersonating(
      std::move(exchange),
      {impersonation_url(config, out.universe_domain, config.external.service_account_email), {}, config.scopes},
      transport);
  return out;
}

Result<ChosenSource> of_named_file(const std::string& path, const std::string& where, const GoogleConfig& config,
                                   const Transport& transport) {
  std::string text;
  if (!read_file(path, text)) return wrong(where + " cannot be read", path);
  return source_of_file(parse_foreign(text), where, config, transport);
}

/// Says what was looked at when the metadata server, the last in line, does not answer.
class LastResort final : public CredentialSource {
 public:
  explicit LastResort(MetadataServer server) : server_(std::move(server)) {}
  Result<Credentials> fetch(const StopToken& stop) override {
    auto token = server_.fetch(stop);
    if (token || token.error().fault == Fault::Cancelled) return token;
    return Error{Fault::Denied,
                 "no credentials for Google Cloud were found",
                 "Looked at: credentials and access_token of the provider block, GOOGLE_CREDENTIALS, "
                 "GOOGLE_OAUTH_ACCESS_TOKEN, GOOGLE_APPLICATION_CREDENTIALS, gcloud's application default credentials "
                 "and the metadata server (" +
                     token.error().summary +
                     "). On a desk, `gcloud auth application-default login` is the shortest way.",
                 {},
                 {},
                 {},
                 0};
  }

 private:
  MetadataServer server_;
};

Result<ChosenSource> application_default(const GoogleConfig& config, const Transport& transport,
                                         const StopToken& stop) {
  const Environment& env = config.environment;
  if (const std::string path = env("GOOGLE_APPLICATION_CREDENTIALS"); !path.empty())
    return of_named_file(env.expanded(path), "the file of GOOGLE_APPLICATION_CREDENTIALS", config, transport);
  const std::string path = env.expanded("~/.config/gcloud/application_default_credentials.json");
  std::string text;
  if (read_file(path, text))
    return source_of_file(parse_foreign(text), "gcloud's application default credentials", config, transport);
  MetadataServer server(transport, env, config.scopes);
  ChosenSource out;
  // A machine in another universe is asked for that only where somebody set a universe.
  if (!config.universe_domain.empty()) out.universe_domain = server.universe_domain(stop);
  out.source = std::make_unique<LastResort>(std::move(server));
  return out;
}

Result<ChosenSource> base_source(const GoogleConfig& config, const Transport& transport, const StopToken& stop) {
  if (!config.external.audience.empty()) return of_block(config, transport);
  if (!config.access_token.empty()) {
    ChosenSource out;
    out.universe_domain = or_else(config.universe_domain, kUniverse);
    out.source = std::make_unique<StaticCredentials>(Credentials{{}, {}, config.access_token, {}, "access_token"});
    return out;
  }
  if (!config.credentials.empty())
    return source_of_file(parse_foreign(config.credentials), "credentials", config, transport);
  return application_default(config, transport, stop);
}

}  // namespace

Result<ChosenSource> source_of_file(const Json& file, const std::string& where, const GoogleConfig& config,
                                    const Transport& transport) {
  if (!file.is_object()) return wrong(where + " is no JSON object", "It must be a key file's content.");
  const std::string type = text_in(file, "type");
  Result<std::unique_ptr<CredentialSource>> made =
      wrong(where + " is of a type that is not known",
            "Known are service_account, authorized_user, impersonated_service_account, external_account and "
            "external_account_authorized_user.");
  if (type == "service_account") made = service_account(file, where, config, transport);
  if (type == "authorized_user") made = refreshed(file, where, false, transport);
  if (type == "external_account_authorized_user") made = refreshed(file, where, true, transport);
  if (type == "external_account") made = external(file, config, transport);
  if (type == "impersonated_service_account" && file.contains("source_credentials")) {
    auto base = source_of_file(file["source_credentials"], where, config, transport);
    if (!base) return base.error();
    Impersonation how{text_in(file, "service_account_impersonation_url"), {}, config.scopes};
    if (file.contains("delegates") && file["delegates"].is_array()) {
      std::vector<std::string> emails;
      for (const Json& one : file["delegates"]) {
        if (one.is_string()) emails.push_back(one.get<std::string>());
      }
      how.delegates = accounts(emails);
    }
    made = impersonating(std::move(base->source), std::move(how), transport);
  }
  if (!made) return made.error();
  return ChosenSource{std::move(*made), universe_of(file)};
}

Result<ChosenSource> choose_credentials(const GoogleConfig& config, const Transport& transport, const StopToken& stop) {
  auto chosen = base_source(config, transport, stop);
  if (!chosen) return chosen;
  if (!config.universe_domain.empty() && config.universe_domain != chosen->universe_domain)
    return Error{Fault::InvalidInput,
                 "the credentials are of another universe than universe_domain says",
                 "universe_domain is \"" + config.universe_domain + "\"; the credentials are for \"" +
                     chosen->universe_domain + "\" (those that name none are for googleapis.com).",
                 Path() / "universe_domain",
                 {},
                 {},
                 0};
  if (!config.impersonate.empty())
    chosen->source = impersonating(std::move(chosen->source),
                                   {impersonation_url(config, chosen->universe_domain, config.impersonate),
                                    accounts(config.delegates), config.scopes},
                                   transport);
  return chosen;
}

}  // namespace lakeform::cloud::google
