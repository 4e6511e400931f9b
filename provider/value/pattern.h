// Regular expressions of definitions, formats and the sandbox. RE2's: no lookaround, and time and stack do not grow
// with what a user writes.
#pragma once

#include <string>
#include <vector>

namespace lakeform {

/// Whether the text has a part that the pattern matches; anchors are written out. A pattern is compiled once.
/// Thread-safe. One that is malformed throws std::invalid_argument.
bool has_pattern(const std::string& text, const std::string& pattern);

/// The first part that matches, then what its groups hold (empty where a group took no part); nothing when there is no
/// match.
std::vector<std::string> groups_of(const std::string& text, const std::string& pattern);

/// The text without what the pattern matches.
std::string without_pattern(std::string text, const std::string& pattern);

/// A pattern that matches just this text.
std::string quoted_pattern(const std::string& text);

}  // namespace lakeform
