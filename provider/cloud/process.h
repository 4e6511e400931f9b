// Runs a command of the user's that prints a token: what it prints, or why there is nothing.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "provider/value/result.h"
#include "provider/value/stop.h"

namespace lakeform::cloud {

struct Command {
  std::vector<std::string> words;  ///< the program, looked for in PATH, and its arguments; at least one
  std::vector<std::pair<std::string, std::string>> environment;  ///< beyond the process's own
  std::string name;    ///< for errors: "credential_process"; never the words, which may hold anything
  std::string advice;  ///< what to do when it fails
  std::chrono::seconds timeout{60};

  /// The text as a shell takes it.
  static Command in_shell(std::string text) { return {{"/bin/sh", "-c", std::move(text)}, {}, {}, {}}; }
};

struct CommandEnd {
  std::string output;  ///< at most 64 KiB
  int status = 0;      ///< the exit status
};

/// Blocks until the command has ended. A timeout, a stop, a signal and too much output are errors; its children end
/// with it then. What it prints to stderr goes nowhere: it may hold anything.
Result<CommandEnd> run(const Command& command, const StopToken& stop);

/// The same, where an exit status other than 0 is an error too.
Result<std::string> output_of(const Command& command, const StopToken& stop);

}  // namespace lakeform::cloud
