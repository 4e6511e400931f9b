// What to do about errors of the services, beyond what the client has said already (provider/cloud/aws/errors.cpp says
// what is the same for every call: credentials, permissions, clock, throttling).
#include <algorithm>
#include <array>

#include "provider/faces/aws/face.h"

namespace lakeform::faces::aws {

namespace {

using engine::Advice;

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
constexpr std::string_view kKeys =
    "The credentials are not known to the service or were mistyped. Check the access key, the secret key and the "
    "endpoint they are used with.";
constexpr std::string_view kAssume =
    "The service may not take on the role: its trust policy must name the service as principal. A role made a moment "
    "ago needs a few seconds to be known.";

constexpr std::array kHints{
    Hint{"AuthFailure", "", kKeys},
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

bool has_word(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_policy(const schema::Field& field) {
  return has_word(field.equal, "iam-policy") || field.checks.format == "iam-policy-json";
}

bool is_role(const schema::Field& field) {
  return field.name == "role" || field.name == "role_arn" || field.name == "iam_roles";
}

}  // namespace

Advice AwsFace::advice(const Error& error) const {
  const Hint* hint = find_hint(error);
  if (!hint) return {};
  Advice out{std::string(hint->text), hint->about == About::Name, nullptr};
  if (hint->about == About::Policy) out.about = is_policy;
  if (hint->about == About::Role) out.about = is_role;
  return out;
}

}  // namespace lakeform::faces::aws
