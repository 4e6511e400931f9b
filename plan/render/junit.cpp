#include "plan/render/junit.h"

#include <map>
#include <pugixml.hpp>
#include <sstream>

#include "plan/coverage.h"
#include "plan/render/characters.h"
#include "plan/render/words.h"

namespace lakeform::plan {

namespace {

std::string story(const Entry& entry) {
  std::string out = one_line(entry.impact_text);
  for (const auto& finding : entry.findings) out += "\n[" + one_line(finding.check) + "] " + one_line(finding.message);
  for (const auto& change : entry.attributes) {
    out +=
        "\n" + one_line(change.path) + ": " + shown(change, change.live) + " -> " + shown(change, change.desired, true);
  }
  return without_commands(out);
}

/// What was looked at, and what is said of the report as a whole, stand before the cases.
void add_remarks(pugi::xml_node suite, const Report& report, const std::string& unit) {
  auto properties = suite.append_child("properties");
  const auto add = [&](const char* name, const std::string& value) {
    auto property = properties.append_child("property");
    property.append_attribute("name") = name;
    property.append_attribute("value") = one_line(value).c_str();
  };
  add("checked", looked_at(coverage_of(report, unit)));
  for (const auto& why : report.incomplete) add("incomplete", why);
  for (const auto& change : report.besides) add("besides", change);
  for (const auto& note : report.notes) add("note", note);
}

void add_case(pugi::xml_node suite, const Entry& entry) {
  auto test = suite.append_child("testcase");
  test.append_attribute("classname") = one_line(entry.type).c_str();
  test.append_attribute("name") = one_line(entry.address).c_str();
  const bool error = entry.verdict == Verdict::CouldNotCheck;
  if (!error && !needs_decision(entry)) return;
  auto child = test.append_child(error ? "error" : "failure");
  child.append_attribute("message") =
      one_line(entry.address + " " + sentence(entry.verdict) + (error ? ": " + entry.reason : "")).c_str();
  child.append_attribute("type") = (error ? "could-not-check" : word(entry.impact)).c_str();
  child.text().set(story(entry).c_str());
}

/// A plan that Terraform did not finish is a failed test of its own.
void add_incomplete(pugi::xml_node root, const Report& report) {
  if (report.incomplete.empty()) return;
  auto suite = root.append_child("testsuite");
  suite.append_attribute("name") = "complete plans";
  for (const char* counted : {"tests", "errors"})
    suite.append_attribute(counted) = static_cast<unsigned>(report.incomplete.size());
  for (const auto& why : report.incomplete) {
    auto test = suite.append_child("testcase");
    test.append_attribute("classname") = "plan";
    test.append_attribute("name") = one_line(why).c_str();
    auto error = test.append_child("error");
    error.append_attribute("message") = one_line(why).c_str();
    error.append_attribute("type") = "incomplete";
  }
}

}  // namespace

std::string render_junit(const Report& report) {
  std::map<std::string, std::vector<const Entry*>> suites;
  for (const std::string& unit : report.units) suites[unit];  // a plan without resources is told too
  if (report.units.empty()) suites[""];
  for (const Entry& entry : report.entries) suites[entry.unit].push_back(&entry);
  pugi::xml_document document;
  auto root = document.append_child("testsuites");
  root.append_attribute("name") = "lakeform plan";
  for (const auto& [unit, entries] : suites) {
    auto suite = root.append_child("testsuite");
    int failures = 0, errors = 0;
    for (const Entry* entry : entries) {
      entry->verdict == Verdict::CouldNotCheck ? ++errors : failures += needs_decision(*entry) ? 1 : 0;
    }
    suite.append_attribute("name") = one_line(unit.empty() ? report.title : unit).c_str();
    suite.append_attribute("tests") = static_cast<unsigned>(entries.size());
    suite.append_attribute("failures") = failures;
    suite.append_attribute("errors") = errors;
    add_remarks(suite, report, unit);
    for (const Entry* entry : entries) add_case(suite, *entry);
  }
  add_incomplete(root, report);
  std::ostringstream out;
  document.save(out, "  ");
  return broken_marks(out.str(), "&#35;");
}

}  // namespace lakeform::plan
