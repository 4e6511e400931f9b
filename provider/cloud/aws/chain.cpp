#include "provider/cloud/aws/chain.h"

#include <charconv>
#include <set>

#include "provider/value/log.h"

namespace lakeform::cloud::aws {
namespace {

using Source = std::unique_ptr<CredentialSource>;
constexpr std::size_t kLongestChain = 100;  // of profiles; each takes the credentials of the next

Error invalid(std::string summary, std::string detail) {
  return {Fault::InvalidInput, std::move(summary), std::move(detail), {}, {}, {}, 0};
}

Source fixed(std::string access_key, std::string secret_key, std::string token, std::string source) {
  log::keep_secret(secret_key);
  log::keep_secret(token);
  return std::make_unique<StaticCredentials>(
      Credentials{std::move(access_key), std::move(secret_key), std::move(token), {}, std::move(source)});
}

// The end of the chain: when the instance gives nothing either, the reader learns what was looked at.
class LastResort : public CredentialSource {
 public:
  LastResort(Source instance, std::string looked_at)
      : instance_(std::move(instance)), looked_at_(std::move(looked_at)) {}
  Result<Credentials> fetch(const StopToken& stop) override {
    auto given = instance_->fetch(stop);
    if (given || given.error().fault == Fault::Cancelled) return given;
    return invalid("no valid credential sources found",
                   looked_at_ + "\n\nInstance metadata: " + given.error().summary + ".");
  }

 private:
  Source instance_;
  std::string looked_at_;
};

class Chain {
 public:
  Chain(const AwsConfig& config, const Surroundings& around) : config_(config), around_(around) {}

  Result<ChosenSource> run() {
    auto base = first();
    if (!base) return base.error();
    Source source = std::move(*base);
    for (const auto& role : config_.assume_roles)
      source = std::make_unique<AssumedRole>(sts(), std::move(source), role);
    return ChosenSource{std::move(source), from_instance_};
  }

 private:
  const Environment& env() const { return config_.environment; }
  Sts sts() const { return {around_.sender, config_.sts_region.empty() ? config_.region : config_.sts_region}; }

  Result<Source> first() {
    if (!config_.access_key.empty() || !config_.secret_key.empty() || !config_.token.empty()) return of_block();
    if (config_.web_identity) return Source(std::make_unique<WebIdentity>(sts(), *config_.web_identity));
    if (!config_.profile_in_block) {
      if (auto source = of_environment()) return std::move(*source);
    }
    const Section* profile = config_.shared.profile(config_.profile);
    if (!profile && config_.profile_named) {
      return invalid("the profile \"" + config_.profile + "\" does not exist",
                     "It is named by `profile` of the provider block or by AWS_PROFILE, and is in none of the shared "
                     "config and credentials files.");
    }
    if (profile) {
      std::set<std::string> seen;
      auto source = of_profile(config_.profile, seen);
      if (!source || *source) return source;
    }
    return of_machine();
  }

  Result<Source> of_block() const {
    if (config_.access_key.empty() || config_.secret_key.empty()) {
      return invalid("the provider block's credentials are not complete",
                     "access_key and secret_key belong together (token only with temporary ones).");
    }
    return fixed(config_.access_key, config_.secret_key, config_.token, "the provider block");
  }

  std::optional<Result<Source>> of_environment() const {
    const std::string key = env().first({"AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY"});
    const std::string secret = env().first({"AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY"});
    if (!key.empty() && !secret.empty()) return fixed(key, secret, env()("AWS_SESSION_TOKEN"), "the environment");
    const std::string token_file = env()("AWS_WEB_IDENTITY_TOKEN_FILE"), role = env()("AWS_ROLE_ARN");
    if (token_file.empty()) return std::nullopt;
    if (role.empty())
      return invalid("AWS_WEB_IDENTITY_TOKEN_FILE is set without AWS_ROLE_ARN", "Set both, or neither.");
    WebIdentityRole identity;
    identity.role_arn = role;
    identity.token_file = token_file;
    identity.session_name = env()("AWS_ROLE_SESSION_NAME");
    return Source(std::make_unique<WebIdentity>(sts(), std::move(identity)));
  }

  // A null source: the profile holds no credentials.
  Result<Source> of_profile(const std::string& name, std::set<std::string>& seen) {
    const Section* profile = config_.shared.profile(name);
    if (!profile)
      return invalid("the profile \"" + name + "\" does not exist", "Another profile names it as source_profile.");
    if (!seen.insert(name).second)
      return invalid("the profiles \"" + name + "\" refer to each other in a circle",
                     "Check source_profile in the shared config file.");
    if (seen.size() > kLongestChain)
      return invalid("more than " + std::to_string(kLongestChain) + " profiles refer to each other",
                     "Shorten the chain of source_profile in the shared config file.");
    const std::string role_arn = setting(profile, "role_arn"), source_name = setting(profile, "source_profile");
    const std::string token_file = setting(profile, "web_identity_token_file");
    if (role_arn.empty()) return own_credentials(name, *profile);
    if (!token_file.empty()) return web_identity_of(*profile, role_arn, token_file);
    Result<Source> base = Source();
    if (!source_name.empty() && source_name != name) {
      base = of_profile(source_name, seen);
    } else if (!source_name.empty()) {
      base = own_credentials(name, *profile);  // its own keys take the role
    } else {
      base = of_credential_source(name, setting(profile, "credential_source"));
    }
    if (!base) return base;
    if (!*base)
      return invalid("the profile \"" + name + "\" has nothing to assume its role with",
                     "Set source_profile to a profile with credentials, or credential_source.");
    return assumed(name, *profile, role_arn, std::move(*base));
  }

