#include <algorithm>
#include <map>
#include <tuple>

#include "plan/check/check.h"

namespace lakeform::plan {

extern const Check kObjectOfTwoStates;

namespace {

std::string named(const Entry& entry) { return entry.address + " of " + entry.unit; }

void blame(Entry& entry, const Entry& other) {
  std::string message =
      goes(entry)
          ? named(entry) + (entry.verdict == Verdict::Destroy ? " is destroyed" : " is replaced") + ", and " +
                named(other) + " is the same object: it goes there too."
          : named(other) + " and " + named(entry) +
                " are the same object: whichever is applied last wins, and a destroy of one takes it from both.";
  entry.findings.push_back({std::string(kObjectOfTwoStates.id), Severity::Error, std::move(message), {}, {}});
}

/// Entries that stand for one object, in the order of the report.
void look_at(const std::vector<Entry*>& owners) {
  for (Entry* entry : owners) {
    const auto other =
        std::find_if(owners.begin(), owners.end(), [&](const Entry* one) { return one->unit != entry->unit; });
    if (other != owners.end() && (entry != owners.front() || goes(*entry))) blame(*entry, **other);
  }
}

void across(Report& report) {
  std::map<std::tuple<std::string, std::string, std::string>, std::vector<Entry*>> objects;
  for (Entry& entry : report.entries) {
    const bool owned = entry.verdict != Verdict::Unmanaged && entry.verdict != Verdict::Missing;
    if (owned && !entry.id.empty() && !entry.unit.empty())
      objects[{entry.type, entry.scope, entry.id}].push_back(&entry);
  }
  for (const auto& [object, owners] : objects) look_at(owners);
}

}  // namespace

const Check kObjectOfTwoStates{
    "object-of-two-states", "Two plans or states of a fleet own the same object",
    R"(Each of the states thinks that the object is its own: what one apply sets, the other takes back, and when one of them destroys or replaces it, it is gone for both.
It happens when an object was imported twice, when a part of a configuration was copied to another folder without moving its state, and when two teams set the same
thing, such as a bucket's policy.

This is the one check that looks across plans: it needs several of them, in one run or in the reports that `lakeform merge` joins. All other checks look at one plan or
state, since only that says what belongs together. Objects are the same when type, account, region and id are.

What to do: keep it in one state (`terraform state rm`, or a `removed` block with `destroy = false`, in the other), and read it there through a data source.)",
    nullptr, across};

}  // namespace lakeform::plan
