#include "provider/cloud/aws/config.h"

#include <algorithm>

#include "provider/cloud/aws/partitions.h"
#include "provider/cloud/block.h"
#include "provider/cloud/http/proxy.h"
#include "provider/value/log.h"

namespace lakeform::cloud::aws {
namespace {

using Severity = Diagnostic::Severity;

std::vector<std::string> words_of(std::string_view list) {
  std::vector<std::string> out;
  for (const auto part : split(list, ',')) {
    if (const auto word = trimmed(part); !word.empty()) out.emplace_back(word);
  }
  return out;
}

/// Null is no tag, and what is unknown none yet.
std::map<std::string, std::string> known_tags(const Value& tags) {
  std::map<std::string, std::string> out;
  if (!tags.is_map()) return out;
  for (const auto& [key, value] : tags.as_map()) {
    if (value.is_known() && !value.is_null()) out[key] = text_of(value);
  }
  return out;
}

class Parser {
 public:
  Parser(const Value& config, Diagnostics& found, Environment environment) : block_(config), found_(found) {
    out_.environment = std::move(environment);
  }

  AwsConfig run() {
    for (auto& diagnostic : check_aws_config(block_)) found_.push_back(std::move(diagnostic));
    credentials();
    roles();
    region();
    flags();
    accounts();
    tags();
    unknowns();
    custom_endpoints();
    endpoint_variants();
    transport();
    metadata();
    return std::move(out_);
  }

 private:
  const Environment& env() const { return out_.environment; }
  const Section* profile() const { return out_.shared.profile(out_.profile); }
  void warn(std::string summary, std::string detail, Path at = {}) {
    found_.push_back({Severity::Warning, std::move(summary), std::move(detail), std::move(at)});
  }
  void fail(std::string summary, std::string detail, Path at = {}) {
    found_.push_back({Severity::Error, std::move(summary), std::move(detail), std::move(at)});
  }

  // The block's value, else the first variable's, else the profile's.
  std::string chosen(std::string_view name, std::initializer_list<std::string_view> variables,
                     std::string_view in_profile = {}) const {
    if (auto value = text_of(block_, name); !value.empty()) return value;
    if (auto value = env().first(variables); !value.empty()) return value;
    return in_profile.empty() ? std::string() : setting(profile(), in_profile);
  }

  std::vector<std::string> files(std::string_view name, std::string_view variable, std::string_view usual) const {
    std::vector<std::string> out = texts_of(block_, name);
    if (out.empty()) out.push_back(env().first({variable}).empty() ? std::string(usual) : env()(variable));
    for (auto& path : out) path = env().expanded(path);
    return out;
  }

  // Also of variables that are not used: whoever sets several of them must not read one in a message about another.
  void keep_secrets_of_environment() const {
    for (const char* name :
         {"AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY", "AWS_SESSION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN"})
      log::keep_secret(env()(name));
    for (const auto& [name, value] : env().all()) {
      const std::string lower = lower_case(name);
      if (lower.ends_with("_proxy") || lower.find("endpoint") != std::string::npos || lower.ends_with("_uri"))
        keep_passwords(value);
    }
  }

  void credentials() {
    out_.access_key = text_of(block_, "access_key");
    out_.secret_key = text_of(block_, "secret_key");
    out_.token = text_of(block_, "token");
    for (const auto* secret : {&out_.secret_key, &out_.token}) log::keep_secret(*secret);
    keep_secrets_of_environment();
    out_.shared =
        SharedConfig::load(files("shared_config_files", "AWS_CONFIG_FILE", "~/.aws/config"),
                           files("shared_credentials_files", "AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials"));
    const std::string in_block = text_of(block_, "profile");
    out_.profile_in_block = !in_block.empty();
    out_.profile = in_block.empty() ? env().first({"AWS_PROFILE", "AWS_DEFAULT_PROFILE"}) : in_block;
    out_.profile_named = !out_.profile.empty();
    if (out_.profile.empty()) out_.profile = "default";
    if (out_.profile_in_block && out_.access_key.empty() && !env()("AWS_ACCESS_KEY_ID").empty()) {
      warn("The profile is used, not the environment's access key",
           "The provider block names the profile \"" + out_.profile +
               "\", and AWS_ACCESS_KEY_ID is set too. Unset one of them to make clear which is meant.",
           Path() / "profile");
    }
  }

  template <class Role>
  static Role common_role(const Value& block) {
    Role role;
    role.role_arn = text_of(block, "role_arn");
    role.policy = text_of(block, "policy");
    role.session_name = text_of(block, "session_name");
    role.policy_arns = texts_of(block, "policy_arns");
    role.duration = parse_duration(text_of(block, "duration")).value_or(std::chrono::seconds(0));
    return role;
  }

