// Findings and heavy verdicts in SARIF 2.1.0, for code scanning. Source of the form: OASIS SARIF 2.1.0.
#pragma once

#include "plan/report.h"

namespace lakeform::plan {

std::string render_sarif(const Report& report);

}  // namespace lakeform::plan
