// The report as one HTML page: opens from disk, asks the network for nothing, works without scripts (they filter, sort
// and fold).
#pragma once

#include "plan/report.h"

namespace lakeform::plan {

/// The page is page/report.mustache filled with the report; Mustache escapes every value. A content security policy
/// names the one script by its hash and forbids every request, so a hostile name in a plan has two walls to climb.
std::string render_html(const Report& report);

}  // namespace lakeform::plan
