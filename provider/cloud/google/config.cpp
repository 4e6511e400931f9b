#include "provider/cloud/google/config.h"

#include <algorithm>

#include "provider/cloud/block.h"
#include "provider/cloud/http/proxy.h"
#include "provider/value/duration.h"
#include "provider/value/log.h"

namespace lakeform::cloud::google {

namespace {

using Names = std::initializer_list<std::string_view>;

/// "us-east1" of ".../regions/us-east1", as people copy it from the console.
std::string last_part(const std::string& text) { return text.substr(text.rfind('/') + 1); }

class Parser {
 public:
  Parser(const Value& config, Diagnostics& found, Environment environment) : block_(config), found_(found) {
    out_.environment = std::move(environment);
  }

  GoogleConfig run() {
    for (auto& diagnostic : check_google_config(block_)) found_.push_back(std::move(diagnostic));
    secrets_of_environment();
    places();
    credentials();
    billing();
    labels();
    unknowns();
    endpoints();
    out_.http = HttpSettings::from_environment([this](const char* name) { return env()(name); });
    out_.user_agent_extension = env()("GOOGLE_TERRAFORM_USERAGENT_EXTENSION");
    return std::move(out_);
  }

 private:
  const Environment& env() const { return out_.environment; }

  std::string chosen(std::string_view name, Names variables) const {
    std::string value = text_of(block_, name);
    return value.empty() ? env().first(variables) : value;
  }

