// What Terraform holds against a provider: the checks it makes of plans and of results, each problem as a sentence with
// its path. Source: Terraform's internal/plans/objchange and sections 6.4 and 6.5 of the reference of the plugin
// protocol.
#pragma once

#include <string>
#include <vector>

#include "provider/schema/definition.h"

namespace lakeform::harness {

using Problems = std::vector<std::string>;

/// "Provider produced invalid plan": the plan keeps to the configuration, or to the prior state where it says that they
/// mean the same.
Problems invalid_plan(const schema::Field& block, const Value& prior, const Value& config, const Value& planned);

/// "Provider produced inconsistent final plan" and "inconsistent result after apply": `actual` completes `planned`.
Problems incompatible(const schema::Field& block, const Value& planned, const Value& actual);

/// The paths that are unknown.
Problems unknown_parts(const Value& value);

}  // namespace lakeform::harness
