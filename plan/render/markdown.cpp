#include "plan/render/markdown.h"

#include "plan/render/words.h"

namespace lakeform::plan {

namespace {

constexpr std::size_t kRoomForEnd = 400;
constexpr const char* kMarker = "<!-- lakeform-plan -->\n";

/// Text that Markdown and HTML take as it is.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '|': case '*': case '_': case '`': case '[': case ']': case '\\': case '#': case '~': case '@':
        out += '\\';
        out += c;
        break;
      case '\n': case '\r':
        out += ' ';
        break;
      default:
        out += c;
    }
  }
  return out;
}

/// A code span that may hold backticks and pipes inside a table.
std::string code(const std::string& text) {
  std::string out = "<code>";
  for (const char c : text) {
    switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '|':
        out += "&#124;";
        break;
      case '`': case '*': case '_': case '@':
        out += "&#" + std::to_string(static_cast<int>(c)) + ";";
        break;
      case '\n': case '\r':
        out += ' ';
        break;
      default:
        out += c;
    }
  }
  return out + "</code>";
}

std::string row(const Entry& entry) {
  const std::string where = entry.unit.empty() ? "" : escaped(entry.unit) + ": ";
  std::string what = entry.impact == Impact::None ? "" : "**" + title(entry.impact) + "**";
  if (!entry.impact_text.empty()) what += (what.empty() ? "" : ": ") + escaped(shortened(entry.impact_text, 300));
  return "| " + where + code(entry.address) + " | " + sentence(entry.verdict) + " | " + what + " |\n";
}

std::string finding_line(const Entry& entry, const Finding& finding) {
  return "- **" + word(finding.severity) + "** " + code(finding.check) + " " + code(entry.address) + " " + escaped(shortened(finding.message, 600)) + "\n";
}

std::string details(const Entry& entry) {
  std::string out = "<details><summary>" + code(entry.address) + " " + sentence(entry.verdict) + "</summary>\n\n";
  if (!entry.reason.empty()) out += escaped(entry.reason) + "\n\n";
  if (!entry.attributes.empty()) {
    out += "| attribute | live | desired | state |\n|---|---|---|---|\n";
    for (const auto& change : entry.attributes) {
      out += "| " + code(change.path) + (change.replaces ? " forces replacement" : "") + " | " + code(shown(change, change.live)) + " | " +
             code(shown(change, change.desired, true)) + " | " + code(shown(change, change.state)) + " |\n";
    }
    out += "\n";
  }
  for (const auto& fact : entry.facts) out += "- " + escaped(fact.text) + "\n";
  if (!entry.way_back.empty()) out += "\nWay back: " + escaped(entry.way_back) + "\n";
  return out + "\n</details>\n";
}

/// Appends while there is room; says how many did not fit.
class Page {
 public:
  Page(std::string start, std::size_t most) : text_(std::move(start)), most_(most) {}
  bool add(const std::string& part) {
    if (text_.size() + part.size() + kRoomForEnd > most_) return false;
    text_ += part;
    return true;
  }
  template <class List, class Make>
  std::size_t add_all(const List& list, Make make) {
    std::size_t left_out = 0;
    for (const auto& one : list) {
      if (left_out > 0 || !add(make(one))) ++left_out;
    }
    return left_out;
  }
  std::string finish(const std::string& end) { return text_ + end; }

 private:
  std::string text_;
  std::size_t most_;
};

}  // namespace

std::string render_markdown(const Report& report, std::size_t most) {
  std::string head = std::string(kMarker) + "### Plan check: " + summary(report) + "\n\n";
  if (report.heaviest() > Impact::Metadata) head += "Heaviest impact on data: **" + title(report.heaviest()) + "**\n\n";
  Page page(head, most);
  const auto entries = by_weight(report);
  std::vector<std::pair<const Entry*, const Finding*>> findings;
  for (const Entry* entry : entries) {
    for (const auto& finding : entry->findings) findings.emplace_back(entry, &finding);
  }
  std::size_t cut = page.add_all(findings, [](const auto& one) { return finding_line(*one.first, *one.second); });
  if (!entries.empty()) page.add("\n| resource | verdict | what it does to data |\n|---|---|---|\n");
  cut += page.add_all(entries, [](const Entry* entry) { return row(*entry); });
  page.add("\n");
  std::vector<const Entry*> explained;
  for (const Entry* entry : entries) {
    if (!entry->attributes.empty() || !entry->facts.empty() || !entry->reason.empty()) explained.push_back(entry);
  }
  const std::size_t folded = page.add_all(explained, [](const Entry* entry) { return details(*entry); });
  for (const auto& note : report.notes) page.add("\n> " + escaped(note) + "\n");
  std::string end;
  if (cut > 0) end += "\n" + std::to_string(cut) + " lines did not fit here; the JSON and HTML reports have them.\n";
  if (folded > 0) end += "\nDetails of " + std::to_string(folded) + " resources did not fit here; the JSON and HTML reports have them.\n";
  return page.finish(end);
}

}  // namespace lakeform::plan
