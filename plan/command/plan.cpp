// lakeform plan: reads what is desired and what is live, and reports the difference.
#include "plan/command/command.h"

namespace lakeform::plan {

void add_plan(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("plan", "Compare a plan, state or directory with the live objects");
  command->callback([&status] { status = kError; });
}

}  // namespace lakeform::plan