  void roles() {
    const auto& blocks = blocks_of(block_, "assume_role");
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      auto role = common_role<AssumeRole>(blocks[i]);
      if (role.role_arn.empty()) {
        missing_role(Path() / "assume_role" / static_cast<Index>(i), blocks[i], blocks.size() == 1);
        continue;
      }
      role.external_id = text_of(blocks[i], "external_id");
      role.source_identity = text_of(blocks[i], "source_identity");
      role.transitive_tag_keys = texts_of(blocks[i], "transitive_tag_keys");
      role.tags = known_tags(blocks[i]["tags"]);
      out_.assume_roles.push_back(std::move(role));
    }
    const auto& web = blocks_of(block_, "assume_role_with_web_identity");
    if (web.empty()) return;
    auto role = common_role<WebIdentityRole>(web.front());
    role.token = text_of(web.front(), "web_identity_token");
    role.token_file = text_of(web.front(), "web_identity_token_file");
    log::keep_secret(role.token);
    if (role.token.empty() && role.token_file.empty()) role.token_file = env()("AWS_WEB_IDENTITY_TOKEN_FILE");
    role.token_file = env().expanded(role.token_file);
    if (role.role_arn.empty()) role.role_arn = env()("AWS_ROLE_ARN");
    if (role.session_name.empty()) role.session_name = env()("AWS_ROLE_SESSION_NAME");
    const Path at = Path() / "assume_role_with_web_identity" / Index{0};
    if (role.role_arn.empty()) {
      missing_role(at, web.front(), true);
    } else if (role.token.empty() && role.token_file.empty()) {
      if (web.front()["web_identity_token"].is_known() && web.front()["web_identity_token_file"].is_known()) {
        fail("No web identity token", "Set web_identity_token, web_identity_token_file or AWS_WEB_IDENTITY_TOKEN_FILE.",
             at);
      }
    } else {
      out_.web_identity = std::move(role);
    }
  }

  // One block without a role is passed over, as the official provider still does; in a chain there is no telling what
  // was meant.
  void missing_role(const Path& at, const Value& block, bool alone) {
    if (block["role_arn"].is_unknown()) return;
    const std::string detail = "The block names no role_arn, so no role is assumed. Set role_arn or remove the block.";
    if (alone) {
      warn("Missing role_arn", detail, at);
    } else {
      fail("Missing role_arn", "Each block of a chain of roles needs role_arn.", at / "role_arn");
    }
  }

  void region() {
    out_.region = chosen("region", {"AWS_REGION", "AWS_DEFAULT_REGION"}, "region");
    out_.sts_region = text_of(block_, "sts_region");
    out_.skip_region_validation =
        flag_of(block_, "skip_region_validation") || block_["skip_region_validation"].is_unknown();
    if (!out_.region.empty() && !out_.skip_region_validation && !find_region(out_.region)) {
      fail("invalid AWS Region: " + out_.region,
           "The name is not in the list of regions. Correct it, or set skip_region_validation = true for a region that "
           "is newer than this release.",
           Path() / "region");
    }
  }

  void flags() {
    out_.skip_credentials_validation = flag_of(block_, "skip_credentials_validation");
    out_.skip_requesting_account_id = flag_of(block_, "skip_requesting_account_id");
    const std::string skip = text_of(block_, "skip_metadata_api_check");
    out_.skip_metadata = skip.empty() ? env().flag("AWS_EC2_METADATA_DISABLED") : skip == "true" || skip == "1";
    const Value& retries = block_["max_retries"];
    if (retries.kind() == Value::Kind::Number && retries.as_number().to_int64() > 0) {
      out_.retry.max_attempts = static_cast<int>(std::min<std::int64_t>(retries.as_number().to_int64(), 1000));
    }
    const std::string mode = chosen("retry_mode", {"AWS_RETRY_MODE"}, "retry_mode");
    if (!mode.empty() && mode != "standard" && mode != "adaptive" && mode != "legacy") {
      fail("Invalid retry mode",
           "Expected standard or adaptive; got \"" + mode + "\" (retry_mode, AWS_RETRY_MODE or the profile).",
           Path() / "retry_mode");
    }
    out_.user_agent = texts_of(block_, "user_agent");
    if (auto more = env()("TF_APPEND_USER_AGENT"); !more.empty()) out_.user_agent.push_back(std::move(more));
  }

  void accounts() {
    // A list that is not wholly known yet could refuse the right account.
    if (block_["allowed_account_ids"].wholly_known()) {
      for (auto& id : texts_of(block_, "allowed_account_ids")) out_.allowed_account_ids.insert(std::move(id));
    }
    for (auto& id : texts_of(block_, "forbidden_account_ids")) out_.forbidden_account_ids.insert(std::move(id));
  }

