// The command line as data, read off the CLI11 application: what completion scripts and the manual page are made from.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace lakeform::plan {

struct OptionWords {
  std::vector<std::string> names;  ///< "--verbose", "-v"; empty for a positional argument
  std::string value;               ///< what it takes: "FORMAT=FILE"; empty for a flag
  std::string about;
  std::string group;
  bool repeats = false;
  bool required = false;
};

struct CommandWords {
  std::string name;
  std::string about;
  std::string footer;
  std::vector<OptionWords> options;    ///< in the order of --help
  std::vector<OptionWords> arguments;  ///< positional
};

/// The program itself first, then its subcommands; hidden ones are left out.
std::vector<CommandWords> commands_of(const CLI::App& app);

/// The words that a value can be, by what options call it: the formats for FORMAT, shells for SHELL. Empty: anything.
std::vector<std::string> choices(const std::string& value);

}  // namespace lakeform::plan
