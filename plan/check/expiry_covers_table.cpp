#include <algorithm>
#include <limits>

#include "plan/check/look.h"

namespace lakeform::plan {

extern const Check kExpiryCoversTable;

namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

/// One rule that is in force and removes objects: which keys, and how soon.
struct Expiry {
  std::string rule, prefix, path;
  std::int64_t days = kNever;
};

std::int64_t number(const std::string& text) { return text.empty() ? 0 : Number(text).to_int64(); }

/// A rule's prefix, wherever it is written. Filters by tag or size still reach keys of the prefix, so they count.
std::string prefix_of(const Value& rule) {
  for (const char* path : {"filter.0.prefix", "filter.0.and.0.prefix", "prefix"}) {
    if (const std::string found = text_at(rule, path); !found.empty()) return found;
  }
  return {};
}

/// Days after which current objects go; kNever when the rule lets them stay. A date counts as at once: it makes all
/// older objects go.
std::int64_t days_of(const Value& rule) {
  const std::int64_t days = number(text_at(rule, "expiration.0.days"));
  if (days > 0) return days;
  return text_at(rule, "expiration.0.date").empty() ? kNever : 0;
}

std::vector<Expiry> expiries(const Value& configuration, const char* block) {
  std::vector<Expiry> out;
  const auto& rules = list_at(configuration, block);
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const bool in_force = text_at(rules[i], "status") == "Enabled" || text_at(rules[i], "enabled") == "true";
    const std::int64_t days = days_of(rules[i]);
    if (in_force && days != kNever)
      out.push_back(
          {text_at(rules[i], "id"), prefix_of(rules[i]), std::string(block) + "[" + std::to_string(i) + "]", days});
  }
  return out;
}

/// Whether a key of the prefix already went as soon under the present rules.
bool was_so(const std::vector<Expiry>& present, const std::string& prefix, std::int64_t days) {
  return std::any_of(present.begin(), present.end(),
                     [&](const Expiry& one) { return prefix.rfind(one.prefix, 0) == 0 && one.days <= days; });
}

std::string held(const Value& table) {
  const std::string rows = text_at(table, "parameters.recordCount");
  return rows.empty() ? std::string() : " (" + rows + " rows when last counted)";
}

Value bucket_of(const Judged& table) {
  const auto place = place_of(text_at(after(table), "storage_descriptor.0.location"));
  return place ? Value(place->bucket) : Value();
}

void look_at(const ByText& tables, Judged& rules, const char* block) {
  const Value now = before(rules), then = after(rules);
  const std::string bucket = text_at(then, "bucket");
  const auto present = expiries(now, block);
  for (const Expiry& expiry : expiries(then, block)) {
    for (Judged* table : tables.at(bucket)) {
      const Value described = after(*table);
      const auto place = place_of(text_at(described, "storage_descriptor.0.location"));
      if (!place || !overlaps(place->prefix, expiry.prefix)) continue;
      if (was_so(present, std::max(place->prefix, expiry.prefix), expiry.days)) continue;
      add_finding(
          rules, kExpiryCoversTable, Severity::Error,
          rules.entry.address + ": rule \"" + expiry.rule + "\" removes objects under s3://" + bucket + "/" +
              expiry.prefix + (expiry.days == 0 ? " by a date" : " after " + std::to_string(expiry.days) + " days") +
              ". They are the data of " + table->entry.address + held(described) + ", whose older rows will be gone.",
          expiry.path, {table->entry.address});
      if (rules.entry.impact < Impact::Lost) {
        rules.entry.impact = Impact::Lost;
        rules.entry.impact_text = "Objects that tables read are removed by the rule.";
        rules.entry.way_back =
            "None for what has been removed, unless the bucket keeps versions and nothing expires them. Disable the "
            "rule before it first runs, within a day.";
      }
    }
  }
}

void run(Judgement& judgement) {
  const ByText tables(judgement, "aws_glue_catalog_table", bucket_of);
  for (const auto& [type, block] :
       {std::pair{"aws_s3_bucket_lifecycle_configuration", "rule"}, std::pair{"aws_s3_bucket", "lifecycle_rule"}}) {
    for (Judged* rules : judgement.of_type(type)) {
      if (comes(*rules)) look_at(tables, *rules, block);
    }
  }
}

}  // namespace

const Check kExpiryCoversTable{
    "expiry-covers-table", "A new or widened expiry rule removes the data of a catalog table",
    R"(A lifecycle rule of a bucket that removes objects is added, reaches more keys, or removes sooner than before, and a table of the catalog has its data
under one of those keys. The table stays; its older rows quietly go. Nothing fails until somebody misses them.

Rules that are disabled, only move objects to a colder class, or only remove old versions are no finding. Filters by tag or size are not looked at: such a rule may
reach a part of the table's files. Tables are those of this plan or state.

What to do: give the rule a prefix that no table reads, partition the table by date and drop partitions with their files together, or let the rule move
objects (`transition`) instead of removing them.)",
    run};

}  // namespace lakeform::plan
