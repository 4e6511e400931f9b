#include "plan/desired/encoding.h"

#include <algorithm>
#include <optional>

#include "plan/desired/desired.h"

namespace lakeform::plan {

namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

void put_character(std::string& out, unsigned code) {
  const auto put = [&](unsigned byte) { out += static_cast<char>(byte); };
  if (code < 0x80) return put(code);
  if (code < 0x800) return put(0xC0U | code >> 6U), put(0x80U | (code & 0x3FU));
  if (code < 0x10000) {
    put(0xE0U | code >> 12U);
  } else {
    put(0xF0U | code >> 18U);
    put(0x80U | (code >> 12U & 0x3FU));
  }
  put(0x80U | (code >> 6U & 0x3FU));
  put(0x80U | (code & 0x3FU));
}

/// None: half a character, or half a unit.
std::optional<std::string> from_utf16(std::string_view text, bool big_end_first) {
  if (text.size() % 2 != 0) return std::nullopt;
  const auto unit = [&](std::size_t i) {
    const auto a = static_cast<unsigned char>(text[i]), b = static_cast<unsigned char>(text[i + 1]);
    return big_end_first ? static_cast<unsigned>(a) << 8U | b : static_cast<unsigned>(b) << 8U | a;
  };
  std::string out;
  out.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    unsigned code = unit(i);
    if (code >= 0xD800 && code < 0xE000) {
      const unsigned low = code < 0xDC00 && i + 3 < text.size() ? unit(i + 2) : 0;
      if (low < 0xDC00 || low > 0xDFFF) return std::nullopt;
      code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
      i += 2;
    }
    put_character(out, code);
  }
  return out;
}

/// Where the object that begins at `begin` ends; npos: it is cut off.
std::size_t end_of_object(std::string_view text, std::size_t begin) {
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t i = begin; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '\\') {
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == '{') {
      ++depth;
    } else if (!quoted && c == '}' && --depth == 0) {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

/// The first line from `from` on that begins with a brace; npos: none.
std::size_t object_line(std::string_view text, std::size_t from) {
  while (from < text.size()) {
    const std::size_t first = text.find_first_not_of(" \t\r", from);
    if (first != std::string_view::npos && text[first] == '{') return first;
    const std::size_t line = text.find('\n', from);
    if (line == std::string_view::npos) break;
    from = line + 1;
  }
  return std::string_view::npos;
}

bool has_words(std::string_view text) { return text.find_first_not_of(" \t\r\n") != std::string_view::npos; }

}  // namespace

Result<std::string> as_utf8(const std::string& name, std::string text) {
  if (text.starts_with(kMark)) return text.substr(kMark.size());
  const auto starts = [&](char a, char b) { return text.size() >= 2 && text[0] == a && text[1] == b; };
  const bool marked = starts('\xFF', '\xFE') || starts('\xFE', '\xFF');
  const bool big = starts('\xFE', '\xFF') || starts('\0', '{'), little = starts('\xFF', '\xFE') || starts('{', '\0');
  if (!big && !little) return text;
  auto out = from_utf16(std::string_view(text).substr(marked ? 2 : 0), big);
  if (out) return std::move(*out);
  return bad_input(name, "is UTF-16 and cut off, or broken",
                   "Write it again as UTF-8. In Windows PowerShell: terraform show -json PLANFILE | Out-File -Encoding "
                   "utf8 plan.json");
}

std::string without_wrapper(std::string text, std::vector<std::string>& notes) {
  const std::size_t first = text.find_first_not_of(" \t\r\n"), last = text.find_last_not_of(" \t\r\n");
  if (first == std::string::npos || (text[first] == '{' && text[last] == '}')) return text;
  const std::size_t begin = object_line(text, 0);
  if (begin == std::string::npos) return text;
  const std::size_t end = end_of_object(text, begin);
  if (end == std::string::npos || object_line(text, end) != std::string::npos) return text;
  const std::string_view before = std::string_view(text).substr(0, begin), after = std::string_view(text).substr(end);
  if (!has_words(before) && !has_words(after)) return text;
  const bool own_line = !has_words(after.substr(0, after.find('\n')));
  if (!own_line) return text;
  notes.emplace_back(
      "The JSON stands between lines of other text, as a wrapper of Terraform prints them; they were left out.");
  return text.substr(begin, end - begin);
}

}  // namespace lakeform::plan
