#include "plan/render/html.h"

#include <algorithm>
#include <functional>
#include <kainjow/mustache.hpp>
#include <map>

#include "plan/coverage.h"
#include "plan/render/characters.h"
#include "plan/render/graph.h"
#include "plan/render/page/page.h"
#include "plan/render/words.h"

namespace lakeform::plan {

namespace {

using kainjow::mustache::data;
using List = std::vector<data>;

constexpr std::size_t kMostInPicture = 150;
constexpr int kNodeWidth = 250, kNodeHeight = 44, kGapX = 70, kGapY = 16, kMargin = 12;
constexpr std::size_t kLongestLabel = 31;

/// Mustache takes an empty text for something; here it is nothing, so that a section around it vanishes. Every key is
/// set, since a missing one would be looked up in the surroundings.
data text(const std::string& value) { return value.empty() ? data(false) : data(value); }

/// The end of an address tells resources of modules apart better than its start.
std::string label(const std::string& address) {
  const std::string whole = clean(address);
  std::size_t characters = 0;
  for (std::size_t i = whole.size(); i-- > 0;) {
    if ((static_cast<unsigned char>(whole[i]) & 0xC0) != 0x80 && ++characters > kLongestLabel) {
      return "…" + whole.substr(whole.find_first_not_of(static_cast<char>(0x80), i + 1));
    }
  }
  return whole;
}

/// Names elements of the page: places in the report's list of resources.
class Anchors {
 public:
  explicit Anchors(const Report& report) {
    for (std::size_t i = 0; i < report.entries.size(); ++i) {
      places_.emplace(std::pair(report.entries[i].unit, report.entries[i].address), "r" + std::to_string(i + 1));
    }
  }
  /// Empty for a resource that the report does not have.
  std::string of(const std::string& unit, const std::string& address) const {
    const auto found = places_.find({unit, address});
    return found == places_.end() ? "" : found->second;
  }

