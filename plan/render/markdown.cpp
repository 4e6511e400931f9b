#include "plan/render/markdown.h"

#include <algorithm>
#include <string_view>

#include "plan/render/characters.h"
#include "plan/render/words.h"

namespace lakeform::plan {

namespace {

constexpr std::size_t kRoomForEnd = 400;
constexpr std::size_t kLongestText = 600;
constexpr const char* kMarker = "<!-- lakeform-plan -->\n";

std::string entity(char c) { return "&#" + std::to_string(static_cast<int>(c)) + ";"; }

/// Text that Markdown and HTML take as it is: what could be markup is written as an entity, which is none to either. Behind an @ stands a space of
/// no width, since GitHub looks for people to notify after entities are gone.
std::string escaped(const std::string& text) {
  constexpr std::string_view special = "<>&|*_`[]\\#~!$^{}:";
  std::string out;
  for (const char c : clean(text)) {
    if (c == '\n' || c == '\t') {
      out += ' ';
    } else if (c == '@') {
      out += "@&#8203;";
    } else if (special.find(c) != std::string_view::npos) {
      out += entity(c);
    } else {
      out += c;
    }
  }
  return out;
}

/// A code span that may hold backticks, and pipes inside a table; nobody is notified from one.
std::string code(const std::string& text) {
  constexpr std::string_view special = "<>&|*_`[]\\#~!$^@";
  std::string out = "<code>";
  for (const char c : clean(text)) {
    if (c == '\n' || c == '\t') {
      out += ' ';
    } else if (special.find(c) != std::string_view::npos) {
      out += entity(c);
    } else {
      out += c;
    }
  }
  return out + "</code>";
}

/// Addresses are bounded too: `count` and `for_each` keys can be of any length.
std::string name(const Entry& entry) {
  return (entry.unit.empty() ? "" : escaped(shortened(entry.unit, kLongestText)) + ": ") + code(shortened(entry.address, kLongestText));
}

std::string row(const Entry& entry) {
  std::string what = entry.impact == Impact::None ? "" : "**" + title(entry.impact) + "**";
  if (!effect(entry).empty()) what += (what.empty() ? "" : ": ") + escaped(shortened(effect(entry), kLongestText));
  return "| " + name(entry) + " | " + sentence(entry.verdict) + " | " + what + " |\n";
}

std::string finding_line(const Entry& entry, const Finding& finding) {
  return "- **" + word(finding.severity) + "** " + code(finding.check) + " " + name(entry) + " " + escaped(shortened(finding.message, kLongestText)) + "\n";
}

std::string details(const Entry& entry) {
  std::string out = "<details><summary>" + name(entry) + " " + sentence(entry.verdict) + "</summary>\n\n";
  if (!entry.reason.empty()) out += "Why: " + escaped(shortened(entry.reason, kLongestText)) + "\n\n";
  if (!entry.attributes.empty()) {
    out += "| attribute | live | desired | state |\n|---|---|---|---|\n";
    for (const auto& change : entry.attributes) {
      out += "| " + code(change.path) + (change.replaces ? " forces replacement" : "") + " | " + code(shown(change, change.live)) + " | " +
             code(shown(change, change.desired, true)) + " | " + code(shown(change, change.state)) + " |\n";
    }
    out += "\n";
  }
  for (const auto& fact : entry.facts) out += "- " + escaped(shortened(fact.text, kLongestText)) + "\n";
  if (!entry.way_back.empty()) out += "\nWay back: " + escaped(shortened(entry.way_back, kLongestText)) + "\n";
  return out + "\n</details>\n";
}

/// Appends while there is room; says how many did not fit.
class Page {
 public:
  Page(std::string start, std::size_t most) : text_(std::move(start)), most_(most - std::min(most, kRoomForEnd)) {}
  void add(const std::string& part) {
    if (text_.size() + part.size() <= most_) text_ += part;
  }
  /// Takes `percent` of the room that is left at most, so that a long list leaves room for the next; the number that did not fit.
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
  return count == 0 ? "" : "\n" + std::to_string(count) + " " + what + " did not fit here; the JSON and HTML reports have them.\n";
}

}  // namespace

std::string render_markdown(const Report& report, std::size_t most) {
  std::string head = std::string(kMarker) + "### Plan check: " + summary(report) + "\n\n";
  if (report.heaviest() > Impact::Metadata) head += "Heaviest impact on data: **" + title(report.heaviest()) + "**\n\n";
  Page page(head, most);
  const auto entries = by_weight(report);
  std::vector<std::pair<const Entry*, const Finding*>> findings;
  std::vector<const Entry*> explained;
  for (const Entry* entry : entries) {
    for (const auto& finding : entry->findings) findings.emplace_back(entry, &finding);
    if (!entry->attributes.empty() || !entry->facts.empty() || !entry->reason.empty()) explained.push_back(entry);
  }
  std::string end = left_out(page.add_all(report.notes, 25, [](const std::string& note) { return "> " + escaped(shortened(note, kLongestText)) + "\n\n"; }), "notes");
  end += left_out(page.add_all(findings, 40, [](const auto& one) { return finding_line(*one.first, *one.second); }), "findings");
  if (!entries.empty()) page.add("\n| resource | verdict | what it does to data |\n|---|---|---|\n");
  end += left_out(page.add_all(entries, explained.empty() ? 100 : 60, [](const Entry* entry) { return row(*entry); }), "resources");
  page.add("\n");
  end += left_out(page.add_all(explained, 100, [](const Entry* entry) { return details(*entry); }), "resources' details");
  return page.finish(end);
}

}  // namespace lakeform::plan
