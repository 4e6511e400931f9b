// Regular expressions of definitions, compiled once each.
#pragma once

#include <string>

namespace lakeform::engine {

/// Whether the text has a part that the pattern (ECMAScript) matches. Thread-safe. Patterns come from definitions, so one that is malformed throws.
bool has_pattern(const std::string& text, const std::string& pattern);

/// The text without what the pattern matches.
std::string without_pattern(const std::string& text, const std::string& pattern);

}  // namespace lakeform::engine
