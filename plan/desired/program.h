// Terraform or OpenTofu as a program: it evaluates a directory's configuration, Lakeform does not.
#pragma once

#include <string>

#include "provider/value/result.h"

namespace lakeform::plan {

/// The plan of a directory as JSON text: `plan -refresh=false`, then `show -json`, with the program that
/// LAKEFORM_TERRAFORM names, else terraform, else tofu from PATH. Takes no lock. The plan is in memory only, so nothing
/// stays of it however this ends. What the program says on failure is in the error.
Result<std::string> planned_in(const std::string& directory);

}  // namespace lakeform::plan
