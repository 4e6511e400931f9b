#include "plan/check/look.h"
#include "plan/check/policy.h"

namespace lakeform::plan {

extern const Check kPublicOrUnencrypted;

namespace {

using Say = void (*)(Judged&, const Value& now, const Value& then);

void say(Judged& judged, const std::string& what, const std::string& path) {
  add_finding(judged, kPublicOrUnencrypted, Severity::Error, judged.entry.address + " " + what, path);
}

bool is_true(const Value& object, const char* name) { return object[name] == Value(true); }

void bucket_policy(Judged& judged, const Value& now, const Value& then) {
  if (is_public(parse_policy(text_at(then, "policy"))) && !is_public(parse_policy(text_at(now, "policy")))) {
    say(judged, "lets everyone in: a statement allows Principal * without a condition.", "policy");
  }
}

void public_access_block(Judged& judged, const Value& now, const Value& then) {
  std::string off;
  for (const char* name :
       {"block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"}) {
    if (is_true(now, name) && !is_true(then, name)) off += (off.empty() ? "" : ", ") + std::string(name);
  }
  if (off.empty()) return;
  if (then.is_null())
    return say(judged, "goes: the bucket's ACL and policy alone decide then who may read its objects.", "");
  say(judged, "no longer keeps the public out: " + off + " is switched off.", off.substr(0, off.find(',')));
}

void bucket_acl(Judged& judged, const Value& now, const Value& then) {
  const std::string acl = text_at(then, "acl");
  if (acl.rfind("public-", 0) == 0 && acl != text_at(now, "acl"))
    say(judged, "becomes public: its ACL is " + acl + ".", "acl");
}

void bucket_encryption(Judged& judged, const Value& now, const Value& then) {
  const char* kPath = "rule.0.apply_server_side_encryption_by_default.0.sse_algorithm";
  const std::string had = text_at(now, kPath), has = text_at(then, kPath);
  if (had.rfind("aws:kms", 0) != 0 || has.rfind("aws:kms", 0) == 0) return;
  say(judged,
      "gives up encryption with a key of your own: new objects are encrypted with S3's key, which everyone who may "
      "read the object may use.",
      then.is_null() ? "" : "rule");
}

void cluster(Judged& judged, const Value& now, const Value& then) {
  if (is_true(then, "publicly_accessible") && !is_true(now, "publicly_accessible"))
    say(judged, "gets a public address: only its security groups keep the internet out.", "publicly_accessible");
  const bool was_encrypted = text_at(now, "encrypted") == "true";
  if (was_encrypted && text_at(then, "encrypted") == "false")
    say(judged, "is no longer encrypted: its data is written anew in the clear.", "encrypted");
}

struct Row {
  const char* type;
  Say look;
};
constexpr Row kRows[] = {{"aws_s3_bucket_policy", bucket_policy},
                         {"aws_s3_bucket", bucket_policy},
                         {"aws_s3_bucket", bucket_acl},
                         {"aws_s3_bucket_acl", bucket_acl},
                         {"aws_s3_bucket_public_access_block", public_access_block},
                         {"aws_s3_bucket_server_side_encryption_configuration", bucket_encryption},
                         {"aws_redshift_cluster", cluster}};

/// What guards a store that goes itself guards nothing.
bool matters(const Judged& judged) {
  return comes(judged) ||
         (judged.entry.verdict == Verdict::Destroy && judged.definition && judged.definition->data.kind == "none");
}

bool bucket_goes(Judgement& judgement, const std::string& bucket) {
  for (const Judged* one : judgement.of_type("aws_s3_bucket")) {
    if (one->entry.verdict == Verdict::Destroy && text_at(before(*one), "bucket") == bucket) return true;
  }
  return false;
}

void run(Judgement& judgement) {
  for (const Row& row : kRows) {
    for (Judged* judged : judgement.of_type(row.type)) {
      if (!matters(*judged)) continue;
      const Value now = before(*judged), then = after(*judged);
      if (then.is_null() && bucket_goes(judgement, text_at(now, "bucket"))) continue;
      row.look(*judged, now, then);
    }
  }
}

}  // namespace

const Check kPublicOrUnencrypted{"public-or-unencrypted", "A store becomes public, or loses its encryption",
                                 R"(A change opens a store to everyone or takes its encryption away:

- a bucket policy whose statement allows Principal `*` without a condition, or a public ACL;
- a public access block that is destroyed, or of which a switch is turned off;
- default encryption of a bucket that goes back from a KMS key to S3's own;
- a Redshift cluster that gets a public address or is no longer encrypted.

Only what gets worse is a finding; what was public before and stays so is not.

What to do: name the accounts or roles in the policy, or add a condition (`aws:PrincipalOrgID`, `aws:SourceVpce`); keep the public access block on for the account;
keep the key.)",
                                 run};

}  // namespace lakeform::plan
