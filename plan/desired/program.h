// Terraform or OpenTofu as a program: it evaluates a directory's configuration, Lakeform does not.
#pragma once

#include <string>
#include <vector>

#include "provider/value/result.h"

namespace lakeform::plan {

struct TerraformRan {
  int status = 0;
  std::string out, err;
};

/// Runs the program that LAKEFORM_TERRAFORM names, else terraform, else tofu from PATH, in a directory and to its end;
/// what it writes is in memory only. An error: there is none.
Result<TerraformRan> run_terraform(const std::string& directory, std::vector<std::string> arguments);

/// The plan of a directory as JSON text: `plan -refresh=false`, then `show -json`, with the program that
/// LAKEFORM_TERRAFORM names, else terraform, else tofu from PATH. Takes no lock. The plan is in memory only, so nothing
/// stays of it however this ends. What the program says on failure is in the error.
Result<std::string> planned_in(const std::string& directory);

}  // namespace lakeform::plan
