// A run of the planner: inputs in, report out.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "plan/live/meter.h"
#include "plan/live/provider_block.h"
#include "plan/report.h"
#include "provider/value/result.h"

namespace lakeform::plan {

struct Progress {
  std::string unit;
  std::size_t done = 0, all = 0;
  std::int64_t calls = 0;
};

struct RunOptions {
  std::vector<std::string> inputs;  ///< plans, states, directories
  ProviderSettings settings;
  CallLimits limits;
  std::optional<Shard> shard;
  bool unmanaged = false;
  std::set<std::string, std::less<>> skipped_checks;
  std::function<void(const Progress&)> progress;  ///< called from time to time, from one thread; may be empty
};

/// Whether an input belongs to a shard. Steady: it depends on the name alone, so an input that comes or goes moves no
/// other one.
bool in_shard(const std::string& input, const Shard& shard);

/// The report over all inputs of the shard. An input that can't be read at all is an error; objects that can't be read
/// are entries that say so.
Result<Report> run_plan(const RunOptions& options);

}  // namespace lakeform::plan
