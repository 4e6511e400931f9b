// What a verdict does to data: impact, the sentence about it, the facts behind it and the way back.
#pragma once

#include "plan/diff/judged.h"
#include "plan/live/connections.h"

namespace lakeform::plan {

/// Fills impact, impact_text, way_back and facts by the `data` words of the definition. Measures (calls) only where
/// data is at stake. Thread-safe.
void weigh(Judged& judged, const Connected& connected);

/// A fact as people read it: "more than 10,000 objects", "1.2 TB".
Fact fact_of(const std::string& name, const Json& value, bool at_least);

/// "1.2 TB" and the like, in powers of ten.
std::string bytes_text(double bytes);
/// "12,345".
std::string count_text(std::int64_t count);

}  // namespace lakeform::plan
