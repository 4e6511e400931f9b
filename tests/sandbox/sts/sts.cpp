// STS: who is calling, and temporary keys. Whom a role lets in, its trust policy in the sandbox's IAM says; what the
// caller's own policies allow is not looked at.

#include "provider/cloud/codec.h"
#include "provider/value/pattern.h"
#include "tests/sandbox/core/query.h"
#include "tests/sandbox/iam/trust.h"
#include "tests/sandbox/sts/trust.h"
#include "tests/sandbox/sts/web_identity.h"

namespace lakeform::sandbox::sts {
namespace {

struct RoleName {
  std::string account;
  std::string name;  ///< without its path
};

RoleName role_named(const std::string& arn) {
  const auto part = groups_of(arn, R"(^arn:aws[a-z-]*:iam::([0-9]{12}):role/([\w+=,.@/-]+)$)");
  if (part.empty()) throw refuse("ValidationError", arn + " is invalid");
  const auto& name = part[2];
  return {part[1], name.substr(name.rfind('/') + 1)};
}

std::string session_name(const Form& form) {
  const auto name = form.required("RoleSessionName");
  if (has_pattern(name, R"(^[\w+=,.@-]{2,64}$)")) return name;
  throw refuse("ValidationError", "1 validation error detected: Value '" + name +
                                      "' at 'roleSessionName' failed to satisfy constraint: Member must satisfy "
                                      "regular expression pattern: [\\w+=,.@-]*");
}

long seconds_of(const Form& form, long usual, long most, const std::string& too_long) {
  const auto seconds = form.number("DurationSeconds").value_or(usual);
  if (seconds < 900) {
    throw refuse(
        "ValidationError",
        "1 validation error detected: Value '" + std::to_string(seconds) +
            "' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900");
  }
  if (seconds > most) throw refuse("ValidationError", too_long);
  return seconds;
}

class Sts : public QueryService {
 public:
  explicit Sts(World& world) : QueryService(world, "2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/") {
    on("GetCallerIdentity", [](const Form& form, pugi::xml_node result) {
      add(result, "Arn", form.request().caller);
      add(result, "UserId", form.request().caller_id);
      add(result, "Account", form.request().account);
    });
    on("GetSessionToken", [this](const Form& form, pugi::xml_node result) { session_token(form, result); });
    on("AssumeRole", [this](const Form& form, pugi::xml_node result) { assume_role(form, result); });
    on("AssumeRoleWithWebIdentity",
       [this](const Form& form, pugi::xml_node result) { assume_with_web_identity(form, result); });
  }

  std::vector<std::string> inventory() override { return {}; }

 private:
  /// Keys for the identity, good for so many seconds.
  void give_keys(pugi::xml_node result, Identity identity, long seconds) {
    auto key = world_.make_id(16);
    for (auto& c : key) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    key = "ASIA" + key;
    identity.secret = cloud::base64(world_.make_id(30));
    identity.token = cloud::base64("sandbox session " + world_.make_id(128));
    identity.expires = world_.now() + std::chrono::seconds(seconds);
    auto keys = add(result, "Credentials");
    add(keys, "AccessKeyId", key);
    add(keys, "SecretAccessKey", identity.secret);
    add(keys, "SessionToken", identity.token);
    add(keys, "Expiration", iso_time(identity.expires));
    world_.add_identity(key, std::move(identity));
  }

  void session_token(const Form& form, pugi::xml_node result) {
    const auto* identity = world_.identity(form.request().access_key);
    if (!identity->token.empty())
      throw refuse("AccessDenied", "Cannot call GetSessionToken with session credentials", 403);
    give_keys(result, *identity,
              seconds_of(form, 43'200, 129'600, "The requested DurationSeconds exceeds the 36 hour session limit."));
  }

  /// The role that is asked for, if it is there and trusts the asker.
  std::optional<iam::TrustedRole> trusted(const RoleName& wanted, const std::string& arn, const Asker& asker) {
    const auto* book = dynamic_cast<const iam::RoleBook*>(world_.service("iam"));
    auto role = book ? book->assumable(wanted.account, wanted.name) : std::nullopt;
    if (!role || role->arn != arn || !trusts(role->trust, asker)) return std::nullopt;
    return role;
  }

  void give_session(const Form& form, pugi::xml_node result, const iam::TrustedRole& role, bool chained) {
    const auto wanted = role_named(role.arn);
    const auto session = session_name(form);
    const auto most = chained ? 3600 : role.max_session;
    const auto seconds = seconds_of(
        form, 3600, most,
        chained ? "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining"
                : "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    Identity identity;
    identity.account = wanted.account;
    identity.arn = "arn:aws:sts::" + wanted.account + ":assumed-role/" + wanted.name + "/" + session;
    identity.id = role.id + ":" + session;
    auto user = add(result, "AssumedRoleUser");
    add(user, "AssumedRoleId", identity.id);
    add(user, "Arn", identity.arn);
    give_keys(result, std::move(identity), seconds);
  }

  void assume_role(const Form& form, pugi::xml_node result) {
    const auto& request = form.request();
    const auto arn = form.required("RoleArn");
    const auto wanted = role_named(arn);
    Asker asker{"sts:AssumeRole",
                request.account,
                request.caller,
                "",
                {{"aws:PrincipalArn", role_of(request.caller)}, {"aws:PrincipalAccount", request.account}}};
    if (form.has("ExternalId")) asker.context["sts:ExternalId"] = form.text("ExternalId");
    asker.context["sts:RoleSessionName"] = form.text("RoleSessionName");
    const auto role = trusted(wanted, arn, asker);
    if (!role)
      throw refuse("AccessDenied",
                   "User: " + request.caller + " is not authorized to perform: sts:AssumeRole on resource: " + arn,
                   403);
    give_session(form, result, *role, request.caller.find(":assumed-role/") != std::string::npos);
    if (form.has("SourceIdentity")) add(result, "SourceIdentity", form.text("SourceIdentity"));
  }

  void assume_with_web_identity(const Form& form, pugi::xml_node result) {
    const auto arn = form.required("RoleArn");
    const auto wanted = role_named(arn);
    const auto who = web_identity(form.required("WebIdentityToken"), world_.now());
    const Asker asker{"sts:AssumeRoleWithWebIdentity",
                      "",
                      "",
                      "arn:aws:iam::" + wanted.account + ":oidc-provider/" + who.issuer,
                      {{who.issuer + ":sub", who.subject}, {who.issuer + ":aud", who.audience}}};
    const auto role = trusted(wanted, arn, asker);
    if (!role) throw refuse("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", 403);
    give_session(form, result, *role, false);
    add(result, "SubjectFromWebIdentityToken", who.subject);
    add(result, "Provider", asker.federated);
    add(result, "Audience", who.audience);
  }
};

const Registered entry = registered<Sts>("sts");

}  // namespace
}  // namespace lakeform::sandbox::sts
