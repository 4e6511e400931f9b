// The report for a terminal.
#pragma once

#include "plan/report.h"

namespace lakeform::plan {

struct TextOptions {
  bool colour = false;
  std::size_t width = 100;  ///< columns; texts are wrapped, values are not
  bool quiet = false;       ///< the summary and findings only
  bool verbose = false;     ///< every resource and every side of every attribute
};

std::string render_text(const Report& report, const TextOptions& options);

}  // namespace lakeform::plan
