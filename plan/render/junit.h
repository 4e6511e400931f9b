// The report as JUnit XML: one test case per resource; what needs a decision is a failure, what could not be checked an
// error.
#pragma once

#include "plan/report.h"

namespace lakeform::plan {

std::string render_junit(const Report& report);

}  // namespace lakeform::plan
