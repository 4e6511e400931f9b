// The report as JSON and back.
#pragma once

#include "plan/report.h"
#include "provider/value/result.h"

namespace lakeform::plan {

/// Two-space indent, keys sorted, a line feed at the end. Described in plan/report.schema.json.
std::string render_json(const Report& report);

/// Reads what render_json wrote. A newer format version, or something else, is an error that says so.
Result<Report> read_json(std::string_view text);

}  // namespace lakeform::plan
