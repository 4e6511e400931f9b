// Definitions read at run time, so that a new one is tried in seconds. Only development builds (LAKEFORM_DEVELOP) have
// it: released programs hold what they were built with and read no definitions from anywhere.
#pragma once

#include <string_view>

#include "provider/schema/compiled.h"

namespace lakeform::schema {

/// The definitions of the provider that LAKEFORM_DEFINITIONS names a folder of (in the form of schemas/), checked and
/// compiled by provider/schema/compile when they are first asked for; null where the variable is not set or the folder
/// has none of the provider. What the compiler refuses is printed, and the process ends with status 1.
const Compiled* developed(std::string_view provider);

}  // namespace lakeform::schema
