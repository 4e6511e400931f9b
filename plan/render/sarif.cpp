#include "plan/render/sarif.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <string_view>

#include "plan/coverage.h"
#include "plan/render/characters.h"
#include "plan/render/words.h"

namespace lakeform::plan {

namespace {

/// A path as a URI reference (RFC 3986): bytes that are not plain are percent-encoded.
std::string uri_of(const std::string& path) {
  constexpr const char* digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool names_a_host = c == '/' && out == "/";
    if (!names_a_host && (std::isalnum(byte) != 0 || std::string_view("-._~/").find(c) != std::string_view::npos)) {
      out += c;
    } else {
      out += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
  }
  return out.empty() ? "." : out;
}

/// Text of a message: "[text](target)" in one is a link (SARIF 2.1.0, 3.11.6), and no name or value makes one.
std::string message_text(const std::string& text) {
  std::string out;
  for (const char c : clean(text)) {
    if (c == '(' && !out.empty() && out.back() == ']') out += ' ';
    out += c;
  }
  return out;
}

/// A plan knows no source lines; code scanning wants a file and a line, so it gets the plan's own first one beside the
/// resource's name.
Json location(const Report& report, const Entry& entry) {
  const std::string name = one_line((entry.unit.empty() ? "" : entry.unit + "/") + entry.address);
  return Json::array({{{"logicalLocations", Json::array({{{"fullyQualifiedName", name}, {"kind", "resource"}}})},
                       {"physicalLocation",
                        {{"artifactLocation", {{"uri", uri_of(entry.unit.empty() ? report.title : entry.unit)}}},
                         {"region", {{"startLine", 1}}}}}}});
}

struct Found {
  std::string rule, level, message, path;
  bool check = false;
};

Json result(const Report& report, const Entry& entry, const Found& found) {
  const std::string fingerprint =
      entry.unit + "|" + entry.address + "|" + found.rule + (found.path.empty() ? "" : "|" + found.path);
  return {{"ruleId", found.rule},
          {"level", found.level},
          {"message", {{"text", message_text(found.message)}}},
          {"locations", location(report, entry)},
          {"partialFingerprints", {{"lakeform/v1", fingerprint}}}};
}

std::string level_of(Impact impact) {
  return impact >= Impact::AccessCut ? "error" : impact == Impact::None ? "note" : "warning";
}

std::vector<Found> found_in(const Entry& entry) {
  std::vector<Found> out;
  for (const auto& finding : entry.findings)
    out.push_back({finding.check, word(finding.severity), finding.message, finding.path, true});
  const std::string what = entry.address + " " + sentence(entry.verdict) + ".";
  const std::string more = effect(entry).empty() ? "" : " " + effect(entry);
  const bool judged = entry.verdict != Verdict::CouldNotCheck;
  if (judged && entry.impact > Impact::Metadata)
    out.push_back(
        {"impact/" + word(entry.impact), needs_decision(entry) ? level_of(entry.impact) : "note", what + more, ""});
  if (!judged) out.push_back({"could-not-check", "warning", what + more, ""});
  if (entry.verdict == Verdict::Drifted || entry.verdict == Verdict::Missing)
    out.push_back({word(entry.verdict), "warning", what, ""});
  return out;
}

/// What was looked at first, then what is said of the report as a whole.
Json invocation(const Report& report) {
  Json said = Json::array();
  const auto say = [&](const char* level, const std::string& text) {
    said.push_back({{"level", level}, {"message", {{"text", message_text(text)}}}});
  };
  say("note", looked_at(coverage_of(report)));
  for (const auto& why : report.incomplete) say("error", why);
  for (const auto& change : report.besides) say("note", change);
  for (const auto& note : report.notes) say("note", note);
  return {{"executionSuccessful", report.incomplete.empty()}, {"toolExecutionNotifications", said}};
}

Json rule(const std::string& id, bool check) {
  std::string words = message_text(id);
  std::replace(words.begin(), words.end(), '-', ' ');
  const Json about{{"text", words}};
  const std::string help = check ? "`lakeform explain " + id + "` tells more."
                                 : "A verdict of lakeform plan; its report has the facts and the way back.";
  return {
      {"id", id}, {"shortDescription", about}, {"fullDescription", about}, {"help", {{"text", message_text(help)}}}};
}

}  // namespace

std::string render_sarif(const Report& report) {
  Json results = Json::array();
  std::map<std::string, bool> rules;
  for (const Entry& entry : report.entries) {
    for (const Found& found : found_in(entry)) {
      rules.emplace(found.rule, found.check);
      results.push_back(result(report, entry, found));
    }
  }
  Json known = Json::array();
  for (const auto& [id, check] : rules) known.push_back(rule(id, check));
  const Json run{{"tool", {{"driver", {{"name", "lakeform"}, {"rules", known}}}}},
                 {"automationDetails", {{"id", "lakeform-plan/"}}},
                 {"invocations", Json::array({invocation(report)})},
                 {"results", results}};
  const Json out{
      {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}, {"runs", Json::array({run})}};
  return json_text(out, 2) + "\n";
}

}  // namespace lakeform::plan
