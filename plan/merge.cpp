#include "plan/merge.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

namespace lakeform::plan {

namespace {

Error refused(std::string detail) {
  return {Fault::InvalidInput, "These reports cannot be merged", std::move(detail), {}, {}, {}, 0};
}

auto object_of(const Entry& entry) { return std::tie(entry.type, entry.scope, entry.id); }

void drop_owned(Report& report) {
  using Object = std::tuple<std::string, std::string, std::string>;
  std::set<Object> known;
  for (const Entry& entry : report.entries) {
    if (entry.verdict != Verdict::Unmanaged) known.insert(object_of(entry));
  }
  const auto repeated = [&](const Entry& entry) {
    return entry.verdict == Verdict::Unmanaged && !entry.id.empty() && !known.insert(object_of(entry)).second;
  };
  report.entries.erase(std::remove_if(report.entries.begin(), report.entries.end(), repeated), report.entries.end());
}

/// Nothing, or why the shards are not those of one run.
std::optional<Error> check_shards(const std::vector<Source>& sources) {
  std::map<int, std::string> seen;
  const Report& first = sources.front().report;
  for (const auto& [name, report] : sources) {
    if (report.shard.has_value() != first.shard.has_value())
      return refused(sources.front().name + " and " + name + ": one is a shard, the other a whole report.");
    if (!report.shard) continue;
    if (report.shard->count != first.shard->count || report.title != first.title)
      return refused(sources.front().name + " and " + name + " are shards of different runs.");
    const auto [other, added] = seen.emplace(report.shard->index, name);
    if (!added)
      return refused(other->second + " and " + name + " are both shard " + std::to_string(report.shard->index) + ".");
  }
  for (int i = 1; first.shard && i <= first.shard->count; ++i) {
    if (seen.count(i) == 0)
      return refused("Shard " + std::to_string(i) + " of " + std::to_string(first.shard->count) + " is missing.");
  }
  return std::nullopt;
}

/// A report of one plan has no unit; in company its title tells it apart.
void name_unit(Report& report) {
  if (!report.units.empty() || report.shard) return;
  report.units = {report.title};
  for (Entry& entry : report.entries) entry.unit = report.title;
  for (auto* said : {&report.incomplete, &report.besides}) {
    for (std::string& sentence : *said) sentence = report.title + ": " + sentence;
  }
}

std::optional<Error> check_units(const std::vector<Source>& sources) {
  std::map<std::string, std::string> owner;
  for (const auto& [name, report] : sources) {
    for (const auto& unit : report.units) {
      const auto [other, added] = owner.emplace(unit, name);
      if (!added)
        return refused(other->second + " and " + name + " both hold " + (unit.empty() ? "the same plan" : unit) + ".");
    }
  }
  return std::nullopt;
}

std::optional<Error> check_resources(const Report& report) {
  const auto same = [](const Entry& a, const Entry& b) { return a.unit == b.unit && a.address == b.address; };
  const auto found = std::adjacent_find(report.entries.begin(), report.entries.end(), same);
  if (found == report.entries.end()) return std::nullopt;
  return refused(found->address + (found->unit.empty() ? "" : " of " + found->unit) + " is in it more than once.");
}

}  // namespace

void put_in_order(Report& report) {
  std::sort(report.units.begin(), report.units.end());
  for (auto* said : {&report.incomplete, &report.besides, &report.notes}) {
    std::sort(said->begin(), said->end());
    said->erase(std::unique(said->begin(), said->end()), said->end());
  }
  std::stable_sort(report.entries.begin(), report.entries.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.unit, a.address) < std::tie(b.unit, b.address);
  });
  drop_owned(report);
}

Result<Report> merge(std::vector<Source> sources) {
  if (sources.empty()) return refused("Name at least one report.");
  if (const auto problem = check_shards(sources)) return *problem;
  if (sources.size() > 1) {
    for (Source& source : sources) name_unit(source.report);
  }
  if (const auto problem = check_units(sources)) return *problem;
  const std::string first = sources.front().report.title;
  const bool one_title =
      std::all_of(sources.begin(), sources.end(), [&](const Source& source) { return source.report.title == first; });
  Report out;
  out.title = one_title ? first : std::to_string(sources.size()) + " reports";
  for (auto& [name, report] : sources) {
    std::move(report.units.begin(), report.units.end(), std::back_inserter(out.units));
    std::move(report.entries.begin(), report.entries.end(), std::back_inserter(out.entries));
    std::move(report.incomplete.begin(), report.incomplete.end(), std::back_inserter(out.incomplete));
    std::move(report.besides.begin(), report.besides.end(), std::back_inserter(out.besides));
    std::move(report.notes.begin(), report.notes.end(), std::back_inserter(out.notes));
  }
  put_in_order(out);
  if (const auto problem = check_resources(out)) return *problem;
  return out;
}

}  // namespace lakeform::plan
