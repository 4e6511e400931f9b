// Named formats of text attributes: `format` in a definition.
#pragma once

#include <string>
#include <string_view>

namespace lakeform::engine {

/// What is wrong with the text in the named format, as the end of a sentence ("is no ARN: ..."); empty when nothing is.
/// Formats: json, iam-policy-json, arn, account-id, weekly-window, and whatever formats.cpp lists.
std::string format_problem(std::string_view format, const std::string& text);

}  // namespace lakeform::engine
