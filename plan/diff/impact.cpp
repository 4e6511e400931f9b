#include "plan/diff/impact.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "provider/engine/read/measure.h"
#include "provider/engine/read/read.h"
#include "provider/engine/request/template.h"
#include "provider/language/condition.h"

namespace lakeform::plan {

namespace {

using schema::Effect;

std::string spaced(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

/// What happens to an object, by words of the definition language.
std::string operation_of(Verdict verdict) {
  if (verdict == Verdict::Destroy) return "destroy";
  return verdict == Verdict::Replace ? "replace" : "update";
}

Impact by_kind(const std::string& kind) {
  if (kind == "store") return Impact::Lost;
  if (kind == "access") return Impact::AccessCut;
  return kind == "compute" ? Impact::Downtime : Impact::Metadata;
}

const Effect* effect_of(const schema::Data& data, const std::string& operation, const Value& live,
                        const Value& desired) {
  for (const Effect& effect : data.effects) {
    const bool meant = effect.on == operation || (effect.on == "destroy" && operation == "replace");
    if (meant && engine::holds(effect.when, engine::ConditionScope{live, desired.is_null() ? live : desired}))
      return &effect;
  }
  return nullptr;
}

/// A store of which something was counted, and all of it is zero.
bool is_empty(const std::vector<Fact>& facts) {
  bool counted = false;
  for (const Fact& fact : facts) {
    if (fact.name != "objects" && fact.name != "rows" && fact.name != "tables") continue;
    if (!(fact.value == 0)) return false;
    counted = true;
  }
  return counted;
}

std::string facts_text(const std::vector<Fact>& facts) {
  std::string out;
  for (const Fact& fact : facts) out += (out.empty() ? "" : ", ") + fact.text;
  return out;
}

void add_facts(Judged& judged, const Connected& connected, const Value& live) {
  const auto measured = engine::measure(*judged.definition, connected.context, live);
  for (const auto& one : measured.facts) judged.entry.facts.push_back(fact_of(one.name, one.value, one.at_least));
  for (const std::string& problem : measured.problems)
    judged.entry.facts.push_back({"not_measured", problem, "could not be measured: " + problem});
}

std::string sentence(std::string text) {
  if (!text.empty() && text.back() != '.') text += '.';
  if (!text.empty()) text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
  return text;
}

void weigh_loss(Judged& judged, const Effect* effect, const engine::Scope& scope) {
  Entry& entry = judged.entry;
  const schema::Data& data = judged.definition->data;
  entry.impact = effect ? *impact_of(effect->impact) : by_kind(data.kind);
  const std::string facts = facts_text(entry.facts);
  if (entry.impact == Impact::Lost && is_empty(entry.facts)) {
    entry.impact = Impact::None;
    entry.impact_text = "It is empty: nothing is lost.";
    return;
  }
  std::string text = effect && !effect->about.empty() ? sentence(engine::text_of(effect->about, scope)) : "";
  if (!data.loss.empty())
    text = "Goes with it: " + data.loss + (facts.empty() ? "" : " (" + facts + ")") + "." +
           (text.empty() ? "" : " " + text);
  entry.impact_text = text;
  if (effect && !effect->way_back.empty()) {
    entry.way_back = sentence(engine::text_of(effect->way_back, scope));
  } else if (entry.impact == Impact::Lost) {
    const auto snapshot = std::find_if(entry.facts.begin(), entry.facts.end(),
                                       [](const Fact& fact) { return fact.name == "newest_snapshot"; });
    entry.way_back = snapshot == entry.facts.end() ? "None: what is deleted does not come back. Copy it first."
                                                   : "Restore the snapshot of " + snapshot->value.get<std::string>() +
                                                         "; what changed since then is lost.";
  } else {
    entry.way_back = "Apply the earlier configuration again.";
  }
}

}  // namespace

std::string bytes_text(double bytes) {
  if (bytes == 1) return "1 byte";
  static constexpr const char* kUnits[] = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};
  std::size_t unit = 0;
  while (bytes >= 1000 && unit + 1 < std::size(kUnits)) {
    bytes /= 1000;
    ++unit;
  }
  char text[48];
  std::snprintf(text, sizeof text, unit == 0 ? "%.0f %s" : "%.1f %s", bytes, kUnits[unit]);
  return text;
}

std::string count_text(std::int64_t count) {
  std::string digits = std::to_string(count);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > (count < 0 ? 1 : 0); at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

Fact fact_of(const std::string& name, const Json& value, bool at_least) {
  const std::string more = at_least ? "more than " : "";
  if (!value.is_number())
    return {name, value, spaced(name) + " " + (value.is_string() ? value.get<std::string>() : value.dump())};
  if (name == "bytes") return {name, value, more + bytes_text(value.get<double>())};
  if (name.ends_with("_megabytes"))
    return {name, value,
            more + bytes_text(value.get<double>() * 1e6) + " of " + spaced(name.substr(0, name.size() - 10))};
  const auto count = value.get<std::int64_t>();
  const bool one = count == 1 && name.ends_with('s') && !at_least;
  return {name, value, more + count_text(count) + " " + spaced(one ? name.substr(0, name.size() - 1) : name)};
}

void weigh(Judged& judged, const Connected& connected) {
  Entry& entry = judged.entry;
  const bool changes = entry.verdict == Verdict::Update || goes(entry);
  if (!judged.definition || !changes || entry.basis != Basis::Live) return;
  const Value live = judged.live.value();
  const Value desired = judged.desired.value();
  const Effect* effect = effect_of(judged.definition->data, operation_of(entry.verdict), live, desired);
  if (entry.verdict != Verdict::Update || (effect && *impact_of(effect->impact) > Impact::Metadata))
    add_facts(judged, connected, live);
  const engine::Scope scope = engine::scope_over(*judged.definition, connected.context, live);
  if (entry.verdict != Verdict::Update) return weigh_loss(judged, effect, scope);
  entry.impact = effect ? *impact_of(effect->impact) : Impact::Metadata;
  entry.impact_text =
      effect ? sentence(engine::text_of(effect->about, scope)) : "Settings change; the data itself is not touched.";
  entry.way_back = effect && !effect->way_back.empty() ? sentence(engine::text_of(effect->way_back, scope))
                                                       : "Apply the earlier configuration again.";
}

}  // namespace lakeform::plan
