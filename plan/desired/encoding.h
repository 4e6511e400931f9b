// From the bytes of a file to the JSON text in it.
#pragma once

#include <string>
#include <vector>

#include "provider/value/result.h"

namespace lakeform::plan {

/// UTF-8 without a byte order mark, from UTF-8 or UTF-16 with or without one (Windows PowerShell's `>` writes UTF-16).
/// UTF-16 with halves of characters is an error that says so; `name` is for messages.
Result<std::string> as_utf8(const std::string& name, std::string text);

/// The one JSON object among whole lines of other text, as wrappers of Terraform in CI print it before and after
/// ("[command]/opt/terraform-bin show -json tfplan"). A text that is an object as it is stays, and so does one in which
/// there is no such object or more than one. `notes` says what was left out.
std::string without_wrapper(std::string text, std::vector<std::string>& notes);

}  // namespace lakeform::plan
