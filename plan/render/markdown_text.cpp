#include "plan/render/markdown_text.h"

#include <algorithm>
#include <cctype>
#include <sstream>
#include <string_view>

#include "plan/render/characters.h"

namespace lakeform::plan {

namespace {

constexpr std::size_t kLongestFence = 79;  ///< cmark knows none beyond it; a longer run of backticks is shown in parts
constexpr std::size_t kShortestHash = 7;   ///< of a commit, as GitHub looks for it

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

/// Characters as entities, which Markdown takes as text, but for letters and digits.
std::string entities(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (letter(c) || digit(c) || c == ' ') {
      out += c;
    } else {
      out += "&#" + std::to_string(static_cast<int>(c)) + ";";
    }
  }
  return out;
}

std::size_t longest_run(const std::string& text, char of) {
  std::size_t run = 0, longest = 0;
  for (const char c : text) {
    run = c == of ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

bool is_hash(std::string_view word) {
  return word.size() >= kShortestHash &&
         std::all_of(word.begin(), word.end(),
                     [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }) &&
         !std::all_of(word.begin(), word.end(), digit);
}

/// No link of any dialect: a point before a letter may make a host, "GH-1" is an issue.
/// Letters, digits and punctuation that begins nothing in any dialect. A point before a letter may make a host, "GH-1"
/// is an issue.
bool plain(std::string_view word) {
  if (is_hash(word) || word.starts_with("GH-") || word.starts_with("gh-")) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    const bool last = i + 1 == word.size();
    const bool point = c == '.' && (last || digit(word[i + 1]));
    const bool percent = c == '%' && last;
    if (!letter(c) && !digit(c) && !point && !percent &&
        std::string_view(",;'\"()/+=?-").find(c) == std::string_view::npos)
      return false;
  }
  return true;
}

/// "1.", "-" or "===" at the start of a line would be a list, a rule or a heading.
std::string first_safe(const std::string& word) {
  const bool number = digit(word.front()) && (word.back() == '.' || word.back() == ')');
  return number || word.find_first_not_of("-+=") == std::string::npos ? entities(word) : word;
}

std::string word_in_markdown(const std::string& word, Where where, bool first) {
  const auto end = word.find_last_not_of(".,;:)");
  const std::size_t size = end == std::string::npos ? 0 : end + 1;
  const std::string core = word.substr(0, size), rest = word.substr(size);
  if (plain(core)) return first ? first_safe(word) : word;
  return code_span(core, where) + rest;
}

}  // namespace

std::string code_span(const std::string& text, Where where) {
  std::string inside;
  std::size_t run = 0;
  for (const char c : broken_marks(one_line(text), "\\#")) {
    run = c == '`' ? run + 1 : 0;
    if (run > 0 && run % kLongestFence == 0) inside += ' ';
    if (c == '|' && where == Where::Cell) inside += '\\';
    inside += c;
  }
  const std::string fence(longest_run(inside, '`') + 1, '`');
  const bool pad =
      inside.empty() || inside.front() == ' ' || inside.back() == ' ' || inside.front() == '`' || inside.back() == '`';
  return fence + (pad ? " " : "") + inside + (pad ? " " : "") + fence;
}

std::string words_in_markdown(const std::string& text, Where where) {
  std::istringstream words(clean(text));
  std::string out;
  for (std::string word; words >> word;) out += (out.empty() ? "" : " ") + word_in_markdown(word, where, out.empty());
  return out;
}

std::string code_in_html(const std::string& text) { return "<code>" + entities(one_line(text)) + "</code>"; }

}  // namespace lakeform::plan
