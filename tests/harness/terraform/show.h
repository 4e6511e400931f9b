// Values as text, for what tests print.
#pragma once

#include <string>
#include <vector>

#include "provider/value/value.h"

namespace lakeform::harness {

/// JSON, with (unknown) for what is not known.
std::string shown(const Value& value);

/// "tags.Stage: \"a\" -> \"b\"", one for each difference of two canonical values.
std::vector<std::string> differences(const Value& before, const Value& after);
/// The same, where null, "", 0 and an empty collection are one: the older SDK, and with it Terraform, does not tell
/// them apart after a refresh.
std::vector<std::string> real_differences(const Value& before, const Value& after);

}  // namespace lakeform::harness
