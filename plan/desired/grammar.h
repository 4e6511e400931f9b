// Whether a text is JSON, and where not. Slices are decoded one at a time and late; a broken one would count as nothing
// there and become another verdict.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lakeform::plan {

/// What is no JSON (RFC 8259), or a number beyond any reason (an exponent over 4096), with its path: "NaN at
/// resource_changes[0].change.after.number_of_nodes". None: all is well. The text must not be nested deeper than
/// kDeepestJson, for it recurses. Nothing of the text but the word at fault is in the answer, which is at most 20 bytes
/// of it.
std::optional<std::string> json_fault(std::string_view text);

}  // namespace lakeform::plan