  void tags() {
    constexpr std::string_view prefix = "TF_AWS_DEFAULT_TAGS_";
    for (const auto& [name, value] : env().all()) {
      if (name.starts_with(prefix) && name.size() > prefix.size())
        out_.default_tags[name.substr(prefix.size())] = value;
    }
    for (const auto& block : blocks_of(block_, "default_tags")) default_tags(block["tags"]);
    if (block_["default_tags"].is_unknown()) out_.default_tags_unknown = true;

    for (auto& key : words_of(env()("TF_AWS_IGNORE_TAGS_KEYS"))) out_.ignore_tag_keys.insert(std::move(key));
    for (auto& key : words_of(env()("TF_AWS_IGNORE_TAGS_KEY_PREFIXES")))
      out_.ignore_tag_key_prefixes.insert(std::move(key));
    out_.ignore_tags_unknown = !block_["ignore_tags"].wholly_known();
    for (const auto& block : blocks_of(block_, "ignore_tags")) {
      for (auto& key : texts_of(block, "keys")) out_.ignore_tag_keys.insert(std::move(key));
      for (auto& key : texts_of(block, "key_prefixes")) out_.ignore_tag_key_prefixes.insert(std::move(key));
    }
    const std::string policy = chosen("tag_policy_compliance", {"TF_AWS_TAG_POLICY_COMPLIANCE"});
    if (policy != "disabled") out_.tag_policy_compliance = policy;
  }

  void default_tags(const Value& tags) {
    if (tags.is_unknown()) out_.default_tags_unknown = true;
    if (!tags.is_map()) return;
    for (auto& [key, value] : known_tags(tags)) out_.default_tags[key] = value;
    for (const auto& [key, value] : tags.as_map()) {
      if (value.is_unknown()) out_.unknown_default_tags.insert(key);
    }
    for (const auto& key : out_.unknown_default_tags) out_.default_tags.erase(key);
  }

  // What is unknown but only says how often is retried, or what tags become, does not change whom a call asks.
  void unknowns() {
    static const std::set<std::string, std::less<>> harmless{
        "region",      "default_tags", "ignore_tags", "tag_policy_compliance",
        "max_retries", "retry_mode",   "user_agent",  "token_bucket_rate_limiter_capacity"};
    out_.region_unknown = block_["region"].is_unknown();
    if (!block_.is_map()) return;
    for (const auto& [name, value] : block_.as_map()) {
      if (!value.wholly_known() && !harmless.contains(name)) out_.unknown_access.push_back(name);
    }
  }

  void custom_endpoints() {
    auto& custom = out_.endpoints.custom;
    for (const auto& block : blocks_of(block_, "endpoints")) {
      if (!block.is_map()) continue;
      for (const auto& [name, value] : block.as_map()) {
        const Service* service = find_service(name);
        const std::string url = text_of(value);
        keep_passwords(url);
        if (!service || url.empty()) continue;
        if (!custom.emplace(service->name, url).second) {
          warn("Several endpoints for one service",
               "The `endpoints` block has more than one name of the service \"" + std::string(service->name) +
                   "\": the first in alphabetical order is used.",
               Path() / "endpoints");
        }
      }
    }
    if (env().flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") ||
        lower_case(setting(profile(), "ignore_configured_endpoint_urls")) == "true")
      return;
    const Section* section = out_.shared.services(setting(profile(), "services"));
    for (const auto& service : services()) {
      if (custom.contains(service.name)) continue;
      std::string url = env()("AWS_ENDPOINT_URL_" + upper_case(service.setting));
      if (url.empty()) url = older_variable(service);
      if (url.empty() && service.name == "s3control") url = s3_endpoint();
      if (url.empty()) url = env()("AWS_ENDPOINT_URL");
      if (url.empty()) url = setting(section, std::string(service.setting) + ".endpoint_url");
      if (url.empty()) url = setting(profile(), "endpoint_url");
      if (url.empty()) continue;
      keep_passwords(url);
      Endpoint ignored;
      if (parse_endpoint(url, ignored)) {
        custom.emplace(service.name, url);
      } else {
        fail("Invalid endpoint of " + std::string(service.name),
             "\"" + without_login(url) +
                 "\" (from AWS_ENDPOINT_URL… or the profile) is no URL with http or https and a host.");
        return;
      }
    }
  }

  // A server that stands in for S3 is asked for S3 Control too, before one that stands in for everything else: only it
  // knows the buckets. Services are in alphabetical order, so that S3's own endpoint is known here.
  std::string s3_endpoint() const {
    const auto s3 = out_.endpoints.custom.find("s3");
    return s3 == out_.endpoints.custom.end() ? std::string() : s3->second;
  }

