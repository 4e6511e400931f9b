// Names and texts come from clouds and plans, so they may hold anything: who opens a pull request chooses them. What
// every format needs to write them safely.
#pragma once

#include <string>
#include <string_view>

#include "plan/report.h"

namespace lakeform::plan {

/// Valid UTF-8 without control characters (line feeds and tabs stay), without what breaks a line elsewhere (U+2028),
/// without the marks that turn the reading direction, and without what is not seen at all (Unicode's default
/// ignorables, but for the variation selectors that pick a glyph); each of these becomes U+FFFD. A terminal, a browser
/// and an XML parser take the result as text.
std::string clean(const std::string& text);

/// The same on one line: line feeds and tabs are written \n and \t.
std::string one_line(const std::string& text);

/// ## before [ or a letter with `instead` for its second #: with it Azure Pipelines, TeamCity and GitHub's older form
/// begin a command, anywhere in a line.
std::string broken_marks(const std::string& text, std::string_view instead);

/// Lines of output that no CI system takes for a command to itself: a backslash stands within ## as above, and before
/// :: at the start of a line (GitHub; spaces before it count for nothing). Source: actions/runner, ActionCommand.cs;
/// Azure Pipelines, "Logging commands".
std::string without_commands(const std::string& lines);

/// JSON in which everything that clean() takes out, and ## as above, is written \uXXXX: a parser gives back what was
/// there. Bytes that are not UTF-8 become U+FFFD. `indent` as nlohmann::json takes it.
std::string json_text(const Json& json, int indent);

/// The text cut to `most` characters of UTF-8, with "…" in the place of the rest.
std::string shortened(const std::string& text, std::size_t most);

}  // namespace lakeform::plan
