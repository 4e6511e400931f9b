#include "plan/render/words.h"

#include <algorithm>

namespace lakeform::plan {

namespace {

constexpr std::size_t kLongestValue = 200;

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

}  // namespace

std::string summary(const Report& report) {
  std::string out;
  for (const auto& [verdict, count] : report.counts()) {
    if (verdict != Verdict::Unchanged) out += (out.empty() ? "" : ", ") + counted(verdict, count);
  }
  return out.empty() ? "nothing would change" : out;
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

std::string shown(const AttributeChange& change, const std::optional<Json>& side, bool desired_side) {
  if (change.sensitive) return "(sensitive)";
  if (desired_side && change.desired_unknown) return "(known after apply)";
  if (!side || side->is_null()) return "(unset)";
  return shortened(side->dump(-1, ' ', false, Json::error_handler_t::replace), kLongestValue);
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

std::string shortened(const std::string& text, std::size_t most) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80 && ++characters > most) return text.substr(0, i) + "…";
  }
  return text;
}

}  // namespace lakeform::plan