  // Also of variables that are not used: whoever sets several of them must not read one in a message about another.
  void secrets_of_environment() const {
    for (const char* name : {"GOOGLE_OAUTH_ACCESS_TOKEN", "GOOGLE_CREDENTIALS", "GOOGLE_CLOUD_KEYFILE_JSON",
                             "GCLOUD_KEYFILE_JSON", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"})
      log::keep_secret(env()(name));
    for (const auto& [name, value] : env().all()) {
      if (lower_case(name).ends_with("_proxy") || name.ends_with("_CUSTOM_ENDPOINT")) keep_passwords(value);
    }
  }

  void places() {
    out_.project =
        chosen("project", {"GOOGLE_PROJECT", "GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT", "CLOUDSDK_CORE_PROJECT"});
    out_.region = last_part(chosen("region", {"GOOGLE_REGION", "GCLOUD_REGION", "CLOUDSDK_COMPUTE_REGION"}));
    out_.zone = last_part(chosen("zone", {"GOOGLE_ZONE", "GCLOUD_ZONE", "CLOUDSDK_COMPUTE_ZONE"}));
    out_.universe_domain = text_of(block_, "universe_domain");
  }

  /// What names a file stands for the file's content. Read errors come with what the content is used for.
  std::string content_of(const std::string& text, const char* attribute) {
    std::string content;
    if (text.empty() || text.find('{') != std::string::npos) return text;
    if (read_file(env().expanded(text), content)) return content;
    if (std::string_view(attribute) == "access_token") return text;
    found_.push_back({Diagnostic::Severity::Error, "The credentials cannot be read",
                      "credentials (or GOOGLE_CREDENTIALS and its like) is neither the content of a key file nor the "
                      "path of a file that can be read.",
                      Path() / attribute});
    return {};
  }

  // The block as a group wins over the environment as a group.
  void credentials() {
    const auto& external = blocks_of(block_, "external_credentials");
    std::string token = text_of(block_, "access_token"), file = text_of(block_, "credentials");
    if (!external.empty()) {
      out_.external = {text_of(external.front(), "audience"), text_of(external.front(), "service_account_email"),
                       std::string(trimmed(text_of(external.front(), "identity_token")))};
      log::keep_secret(out_.external.identity_token);
    }
    if (external.empty() && token.empty() && file.empty()) {
      token = env()("GOOGLE_OAUTH_ACCESS_TOKEN");
      file = env().first({"GOOGLE_CREDENTIALS", "GOOGLE_CLOUD_KEYFILE_JSON", "GCLOUD_KEYFILE_JSON"});
    }
    out_.access_token = std::string(trimmed(content_of(token, "access_token")));
    log::keep_secret(out_.access_token);
    if (out_.access_token.empty()) out_.credentials = content_of(file, "credentials");
    out_.impersonate = chosen("impersonate_service_account", {"GOOGLE_IMPERSONATE_SERVICE_ACCOUNT"});
    out_.delegates = texts_of(block_, "impersonate_service_account_delegates");
    out_.scopes = texts_of(block_, "scopes");
    if (out_.scopes.empty())
      out_.scopes = {"https://www.googleapis.com/auth/cloud-platform",
                     "https://www.googleapis.com/auth/userinfo.email"};
  }

  void billing() {
    const Value& override = block_["user_project_override"];
    out_.user_project_override =
        override.kind() == Value::Kind::Bool ? override.as_bool() : env().flag("USER_PROJECT_OVERRIDE");
    out_.billing_project = chosen("billing_project", {"GOOGLE_BILLING_PROJECT"});
    out_.request_reason = chosen("request_reason", {"CLOUDSDK_CORE_REQUEST_REASON"});
    if (const auto time = parse_duration(text_of(block_, "request_timeout")); time && time->count() > 0)
      out_.request_timeout = *time;
  }

  void labels() {
    const Value& labels = block_["default_labels"];
    out_.default_labels_unknown = labels.is_unknown();
    if (labels.is_map()) {
      for (const auto& [key, value] : labels.as_map()) {
        if (value.is_unknown())
          out_.unknown_default_labels.insert(key);
        else if (!value.is_null())
          out_.default_labels[key] = text_of(value);
      }
    }
    const Value& attribution = block_["add_terraform_attribution_label"];
    out_.attribution_label = attribution.kind() != Value::Kind::Bool || attribution.as_bool();
    out_.attribution_of_old = text_of(block_, "terraform_attribution_label_addition_strategy") == "PROACTIVE";
    out_.deletion_policy = text_of(block_, "deletion_policy");
  }

  // What is unknown but only says how something is marked or paid for does not change whom a call asks.
  void unknowns() {
    static const std::set<std::string, std::less<>> harmless{"add_terraform_attribution_label",
                                                             "batching",
                                                             "billing_project",
                                                             "default_labels",
                                                             "deletion_policy",
                                                             "project",
                                                             "region",
                                                             "request_reason",
                                                             "poll_interval",
                                                             "zone",
                                                             "request_timeout",
                                                             "user_project_override",
                                                             "terraform_attribution_label_addition_strategy"};
    if (!block_.is_map()) return;
    for (const auto& [name, value] : block_.as_map()) {
      if (!value.wholly_known() && !harmless.contains(name)) out_.unknown_access.push_back(name);
    }
  }

  void endpoints() {
    for (const Service& service : services()) {
      for (const auto setting : split(service.settings, ' ')) endpoint(std::string(setting));
    }
  }

  void endpoint(const std::string& setting) {
    std::string url = text_of(block_, setting + "_custom_endpoint");
    const std::string variable = "GOOGLE_" + upper_case(setting) + "_CUSTOM_ENDPOINT";
    if (url.empty() && block_[setting + "_custom_endpoint"].is_null()) {
      url = env()(variable);
      const std::string problem = url.empty() ? std::string() : endpoint_problem(url);
      if (!problem.empty() && !out_.endpoints.contains(setting))
        found_.push_back({Diagnostic::Severity::Error, "Invalid custom endpoint", variable + ": " + problem, Path()});
    }
    keep_passwords(url);
    if (!url.empty()) out_.endpoints[setting] = url;
  }

  const Value& block_;
  Diagnostics& found_;
  GoogleConfig out_;
};

}  // namespace

GoogleConfig parse_google_config(const Value& config, Diagnostics& found, Environment environment) {
  return Parser(config, found, std::move(environment)).run();
}

}  // namespace lakeform::cloud::google
