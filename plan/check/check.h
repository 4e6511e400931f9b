// A check: what a change means for data beyond one resource's own difference. See README.md for how to add one.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>

#include "plan/diff/judged.h"

namespace lakeform::plan {

struct Check {
  std::string_view id;     ///< stable, in lower case with dashes: "expiry-covers-table"
  std::string_view title;  ///< a short sentence: what it finds
  std::string_view page;   ///< for `lakeform explain ID`, in Markdown: what it finds, why that matters, what to do
  /// Adds findings to the entries of the resources that are to blame; sees one plan or state. Null for a check across
  /// several.
  void (*run)(Judgement& judgement);
  /// The same across all plans and states of a report, of which it sees what the report says. Null for most.
  void (*across)(Report& report) = nullptr;
};

/// Runs the checks across plans and states anew, save those skipped. For whole reports only, never for a shard: a run
/// over everything and a merge of its shards say the same then.
void check_across(Report& report, const std::set<std::string, std::less<>>& skipped);

/// All checks, in alphabetical order of their ids.
std::span<const Check* const> checks();
/// Null for an id that is none.
const Check* find_check(std::string_view id);

}  // namespace lakeform::plan
