// Names and texts come from clouds and plans, so they may hold anything. What every format needs to write them safely.
#pragma once

#include <string>

namespace lakeform::plan {

/// Valid UTF-8 without control characters (line feeds and tabs stay) and without the marks that turn the reading direction; each of these becomes
/// U+FFFD. A terminal, a browser and an XML parser take the result as text.
std::string clean(const std::string& text);

/// The text cut to `most` characters of UTF-8, with "…" in the place of the rest.
std::string shortened(const std::string& text, std::size_t most);

}  // namespace lakeform::plan
