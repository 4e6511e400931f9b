#include "plan/render/markdown.h"

#include <algorithm>

#include "plan/coverage.h"
#include "plan/render/characters.h"
#include "plan/render/markdown_text.h"
#include "plan/render/words.h"

namespace lakeform::plan {

namespace {

constexpr std::size_t kRoomForEnd = 400;
constexpr std::size_t kLongestText = 600;
constexpr const char* kMarker = "<!-- lakeform-plan -->\n";

/// Addresses are bounded too: `count` and `for_each` keys can be of any length.
std::string name(const Entry& entry, Where where) {
  return (entry.unit.empty() ? "" : code_span(shortened(entry.unit, kLongestText), where) + ": ") +
         code_span(shortened(entry.address, kLongestText), where);
}

std::string words(const std::string& text, Where where = Where::Line) {
  return words_in_markdown(shortened(text, kLongestText), where);
}

std::string row(const Entry& entry) {
  std::string what = entry.impact == Impact::None ? "" : "**" + title(entry.impact) + "**";
  if (!effect(entry).empty()) what += (what.empty() ? "" : ": ") + words(effect(entry), Where::Cell);
  return "| " + name(entry, Where::Cell) + " | " + sentence(entry.verdict) + " | " + what + " |\n";
}

std::string finding_line(const Entry& entry, const Finding& finding) {
  return "- **" + word(finding.severity) + "** " + code_span(finding.check, Where::Line) + " " +
         name(entry, Where::Line) + " " + words(finding.message) + "\n";
}

std::string attribute_row(const AttributeChange& change) {
  const auto cell = [](const std::string& text) { return code_span(text, Where::Cell) + " | "; };
  return "| " + code_span(change.path, Where::Cell) + (change.replaces ? " forces replacement" : "") + " | " +
         cell(shown(change, change.live)) + cell(shown(change, change.desired, true)) +
         code_span(shown(change, change.state), Where::Cell) + " |\n";
}

std::string details(const Entry& entry) {
  std::string out =
      "<details><summary>" + (entry.unit.empty() ? "" : code_in_html(shortened(entry.unit, kLongestText)) + ": ") +
      code_in_html(shortened(entry.address, kLongestText)) + " " + sentence(entry.verdict) + "</summary>\n\n";
  if (!entry.reason.empty()) out += "Why: " + words(entry.reason) + "\n\n";
  if (!entry.attributes.empty()) {
    out += "| attribute | live | desired | state |\n|---|---|---|---|\n";
    for (const auto& change : entry.attributes) out += attribute_row(change);
    out += "\n";
  }
  for (const auto& fact : entry.facts) out += "- " + words(fact.text) + "\n";
  if (!entry.way_back.empty()) out += "\nWay back: " + words(entry.way_back) + "\n";
  return out + "\n</details>\n";
}

/// Appends while there is room; says how many did not fit.
class Page {
 public:
  Page(std::string start, std::size_t most) : text_(std::move(start)), most_(most - std::min(most, kRoomForEnd)) {}
  void add(const std::string& part) {
    if (text_.size() + part.size() <= most_) text_ += part;
  }
  /// Takes `percent` of the room that is left at most, so that a long list leaves room for the next; the number that
  /// did not fit.
  template <class List, class Make>
  std::size_t add_all(const List& list, std::size_t percent, Make make) {
    const std::size_t room = text_.size() + (most_ - std::min(most_, text_.size())) * percent / 100;
    std::size_t fitted = 0;
    for (const auto& one : list) {
      const std::string part = make(one);
      if (text_.size() + part.size() > room) break;
      text_ += part;
      ++fitted;
    }
    return list.size() - fitted;
  }
  std::string finish(const std::string& end) { return text_ + end; }

 private:
  std::string text_;
  std::size_t most_;
};

std::string left_out(std::size_t count, const char* what) {
  return count == 0
             ? ""
             : "\n" + std::to_string(count) + " " + what + " did not fit here; the JSON and HTML reports have them.\n";
}

}  // namespace

std::string render_markdown(const Report& report, std::size_t most) {
  std::string head =
      std::string(kMarker) + looked_at(coverage_of(report)) + "\n\n### Plan check: " + summary(report) + "\n\n";
  if (report.heaviest() > Impact::Metadata) head += "Heaviest impact on data: **" + title(report.heaviest()) + "**\n\n";
  Page page(head, most);
  const auto entries = by_weight(report);
  std::vector<std::pair<const Entry*, const Finding*>> findings;
  std::vector<const Entry*> explained;
  for (const Entry* entry : entries) {
    for (const auto& finding : entry->findings) findings.emplace_back(entry, &finding);
    if (!entry->attributes.empty() || !entry->facts.empty() || !entry->reason.empty()) explained.push_back(entry);
  }
  std::string end = left_out(
      page.add_all(remarks(report), 25, [](const std::string& note) { return "> " + words(note) + "\n\n"; }), "notes");
  end += left_out(page.add_all(findings, 40, [](const auto& one) { return finding_line(*one.first, *one.second); }),
                  "findings");
  if (!entries.empty()) page.add("\n| resource | verdict | what it does to data |\n|---|---|---|\n");
  end += left_out(page.add_all(entries, explained.empty() ? 100 : 60, [](const Entry* entry) { return row(*entry); }),
                  "resources");
  page.add("\n");
  end +=
      left_out(page.add_all(explained, 100, [](const Entry* entry) { return details(*entry); }), "resources' details");
  return page.finish(end);
}

}  // namespace lakeform::plan
