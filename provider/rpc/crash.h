// A last word in the log when the process dies: what happened and where, without anything it was working on.
#pragma once

namespace lakeform::rpc {

/// Handlers for fatal signals and for uncaught exceptions. They print what happened and code addresses, never memory,
/// arguments, variables or an exception's text, which may hold secrets. They remove the file `socket`, whose name must
/// live as long as the process.
void install_crash_handlers(const char* socket);

}  // namespace lakeform::rpc
