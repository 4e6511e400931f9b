#include "plan/render/json.h"

#include <stdexcept>

#include "plan/coverage.h"
#include "plan/nesting.h"
#include "plan/render/characters.h"
#include "provider/value/pattern.h"

namespace lakeform::plan {

namespace {

void put(Json& out, const char* key, const std::string& text) {
  if (!text.empty()) out[key] = text;
}

template <class List>
void put_list(Json& out, const char* key, const List& list) {
  if (!list.empty()) out[key] = list;
}

Json written(const AttributeChange& change) {
  Json out{{"path", change.path}};
  if (!change.sensitive) {  // the sides are empty then by contract; a report must not leak when that is broken
    if (change.desired) out["desired"] = *change.desired;
    if (change.state) out["state"] = *change.state;
    if (change.live) out["live"] = *change.live;
  }
  for (const auto& [key, set] : {std::pair{"desired_unknown", change.desired_unknown},
                                 {"sensitive", change.sensitive},
                                 {"drift", change.drift},
                                 {"change", change.change},
                                 {"replaces", change.replaces}}) {
    if (set) out[key] = true;
  }
  return out;
}

Json written(const Fact& fact) { return {{"name", fact.name}, {"value", fact.value}, {"text", fact.text}}; }

Json written(const Finding& finding) {
  Json out{{"check", finding.check}, {"severity", word(finding.severity)}, {"message", finding.message}};
  put(out, "path", finding.path);
  put_list(out, "related", finding.related);
  return out;
}

/// Its key is the first one of the text, so that the first lines say what was looked at.
Json written(const Coverage& coverage) {
  return {{"text", looked_at(coverage)},   {"resources", coverage.resources},
          {"checked", coverage.checked},   {"terraform_only", coverage.terraform_only},
          {"unread", coverage.unread},     {"terraform_only_types", coverage.types},
          {"accounts", coverage.accounts}, {"regions", coverage.regions}};
}

template <class List>
void put_objects(Json& out, const char* key, const List& list) {
  for (const auto& one : list) out[key].push_back(written(one));
}

Json written(const Entry& entry) {
  Json out{{"address", entry.address},
           {"type", entry.type},
           {"verdict", word(entry.verdict)},
           {"impact", word(entry.impact)}};
  if (entry.basis != Basis::Live) out["basis"] = word(entry.basis);
  put(out, "unit", entry.unit);
  put(out, "provider", entry.provider);
  put(out, "id", entry.id);
  put(out, "scope", entry.scope);
  put(out, "reason", entry.reason);
  put(out, "impact_text", entry.impact_text);
  put(out, "way_back", entry.way_back);
  put(out, "import_block", entry.import_block);
  put_list(out, "depends_on", entry.depends_on);
  put_objects(out, "attributes", entry.attributes);
  put_objects(out, "facts", entry.facts);
  put_objects(out, "findings", entry.findings);
  return out;
}

/// The value behind a word of the format; an unknown one is an error that says so.
template <class Kind>
Kind known(std::optional<Kind> kind, const Json& word) {
  if (!kind) throw std::runtime_error("unknown word " + word.dump());
  return *kind;
}

std::string text_at(const Json& json, const char* key) { return json.value(key, std::string()); }

std::optional<Json> side(const Json& json, const char* key) {
  return json.contains(key) ? std::optional<Json>(json.at(key)) : std::nullopt;
}

AttributeChange read_change(const Json& json) {
  AttributeChange out;
  out.path = json.at("path").get<std::string>();
  out.desired = side(json, "desired");
  out.state = side(json, "state");
  out.live = side(json, "live");
  out.desired_unknown = json.value("desired_unknown", false);
  out.sensitive = json.value("sensitive", false);
  out.drift = json.value("drift", false);
  out.change = json.value("change", false);
  out.replaces = json.value("replaces", false);
  return out;
}

Finding read_finding(const Json& json) {
  return {json.at("check").get<std::string>(),
          known(severity_of(json.at("severity").get<std::string>()), json.at("severity")),
          json.at("message").get<std::string>(), text_at(json, "path"),
          json.value("related", std::vector<std::string>())};
}

template <class Read, class Out>
void read_list(const Json& json, const char* key, std::vector<Out>& out, Read read) {
  if (!json.contains(key)) return;
  for (const Json& one : json.at(key)) out.push_back(read(one));
}

/// People paste it as it is, so it must be what `lakeform plan` writes: no other line can be in it.
std::string import_block_in(const Json& json, const std::string& type) {
  std::string text = text_at(json, "import_block");
  const std::string form =
      R"(^import \{\n  to = ([a-z][a-z0-9_]*)\.[a-z_][a-z0-9_]*\n  id = "([^"\\\x00-\x1f]|\\[^\x00-\x1f])*"\n\}\n?$)";
  const bool ours = text.empty() || (has_pattern(text, form) && text.starts_with("import {\n  to = " + type + "."));
  if (!ours) throw std::invalid_argument("import_block is no import block of a " + type);
  return text;
}

Entry read_entry(const Json& json) {
  Entry out;
  out.address = json.at("address").get<std::string>();
  out.type = json.at("type").get<std::string>();
  out.verdict = known(verdict_of(json.at("verdict").get<std::string>()), json.at("verdict"));
  out.impact = known(impact_of(json.at("impact").get<std::string>()), json.at("impact"));
  if (json.contains("basis")) out.basis = known(basis_of(json.at("basis").get<std::string>()), json.at("basis"));
  out.unit = text_at(json, "unit");
  out.provider = text_at(json, "provider");
  out.id = text_at(json, "id");
  out.scope = text_at(json, "scope");
  out.reason = text_at(json, "reason");
  out.impact_text = text_at(json, "impact_text");
  out.way_back = text_at(json, "way_back");
  out.import_block = import_block_in(json, out.type);
  out.depends_on = json.value("depends_on", std::vector<std::string>());
  read_list(json, "attributes", out.attributes, read_change);
  read_list(json, "facts", out.facts, [](const Json& one) {
    return Fact{one.at("name").get<std::string>(), one.at("value"), one.at("text").get<std::string>()};
  });
  read_list(json, "findings", out.findings, read_finding);
  return out;
}

Error no_report(std::string detail) {
  return {Fault::InvalidInput, "This is no report of lakeform plan", std::move(detail), {}, {}, {}, 0};
}

}  // namespace

std::string render_json(const Report& report) {
  Json counts = Json::object();
  for (const auto& [verdict, count] : report.counts()) counts[word(verdict)] = count;
  Json out{{"checked", written(coverage_of(report))},
           {"format", "lakeform-plan-report"},
           {"format_version", Report::format_version},
           {"title", report.title},
           {"summary", {{"counts", counts}, {"heaviest_impact", word(report.heaviest())}}},
           {"resources", Json::array()}};
  put_list(out, "units", report.units);
  put_list(out, "incomplete", report.incomplete);
  put_list(out, "other_changes", report.besides);
  put_list(out, "notes", report.notes);
  if (report.shard) out["shard"] = {{"index", report.shard->index}, {"count", report.shard->count}};
  for (const Entry& entry : report.entries) out["resources"].push_back(written(entry));
  return json_text(out, 2) + "\n";
}

Result<Report> read_json(std::string_view text) {
  if (nesting(text) > kDeepestJson)
    return no_report("It is nested deeper than " + std::to_string(kDeepestJson) + " levels.");
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || json.value("format", Json()) != "lakeform-plan-report")
    return no_report("Give files that `lakeform plan --json` wrote.");
  const Json version = json.value("format_version", Json());
  if (version != Report::format_version) {
    return no_report("It has format version " + version.dump() + "; this lakeform reads version " +
                     std::to_string(Report::format_version) + ". Use the same release for all shards.");
  }
  try {
    Report out;
    out.title = text_at(json, "title");
    out.units = json.value("units", std::vector<std::string>());
    out.incomplete = json.value("incomplete", std::vector<std::string>());
    out.besides = json.value("other_changes", std::vector<std::string>());
    out.notes = json.value("notes", std::vector<std::string>());
    if (json.contains("shard"))
      out.shard = Shard{json.at("shard").at("index").get<int>(), json.at("shard").at("count").get<int>()};
    read_list(json, "resources", out.entries, read_entry);
    return out;
  } catch (const std::exception& problem) {
    return no_report(std::string("A member is missing or of the wrong type: ") + problem.what());
  }
}

}  // namespace lakeform::plan
