// A last word in the log when the process dies: what happened and where, without anything it was working on.
#pragma once

namespace lakeform::rpc {

/// Handlers for fatal signals and for uncaught exceptions. Neither prints memory, arguments or variables, which may hold secrets.
void install_crash_handlers();

}  // namespace lakeform::rpc
