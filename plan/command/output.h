// Where a report goes: the options that `plan` and `merge` share.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "plan/report.h"
#include "provider/value/result.h"

namespace lakeform::plan {

struct OutputOptions {
  std::string format = "text";     ///< of standard output
  std::vector<std::string> files;  ///< "html=report.html": further formats, each into a file
  std::string title;               ///< what the report calls its subject; empty: as it came
  bool json = false;               ///< short for --format json
  bool quiet = false, verbose = false, no_colour = false;
};

/// The options live as long as the application. Values that make no sense are errors of the command line.
void add_output_options(CLI::App& command, OutputOptions& options);

/// An error where an output could not be written, or would destroy an input or another output. Call it before anything
/// is done.
Outcome check_outputs(const OutputOptions& options, const std::vector<std::string>& inputs);

/// Colour and width follow the terminal: none where standard output is no terminal, NO_COLOR is set or TERM is dumb;
/// COLUMNS has the last word on width. A file is written whole or not at all.
Outcome write_report(Report report, const OutputOptions& options);

}  // namespace lakeform::plan
