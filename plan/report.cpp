#include "plan/report.h"

#include <algorithm>
#include <array>

namespace lakeform::plan {

namespace {

template <class Kind, std::size_t N>
using Words = std::array<std::pair<Kind, const char*>, N>;

constexpr Words<Verdict, 9> verdicts{{{Verdict::CouldNotCheck, "could-not-check"},
                                      {Verdict::Destroy, "destroy"},
                                      {Verdict::Replace, "replace"},
                                      {Verdict::Update, "update"},
                                      {Verdict::Create, "create"},
                                      {Verdict::Drifted, "drifted"},
                                      {Verdict::Missing, "missing"},
                                      {Verdict::Unmanaged, "unmanaged"},
                                      {Verdict::Unchanged, "unchanged"}}};
constexpr Words<Impact, 7> impacts{{{Impact::None, "none"},
                                    {Impact::Metadata, "metadata-only"},
                                    {Impact::Downtime, "downtime"},
                                    {Impact::AccessCut, "access-cut"},
                                    {Impact::Rewritten, "data-rewritten"},
                                    {Impact::Unknown, "unknown"},
                                    {Impact::Lost, "data-lost"}}};
constexpr Words<Basis, 4> bases{
    {{Basis::Live, "live"}, {Basis::Terraform, "terraform"}, {Basis::Unread, "unread"}, {Basis::Listed, "listed"}}};
constexpr Words<Severity, 3> severities{
    {{Severity::Note, "note"}, {Severity::Warning, "warning"}, {Severity::Error, "error"}}};

template <class Kind, std::size_t N>
std::string word_of(const Words<Kind, N>& words, Kind kind) {
  return std::find_if(words.begin(), words.end(), [&](const auto& row) { return row.first == kind; })->second;
}

template <class Kind, std::size_t N>
std::optional<Kind> kind_of(const Words<Kind, N>& words, const std::string& word) {
  const auto found = std::find_if(words.begin(), words.end(), [&](const auto& row) { return row.second == word; });
  return found == words.end() ? std::nullopt : std::optional(found->first);
}

}  // namespace

std::string word(Verdict verdict) { return word_of(verdicts, verdict); }
std::string word(Impact impact) { return word_of(impacts, impact); }
std::string word(Basis basis) { return word_of(bases, basis); }
std::string word(Severity severity) { return word_of(severities, severity); }
std::optional<Verdict> verdict_of(const std::string& word) { return kind_of(verdicts, word); }
std::optional<Impact> impact_of(const std::string& word) { return kind_of(impacts, word); }
std::optional<Basis> basis_of(const std::string& word) { return kind_of(bases, word); }
std::optional<Severity> severity_of(const std::string& word) { return kind_of(severities, word); }

bool goes(const Entry& entry) { return entry.verdict == Verdict::Destroy || entry.verdict == Verdict::Replace; }

std::map<Verdict, int> Report::counts() const {
  std::map<Verdict, int> out;
  for (const Entry& entry : entries) ++out[entry.verdict];
  return out;
}

Impact Report::heaviest() const {
  Impact out = Impact::None;
  for (const Entry& entry : entries) out = std::max(out, entry.impact);
  return out;
}

bool Report::clean() const {
  return incomplete.empty() && besides.empty() && std::all_of(entries.begin(), entries.end(), [](const Entry& entry) {
           return entry.verdict == Verdict::Unchanged;
         });
}

}  // namespace lakeform::plan
