// Scripts that complete the command line in a shell.
#pragma once

#include <string>

#include "plan/command/tree.h"

namespace lakeform::plan {

/// For "bash", "zsh" or "fish"; empty for another shell. Subcommands, options, words of values, and files where a value
/// can be anything.
std::string completion_script(const CLI::App& app, const std::string& shell);

}  // namespace lakeform::plan