  Result<Source> assumed(const std::string& name, const Section& profile, const std::string& role_arn,
                         Source base) const {
    if (!setting(&profile, "mfa_serial").empty()) {
      return invalid(
          "the profile \"" + name + "\" needs a one-time password (mfa_serial)",
          "There is nobody to type it: get temporary credentials first (aws sts get-session-token) and use those.");
    }
    AssumeRole role;
    role.role_arn = role_arn;
    role.external_id = setting(&profile, "external_id");
    role.session_name = setting(&profile, "role_session_name");
    const std::string seconds = setting(&profile, "duration_seconds");
    int duration = 0;
    std::from_chars(seconds.data(), seconds.data() + seconds.size(), duration);
    role.duration = std::chrono::seconds(duration);
    return Source(std::make_unique<AssumedRole>(sts(), std::move(base), std::move(role)));
  }

  Result<Source> web_identity_of(const Section& profile, const std::string& role_arn,
                                 const std::string& token_file) const {
    WebIdentityRole role;
    role.role_arn = role_arn;
    role.token_file = env().expanded(token_file);
    role.session_name = setting(&profile, "role_session_name");
    return Source(std::make_unique<WebIdentity>(sts(), std::move(role)));
  }

  Result<Source> own_credentials(const std::string& name, const Section& profile) const {
    const std::string key = setting(&profile, "aws_access_key_id"), secret = setting(&profile, "aws_secret_access_key");
    if (!key.empty() && !secret.empty())
      return fixed(key, secret, setting(&profile, "aws_session_token"), "profile " + name);
    if (!setting(&profile, "sso_session").empty() || !setting(&profile, "sso_start_url").empty())
      return single_sign_on(name, profile);
    if (const std::string command = setting(&profile, "credential_process"); !command.empty()) {
      return Source(std::make_unique<ProcessCredentials>(command));
    }
    return Source();
  }

  Result<Source> single_sign_on(const std::string& name, const Section& profile) const {
    SsoSettings sso;
    sso.session = setting(&profile, "sso_session");
    const Section* session = sso.session.empty() ? &profile : config_.shared.sso_session(sso.session);
    if (!session)
      return invalid("the sso-session \"" + sso.session + "\" does not exist",
                     "The profile \"" + name + "\" names it.");
    sso.start_url = setting(session, "sso_start_url");
    sso.region = setting(session, "sso_region");
    sso.account_id = setting(&profile, "sso_account_id");
    sso.role_name = setting(&profile, "sso_role_name");
    sso.cache_folder = env().expanded("~/.aws/sso/cache");
    if (sso.region.empty() || sso.account_id.empty() || sso.role_name.empty() || sso.start_url.empty()) {
      return invalid("the single sign-on settings of the profile \"" + name + "\" are not complete",
                     "Needed: sso_start_url, sso_region, sso_account_id and sso_role_name.");
    }
    return Source(std::make_unique<SsoCredentials>(around_.sender, std::move(sso)));
  }

  Result<Source> of_credential_source(const std::string& name, const std::string& kind) {
    if (kind == "Environment") {
      const std::string key = env()("AWS_ACCESS_KEY_ID"), secret = env()("AWS_SECRET_ACCESS_KEY");
      if (!key.empty() && !secret.empty()) return fixed(key, secret, env()("AWS_SESSION_TOKEN"), "the environment");
      return invalid("the profile \"" + name + "\" wants credentials from the environment, which has none",
                     "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");
    }
    if (kind == "EcsContainer") return container();
    if (kind == "Ec2InstanceMetadata") return Source(std::make_unique<InstanceCredentials>(around_.metadata));
    if (kind.empty()) return Source();
    return invalid("the profile \"" + name + "\" has an unknown credential_source \"" + kind + "\"",
                   "Known: Environment, EcsContainer, Ec2InstanceMetadata.");
  }

  Result<Source> container() const {
    return Source(std::make_unique<ContainerCredentials>(around_.sender->shared_transport(), env()));
  }

  std::string looked_at() const {
    return "Looked at the provider block, the environment, the shared config and credentials files (profile \"" +
           config_.profile +
           "\") and the container's variables. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile, or "
           "sign in with "
           "`aws sso login`.";
  }

  Result<Source> of_machine() {
    if (ContainerCredentials::configured(env())) return container();
    if (config_.skip_metadata) {
      return invalid("no valid credential sources found", looked_at() + "\n\nInstance metadata is switched off.");
    }
    from_instance_ = true;
    return Source(std::make_unique<LastResort>(std::make_unique<InstanceCredentials>(around_.metadata), looked_at()));
  }

  const AwsConfig& config_;
  const Surroundings& around_;
  bool from_instance_ = false;
};

}  // namespace

Result<ChosenSource> choose_credentials(const AwsConfig& config, const Surroundings& around) {
  return Chain(config, around).run();
}

}  // namespace lakeform::cloud::aws
