// What options say in words: the finer exit statuses of --fail-on, the checks of --skip-check.
#pragma once

#include <CLI/CLI.hpp>
#include <set>
#include <string>
#include <vector>

#include "plan/report.h"
#include "provider/value/result.h"

namespace lakeform::plan {

struct Gate {
  std::vector<int> statuses;   ///< those of --fail-on, sorted; none: as Terraform's -detailed-exitcode
  bool accept_unread = false;  ///< --accept could-not-check
};

/// From the words of --fail-on ("data-loss,drift") and --accept. Unknown words are an error that names the known ones;
/// --accept without --fail-on is one too.
Result<Gate> gate_of(const std::vector<std::string>& fail_on, const std::vector<std::string>& accept);

/// --fail-on and --accept, for `plan` and `merge`.
struct GateOptions {
  std::vector<std::string> fail_on, accept;
};
void add_gate_options(CLI::App& command, GateOptions& options);

/// The statuses of --fail-on and what holds without and with it, for --help.
extern const char* const kAboutGate;

/// The ids of --skip-check. An id that no check has is an error that says so.
Result<std::set<std::string, std::less<>>> check_ids(const std::vector<std::string>& ids);

/// 1 where a plan is incomplete. Else without words as Terraform's -detailed-exitcode: 0 or 2. With words the first
/// status of the table that applies, or 0:
///  - an impact applies also where Terraform destroys or replaces and the impact is unknown, for it can't be ruled out;
///  - could-not-check is always asked for, unless it is accepted. Accepting it opens nothing else.
int exit_status(const Report& report, const Gate& gate);
/// The same; an incomplete plan is told on standard error, since the report may go to a file that nobody opens.
int status_of(const Report& report, const Gate& gate);

}  // namespace lakeform::plan
