#include <algorithm>

#include "plan/check/look.h"
#include "plan/check/policy.h"

namespace lakeform::plan {

extern const Check kCrawlerDoesNotFit;

namespace {

/// AWS's own policies that let a role read every object, or all that Glue needs but no bucket of yours.
constexpr const char* kReadEverything[] = {"AmazonS3FullAccess", "AmazonS3ReadOnlyAccess", "AdministratorAccess",
                                           "PowerUserAccess", "ReadOnlyAccess"};
constexpr const char* kGlueOnly = "AWSGlueServiceRole";

/// "glue_role" of an ARN or a name, paths left out.
std::string role_name(const std::string& text) { return text.substr(text.rfind('/') + 1); }

/// Partitions in which the objects may be: that of an ARN, or all where none is known yet.
std::vector<std::string> partitions_of(const std::string& arn) {
  if (arn.rfind("arn:", 0) == 0) return {arn.substr(4, arn.find(':', 4) - 4)};
  return {"aws", "aws-cn", "aws-us-gov", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"};
}

struct Permissions {
  std::vector<Policy> policies;
  bool whole = true;        ///< everything the role has is known
  bool everything = false;  ///< reads every object anyway
};

/// Its name as it will be, or as it was where it goes for good.
Value name_of_role(const Judged& role) {
  return (role.entry.verdict == Verdict::Destroy ? before(role) : after(role))["name"];
}

/// What crawlers run under, by the names that lead there.
struct Access {
  explicit Access(const Judgement& judgement)
      : roles(judgement, "aws_iam_role", name_of_role),
        inline_policies(judgement, "aws_iam_role_policy", [](const Judged& one) { return after(one)["role"]; }),
        attachments(judgement, "aws_iam_role_policy_attachment", [](const Judged& one) { return after(one)["role"]; }),
        policies(judgement, "aws_iam_policy", [](const Judged& one) { return after(one)["name"]; }) {}
  ByText roles, inline_policies, attachments, policies;
};

class Fit {
 public:
  Fit(Judgement& judgement, const Access& access, Judged& crawler)
      : judgement_(judgement), access_(access), crawler_(crawler), planned_(after(crawler)) {}

  void run() {
    look_at_targets();
    const std::string name = role_name(text_at(planned_, "role"));
    if (name.empty()) return;
    for (Judged* role : access_.roles.at(name)) {
      if (role->entry.verdict == Verdict::Destroy) {
        say("runs under role " + name + ", which is destroyed.", "role", {role->entry.address});
        continue;
      }
      const Value now = after(*role);
      look_at_trust(*role, now);
      look_at_permissions(*role, now, name);
    }
  }

 private:
  void say(const std::string& what, const std::string& path, std::vector<std::string> related = {}) {
    add_finding(crawler_, kCrawlerDoesNotFit, Severity::Error, crawler_.entry.address + " " + what, path,
                std::move(related));
  }

  void look_at_targets() {
    const auto& targets = list_at(planned_, "s3_target");
    for (std::size_t i = 0; i < targets.size(); ++i) {
      const std::string path = text_at(targets[i], "path");
      const auto place = place_of(path);
      for (Judged* bucket : judgement_.of_type("aws_s3_bucket")) {
        if (place && goes(*bucket) && text_at(before(*bucket), "bucket") == place->bucket &&
            text_at(after(*bucket), "bucket") != place->bucket) {
          say("crawls " + path + ", whose bucket goes.", "s3_target[" + std::to_string(i) + "].path",
              {bucket->entry.address});
        }
      }
    }
    const std::string database = text_at(planned_, "database_name");
    for (Judged* one : judgement_.of_type("aws_glue_catalog_database")) {
      const bool leaves =
          goes(*one) && text_at(before(*one), "name") == database && text_at(after(*one), "name") != database;
      if (leaves && !database.empty())
        say("writes tables into " + database + ", which goes.", "database_name", {one->entry.address});
    }
  }

  void look_at_trust(Judged& role, const Value& now) {
    const Policy trust = parse_policy(text_at(now, "assume_role_policy"));
    if (!trust.is_null() && !trusts(trust, "glue.amazonaws.com")) {
      say("can't run: role " + text_at(now, "name") + " does not trust glue.amazonaws.com.", "role",
          {role.entry.address});
    }
  }

  void add_inline(Permissions& out, const Value& role, const std::string& name) {
    for (const Value& one : list_at(role, "inline_policy"))
      out.policies.push_back(parse_policy(text_at(one, "policy")));
    for (Judged* one : access_.inline_policies.at(name)) {
      const Value policy = after(*one);
      if (policy["policy"].is_unknown()) out.whole = false;
      out.policies.push_back(parse_policy(text_at(policy, "policy")));
    }
    if (!access_.inline_policies.unknown().empty()) out.whole = false;
  }

  void add_managed(Permissions& out, const std::string& arn) {
    const std::string name = role_name(arn);
    if (std::find(std::begin(kReadEverything), std::end(kReadEverything), name) != std::end(kReadEverything))
      out.everything = true;
    if (name == kGlueOnly) return;
    for (Judged* one : access_.policies.at(name)) {
      const Value policy = after(*one);
      out.policies.push_back(parse_policy(text_at(policy, "policy")));
      out.whole = out.whole && policy["policy"].is_known();
      return;
    }
    out.whole = false;
  }

  Permissions permissions(const Value& role, const std::string& name) {
    Permissions out;
    add_inline(out, role, name);
    for (const Value& arn : list_at(role, "managed_policy_arns")) add_managed(out, arn.to_text());
    for (Judged* one : access_.attachments.at(name)) {
      const Value attachment = after(*one);
      if (attachment["policy_arn"].is_unknown()) out.whole = false;
      if (attachment["policy_arn"].is_known()) add_managed(out, text_at(attachment, "policy_arn"));
    }
    if (!access_.attachments.unknown().empty()) out.whole = false;
    return out;
  }

  void look_at_permissions(Judged& role, const Value& now, const std::string& name) {
    const Permissions has = permissions(now, name);
    if (has.everything || !has.whole) return;
    const std::string of_role = text_at(now, "arn"), given = text_at(planned_, "role");
    const auto partitions = partitions_of(of_role.empty() ? given : of_role);
    const auto may = [&](const char* action, const std::string& what) {
      return std::any_of(partitions.begin(), partitions.end(), [&](const std::string& one) {
        return allows(has.policies, action, "arn:" + one + ":s3:::" + what);
      });
    };
    const auto& targets = list_at(planned_, "s3_target");
    for (std::size_t i = 0; i < targets.size(); ++i) {
      const auto place = place_of(text_at(targets[i], "path"));
      if (!place) continue;
      std::string lacks;
      if (!may("s3:GetObject", place->bucket + "/" + place->prefix + "x")) lacks = "s3:GetObject";
      if (!may("s3:ListBucket", place->bucket)) lacks += (lacks.empty() ? "" : " and ") + std::string("s3:ListBucket");
      if (!lacks.empty())
        say("crawls " + text_at(targets[i], "path") + ", but role " + name + " lacks " + lacks + " there.",
            "s3_target[" + std::to_string(i) + "].path", {role.entry.address});
    }
  }

  Judgement& judgement_;
  const Access& access_;
  Judged& crawler_;
  const Value planned_;
};

void run(Judgement& judgement) {
  if (judgement.of_type("aws_glue_crawler").empty()) return;
  const Access access(judgement);
  for (Judged* crawler : judgement.of_type("aws_glue_crawler")) {
    const Verdict verdict = crawler->entry.verdict;
    if (verdict != Verdict::Destroy && verdict != Verdict::Unmanaged && !after(*crawler).is_null())
      Fit(judgement, access, *crawler).run();
  }
}

}  // namespace

const Check kCrawlerDoesNotFit{"crawler-does-not-fit", "A crawler whose target, role or permissions do not fit",
                               R"(The crawler will exist, and every run of it will fail or find nothing:

- its bucket or the database it writes to goes with the same plan;
- its role goes, or does not trust `glue.amazonaws.com`;
- its role may not list the bucket or read the objects of a target. This is said only where everything that the role has is in this plan or state; a policy from
  elsewhere, or one not known before the apply, may give what is missing. Conditions in policies are taken to hold.

What to do: name the service in the role's trust; give the role `s3:GetObject` on the prefix and `s3:ListBucket` on the bucket; point the crawler at what stays.)",
                               run};

}  // namespace lakeform::plan
