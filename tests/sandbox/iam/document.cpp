#include "tests/sandbox/iam/document.h"

#include <algorithm>
#include <cctype>

#include "provider/value/pattern.h"

namespace lakeform::sandbox::iam {
namespace {

[[noreturn]] void malformed(const std::string& message) { throw Failure(400, "MalformedPolicyDocument", message); }

/// One or many, as policies may write it.
Json as_list(const Json& value) { return value.is_array() ? value : Json::array({value}); }

Json texts(const Json& statement, const char* member) {
  const auto list = as_list(statement[member]);
  for (const auto& text : list) {
    if (!text.is_string()) malformed("Syntax errors in policy.");
  }
  return list;
}

bool exactly_one(const Json& statement, const char* one, const char* other) {
  return statement.contains(one) != statement.contains(other);
}

void check_principal(const Json& principal, const std::function<bool(const std::string&)>& known) {
  if (principal == "*") return;
  if (!principal.is_object() || principal.empty()) malformed("Invalid principal in policy.");
  static const std::string service = R"(^[a-z0-9.-]+\.(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal)$)";
  static const std::string account =
      R"(^(\*|\d{12}|arn:aws[\w-]*:(iam|sts)::\d{12}:(root|user/.+|role/.+|assumed-role/.+|federated-user/.+))$)";
  for (const auto& [kind, values] : principal.items()) {
    for (const auto& value : texts(principal, kind.c_str())) {
      const auto name = value.get<std::string>();
      const auto refused = "Invalid principal in policy: \"" + kind + "\":\"" + name + "\"";
      if (kind == "Service") {
        if (!has_pattern(name, service)) malformed("Invalid principal in policy: \"SERVICE\":\"" + name + "\"");
      } else if (kind == "AWS") {
        if (!has_pattern(name, account) || !known(name)) malformed(refused);
      } else if (kind != "Federated" && kind != "CanonicalUser") {
        malformed(refused);
      }
    }
  }
}

void check_actions(const Json& statement, PolicyKind kind) {
  if (!exactly_one(statement, "Action", "NotAction")) malformed("Policy statement must contain actions.");
  static const std::string form = R"(^(\*|[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+)$)";
  for (const auto& action : texts(statement, statement.contains("Action") ? "Action" : "NotAction")) {
    const auto name = action.get<std::string>();
    if (!has_pattern(name, form))
      malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
    if (kind == PolicyKind::trust && name.rfind("sts:", 0) != 0)
      malformed("AssumeRole policy may only specify STS AssumeRole actions.");
  }
}

void check_resources(const Json& statement) {
  if (!exactly_one(statement, "Resource", "NotResource")) malformed("Policy statement must contain resources.");
  static const std::string arn = R"(^(\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:[\s\S]+)$)";
  for (const auto& resource : texts(statement, statement.contains("Resource") ? "Resource" : "NotResource")) {
    const auto name = resource.get<std::string>();
    if (!has_pattern(name, arn)) malformed("Resource " + name + " must be in ARN format or \"*\".");
  }
}

void check_statement(const Json& statement, PolicyKind kind, const std::function<bool(const std::string&)>& known) {
  static const char* const members[] = {"Sid",         "Effect",    "Action",       "NotAction", "Resource",
                                        "NotResource", "Principal", "NotPrincipal", "Condition"};
  if (!statement.is_object()) malformed("Syntax errors in policy.");
  for (const auto& item : statement.items()) {
    if (std::find(std::begin(members), std::end(members), item.key()) == std::end(members))
      malformed("Syntax errors in policy.");
  }
  if (!statement.contains("Effect")) malformed("Missing required field Effect");
  if (statement["Effect"] != "Allow" && statement["Effect"] != "Deny")
    malformed("Invalid effect: " + statement["Effect"].dump());
  if (statement.contains("Condition") && !statement["Condition"].is_object()) malformed("Syntax errors in policy.");
  check_actions(statement, kind);
  if (kind == PolicyKind::identity) {
    if (statement.contains("Principal") || statement.contains("NotPrincipal"))
      malformed("Policy document should not specify a principal.");
    check_resources(statement);
    return;
  }
  if (statement.contains("Resource") || statement.contains("NotResource")) malformed("Has prohibited field Resource");
  if (!exactly_one(statement, "Principal", "NotPrincipal")) malformed("Missing required field Principal");
  check_principal(statement[statement.contains("Principal") ? "Principal" : "NotPrincipal"], known);
}

}  // namespace

void check_document(const std::string& text, PolicyKind kind, const std::function<bool(const std::string&)>& known) {
  const auto document = Json::parse(text, nullptr, false);
  if (document.is_discarded())
    malformed(kind == PolicyKind::trust ? "This policy contains invalid Json" : "Syntax errors in policy.");
  if (!document.is_object()) malformed("Syntax errors in policy.");
  for (const auto& item : document.items()) {
    if (item.key() != "Version" && item.key() != "Id" && item.key() != "Statement")
      malformed("Syntax errors in policy.");
  }
  if (document.contains("Version") && document["Version"] != "2012-10-17" && document["Version"] != "2008-10-17") {
    malformed("Invalid policy version");
  }
  if (!document.contains("Statement")) malformed("Missing required field Statement");
  const auto statements = as_list(document["Statement"]);
  if (statements.empty()) malformed("Syntax errors in policy.");
  std::vector<Json> ids;
  for (const auto& statement : statements) {
    check_statement(statement, kind, known);
    const auto id = statement.value("Sid", Json());
    if (id.is_null() || id == "") continue;
    if (std::find(ids.begin(), ids.end(), id) != ids.end())
      malformed("Statement IDs (SID) in a single policy must be unique.");
    ids.push_back(id);
  }
}

bool trusts_service(const std::string& text, const std::string& service) {
  const auto document = Json::parse(text, nullptr, false);
  if (!document.is_object() || !document.contains("Statement")) return false;
  bool trusted = false;
  for (const auto& statement : as_list(document["Statement"])) {
    const auto principal = statement.value("Principal", Json());
    const auto services =
        principal.is_object() ? as_list(principal.value("Service", Json::array())) : Json::array({principal});
    const auto actions = as_list(statement.value("Action", Json::array()));
    const bool named =
        std::any_of(services.begin(), services.end(), [&](const Json& name) { return name == service || name == "*"; });
    const bool assume = std::any_of(actions.begin(), actions.end(),
                                    [](const Json& name) { return name == "sts:AssumeRole" || name == "sts:*"; });
    if (!named || !assume) continue;
    if (statement["Effect"] == "Deny") return false;
    trusted = true;
  }
  return trusted;
}

std::size_t document_size(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](unsigned char c) { return !std::isspace(c); }));
}

}  // namespace lakeform::sandbox::iam
