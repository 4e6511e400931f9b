#include <algorithm>

#include "plan/check/look.h"

namespace lakeform::plan {

extern const Check kStoreNotEmpty;

namespace {

bool is_measure(const Fact& fact) { return fact.name == "objects" || fact.name == "rows" || fact.name == "tables"; }

void run(Judgement& judgement) {
  for (Judged& judged : judgement.all()) {
    if (!goes(judged) || !judged.definition || judged.definition->data.kind != "store") continue;
    const auto& facts = judged.entry.facts;
    const bool counted = std::any_of(facts.begin(), facts.end(), is_measure);
    const auto held = std::find_if(facts.begin(), facts.end(),
                                   [](const Fact& fact) { return is_measure(fact) && !(fact.value == 0); });
    if (counted && held == facts.end()) continue;
    std::string message =
        judged.entry.address + (judged.entry.verdict == Verdict::Replace ? " is replaced" : " is destroyed") + " and ";
    message +=
        held == facts.end() ? "may hold data: how much could not be counted" : "is not empty: it holds " + held->text;
    add_finding(judged, kStoreNotEmpty, Severity::Error, message + ".");
  }
}

}  // namespace

const Check kStoreNotEmpty{
    "store-not-empty", "A store that holds data is destroyed or replaced",
    R"(A bucket, cluster or the like goes, and with it what it holds. A replacement counts: the new object begins empty.

What is in the store is counted over the service's API at the time of the check; "more than" means that counting was stopped after some pages.
Where nothing could be counted, the store is taken to hold data.

What to do: keep the object (`lifecycle { prevent_destroy = true }`, or `removed` with `destroy = false`), rename with `moved` where only the address
changed, or copy the data first. A replacement names the attribute that forces it; often that change can be made another way.)",
    run};

}  // namespace lakeform::plan
