#include "plan/render/words.h"

#include <algorithm>

#include "plan/render/characters.h"

namespace lakeform::plan {

namespace {

constexpr std::size_t kLongestValue = 200;
constexpr std::size_t kLongestWholeValue = 20000;

std::string counted(Verdict verdict, int count) {
  const std::string n = std::to_string(count) + " ";
  switch (verdict) {
    case Verdict::CouldNotCheck:
      return n + "could not be checked";
    case Verdict::Destroy:
      return n + "to destroy";
    case Verdict::Replace:
      return n + "to replace";
    case Verdict::Update:
      return n + "to update";
    case Verdict::Create:
      return n + "to create";
    case Verdict::Drifted:
      return n + "drifted";
    case Verdict::Missing:
      return n + "missing";
    case Verdict::Unmanaged:
      return n + "unmanaged";
    case Verdict::Unchanged:
      return n + "unchanged";
  }
  return n;
}

/// The words that stand for a side without a plain value; empty when it has one.
std::string stand_in(const AttributeChange& change, const std::optional<Json>& side, bool desired_side) {
  if (change.sensitive) return "(sensitive)";
  if (desired_side && change.desired_unknown) return "(known after apply)";
  return !side || side->is_null() ? "(unset)" : "";
}

/// A policy or the like kept as text. Depth is bounded since writing it out is recursive.
std::optional<Json> structure_in(const std::string& text) {
  constexpr int kDeepest = 100;
  bool too_deep = false;
  const auto watch = [&](int depth, Json::parse_event_t, const Json&) {
    return !(too_deep = too_deep || depth > kDeepest);
  };
  Json out = Json::parse(text, watch, false);
  return out.is_structured() && !too_deep ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace

std::string summary(const Report& report) {
  std::string out;
  for (const auto& [verdict, count] : report.counts()) {
    if (verdict != Verdict::Unchanged) out += (out.empty() ? "" : ", ") + counted(verdict, count);
  }
  if (!report.besides.empty())
    out += (out.empty() ? "" : ", ") + std::to_string(report.besides.size()) +
           (report.besides.size() == 1 ? " change" : " changes") + " besides resources";
  if (out.empty()) out = report.entries.empty() ? "nothing to check" : "nothing would change";
  return (report.incomplete.empty() ? "" : "incomplete; ") + out;
}

std::vector<std::string> remarks(const Report& report) {
  std::vector<std::string> out = report.incomplete;
  out.insert(out.end(), report.besides.begin(), report.besides.end());
  out.insert(out.end(), report.notes.begin(), report.notes.end());
  return out;
}

std::string sentence(Verdict verdict) {
  switch (verdict) {
    case Verdict::CouldNotCheck:
      return "could not be checked";
    case Verdict::Destroy:
      return "will be destroyed";
    case Verdict::Replace:
      return "will be replaced";
    case Verdict::Update:
      return "will be updated in place";
    case Verdict::Create:
      return "will be created";
    case Verdict::Drifted:
      return "was changed outside of Terraform";
    case Verdict::Missing:
      return "is gone, though the state has it";
    case Verdict::Unmanaged:
      return "is live, but in no state";
    case Verdict::Unchanged:
      return "stays as it is";
  }
  return {};
}

std::string title(Impact impact) {
  std::string out = word(impact);
  std::replace(out.begin(), out.end(), '-', ' ');
  return out;
}

const std::string& effect(const Entry& entry) { return entry.impact_text.empty() ? entry.reason : entry.impact_text; }

bool needs_decision(const Entry& entry) {
  const auto serious = [](const Finding& finding) { return finding.severity > Severity::Note; };
  const bool heavy = entry.impact > Impact::Metadata && (entry.impact != Impact::Unknown || goes(entry));
  return heavy || entry.verdict == Verdict::Drifted || entry.verdict == Verdict::Missing ||
         std::any_of(entry.findings.begin(), entry.findings.end(), serious);
}

std::string shown(const AttributeChange& change, const std::optional<Json>& side, bool desired_side) {
  if (std::string words = stand_in(change, side, desired_side); !words.empty()) return words;
  return shortened(json_text(*side, -1), kLongestValue);
}

std::string shown_whole(const AttributeChange& change, const std::optional<Json>& side, bool desired_side) {
  if (std::string words = stand_in(change, side, desired_side); !words.empty()) return words;
  const auto* text = side->get_ptr<const std::string*>();
  const std::optional<Json> inner = text ? structure_in(*text) : std::nullopt;
  return shortened(json_text(inner ? *inner : *side, 2), kLongestWholeValue);
}

std::vector<const Entry*> by_weight(const Report& report) {
  std::vector<const Entry*> out;
  for (const Entry& entry : report.entries) {
    if (entry.verdict != Verdict::Unchanged || !entry.findings.empty()) out.push_back(&entry);
  }
  std::stable_sort(out.begin(), out.end(), [](const Entry* a, const Entry* b) {
    if (a->impact != b->impact) return a->impact > b->impact;
    return a->verdict < b->verdict;
  });
  return out;
}

}  // namespace lakeform::plan
