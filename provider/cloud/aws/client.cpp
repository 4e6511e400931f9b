#include <utility>

#include "provider/cloud/aws/chain.h"
#include "provider/cloud/aws/config.h"
#include "provider/cloud/aws/partitions.h"
#include "provider/value/foreign_json.h"

namespace lakeform::cloud::aws {
namespace {

class AwsClient : public Client {
 public:
  AwsClient(std::shared_ptr<Sender> sender, std::shared_ptr<CredentialCache> credentials, Facts facts,
            const StopToken& stop)
      : sender_(std::move(sender)), credentials_(std::move(credentials)), facts_(std::move(facts)), stop_(stop) {}

  Result<Reply> send(const Call& call) override { return sender_->send(call, credentials_.get(), stop_); }
  const Facts& facts() const override { return facts_; }
  const StopToken& stop() const override { return stop_; }

 private:
  std::shared_ptr<Sender> sender_;
  std::shared_ptr<CredentialCache> credentials_;
  Facts facts_;
  const StopToken& stop_;
};

struct Parts {
  Sts sts;
  CredentialCache& credentials;
  InstanceMetadata* instance;  // null unless the credentials are the instance's
  const StopToken& stop;
};

std::string user_agent(const AwsConfig& config) {
  std::string out = "Lakeform/" LAKEFORM_VERSION;
  if (!config.terraform_version.empty()) out = "Terraform/" + config.terraform_version + " " + out;
  for (const auto& more : config.user_agent) out += " " + more;
  return out;
}

// "arn:aws:iam::123456789012:user/x": partition and account.
std::pair<std::string, std::string> of_arn(std::string_view arn) {
  std::string_view parts[5];
  for (auto& part : parts) {
    const auto colon = arn.find(':');
    if (colon == std::string_view::npos) return {};
    part = arn.substr(0, colon);
    arn.remove_prefix(colon + 1);
  }
  return {std::string(parts[1]), std::string(parts[4])};
}

bool take_arn(Facts& account, std::string_view arn) {
  auto [partition, id] = of_arn(arn);
  if (id.empty()) return false;
  account["partition"] = std::move(partition);
  account["account_id"] = std::move(id);
  return true;
}

Outcome ask_sts(Facts& account, const Parts& parts) {
  const auto caller = caller_identity(parts.sts, parts.credentials, parts.stop);
  if (!caller) return caller.error();
  take_arn(account, caller->arn);
  account["account_id"] = caller->account;
  account["caller_arn"] = caller->arn;
  account["user_id"] = caller->user_id;
  return Done{};
}

bool ask_instance(Facts& account, const Parts& parts) {
  const auto document = parts.instance->get("meta-data/iam/info", parts.stop);
  if (!document) return false;
  const Json tree = parse_foreign(*document);
  return tree.is_object() && tree.contains("InstanceProfileArn") && tree["InstanceProfileArn"].is_string() &&
         take_arn(account, tree["InstanceProfileArn"].get<std::string>());
}

// GetUser tells the user's own ARN; ListRoles any role's, which has the same account.
bool ask_iam(Facts& account, const Parts& parts, const char* operation) {
  Call call;
  call.service = "iam";
  call.operation = operation;
  if (call.operation == "ListRoles") call.body = {{"MaxItems", 1}};
  const auto reply = parts.sts.sender->send(call, &parts.credentials, parts.stop);
  if (!reply) return false;
  for (const char* path : {"/User/Arn", "/Roles/member/Arn", "/Roles/member/0/Arn"}) {
    const Json::json_pointer at{std::string(path)};
    if (reply->body.contains(at) && reply->body[at].is_string())
      return take_arn(account, reply->body[at].get<std::string>());
  }
  return false;
}

Error advised(Error error, std::string_view advice) {
  if (error.fault == Fault::Cancelled) return error;
  error.detail += (error.detail.empty() ? "" : "\n\n") + std::string(advice);
  return error;
}

Outcome find_account(Facts& account, const AwsConfig& config, const Parts& parts) {
  if (!config.skip_credentials_validation) {
    auto asked = ask_sts(account, parts);
    if (asked) return asked;
    return advised(asked.error(),
                   "The provider checks its credentials with this call. skip_credentials_validation = true leaves it "
                   "out (for servers without STS).");
  }
  if (config.skip_requesting_account_id) return Done{};
  if (parts.instance && ask_instance(account, parts)) return Done{};
  if (ask_iam(account, parts, "GetUser")) return Done{};
  const auto asked = ask_sts(account, parts);
  if (asked || ask_iam(account, parts, "ListRoles")) return Done{};
  return advised(asked.error(),
                 "The account could not be found out. skip_requesting_account_id = true leaves it empty.");
}

Outcome check_allowed(const std::string& account, const AwsConfig& config) {
  const bool refused = config.forbidden_account_ids.contains(account) ||
                       (!config.allowed_account_ids.empty() && !config.allowed_account_ids.contains(account));
  if (!refused) return Done{};
  return Error{Fault::InvalidInput,
               "AWS account ID not allowed: " + account,
               "The credentials belong to an account that allowed_account_ids or forbidden_account_ids of the provider "
               "block rules out.",
               {},
               {},
               {},
               0};
}

std::string region_of_instance(const AwsConfig& config, InstanceMetadata& metadata, const StopToken& stop) {
  if (config.skip_metadata) return {};
  const auto region = metadata.get("meta-data/placement/region", stop);
  return region ? std::string(trimmed(*region)) : std::string();
}

Error missing_region() {
  return {Fault::InvalidInput,
          "no AWS region is set",
          "Set `region` in the provider block, AWS_REGION or AWS_DEFAULT_REGION, or `region` of the profile.",
          Path() / "region",
          {},
          {},
          0};
}

}  // namespace

Result<std::unique_ptr<Client>> make_aws_client(const AwsConfig& given, const StopToken& stop, Diagnostics& found) {
  AwsConfig config = given;
  auto transport = config.transport ? config.transport : std::make_shared<HttpTransport>(config.http);
  auto metadata = std::make_shared<InstanceMetadata>(transport, config.metadata_endpoint);
  const auto make_sender = [&] {
    return std::make_shared<Sender>(
        SenderSettings{config.region, config.endpoints, config.retry, user_agent(config), {}}, transport);
  };
  Surroundings around{make_sender(), metadata};
  auto chosen = choose_credentials(config, around);
  if (!chosen) return chosen.error();
  if (config.region.empty()) {
    if (chosen->from_instance) config.region = region_of_instance(config, *metadata, stop);
    if (config.region.empty()) return missing_region();
    around.sender = make_sender();
    chosen = choose_credentials(config, around);  // roles are assumed in the region now known
    if (!chosen) return chosen.error();
  }
  const auto sender = around.sender;
  auto credentials = std::make_shared<CredentialCache>(std::move(chosen->source));

  Facts account;
  account["region"] = config.region;
  const Sts sts{sender, config.sts_region.empty() ? config.region : config.sts_region};
  const auto asked = find_account(
      account, config,
      {sts, *credentials, chosen->from_instance && config.assume_roles.empty() ? metadata.get() : nullptr, stop});
  if (!asked) return asked.error();
  if (account["account_id"].empty()) {
    found.push_back({Diagnostic::Severity::Warning,
                     "AWS account ID not found for provider",
                     "skip_requesting_account_id is set: ARNs that Lakeform makes up itself lack the account.",
                     {}});
  }
  const auto allowed = check_allowed(account["account_id"], config);
  if (!allowed) return allowed.error();
  const Partition* partition =
      account["partition"].empty() ? partition_of_region(config.region) : find_partition(account["partition"]);
  if (!partition) partition = &partitions().front();
  account["partition"] = partition->id;
  account["dns_suffix"] = partition->dns_suffix;
  sender->set_rate_scope(account["account_id"].empty() ? config.profile + "/" + config.access_key
                                                       : account["account_id"]);
  return std::unique_ptr<Client>(std::make_unique<AwsClient>(sender, std::move(credentials), std::move(account), stop));
}

}  // namespace lakeform::cloud::aws
