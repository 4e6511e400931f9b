#include "plan/check/look.h"

namespace lakeform::plan {

extern const Check kForcedDestroy;

namespace {

/// Switches that let a destroy go through though data is lost.
constexpr const char* kSwitches[] = {"force_destroy", "skip_final_snapshot", "delete_contents_on_destroy"};

void look_at(Judged& judged) {
  const Value now = before(judged), then = after(judged), stored = judged.state.value();
  for (const char* name : kSwitches) {
    const bool was = stored[name] == Value(true), will = then[name] == Value(true);
    const bool at_risk = judged.entry.impact == Impact::Lost || judged.entry.impact == Impact::Unknown;
    if (goes(judged) && at_risk && (was || now[name] == Value(true))) {
      add_finding(judged, kForcedDestroy, Severity::Error,
                  judged.entry.address + " goes with " + name + " on: its data is deleted without a further question.",
                  name);
    } else if (comes(judged) && judged.entry.verdict != Verdict::Create && !was && will) {
      add_finding(
          judged, kForcedDestroy, Severity::Warning,
          judged.entry.address + ": " + name +
              " is switched on. The next destroy or replacement then deletes the data without a further question.",
          name);
    }
  }
}

void run(Judgement& judgement) {
  for (Judged& judged : judgement.all()) {
    if (judged.definition) look_at(judged);
  }
}

}  // namespace

const Check kForcedDestroy{
    "forced-destroy", "force_destroy, skip_final_snapshot or delete_contents_on_destroy is on where a store goes",
    R"(Three switches take away the last obstacle to losing data: `force_destroy` empties a bucket first, `skip_final_snapshot` deletes a cluster without a
snapshot, `delete_contents_on_destroy` deletes a dataset with its tables.

An error: the object is destroyed or replaced with the switch on, and it is not known to be empty. Terraform goes by the state here, so the switch counts even when the configuration no longer
has it. A warning: the plan switches it on; nothing is lost yet, but the next destroy will not stop.

What to do: switch it off and apply that first; the destroy then stops at a store that is not empty, or leaves a snapshot.)",
    run};

}  // namespace lakeform::plan
