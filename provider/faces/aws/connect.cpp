#include "provider/cloud/aws/config.h"
#include "provider/faces/aws/face.h"
#include "provider/faces/aws/tag_policies.h"
#include "provider/value/log.h"

namespace lakeform::faces::aws {

namespace {

using namespace engine;

Error unread_policies(Error error) {
  error.summary = "Reading the tags that the organization's tag policies require";
  error.detail +=
      (error.detail.empty() ? "" : "\n\n") +
      std::string("tag_policy_compliance asks for it: allow tag:ListRequiredTags, or set it to \"disabled\".");
  return error;
}

TagPolicy tag_policy(const cloud::aws::AwsConfig& settings) {
  TagPolicy out;
  out.defaults = settings.default_tags;
  out.unknown_defaults = settings.unknown_default_tags;
  out.defaults_unknown = settings.default_tags_unknown;
  out.ignored_keys = settings.ignore_tag_keys;
  out.ignored_prefixes = settings.ignore_tag_key_prefixes;
  out.ignored_unknown = settings.ignore_tags_unknown;
  out.owned_prefix = "aws:";
  return out;
}

Unsettled unsettled(const cloud::aws::AwsConfig& settings) {
  Unsettled out;
  out.region = settings.region_unknown;
  for (const std::string& name : settings.unknown_access) out.access += (out.access.empty() ? "" : ", ") + name;
  if (out.access.empty() && settings.region_unknown && settings.region.empty())
    out.access = "region";  // there is no place to ask
  return out;
}

/// The official provider reads with what credentials and region there are meanwhile, and says nothing.
Diagnostic said(const Unsettled& open) {
  const std::string where = open.access.empty() ? std::string("region") : open.access;
  const std::string what =
      open.access.empty() ? "Objects of which the state does not say the region are" : "Existing objects are";
  const std::string data =
      open.access == "region" ? "." : ". Data sources are read with what the environment says instead.";
  return {Diagnostic::Severity::Warning, "The provider block is known only after apply",
          "Not known yet: " + where + ". " + what + " taken as the state has them, without a look at the service" +
              data + " To plan with all of it, apply what these values come from first (-target).",
          Path()};
}

}  // namespace

Diagnostics AwsFace::check(const Value& block) const { return cloud::aws::check_aws_config(block); }

Result<std::shared_ptr<const Connection>> AwsFace::connect(const Value& block, const Session& session) const {
  auto connection = std::make_shared<Connection>();
  Diagnostics& warnings = session.warnings;
  Diagnostics found;
  cloud::aws::AwsConfig settings = cloud::aws::parse_aws_config(block, found);
  if (auto good = taken_findings(std::move(found), warnings); !good) return good.error();
  settings.terraform_version = session.terraform_version;
  settings.transport = session.transport;
  connection->context.tags = tag_policy(settings);
  connection->context.unsettled = unsettled(settings);
  const Unsettled& open = connection->context.unsettled;
  if (open.region || !open.access.empty()) warnings.push_back(said(open));
  if (open.access == "region") return std::shared_ptr<const Connection>(connection);
  auto made = put_client(*connection, cloud::aws::make_aws_client(settings, session.stop, warnings));
  if (!made) return made.error();
  if (!connection->client) return std::shared_ptr<const Connection>(connection);
  if (!settings.tag_policy_compliance.empty()) {
    auto required = required_tags(*connection->client);
    if (!required && open.access.empty()) return unread_policies(required.error());
    auto kept = std::make_shared<Settings>();
    if (required) kept->required = std::move(*required);
    kept->only_warn = settings.tag_policy_compliance == "warning";
    connection->context.settings = std::move(kept);
  }
  return std::shared_ptr<const Connection>(connection);
}

}  // namespace lakeform::faces::aws
