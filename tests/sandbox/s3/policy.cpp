// Bucket policies: what S3 takes, who they let in.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/sandbox/s3/access.h"
#include "tests/sandbox/s3/parts.h"

namespace lakeform::sandbox::s3 {
namespace {

using Json = nlohmann::json;

Failure malformed(const std::string& message) { return refused(400, "MalformedPolicy", message); }

/// A member that holds one text or a list of them.
std::vector<std::string> texts(const Json& value) {
  std::vector<std::string> out;
  if (value.is_string()) return {value.get<std::string>()};
  if (!value.is_array()) throw malformed("Policy has invalid member");
  for (const auto& item : value) {
    if (!item.is_string()) throw malformed("Policy has invalid member");
    out.push_back(item.get<std::string>());
  }
  return out;
}

std::vector<Json> statements(const Json& policy) {
  const auto& statement = policy.at("Statement");
  if (statement.is_object()) return {statement};
  return {statement.begin(), statement.end()};
}

/// Matches with "*" for any text and "?" for any character.
bool matches(const std::string& pattern, const std::string& text, std::size_t p = 0, std::size_t t = 0) {
  for (; p < pattern.size(); ++p, ++t) {
    if (pattern[p] == '*') {
      for (auto rest = t; rest <= text.size(); ++rest) {
        if (matches(pattern, text, p + 1, rest)) return true;
      }
      return false;
    }
    if (t >= text.size() || (pattern[p] != '?' && pattern[p] != text[t])) return false;
  }
  return t == text.size();
}

bool any_matches(const Json& statement, const char* member, const std::string& text) {
  if (!statement.contains(member)) return false;
  const auto patterns = texts(statement[member]);
  return std::any_of(patterns.begin(), patterns.end(), [&](const auto& pattern) { return matches(pattern, text); });
}

std::vector<std::string> aws_principals(const Json& principal) {
  if (principal.is_string()) return {principal.get<std::string>()};
  return principal.contains("AWS") ? texts(principal["AWS"]) : std::vector<std::string>();
}

void check_principal(const Json& principal) {
  const bool everyone = principal.is_string() && principal == "*";
  if (!everyone && !principal.is_object()) throw malformed("Invalid policy syntax.");
  for (const auto& name : aws_principals(principal)) {
    const bool account = name.size() == 12 && name.find_first_not_of("0123456789") == std::string::npos;
    const bool user = name.size() == 64 && name.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (name != "*" && !account && !user && name.rfind("arn:aws:iam::", 0) != 0 &&
        name.rfind("arn:aws:sts::", 0) != 0) {
      throw malformed("Invalid principal in policy");
    }
  }
}

void check_statement(const Json& statement, const Bucket& bucket) {
  if (!statement.is_object()) throw malformed("Invalid policy syntax.");
  for (const auto& [name, value] : statement.items()) {
    static const std::vector<std::string> known = {"Sid",       "Effect",   "Principal",   "NotPrincipal", "Action",
                                                   "NotAction", "Resource", "NotResource", "Condition"};
    if (std::find(known.begin(), known.end(), name) == known.end()) throw malformed("Unknown field " + name);
  }
  const auto effect = statement.value("Effect", "");
  if (effect.empty()) throw malformed("Missing required field Effect");
  if (effect != "Allow" && effect != "Deny") throw malformed("Invalid effect: " + effect);
  if (!statement.contains("Principal") && !statement.contains("NotPrincipal"))
    throw malformed("Missing required field Principal");
  if (!statement.contains("Action") && !statement.contains("NotAction"))
    throw malformed("Missing required field Action");
  if (!statement.contains("Resource") && !statement.contains("NotResource"))
    throw malformed("Missing required field Resource");
  check_principal(statement.contains("Principal") ? statement["Principal"] : statement["NotPrincipal"]);
  for (const auto& action : texts(statement.contains("Action") ? statement["Action"] : statement["NotAction"])) {
    if (action != "*" && action.rfind("s3:", 0) != 0) throw malformed("Policy has invalid action");
  }
  for (const auto& resource :
       texts(statement.contains("Resource") ? statement["Resource"] : statement["NotResource"])) {
    const bool own = resource.rfind(bucket.arn() + "/", 0) == 0 || matches(resource, bucket.arn()) ||
                     matches(resource, bucket.arn() + "/");
    if (!own) throw malformed("Policy has invalid resource");
  }
}

/// Statements with conditions decide nothing here: the sandbox knows no condition keys.
bool speaks_of(const Json& statement, const char* effect, const Call& call, const std::string& action) {
  if (statement.value("Effect", "") != effect || statement.contains("Condition")) return false;
  const auto names =
      statement.contains("Principal") ? aws_principals(statement["Principal"]) : std::vector<std::string>();
  const auto& request = call.request;
  const bool meant = std::any_of(names.begin(), names.end(), [&](const auto& name) {
    return name == "*" || (!request.anonymous && (name == request.account || name == request.caller ||
                                                  name == "arn:aws:iam::" + request.account + ":root"));
  });
  const auto resource = "arn:aws:s3:::" + call.target.bucket + (call.target.key.empty() ? "" : "/" + call.target.key);
  return meant && any_matches(statement, "Action", action) && any_matches(statement, "Resource", resource);
}

/// The IAM action that an operation needs, where it has another name.
std::string action_of(const std::string& operation) {
  static const std::map<std::string, std::string> other = {
      {"HeadBucket", "ListBucket"},
      {"ListObjects", "ListBucket"},
      {"ListObjectsV2", "ListBucket"},
      {"ListObjectVersions", "ListBucketVersions"},
      {"ListMultipartUploads", "ListBucketMultipartUploads"},
      {"ListParts", "ListMultipartUploadParts"},
      {"HeadObject", "GetObject"},
      {"CopyObject", "PutObject"},
      {"CreateMultipartUpload", "PutObject"},
      {"UploadPart", "PutObject"},
      {"CompleteMultipartUpload", "PutObject"},
      {"DeleteObjects", "DeleteObject"},
      {"GetBucketEncryption", "GetEncryptionConfiguration"},
      {"PutBucketEncryption", "PutEncryptionConfiguration"},
      {"DeleteBucketEncryption", "PutEncryptionConfiguration"},
      {"GetBucketLifecycleConfiguration", "GetLifecycleConfiguration"},
      {"PutBucketLifecycleConfiguration", "PutLifecycleConfiguration"},
      {"DeleteBucketLifecycle", "PutLifecycleConfiguration"},
      {"GetPublicAccessBlock", "GetBucketPublicAccessBlock"},
      {"PutPublicAccessBlock", "PutBucketPublicAccessBlock"},
      {"DeletePublicAccessBlock", "PutBucketPublicAccessBlock"},
      {"GetBucketReplication", "GetReplicationConfiguration"},
      {"PutBucketReplication", "PutReplicationConfiguration"},
      {"DeleteBucketReplication", "PutReplicationConfiguration"},
      {"GetBucketAccelerateConfiguration", "GetAccelerateConfiguration"},
      {"PutBucketAccelerateConfiguration", "PutAccelerateConfiguration"},
      {"GetBucketNotificationConfiguration", "GetBucketNotification"},
      {"PutBucketNotificationConfiguration", "PutBucketNotification"},
      {"GetObjectLockConfiguration", "GetBucketObjectLockConfiguration"},
      {"PutObjectLockConfiguration", "PutBucketObjectLockConfiguration"},
      {"DeleteBucketTagging", "PutBucketTagging"},
      {"DeleteBucketCors", "PutBucketCORS"},
      {"DeleteBucketOwnershipControls", "PutBucketOwnershipControls"},
  };
  const auto at = other.find(operation);
  return "s3:" + (at == other.end() ? operation : at->second);
}

std::string not_authorized(const Call& call, const std::string& action, const std::string& why) {
  return "User: " + call.request.caller + " is not authorized to perform: " + action + " on resource: \"" +
         call.bucket->arn() + "\" " + why;
}

Response put_policy(Call& call) {
  if (!call.has_digest)
    throw invalid_request("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
  check_policy(call.body, *call.bucket);
  if (is_public(call.body) && blocks_public(*call.bucket, "BlockPublicPolicy")) {
    throw access_denied(not_authorized(
        call, "s3:PutBucketPolicy",
        "because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access."));
  }
  store(*call.bucket, "policy", call.body, call.world);
  return empty_answer(204);
}

std::string visible_policy(Call& call) {
  const auto at = call.bucket->parts.find("policy");
  if (at == call.bucket->parts.end() || !at->second.get(call.world)) {
    throw refused(404, "NoSuchBucketPolicy", "The bucket policy does not exist", {{"BucketName", call.bucket->name}});
  }
  return at->second.get(call.world)->text;
}

Response get_policy(Call& call) {
  Response response;
  response.set("content-type", "application/json");
  response.body = visible_policy(call);
  return response;
}

Response delete_policy(Call& call) {
  call.bucket->parts["policy"].set(std::nullopt, call.world);
  return empty_answer(204);
}

Response policy_status(Call& call) {
  pugi::xml_document document;
  add(root_of(document, "PolicyStatus"), "IsPublic", is_public(visible_policy(call)));
  return xml_answer(document);
}

}  // namespace

void check_policy(const std::string& text, const Bucket& bucket) {
  const auto policy = Json::parse(text, nullptr, false);
  if (text.empty() || text.front() != '{' || policy.is_discarded()) {
    throw malformed("Policies must be valid JSON and the first byte must be '{'");
  }
  if (text.size() > 20480)
    throw malformed("Normalized policy document exceeds the maximum allowed size of 20480 bytes.");
  const auto version = policy.contains("Version") ? policy["Version"] : Json("2008-10-17");
  if (version != "2012-10-17" && version != "2008-10-17")
    throw malformed("The policy must contain a valid version string");
  if (!policy.contains("Statement") || !policy["Statement"].is_structured())
    throw malformed("Missing required field Statement");
  const auto all = statements(policy);
  if (all.empty()) throw malformed("Could not parse the policy: Statement is empty!");
  for (const auto& statement : all) check_statement(statement, bucket);
}

bool is_public(const std::string& text) {
  for (const auto& statement : statements(Json::parse(text))) {
    if (statement.value("Effect", "") != "Allow" || statement.contains("Condition") || !statement.contains("Principal"))
      continue;
    const auto names = aws_principals(statement["Principal"]);
    if (std::find(names.begin(), names.end(), "*") != names.end()) return true;
  }
  return false;
}

void check_access(const Call& call, const Bucket& bucket, const std::string& operation) {
  const auto expected = call.header("x-amz-expected-bucket-owner");
  if (!expected.empty() && expected != bucket.account) throw access_denied();
  const bool own = !call.request.anonymous && call.request.account == bucket.account;
  const auto& policy = bucket.latest("policy");
  const auto action = action_of(operation);
  bool allowed = own;
  if (policy) {
    for (const auto& statement : statements(Json::parse(policy->text))) {
      const bool mends =
          own && action.find("BucketPolicy") != std::string::npos;  // a way back from a policy that shuts everyone out
      if (!mends && speaks_of(statement, "Deny", call, action)) {
        throw access_denied("User: " + call.request.caller + " is not authorized to perform: " + action +
                            " on resource: \"" + bucket.arn() + "\" with an explicit deny in a resource-based policy");
      }
      allowed = allowed || speaks_of(statement, "Allow", call, action);
    }
  }
  if (!allowed) throw access_denied();
}

Routes policy_routes() {
  return {
      {"GetBucketPolicy", "GET", Level::bucket, "policy", get_policy},
      {"PutBucketPolicy", "PUT", Level::bucket, "policy", put_policy},
      {"DeleteBucketPolicy", "DELETE", Level::bucket, "policy", delete_policy},
      {"GetBucketPolicyStatus", "GET", Level::bucket, "policyStatus", policy_status},
  };
}

}  // namespace lakeform::sandbox::s3
