// A small report that has a bit of everything, and one whose every text is an attack. For the tests of the formats.
#pragma once

#include <algorithm>

#include "plan/report.h"

namespace lakeform::plan {

inline AttributeChange changed(std::string path, Json live, Json desired) {
  AttributeChange out;
  out.path = std::move(path);
  out.desired = std::move(desired);
  out.live = live;
  out.state = std::move(live);
  out.change = true;
  return out;
}

inline Entry entry_of(std::string type, const std::string& name, Verdict verdict) {
  Entry out;
  out.address = type + "." + name;
  out.type = std::move(type);
  out.provider = "registry.terraform.io/hashicorp/aws";
  out.scope = "123456789012/eu-west-1";
  out.verdict = verdict;
  return out;
}

inline Report sample_report() {
  Report out;
  out.title = "tfplan.json";
  out.notes = {"1 of 5 resources could not be checked."};
  out.calls = {{"s3:ListBuckets", 1}, {"glue:GetTables", 2}};

  Entry bucket = entry_of("aws_s3_bucket", "raw", Verdict::Replace);
  bucket.id = "my-data-lake-dev";
  bucket.reason = "bucket forces the replacement: a bucket cannot be renamed.";
  bucket.attributes = {changed("bucket", "my-data-lake-dev", "my-data-lake-prod"),
                       changed("arn", "arn:aws:s3:::my-data-lake-dev", nullptr)};
  bucket.attributes[0].replaces = true;
  bucket.attributes[1].desired.reset();
  bucket.attributes[1].desired_unknown = true;
  bucket.impact = Impact::Lost;
  bucket.impact_text = "12,345 objects are deleted with the bucket, for force_destroy is set.";
  bucket.way_back = "None for unversioned objects. Copy them before the apply: aws s3 sync.";
  bucket.facts = {{"objects", 12345, "12,345 objects"}, {"bytes", 1.2e12, "1.2 TB"}};
  bucket.findings = {{"replace-of-full-store",
                      Severity::Error,
                      "aws_s3_bucket.raw is replaced and is not empty.",
                      "bucket",
                      {"aws_glue_catalog_table.sales"}}};

  Entry table = entry_of("aws_glue_catalog_table", "sales", Verdict::Drifted);
  table.id = "123456789012:analytics_db:sales";
  AttributeChange drift = changed("parameters[\"classification\"]", "csv", "parquet");
  drift.state = "parquet";
  drift.drift = true;
  table.attributes = {drift};
  table.impact = Impact::Metadata;
  table.impact_text = "Readers see another classification.";
  table.depends_on = {"aws_s3_bucket.raw"};

  Entry cluster = entry_of("aws_redshift_cluster", "warehouse", Verdict::Update);
  AttributeChange secret = changed("master_password", nullptr, nullptr);
  secret.desired = secret.live = secret.state = std::nullopt;
  secret.sensitive = secret.change = true;
  cluster.attributes = {secret, changed("number_of_nodes", 2, 4)};
  cluster.impact = Impact::Downtime;
  cluster.impact_text = "An elastic resize cuts connections for some minutes.";
  cluster.way_back = "Resize back to 2 nodes.";

  Entry role = entry_of("aws_iam_role", "glue", Verdict::CouldNotCheck);
  role.basis = Basis::Unread;
  role.reason = "iam:GetRole was denied: AccessDenied. Allow iam:GetRole, or take the role out with --exclude.";

  Entry database = entry_of("aws_glue_catalog_database", "analytics", Verdict::Unchanged);
  database.depends_on = {"aws_s3_bucket.raw"};

  out.entries = {database, table, role, cluster, bucket};
  return out;
}

/// Every text that may come from outside holds markup, control characters and what else may break a format.
inline Report hostile_report() {
  const std::string bad =
      "<img src=x "
      "onerror=\"window.hacked=1\">`|*_{{x}}\033[31m\x01\xff\xE2\x80\xAE]]>&amp;<script>window.hacked=1</script>\n# "
      "head @all";
  Report out;
  out.title = bad;
  out.units = {bad, "other"};
  out.notes = {bad};
  Entry entry = entry_of("aws_s3_bucket", bad, Verdict::Replace);
  entry.unit = entry.id = entry.scope = entry.reason = entry.impact_text = entry.way_back = entry.import_block =
      entry.provider = entry.type = bad;
  entry.impact = Impact::Lost;
  entry.attributes = {changed(bad, bad, Json{{bad, bad}})};
  entry.attributes[0].replaces = true;
  entry.facts = {{bad, bad, bad}};
  entry.findings = {{bad, Severity::Error, bad, bad, {bad}}};
  entry.depends_on = {bad, entry.address};
  out.incomplete = out.besides = {bad};
  out.entries = {entry};
  return out;
}

/// N resources that all change and all have a finding.
inline Report large_report(int n) {
  Report out = sample_report();
  Entry one = *std::find_if(out.entries.begin(), out.entries.end(),
                            [](const Entry& entry) { return entry.verdict == Verdict::Replace; });
  out.entries.clear();
  for (int i = 0; i < n; ++i) {
    one.address = "aws_s3_bucket.raw[" + std::to_string(i) + "]";
    out.entries.push_back(one);
  }
  return out;
}

}  // namespace lakeform::plan
