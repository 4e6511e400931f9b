// What the official provider writes to standard error, told on in our own log under its name.
#pragma once

#include <string>
#include <string_view>

namespace lakeform::rpc {

/// One line without its end. Lines in the form of go-hclog keep their level and members; others go by a prefix such as
/// "[WARN]", else are debug, and those of a panic are errors, which Terraform must not take for a panic of ours.
/// Secrets are covered. One write(2) for each.
void tell_on(std::string_view line, const std::string& name, bool panicking);

/// Whether Go begins to say with this line why it ends.
bool begins_panic(std::string_view line);

}  // namespace lakeform::rpc
