// What is done to texts everywhere. ASCII only where letters count; nothing depends on the locale.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lakeform {

std::string lower_case(std::string_view text);
std::string upper_case(std::string_view text);
/// Whether two texts are the same but for the case of letters.
bool same_ignoring_case(std::string_view a, std::string_view b);
/// Without blanks, tabs and line ends at both ends.
std::string_view trimmed(std::string_view text);
/// The parts between separators; an empty text is one empty part. Views into `text`. The part that reaches `limit` has
/// the rest in it, separators and all.
std::vector<std::string_view> split(std::string_view text, char separator, std::size_t limit = std::string_view::npos);
std::string joined(const std::vector<std::string>& parts, std::string_view separator);

}  // namespace lakeform
