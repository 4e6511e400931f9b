// How reports speak: shared by the formats for people.
#pragma once

#include <string>

#include "plan/report.h"

namespace lakeform::plan {

/// "3 to replace, 1 drifted" in the order of verdicts; "nothing would change" when the report is clean.
std::string summary(const Report& report);

/// What a verdict means for the reader: "will be replaced".
std::string sentence(Verdict verdict);

/// "data lost", "metadata only".
std::string title(Impact impact);

/// One side of a change as short text: JSON for structures, quotes for strings, "(unset)" for none, "(known after apply)", "(sensitive)".
std::string shown(const AttributeChange& change, const std::optional<Json>& side, bool desired_side = false);

/// Entries with something to say, the heaviest impact first, then verdict, then address.
std::vector<const Entry*> by_weight(const Report& report);

/// The text cut to `most` characters of UTF-8, with "…" in the place of the rest.
std::string shortened(const std::string& text, std::size_t most);

}  // namespace lakeform::plan
