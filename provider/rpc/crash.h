// A last word in the log when the process dies: what happened and where, without anything it was working on.
#pragma once

namespace lakeform::rpc {

/// Handlers for fatal signals and for uncaught exceptions. They print what happened and code addresses, never memory, arguments, variables or an
/// exception's text, which may hold secrets.
void install_crash_handlers();

}  // namespace lakeform::rpc
