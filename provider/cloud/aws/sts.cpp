#include "provider/cloud/aws/sts.h"

#include "provider/value/clock.h"
#include "provider/value/log.h"

namespace lakeform::cloud::aws {
namespace {

std::string default_session_name() {
  const auto now = clock::now().time_since_epoch();
  return "lakeform-" + std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
}

template <class Role>
Json common_body(const Role& role) {
  Json body = {{"RoleArn", role.role_arn},
               {"RoleSessionName", role.session_name.empty() ? default_session_name() : role.session_name}};
  if (role.duration.count() > 0) body["DurationSeconds"] = role.duration.count();
  if (!role.policy.empty()) body["Policy"] = role.policy;
  for (const auto& arn : role.policy_arns) body["PolicyArns"]["member"].push_back({{"arn", arn}});
  return body;
}

Call sts_call(const Sts& sts, const char* operation, Json body) {
  Call call;
  call.service = "sts";
  call.operation = operation;
  call.region = sts.region;
  call.body = std::move(body);
  return call;
}

Call credentials_call(const Sts& sts, const char* operation, Json body) {
  Call call = sts_call(sts, operation, std::move(body));
  call.limit = CredentialSource::kPatience;
  return call;
}

Result<Credentials> read_credentials(const Result<Reply>& reply, const std::string& source) {
  if (!reply) return reply.error();
  const Json given = reply->body.is_object() ? reply->body.value("Credentials", Json()) : Json();
  Credentials out{text_in(given, "AccessKeyId"), text_in(given, "SecretAccessKey"), text_in(given, "SessionToken"),
                  parse_rfc3339(text_in(given, "Expiration")), source};
  if (out.access_key.empty() || out.secret_key.empty()) {
    return Error{Fault::Unavailable,
                 "sts answered without credentials",
                 "The endpoint does not behave like STS: check the endpoint settings.",
                 {},
                 {},
                 {},
                 0};
  }
  return out;
}

// Says which role could not be taken, before what the service said.
Error explained(Error error, const std::string& role_arn, const char* what_next) {
  if (error.fault == Fault::Cancelled) return error;
  error.detail = error.summary + (error.detail.empty() ? "" : "\n" + error.detail) + "\n\n" + what_next;
  error.summary = "cannot assume IAM role " + role_arn;
  return error;
}

}  // namespace

Result<Credentials> assume_role(const Sts& sts, CredentialCache& base, const AssumeRole& role, const StopToken& stop) {
  Json body = common_body(role);
  if (!role.external_id.empty()) body["ExternalId"] = role.external_id;
  if (!role.source_identity.empty()) body["SourceIdentity"] = role.source_identity;
  for (const auto& [key, value] : role.tags) body["Tags"]["member"].push_back({{"Key", key}, {"Value", value}});
  for (const auto& key : role.transitive_tag_keys) body["TransitiveTagKeys"]["member"].push_back(key);
  auto given = read_credentials(sts.sender->send(credentials_call(sts, "AssumeRole", std::move(body)), &base, stop),
                                "role " + role.role_arn);
  if (given) return given;
  return explained(given.error(), role.role_arn,
                   "The role may not exist, its trust policy may not name these credentials, or they may lack "
                   "sts:AssumeRole for it.");
}

Result<Credentials> assume_role_with_web_identity(const Sts& sts, const WebIdentityRole& role, const StopToken& stop) {
  std::string token = role.token;
  if (token.empty() && !read_file(role.token_file, token)) {
    return Error{Fault::InvalidInput,
                 "cannot read the web identity token file " + role.token_file,
                 "Check AWS_WEB_IDENTITY_TOKEN_FILE or web_identity_token_file, and that this user may read the file.",
                 {},
                 {},
                 {},
                 0};
  }
  token = trimmed(token);
  log::keep_secret(token);
  Json body = common_body(role);
  body["WebIdentityToken"] = token;
  auto given = read_credentials(
      sts.sender->send(credentials_call(sts, "AssumeRoleWithWebIdentity", std::move(body)), nullptr, stop),
      "web identity for " + role.role_arn);
  if (given) return given;
  return explained(
      given.error(), role.role_arn,
      "The token may be expired, or the role's trust policy may not name its issuer, audience and subject.");
}

Result<CallerIdentity> caller_identity(const Sts& sts, CredentialCache& credentials, const StopToken& stop) {
  auto reply = sts.sender->send(sts_call(sts, "GetCallerIdentity", nullptr), &credentials, stop);
  if (!reply) return reply.error();
  return CallerIdentity{text_in(reply->body, "Account"), text_in(reply->body, "Arn"), text_in(reply->body, "UserId")};
}

}  // namespace lakeform::cloud::aws