 private:
  std::map<std::pair<std::string, std::string>, std::string> places_;
};

data link(const Anchors& anchors, const std::string& unit, const std::string& address) {
  data out;
  out.set("address", text(address));
  out.set("anchor", text(anchors.of(unit, address)));
  return out;
}

data links(const Anchors& anchors, const std::string& unit, const std::vector<std::string>& addresses) {
  List out;
  for (const auto& address : addresses) out.push_back(link(anchors, unit, address));
  return out;
}

data attribute(const AttributeChange& change) {
  data out;
  out.set("path", text(change.path));
  out.set("state", text(shown_whole(change, change.state)));
  out.set("live", text(shown_whole(change, change.live)));
  out.set("desired", text(shown_whole(change, change.desired, true)));
  out.set("drift", change.drift);
  out.set("change", change.change);
  out.set("replaces", change.replaces);
  return out;
}

/// Messages name their resource, which stands before them in the list of findings.
std::string without_address(const std::string& message, const std::string& address) {
  if (message.rfind(address, 0) != 0) return message;
  const auto rest = message.find_first_not_of(": ", address.size());
  const bool whole =
      message.size() > address.size() && (message[address.size()] == ' ' || message[address.size()] == ':');
  return whole && rest != std::string::npos && message.compare(address.size(), 5, " and ") != 0 ? message.substr(rest)
                                                                                                : message;
}

data finding(const Anchors& anchors, const Entry& entry, const Finding& one) {
  data out;
  out.set("check", text(one.check));
  out.set("severity", word(one.severity));
  out.set("message", text(one.message));
  out.set("rest", text(without_address(one.message, entry.address)));
  out.set("path", text(one.path));
  out.set("resource", link(anchors, entry.unit, entry.address));
  out.set("related", links(anchors, entry.unit, one.related));
  return out;
}

data findings(const Anchors& anchors, const std::vector<const Entry*>& entries) {
  List out;
  for (const Entry* entry : entries) {
    for (const auto& one : entry->findings) out.push_back(finding(anchors, *entry, one));
  }
  return out;
}

data resource(const Anchors& anchors, const Entry& entry) {
  List attributes, facts;
  for (const auto& change : entry.attributes) attributes.push_back(attribute(change));
  for (const auto& fact : entry.facts) facts.emplace_back(text(fact.text));
  data out;
  for (const auto& [key, value] : {std::pair{"unit", entry.unit},
                                   {"address", entry.address},
                                   {"type", entry.type},
                                   {"provider", entry.provider},
                                   {"id", entry.id},
                                   {"scope", entry.scope},
                                   {"reason", entry.reason},
                                   {"way_back", entry.way_back},
                                   {"import_block", entry.import_block}}) {
    out.set(key, text(value));
  }
  out.set("effect", text(effect(entry)));
  out.set("anchor", anchors.of(entry.unit, entry.address));
  out.set("verdict", word(entry.verdict));
  out.set("sentence", sentence(entry.verdict));
  out.set("verdict_order", std::to_string(static_cast<int>(entry.verdict)));
  out.set("impact", word(entry.impact));
  out.set("impact_title", entry.impact == Impact::None ? data("—") : text(title(entry.impact)));
  out.set("impact_order", std::to_string(static_cast<int>(entry.impact)));
  out.set("quiet", entry.verdict == Verdict::Unchanged && entry.findings.empty());
  out.set("has_attributes", !attributes.empty());
  out.set("attributes", attributes);
  out.set("facts", facts);
  out.set("findings", findings(anchors, {&entry}));
  out.set("depends_on", links(anchors, entry.unit, entry.depends_on));
  out.set("has_depends_on", !entry.depends_on.empty());
  return out;
}

int left_of(int column) { return kMargin + column * (kNodeWidth + kGapX); }
int top_of(int row) { return kMargin + row * (kNodeHeight + kGapY); }

data node(const Anchors& anchors, const Graph::Node& one) {
  data out = link(anchors, one.entry->unit, one.entry->address);
  out.set("label", label(one.entry->address));
  out.set("verdict", word(one.entry->verdict));
  out.set("sentence", sentence(one.entry->verdict));
  out.set("impact", word(one.entry->impact));
  out.set("impact_title", title(one.entry->impact));
  out.set("x", std::to_string(left_of(one.column)));
  out.set("y", std::to_string(top_of(one.row)));
  return out;
}

/// A curve from the right edge of one node to the left edge of the other.
std::string curve(const Graph::Node& from, const Graph::Node& to) {
  const int x1 = left_of(from.column) + kNodeWidth, x2 = left_of(to.column), middle = (x1 + x2) / 2;
  const std::string y1 = std::to_string(top_of(from.row) + kNodeHeight / 2),
                    y2 = std::to_string(top_of(to.row) + kNodeHeight / 2);
  const std::string bend = std::to_string(middle);
  return "M" + std::to_string(x1) + " " + y1 + " C" + bend + " " + y1 + " " + bend + " " + y2 + " " +
         std::to_string(x2) + " " + y2;
}

data picture(const Anchors& anchors, const Graph& graph) {
  List nodes, lines;
  for (const auto& one : graph.nodes) nodes.push_back(node(anchors, one));
  for (const auto& [from, to] : graph.lines) lines.emplace_back(curve(graph.nodes[from], graph.nodes[to]));
  data out;
  out.set("unit", text(graph.unit));
  out.set("width", std::to_string(left_of(graph.columns) - kGapX + kMargin));
  out.set("height", std::to_string(top_of(graph.rows) - kGapY + kMargin));
  out.set("nodes", nodes);
  out.set("lines", lines);
  out.set("left_out", graph.left_out == 0 ? data(false) : data(std::to_string(graph.left_out)));
  return out;
}

template <class Kind>
data option(Kind kind, const std::string& words, int count) {
  data out;
  out.set("word", word(kind));
  out.set("title", words);
  out.set("count", std::to_string(count));
  return out;
}

data verdicts(const Report& report) {
  List out;
  for (const auto& [verdict, count] : report.counts()) {
    std::string words = word(verdict);
    std::replace(words.begin(), words.end(), '-', ' ');
    out.push_back(option(verdict, words, count));
  }
  return out;
}

data impacts(const Report& report) {
  std::map<Impact, int, std::greater<>> counts;
  for (const auto& entry : report.entries) ++counts[entry.impact];
  List out;
  for (const auto& [impact, count] : counts) out.push_back(option(impact, title(impact), count));
  return out;
}

/// A line feed is written as an entity, so that no value begins a line of the page where that is printed.
std::string in_page(const std::string& value) {
  std::string out;
  for (const char c : broken_marks(kainjow::mustache::html_escape(clean(value)), "&#35;")) {
    if (c == '\n') {
      out += "&#10;";
    } else {
      out += c;
    }
  }
  return out;
}

data page_of(const Report& report) {
  const Anchors anchors(report);
  const auto speaking = by_weight(report);
  List resources, pictures, notes;
  for (const Entry* entry : speaking) resources.push_back(resource(anchors, *entry));
  for (const auto& entry : report.entries) {
    if (entry.verdict == Verdict::Unchanged && entry.findings.empty()) resources.push_back(resource(anchors, entry));
  }
  for (const auto& graph : graphs_of(report, kMostInPicture)) pictures.push_back(picture(anchors, graph));
  for (const auto& remark : remarks(report)) notes.emplace_back(text(remark));
  const data found = findings(anchors, speaking);
  data out;
  out.set("style", page::style);
  out.set("script", page::script);
  out.set("script_hash", page::script_hash);
  out.set("title", text(report.title));
  out.set("checked", looked_at(coverage_of(report)));
  out.set("summary", summary(report));
  out.set("heavy", report.heaviest() > Impact::Metadata);
  out.set("heaviest", word(report.heaviest()));
  out.set("heaviest_title", title(report.heaviest()));
  out.set("verdicts", verdicts(report));
  out.set("impacts", impacts(report));
  out.set("fleet", report.units.size() > 1);
  out.set("notes", notes);
  out.set("has_findings", found.is_non_empty_list());
  out.set("findings", found);
  out.set("resources", resources);
  out.set("total", std::to_string(report.entries.size()));
  out.set("has_pictures", !pictures.empty());
  out.set("pictures", pictures);
  return out;
}

}  // namespace

std::string render_html(const Report& report) {
  kainjow::mustache::mustache page{std::string(page::report)};
  page.set_custom_escape(in_page);
  return page.render(page_of(report));
}

}  // namespace lakeform::plan
