#include <map>

#include "plan/check/look.h"

namespace lakeform::plan {

extern const Check kAccessListOwnedTwice;

namespace {

/// Resources that each own the whole of something: one more with the same key takes it from the first.
struct Whole {
  const char* type;
  std::vector<const char*> key;
  const char* what;
};
const Whole kWholes[] = {{"aws_s3_bucket_policy", {"bucket"}, "the policy of bucket "},
                         {"aws_s3_bucket_public_access_block", {"bucket"}, "the public access block of bucket "},
                         {"aws_s3_bucket_acl", {"bucket"}, "the ACL of bucket "},
                         {"aws_iam_role_policy", {"role", "name"}, "the inline policy "},
                         {"aws_iam_role_policy_attachment", {"role", "policy_arn"}, "the attachment "}};

/// An argument of one resource that owns what another resource owns a part or the whole of.
struct Inside {
  const char* type;
  const char* key;
  const char* argument;
  const char* other;
  const char* other_key;
};
constexpr Inside kInsides[] = {
    {"aws_s3_bucket", "bucket", "policy", "aws_s3_bucket_policy", "bucket"},
    {"aws_s3_bucket", "bucket", "grant", "aws_s3_bucket_acl", "bucket"},
    {"aws_iam_role", "name", "inline_policy", "aws_iam_role_policy", "role"},
    {"aws_iam_role", "name", "managed_policy_arns", "aws_iam_role_policy_attachment", "role"}};

std::string key_of(const Value& object, const std::vector<const char*>& names) {
  std::string out;
  for (const char* name : names) {
    const std::string part = text_at(object, name);
    if (part.empty()) return {};  // not known yet
    out += (out.empty() ? "" : "/") + part;
  }
  return out;
}

void look_at_wholes(Judgement& judgement) {
  for (const Whole& whole : kWholes) {
    std::map<std::string, Judged*> first;
    for (Judged* judged : judgement.of_type(whole.type)) {
      const std::string key = key_of(after(*judged), whole.key);
      if (key.empty()) continue;
      const auto [owner, fresh] = first.emplace(judged->entry.scope + "|" + key, judged);
      if (fresh) continue;
      add_finding(*judged, kAccessListOwnedTwice, Severity::Error,
                  owner->second->entry.address + " and " + judged->entry.address + " both own " + whole.what + key +
                      ": whichever is applied last wins, and every plan wants to change it back.",
                  whole.key.front(), {owner->second->entry.address});
    }
  }
}

bool says_something(const Value& value) {
  return value.is_known() && !value.is_null() && !(value.is_list() && value.as_list().empty()) && !(value == Value(""));
}

/// Computed arguments show what others own as well, so only what the configuration plans to have counts: a planned
/// value that is not the live one, or a block.
void look_at_insides(Judgement& judgement) {
  for (const Inside& inside : kInsides) {
    for (Judged* judged : judgement.of_type(inside.type)) {
      if (!comes(*judged)) continue;
      const Value then = after(*judged);
      const std::string key = text_at(then, inside.key);
      if (key.empty() || !says_something(then[inside.argument]) ||
          then[inside.argument] == before(*judged)[inside.argument])
        continue;
      for (Judged* other : judgement.of_type(inside.other)) {
        if (text_at(after(*other), inside.other_key) != key) continue;
        add_finding(*judged, kAccessListOwnedTwice, Severity::Error,
                    judged->entry.address + " sets " + inside.argument + ", and " + other->entry.address +
                        " owns the same list: each takes away what the other gives.",
                    inside.argument, {other->entry.address});
      }
    }
  }
}

void run(Judgement& judgement) {
  look_at_wholes(judgement);
  look_at_insides(judgement);
}

}  // namespace

const Check kAccessListOwnedTwice{
    "access-list-owned-twice", "Two resources own the same access list",
    R"(Some lists belong to one resource as a whole: the policy or ACL of a bucket, an inline policy of a role. When two resources own the same one, each apply undoes
the other's, access comes and goes, and no plan is ever empty. The same happens when an argument (`policy` of a bucket, `inline_policy` or `managed_policy_arns` of
a role) stands beside the resource of its own for it.

Names that are not known before the apply can't be compared.

What to do: keep one owner. Join the statements in one policy document, or drop the argument and keep the resource.)",
    run};

}  // namespace lakeform::plan
