#include <algorithm>

#include "plan/check/check.h"

namespace lakeform::plan {

extern const Check kAccessListOwnedTwice, kCrawlerDoesNotFit, kExpiryCoversTable, kForcedDestroy, kObjectOfTwoStates,
    kPublicOrUnencrypted, kRedshiftResize, kRenamedStore, kStoreNotEmpty;

std::span<const Check* const> checks() {
  static constexpr const Check* all[] = {&kAccessListOwnedTwice, &kCrawlerDoesNotFit, &kExpiryCoversTable,
                                         &kForcedDestroy,        &kObjectOfTwoStates, &kPublicOrUnencrypted,
                                         &kRedshiftResize,       &kRenamedStore,      &kStoreNotEmpty};
  return all;
}

const Check* find_check(std::string_view id) {
  const auto all = checks();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Check* check) { return check->id == id; });
  return found == all.end() ? nullptr : *found;
}

void check_across(Report& report, const std::set<std::string, std::less<>>& skipped) {
  for (const Check* check : checks()) {
    if (!check->across) continue;
    for (Entry& entry : report.entries) {
      std::erase_if(entry.findings, [&](const Finding& finding) { return finding.check == check->id; });
    }
    if (!skipped.contains(check->id)) check->across(report);
  }
}

}  // namespace lakeform::plan
