// Files that reports are written into.
#pragma once

#include <string>
#include <vector>

#include "provider/value/result.h"

namespace lakeform::plan {

/// An error where two of the files, or a file and standard output, are one (whatever the paths: links, other
/// spellings), where a file is an input, and where a file's folder is not there. Devices take any number of outputs.
Outcome check_files(const std::vector<std::string>& paths, const std::vector<std::string>& inputs);

/// Writes a regular file whole or not at all: beside it, then renamed into its place, with the mode it had. What is not
/// a regular file (a link, a pipe, a device) stays what it is, and the text goes through it.
Outcome write_file(const std::string& path, const std::string& text);

Outcome cannot_write(const std::string& path, int number);

}  // namespace lakeform::plan
