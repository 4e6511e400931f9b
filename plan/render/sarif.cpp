#include "plan/render/sarif.h"

#include <set>

#include "plan/render/words.h"

namespace lakeform::plan {

namespace {

Json location(const Entry& entry) {
  const std::string name = (entry.unit.empty() ? "" : entry.unit + "/") + entry.address;
  return Json::array({{{"logicalLocations", Json::array({{{"fullyQualifiedName", name}, {"kind", "resource"}}})},
                       {"physicalLocation", {{"artifactLocation", {{"uri", entry.unit.empty() ? "." : entry.unit}}}}}}});
}

Json result(const Entry& entry, const std::string& rule, const std::string& level, const std::string& message) {
  return {{"ruleId", rule}, {"level", level}, {"message", {{"text", message}}}, {"locations", location(entry)},
          {"partialFingerprints", {{"lakeform/v1", entry.unit + "|" + entry.address + "|" + rule}}}};
}

std::string level_of(Impact impact) { return impact >= Impact::AccessCut ? "error" : impact == Impact::None ? "note" : "warning"; }

}  // namespace

std::string render_sarif(const Report& report) {
  Json results = Json::array();
  std::set<std::string> rules;
  const auto add = [&](Json one) {
    rules.insert(one["ruleId"].get<std::string>());
    results.push_back(std::move(one));
  };
  for (const Entry& entry : report.entries) {
    for (const auto& finding : entry.findings) add(result(entry, finding.check, word(finding.severity), finding.message));
    if (entry.impact > Impact::Metadata) {
      add(result(entry, "impact/" + word(entry.impact), level_of(entry.impact), entry.address + " " + sentence(entry.verdict) + ". " + entry.impact_text));
    }
    if (entry.verdict == Verdict::CouldNotCheck) add(result(entry, "could-not-check", "warning", entry.address + " could not be checked. " + entry.reason));
    if (entry.verdict == Verdict::Drifted || entry.verdict == Verdict::Missing) {
      add(result(entry, word(entry.verdict), "warning", entry.address + " " + sentence(entry.verdict) + "."));
    }
  }
  Json known = Json::array();
  for (const auto& rule : rules) known.push_back({{"id", rule}});
  const Json out{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                 {"version", "2.1.0"},
                 {"runs", Json::array({{{"tool", {{"driver", {{"name", "lakeform"}, {"rules", known}}}}}, {"results", results}}})}};
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace lakeform::plan
