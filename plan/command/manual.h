// The manual page lakeform(1), made from the command line's own description so that it cannot fall behind.
#pragma once

#include <string>

#include "plan/command/tree.h"

namespace lakeform::plan {

/// In the man(7) macros.
std::string manual_page(const CLI::App& app);

}  // namespace lakeform::plan
