#include "plan/command/fail_on.h"

#include <algorithm>
#include <array>
#include <variant>

#include "plan/check/check.h"

namespace lakeform::plan {

namespace {

struct Row {
  int status;
  std::variant<Impact, Severity, Verdict> what;
  const char* word;
  const char* other;  ///< a second word for it
};

/// In the order of weight; the table is also in the help of `lakeform plan`.
constexpr std::array<Row, 14> kRows{{{10, Impact::Lost, "data-lost", "data-loss"},
                                     {11, Impact::Rewritten, "data-rewritten", ""},
                                     {12, Impact::AccessCut, "access-cut", ""},
                                     {13, Impact::Downtime, "downtime", ""},
                                     {14, Severity::Error, "error", ""},
                                     {15, Severity::Warning, "warning", ""},
                                     {16, Verdict::Destroy, "destroy", ""},
                                     {17, Verdict::Replace, "replace", ""},
                                     {18, Verdict::Missing, "missing", ""},
                                     {19, Verdict::CouldNotCheck, "could-not-check", ""},
                                     {20, Verdict::Drifted, "drifted", "drift"},
                                     {21, Verdict::Update, "update", ""},
                                     {22, Verdict::Create, "create", ""},
                                     {23, Verdict::Unmanaged, "unmanaged", ""}}};

bool drifts(const Entry& entry) {
  return entry.verdict == Verdict::Drifted || std::any_of(entry.attributes.begin(), entry.attributes.end(), [](const AttributeChange& c) { return c.drift; });
}

bool applies(const Row& row, const Entry& entry) {
  if (const auto* impact = std::get_if<Impact>(&row.what)) return entry.impact == *impact;
  if (const auto* severity = std::get_if<Severity>(&row.what)) {
    return std::any_of(entry.findings.begin(), entry.findings.end(), [&](const Finding& finding) { return finding.severity == *severity; });
  }
  const Verdict verdict = std::get<Verdict>(row.what);
  return verdict == Verdict::Drifted ? drifts(entry) : entry.verdict == verdict;
}

}  // namespace

Result<std::vector<int>> fail_words(const std::vector<std::string>& words) {
  std::vector<int> out;
  for (const std::string& word : words) {
    const auto row = std::find_if(kRows.begin(), kRows.end(), [&](const Row& one) { return word == one.word || (!word.empty() && word == one.other); });
    if (row == kRows.end()) {
      std::string known;
      for (const Row& one : kRows) known += (known.empty() ? "" : ", ") + std::string(one.word);
      return Error{Fault::InvalidInput, "--fail-on does not know " + word, "It takes: " + known + ".", {}, {}, {}, 0};
    }
    out.push_back(row->status);
  }
  std::sort(out.begin(), out.end());
  return out;
}

Result<std::set<std::string, std::less<>>> check_ids(const std::vector<std::string>& ids) {
  std::set<std::string, std::less<>> out;
  for (const std::string& id : ids) {
    if (!find_check(id)) return Error{Fault::InvalidInput, "there is no check " + id, "`lakeform explain` lists them.", {}, {}, {}, 0};
    out.insert(id);
  }
  return out;
}

int exit_status(const Report& report, const std::vector<int>& failing) {
  if (failing.empty()) return report.clean() ? 0 : 2;
  for (const Row& row : kRows) {
    const bool asked = std::binary_search(failing.begin(), failing.end(), row.status);
    if (asked && std::any_of(report.entries.begin(), report.entries.end(), [&](const Entry& entry) { return applies(row, entry); })) return row.status;
  }
  return 0;
}

}  // namespace lakeform::plan