  std::string older_variable(const Service& service) {
    if (service.name != "s3" && service.name != "iam" && service.name != "sts") return {};
    const std::string name = upper_case(service.name) + "_ENDPOINT";
    for (const std::string& variable : {"TF_AWS_" + name, "AWS_" + name}) {
      const std::string url = env()(variable);
      if (url.empty()) continue;
      warn("Deprecated variable",
           variable + " is deprecated: use AWS_ENDPOINT_URL_" + upper_case(service.setting) + ".");
      return url;
    }
    return {};
  }

  bool variant(std::string_view name, std::string_view variable, std::string_view in_profile) const {
    const Value& value = block_[name];
    if (value.kind() == Value::Kind::Bool) return value.as_bool();
    if (!env()(variable).empty()) return env().flag(variable);
    return lower_case(setting(profile(), in_profile)) == "true";
  }

  void endpoint_variants() {
    auto& endpoints = out_.endpoints;
    endpoints.fips = variant("use_fips_endpoint", "AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint");
    endpoints.dual_stack = variant("use_dualstack_endpoint", "AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint");
    endpoints.s3_path_style = flag_of(block_, "s3_use_path_style");
    endpoints.s3_us_east_1_regional =
        lower_case(chosen("s3_us_east_1_regional_endpoint", {"AWS_S3_US_EAST_1_REGIONAL_ENDPOINT"},
                          "s3_us_east_1_regional_endpoint")) == "regional";
    if (text_of(block_, "s3_us_east_1_regional_endpoint") == "legacy") {
      warn("Deprecated value", "s3_us_east_1_regional_endpoint = \"legacy\" will go away in a later release.",
           Path() / "s3_us_east_1_regional_endpoint");
    }
  }

  void transport() {
    const auto lookup = [this](const char* name) { return env()(name); };
    out_.http = HttpSettings::from_environment(lookup);
    const std::string http = text_of(block_, "http_proxy"), https = text_of(block_, "https_proxy");
    for (const auto& setting : {http, https, text_of(block_, "no_proxy")}) keep_passwords(setting);
    if (!http.empty()) out_.http.http_proxy = http;
    if (!https.empty()) out_.http.https_proxy = https;
    if (!http.empty() && https.empty() && out_.http.https_proxy.empty()) {
      // As the official provider does, with the same caution to the reader.
      out_.http.https_proxy = http;
      warn("http_proxy serves HTTPS requests too",
           "Only http_proxy is set, so it is used for HTTPS as well. Set https_proxy to say so, or to \"\" with "
           "HTTPS_PROXY unset to connect directly.",
           Path() / "http_proxy");
    }
    if (block_["https_proxy"].is_string() && https.empty()) out_.http.https_proxy.clear();
    if (auto no_proxy = text_of(block_, "no_proxy"); !no_proxy.empty()) out_.http.no_proxy = std::move(no_proxy);
    out_.http.ca_file = env().expanded(chosen("custom_ca_bundle", {"AWS_CA_BUNDLE"}, "ca_bundle"));
    std::string content;
    if (!out_.http.ca_file.empty() && !read_file(out_.http.ca_file, content)) {
      fail("Cannot read the CA bundle",
           "custom_ca_bundle or AWS_CA_BUNDLE names " + out_.http.ca_file + ", which cannot be read.",
           Path() / "custom_ca_bundle");
    }
    out_.http.verify = !flag_of(block_, "insecure");
    if (!out_.http.verify) {
      warn("Certificates are not verified",
           "insecure = true: anyone on the way can read and change the traffic. For a private authority use "
           "custom_ca_bundle.",
           Path() / "insecure");
    }
  }

  void metadata() {
    std::string endpoint =
        chosen("ec2_metadata_service_endpoint", {"AWS_EC2_METADATA_SERVICE_ENDPOINT"}, "ec2_metadata_service_endpoint");
    const std::string mode = chosen("ec2_metadata_service_endpoint_mode", {"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"},
                                    "ec2_metadata_service_endpoint_mode");
    keep_passwords(endpoint);
    if (endpoint.empty()) endpoint = lower_case(mode) == "ipv6" ? "http://[fd00:ec2::254]" : "http://169.254.169.254";
    while (endpoint.ends_with('/')) endpoint.pop_back();
    out_.metadata_endpoint = std::move(endpoint);
  }

  const Value& block_;
  Diagnostics& found_;
  AwsConfig out_;
};

}  // namespace

AwsConfig parse_aws_config(const Value& config, Diagnostics& found, Environment environment) {
  return Parser(config, found, std::move(environment)).run();
}

}  // namespace lakeform::cloud::aws
