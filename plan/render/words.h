// How reports speak: shared by the formats for people.
#pragma once

#include <string>

#include "plan/report.h"

namespace lakeform::plan {

/// "3 to replace, 1 drifted" in the order of verdicts; "nothing would change" when the report is clean, "nothing to
/// check" when it is empty.
std::string summary(const Report& report);

/// What is said of the report as a whole: what makes it incomplete, what changes besides resources, notes.
std::vector<std::string> remarks(const Report& report);

/// What a verdict means for the reader: "will be replaced".
std::string sentence(Verdict verdict);

/// "data lost", "metadata only".
std::string title(Impact impact);

/// What to say beside the verdict: what happens to the data, or else why.
const std::string& effect(const Entry& entry);

/// Somebody should decide: a heavy impact, a change from outside, or a finding that is more than a note. An update of
/// unknown impact is said and no more.
bool needs_decision(const Entry& entry);

/// One side of a change as short text: JSON for structures, quotes for strings, "(unset)" for none, "(known after
/// apply)", "(sensitive)".
std::string shown(const AttributeChange& change, const std::optional<Json>& side, bool desired_side = false);

/// The same side in full, for a page with room: structures, and strings that hold one (a policy), indented over several
/// lines.
std::string shown_whole(const AttributeChange& change, const std::optional<Json>& side, bool desired_side = false);

/// Entries with something to say, the heaviest impact first, then verdict, then address.
std::vector<const Entry*> by_weight(const Report& report);

}  // namespace lakeform::plan
