// Fleets: reports of shards become one.
#pragma once

#include <string>
#include <vector>

#include "plan/report.h"
#include "provider/value/result.h"

namespace lakeform::plan {

/// The one order of a report: units, then resources by unit and address, notes without repeats. An unmanaged object
/// that some unit of the report owns is owned, and one that several units name is one object. Both the run over
/// everything and `merge` end with this, hence the same bytes.
void put_in_order(Report& report);

/// A report and where it came from, for messages.
struct Source {
  std::string name;
  Report report;
};

/// Joins reports of different units. Shards must be all the shards of one run; whole reports of single plans become
/// units named by their title. Refused: a resource that two reports hold, shards of different runs, a missing shard,
/// shards beside whole reports.
Result<Report> merge(std::vector<Source> sources);

}  // namespace lakeform::plan
