#include "provider/cloud/exchange.h"
#include "provider/cloud/google/config.h"
#include "provider/cloud/google/credentials/chain.h"
#include "provider/cloud/google/dialect.h"

namespace lakeform::cloud::google {

namespace {

class GoogleClient final : public Client {
 public:
  GoogleClient(DialectSettings settings, Transport transport, RetryPolicy retry,
               std::unique_ptr<CredentialSource> source, Facts facts, const StopToken& stop)
      : settings_(std::move(settings)),
        dialect_(settings_),
        exchange_(dialect_, std::move(transport), retry),
        credentials_(std::move(source)),
        facts_(std::move(facts)),
        stop_(stop) {}

  Result<Reply> send(const Call& call) override { return exchange_.send(call, &credentials_, stop_); }
  const Facts& facts() const override { return facts_; }
  const StopToken& stop() const override { return stop_; }

 private:
  const DialectSettings settings_;
  const GoogleDialect dialect_;
  Exchange exchange_;
  CredentialCache credentials_;
  const Facts facts_;
  const StopToken& stop_;
};

std::string user_agent(const GoogleConfig& config) {
  std::string out = "Lakeform/" LAKEFORM_VERSION;
  if (!config.terraform_version.empty()) out = "Terraform/" + config.terraform_version + " " + out;
  return config.user_agent_extension.empty() ? out : out + " " + config.user_agent_extension;
}

/// What is not set is no fact.
Facts facts_of(const GoogleConfig& config, const std::string& universe) {
  Facts out{{"universe_domain", universe}};
  for (const auto& [name, value] : {std::pair<const char*, const std::string&>{"project", config.project},
                                    {"region", config.region},
                                    {"zone", config.zone},
                                    {"billing_project", config.billing_project},
                                    {"deletion_policy", config.deletion_policy}}) {
    if (!value.empty()) out[name] = value;
  }
  return out;
}

}  // namespace

Result<std::unique_ptr<Client>> make_google_client(const GoogleConfig& config, const StopToken& stop) {
  const Transport transport = config.transport ? config.transport : std::make_shared<HttpTransport>(config.http);
  auto chosen = choose_credentials(config, transport, stop);
  if (!chosen) return chosen.error();
  DialectSettings settings;
  settings.endpoints = {config.endpoints, chosen->universe_domain};
  settings.user_agent = user_agent(config);
  settings.project = config.project;
  settings.quota_project = config.billing_project;
  settings.project_pays = config.user_project_override;
  settings.request_reason = config.request_reason;
  settings.rate_scope = config.billing_project.empty() ? config.project : config.billing_project;
  settings.request_timeout = config.request_timeout;
  return std::unique_ptr<Client>(std::make_unique<GoogleClient>(std::move(settings), transport, config.retry,
                                                                std::move(chosen->source),
                                                                facts_of(config, chosen->universe_domain), stop));
}

}  // namespace lakeform::cloud::google
