// A rehearsed switch as text and as JSON.
#pragma once

#include <string>

#include "plan/switch/found.h"

namespace lakeform::plan {

/// For people; the last line is the sum.
std::string switch_text(const SwitchCheck& check);
/// {"format": "lakeform-switch-check", "format_version": 1, ...}, indented, with a line feed at the end.
std::string switch_json(const SwitchCheck& check);

}  // namespace lakeform::plan
