#include "plan/command/fail_on.h"

#include <algorithm>
#include <array>
#include <iostream>
#include <variant>

#include "plan/check/check.h"
#include "plan/render/characters.h"

namespace lakeform::plan {

namespace {

struct Row {
  int status;
  std::variant<Impact, Severity, Verdict, Basis> what;
  const char* word;
  const char* other;  ///< a second word for it
};

/// In the order of weight; the table is also in kAboutGate.
constexpr int kCouldNotCheck = 19;
constexpr std::array<Row, 15> kRows{{{10, Impact::Lost, "data-lost", "data-loss"},
                                     {11, Impact::Rewritten, "data-rewritten", ""},
                                     {12, Impact::AccessCut, "access-cut", ""},
                                     {13, Impact::Downtime, "downtime", ""},
                                     {14, Severity::Error, "error", ""},
                                     {15, Severity::Warning, "warning", ""},
                                     {16, Verdict::Destroy, "destroy", ""},
                                     {17, Verdict::Replace, "replace", ""},
                                     {18, Verdict::Missing, "missing", ""},
                                     {kCouldNotCheck, Verdict::CouldNotCheck, "could-not-check", ""},
                                     {20, Verdict::Drifted, "drifted", "drift"},
                                     {21, Verdict::Update, "update", ""},
                                     {22, Verdict::Create, "create", ""},
                                     {23, Verdict::Unmanaged, "unmanaged", ""},
                                     {24, Basis::Terraform, "uncovered", ""}}};

bool drifts(const Entry& entry) {
  return entry.verdict == Verdict::Drifted || std::any_of(entry.attributes.begin(), entry.attributes.end(),
                                                          [](const AttributeChange& c) { return c.drift; });
}

bool applies(const Row& row, const Entry& entry) {
  if (const auto* impact = std::get_if<Impact>(&row.what))
    return entry.impact == *impact || (entry.impact == Impact::Unknown && goes(entry));
  if (const auto* basis = std::get_if<Basis>(&row.what)) return entry.basis == *basis;
  if (const auto* severity = std::get_if<Severity>(&row.what)) {
    return std::any_of(entry.findings.begin(), entry.findings.end(),
                       [&](const Finding& finding) { return finding.severity == *severity; });
  }
  const Verdict verdict = std::get<Verdict>(row.what);
  if (verdict == Verdict::CouldNotCheck && entry.basis == Basis::Unread) return true;
  return verdict == Verdict::Drifted ? drifts(entry) : entry.verdict == verdict;
}

}  // namespace

const char* const kAboutGate =
    "Exit status: 0 nothing would change and everything could be checked; 1 error, or a plan that Terraform did not "
    "finish or that holds a part only (an error of\n"
    "its own, -target, deferred changes); 2 something would change, has drifted or could not be checked.\n"
    "--fail-on turns words into further statuses; the first one in this list that applies is given:\n"
    "  10 data-lost (or data-loss)   11 data-rewritten   12 access-cut   13 downtime   14 error (a finding of that "
    "severity)   15 warning\n"
    "  16 destroy   17 replace   18 missing   19 could-not-check   20 drifted (or drift)   21 update   22 create   23 "
    "unmanaged   24 uncovered\n"
    "With --fail-on, a report to which none of its words applies has status 0, whatever else would change. What could "
    "not be checked never opens the gate:\n"
    "  - Where Terraform destroys or replaces and what that does to data could not be looked at (a type or provider "
    "that this build does not cover, no\n"
    "    credentials, access denied, --max-calls), the impact is unknown. It counts as each of 10 to 13, and for 16 "
    "and 17, and nothing accepts it.\n"
    "  - What is covered and could not be read fails with 19 whatever the words are, unless --accept could-not-check "
    "is given.\n"
    "  - Other changes of what is not covered are Terraform's word: they pass, and are said. uncovered (24) fails for "
    "them too.";

Result<Gate> gate_of(const std::vector<std::string>& words, const std::vector<std::string>& accept) {
  Gate out;
  for (const std::string& word : words) {
    const auto row = std::find_if(kRows.begin(), kRows.end(), [&](const Row& one) {
      return word == one.word || (!word.empty() && word == one.other);
    });
    if (row == kRows.end()) {
      std::string known;
      for (const Row& one : kRows) known += (known.empty() ? "" : ", ") + std::string(one.word);
      return Error{Fault::InvalidInput, "--fail-on does not know " + word, "It takes: " + known + ".", {}, {}, {}, 0};
    }
    out.statuses.push_back(row->status);
  }
  std::sort(out.statuses.begin(), out.statuses.end());
  for (const std::string& word : accept) {
    if (word != "could-not-check")
      return Error{Fault::InvalidInput, "--accept does not know " + word, "It takes: could-not-check.", {}, {}, {}, 0};
    out.accept_unread = true;
  }
  if (out.accept_unread && out.statuses.empty()) {
    return Error{Fault::InvalidInput,
                 "--accept says what --fail-on is to let pass, and there is no --fail-on",
                 "For example: --fail-on data-lost --accept could-not-check.",
                 {},
                 {},
                 {},
                 0};
  }
  return out;
}

void add_gate_options(CLI::App& command, GateOptions& options) {
  command
      .add_option("--fail-on", options.fail_on,
                  "Words that give an exit status of their own, separated by commas; see below")
      ->type_name("WORDS")
      ->delimiter(',')
      ->allow_extra_args(false);
  command
      .add_option("--accept", options.accept,
                  "Let pass what --fail-on would hold: could-not-check, for what is covered and could not be read")
      ->type_name("WORD")
      ->delimiter(',')
      ->allow_extra_args(false);
}

Result<std::set<std::string, std::less<>>> check_ids(const std::vector<std::string>& ids) {
  std::set<std::string, std::less<>> out;
  for (const std::string& id : ids) {
    if (!find_check(id))
      return Error{Fault::InvalidInput, "there is no check " + id, "`lakeform explain` lists them.", {}, {}, {}, 0};
    out.insert(id);
  }
  return out;
}

int exit_status(const Report& report, const Gate& gate) {
  if (!report.incomplete.empty()) return 1;
  if (gate.statuses.empty()) return report.clean() ? 0 : 2;
  for (const Row& row : kRows) {
    const bool named = std::binary_search(gate.statuses.begin(), gate.statuses.end(), row.status);
    const bool asked = row.status == kCouldNotCheck ? !gate.accept_unread : named;
    if (asked && std::any_of(report.entries.begin(), report.entries.end(),
                             [&](const Entry& entry) { return applies(row, entry); }))
      return row.status;
  }
  return 0;
}

int status_of(const Report& report, const Gate& gate) {
  for (const std::string& why : report.incomplete) std::cerr << "Error: " << without_commands(one_line(why)) << "\n";
  return exit_status(report, gate);
}

}  // namespace lakeform::plan
