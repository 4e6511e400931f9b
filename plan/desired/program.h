// Terraform or OpenTofu as a program: it evaluates a directory's configuration, Lakeform does not.
#pragma once

#include <string>

#include "provider/value/result.h"

namespace lakeform::plan {

/// The plan of a directory as JSON text: `plan -refresh=false` into a temporary file, then `show -json`, with the program that LAKEFORM_TERRAFORM
/// names, else terraform, else tofu from PATH. Takes no lock and leaves nothing behind. What the program says on failure is in the error.
Result<std::string> planned_in(const std::string& directory);

}  // namespace lakeform::plan
