#include "provider/engine/explain.h"

#include <algorithm>
#include <array>

#include "provider/engine/request/template.h"
#include "provider/value/log.h"

namespace lakeform::engine {

namespace {

/// The attribute that a kind of error is about.
enum class About { Nothing, Policy, Name, Role };

struct Hint {
  std::string_view code;  ///< the service's error code, or the end of it after "*"
  std::string_view part;  ///< of the message; empty for any
  std::string_view text;
  About about = About::Nothing;
};

constexpr std::string_view kExists =
    "An object of that name is there already. Choose another name, or take the existing one over with `terraform "
    "import`.";
constexpr std::string_view kPermission =
    "The credentials lack a permission for this call: let an administrator add the named action to their policy.";
constexpr std::string_view kExpired =
    "The session credentials are too old. Get new ones (log in again, or renew the variables AWS_ACCESS_KEY_ID, "
    "AWS_SECRET_ACCESS_KEY and "
    "AWS_SESSION_TOKEN) and run the same command again.";
constexpr std::string_view kKeys =
    "The credentials are not known to the service or were mistyped. Check the access key, the secret key and the "
    "endpoint they are used with.";
constexpr std::string_view kBusy =
    "The service still asks to slow down after many attempts. Run again later, or with a lower -parallelism.";
constexpr std::string_view kAssume =
    "The service may not take on the role: its trust policy must name the service as principal. A role made a moment "
    "ago needs a few seconds to be known.";

constexpr std::array kHints{
    Hint{"ExpiredToken", "", kExpired},
    Hint{"ExpiredTokenException", "", kExpired},
    Hint{"RequestExpired", "", "The request's time is too old. Check the clock of this machine."},
    Hint{"RequestTimeTooSkewed", "", "Check the clock of this machine: it differs too much from the service's."},
    Hint{"InvalidAccessKeyId", "", kKeys},
    Hint{"InvalidClientTokenId", "", kKeys},
    Hint{"UnrecognizedClientException", "", kKeys},
    Hint{"SignatureDoesNotMatch", "", kKeys},
    Hint{"InvalidSignatureException", "", kKeys},
    Hint{"AuthFailure", "", kKeys},
    Hint{"AccessDenied", "", kPermission},
    Hint{"AccessDeniedException", "", kPermission},
    Hint{"UnauthorizedOperation", "", kPermission},
    Hint{"Forbidden", "", "The bucket belongs to another account, or the credentials lack a permission for this call."},
    Hint{"MalformedPolicyDocument", "principal",
         "A principal of the policy does not exist (or was made a moment ago and is not known yet).", About::Policy},
    Hint{"MalformedPolicyDocument", "",
         "Correct the policy document; `aws_iam_policy_document` builds well-formed ones.", About::Policy},
    Hint{"MalformedPolicy", "",
         "Correct the policy document: principals, actions and resources must exist and fit this bucket.",
         About::Policy},
    Hint{"BucketAlreadyExists", "", "Bucket names are unique across all accounts: choose another one.", About::Name},
    Hint{"BucketAlreadyOwnedByYou", "", kExists, About::Name},
    Hint{"InvalidBucketName", "", "A bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens.",
         About::Name},
    Hint{"*AlreadyExists", "", kExists, About::Name},
    Hint{"*AlreadyExistsFault", "", kExists, About::Name},
    Hint{"*AlreadyExistsException", "", kExists, About::Name},
    Hint{"BucketNotEmpty", "",
         "The bucket still holds objects or versions. Empty it, or set force_destroy = true and apply before "
         "destroying."},
    Hint{"DeleteConflict", "", "Something still uses it: detach or delete that first."},
    Hint{"ConcurrentModificationException", "", "Something else changed it at the same moment. Run again."},
    Hint{"InvalidInputException", "assume", kAssume, About::Role},
    Hint{"InvalidInputException", "TrustPolicy", kAssume, About::Role},
    Hint{"*QuotaExceeded", "",
         "A quota of the account is used up: raise it in Service Quotas, or remove what is not needed."},
    Hint{"*QuotaExceededFault", "",
         "A quota of the account is used up: raise it in Service Quotas, or remove what is not needed."},
    Hint{"LimitExceeded", "",
         "A limit of the account is reached: raise it in Service Quotas, or remove what is not needed."},
    Hint{"ResourceNumberLimitExceededException", "",
         "A limit of the account is reached: raise it in Service Quotas, or remove what is not needed."},
    Hint{"PermanentRedirect", "",
         "The bucket is in another region: set the region in the provider block or the resource's `region`."},
    Hint{"AuthorizationHeaderMalformed", "",
         "The bucket is in another region: set the region in the provider block or the resource's `region`."},
    Hint{"InvalidClusterState", "",
         "The cluster is busy with another change. Wait until it is available and run again."},
    Hint{"EntityNotFoundException", "",
         "Something that the request names does not exist. Check names and account (catalog_id), and the order of "
         "creation."},
    Hint{"NoSuchEntity", "", "Something that the request names does not exist. Check names and the order of creation."},
    Hint{"NoSuchBucket", "", "The bucket does not exist in this account and region."},
};

bool code_fits(std::string_view pattern, std::string_view code) {
  if (pattern.empty() || pattern.front() != '*') return pattern == code;
  pattern.remove_prefix(1);
  return code.size() >= pattern.size() && code.substr(code.size() - pattern.size()) == pattern;
}

const Hint* find_hint(const Error& error) {
  for (const Hint& hint : kHints) {
    if (code_fits(hint.code, error.code) && error.message.find(hint.part) != std::string::npos) return &hint;
  }
  return nullptr;
}

/// What the kind of failure alone tells.
std::string_view hint_by_fault(const Error& error) {
  switch (error.fault) {
    case Fault::Throttled:
      return kBusy;
    case Fault::Denied:
      return kPermission;
    case Fault::Unavailable:
      return error.status ? "The service has a fault of its own. Run again later."
                          : "The service can't be reached. Check the network, proxy settings, the region and the "
                            "endpoint in the provider block.";
    case Fault::Cancelled:
      // An error that says itself what to do next was not stopped by Terraform: a limit was reached.
      return error.detail.empty() ? "Stopped as asked. What was done so far is in the state." : "";
    default:
      return {};
  }
}

bool has_word(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The first attribute that the id is made of.
std::string naming_attribute(const Definition& definition) {
  for (const std::string& pattern : {definition.import, definition.id}) {
    const auto open = pattern.find('{');
    if (open == std::string::npos) continue;
    const std::string head = pattern.substr(open + 1, pattern.find_first_of("|}.", open) - open - 1);
    if (definition.root.find(head) && head != "arn" && head != "catalog_id") return head;
  }
  for (const char* name : {"name", "bucket"}) {
    if (definition.root.find(name)) return name;
  }
  return {};
}

std::string attribute_about(About about, const Definition& definition) {
  if (about == About::Name) return naming_attribute(definition);
  if (about == About::Nothing) return {};
  for (const Field& field : definition.root.fields) {
    const bool fits = about == About::Policy
                          ? has_word(field.equal, "iam-policy") || field.checks.format == "iam-policy-json"
                          : field.name == "role" || field.name == "role_arn" || field.name == "iam_roles";
    if (fits) return field.name;
  }
  return {};
}

std::string sentence(std::string text) {
  if (!text.empty() && std::string_view(".!?").find(text.back()) == std::string_view::npos) text += '.';
  return text;
}

}  // namespace

std::string label_of(const Scope& scope) {
  std::string name = scope.id;
  if (name.empty()) {
    const std::string attribute = naming_attribute(scope.definition);
    if (!attribute.empty()) name = scope.object[attribute].to_text();
  }
  return name.empty() ? scope.definition.type : scope.definition.type + " \"" + name + "\"";
}

std::string hint_for(const Error& error) {
  const Hint* hint = find_hint(error);
  return std::string(hint ? hint->text : hint_by_fault(error));
}

Error explained(Error error, std::string_view doing, const Scope& scope) {
  const Hint* hint = find_hint(error);
  if (error.at.empty() && hint) {
    const std::string attribute = attribute_about(hint->about, scope.definition);
    if (!attribute.empty()) error.at = Path() / attribute;
  }
  std::string detail;
  const auto add = [&](std::string text) {
    if (!text.empty()) detail += (detail.empty() ? "" : "\n\n") + sentence(std::move(text));
  };
  add(error.message);
  if (error.detail.find(error.message) == std::string::npos || error.message.empty()) {
    add(error.detail);
  } else if (error.detail.size() > error.message.size()) {
    detail = sentence(error.detail);  // it holds the message already
  }
  const std::string advice = hint_for(error);
  if (detail.find(advice) == std::string::npos) add(advice);
  error.summary = log::scrub(std::string(doing) + " " + label_of(scope) +
                             (error.summary.empty() ? " failed" : ": " + error.summary));
  error.detail = log::scrub(detail);
  return error;
}

}  // namespace lakeform::engine
