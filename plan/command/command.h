// The command line of `lakeform`. Each subcommand is one file with one function that adds it; the table is in
// command.cpp.
#pragma once

#include <CLI/CLI.hpp>

#include "provider/value/result.h"

namespace lakeform::plan {

/// Exit statuses, as Terraform's -detailed-exitcode has them. `--fail-on` adds finer ones from 10 on (plan.cpp).
inline constexpr int kNothing = 0, kError = 1, kChanges = 2;

/// Runs the program as the shell started it; the exit status. Help and errors of the command line are printed here.
int run(int argc, char** argv);

/// Adds one subcommand to the application. When the subcommand is the one asked for, its callback puts the exit status
/// into `status`, which lives as long as the application.
using AddCommand = void (*)(CLI::App& app, int& status);

void add_plan(CLI::App& app, int& status);
void add_merge(CLI::App& app, int& status);
void add_explain(CLI::App& app, int& status);
void add_mirror(CLI::App& app, int& status);
void add_switch(CLI::App& app, int& status);
void add_completion(CLI::App& app, int& status);
void add_manual(CLI::App& app, int& status);

/// The exit status of something that succeeds or not; a failure is told on standard error.
int finished(const Outcome& outcome);

}  // namespace lakeform::plan
