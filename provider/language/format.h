// Named formats of text attributes: `format` in a definition.
#pragma once

#include <string>
#include <string_view>

namespace lakeform::language {

/// What is wrong with the text in the named format, as the end of a sentence ("is no ARN: ..."); empty when nothing is.
/// Formats: json, weekly-window, duration, day, rfc3339, and those that clouds add (words.h).
std::string format_problem(std::string_view format, const std::string& text);

}  // namespace lakeform::language
