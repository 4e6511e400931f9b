#include "provider/engine/connect.h"

#include "provider/cloud/aws/config.h"
#include "provider/engine/tag_policies.h"

namespace lakeform::engine {

namespace {

Error unread_policies(Error error) {
  error.summary = "Reading the tags that the organization's tag policies require";
  error.detail += (error.detail.empty() ? "" : "\n\n") + std::string("tag_policy_compliance asks for it: allow tag:ListRequiredTags, or set it to \"disabled\".");
  return error;
}

}  // namespace

Diagnostics check_provider_config(std::string_view provider, const Value& config) {
  return provider == "aws" ? cloud::aws::check_aws_config(config) : Diagnostics{};
}

Result<std::shared_ptr<const Connection>> connect(std::string_view provider, const Value& config, std::string_view terraform_version,
                                                  const StopToken& stop, Diagnostics& warnings,
                                                  std::shared_ptr<cloud::HttpTransport> transport) {
  auto connection = std::make_shared<Connection>();
  if (provider != "aws") return std::shared_ptr<const Connection>(connection);  // definitions without calls: planning needs no connection

  Diagnostics found;
  cloud::aws::AwsConfig settings = cloud::aws::parse_aws_config(config, found);
  for (auto& diagnostic : found) {
    if (diagnostic.severity == Diagnostic::Severity::Error) {
      Error error;
      error.fault = Fault::InvalidInput;
      error.summary = std::move(diagnostic.summary);
      error.detail = std::move(diagnostic.detail);
      error.at = std::move(diagnostic.at);
      return error;
    }
    warnings.push_back(std::move(diagnostic));
  }
  settings.terraform_version = terraform_version;
  settings.transport = std::move(transport);
  auto client = cloud::aws::make_aws_client(settings, stop, warnings);
  if (!client) return client.error();
  connection->client = std::move(*client);
  connection->context.client = connection->client.get();
  connection->context.tags.defaults = settings.default_tags;
  connection->context.tags.defaults_unknown = settings.default_tags_unknown;
  connection->context.tags.ignored_keys = settings.ignore_tag_keys;
  connection->context.tags.ignored_prefixes = settings.ignore_tag_key_prefixes;
  if (!settings.tag_policy_compliance.empty()) {
    auto required = required_tags(*connection->client);
    if (!required) return unread_policies(required.error());
    connection->context.tags.required = std::move(*required);
    connection->context.tags.only_warn = settings.tag_policy_compliance == "warning";
  }
  return std::shared_ptr<const Connection>(connection);
}

}  // namespace lakeform::engine
