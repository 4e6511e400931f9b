#include "plan/render/characters.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <iterator>
#include <string_view>

namespace lakeform::plan {

namespace {

constexpr char32_t kNoCharacter = 0xFFFFFFFF;

struct Decoded {
  char32_t code;     ///< kNoCharacter where the bytes are not UTF-8
  std::size_t size;  ///< bytes taken
};

/// The first character of a text that is not empty.
Decoded decoded(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xF0 && lead < 0xF5   ? 4
                           : lead >= 0xE0 && lead < 0xF0 ? 3
                           : lead >= 0xC2 && lead < 0xE0 ? 2
                                                         : 0;
  if (size == 0 || text.size() < size) return {kNoCharacter, 1};
  char32_t code = lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return {kNoCharacter, 1};
    code = code << 6U | (byte(i) & 0x3FU);
  }
  const bool overlong = (size == 3 && code < 0x800) || (size == 4 && (code < 0x10000 || code > 0x10FFFF));
  const bool surrogate = code >= 0xD800 && code < 0xE000;
  if (overlong || surrogate) return {kNoCharacter, 1};
  return {code, size};
}

struct Span {
  char32_t first, last;
};

/// Unicode's Cc, Zl, Zp, Bidi_Control and Default_Ignorable_Code_Point without U+FE00..U+FE0F, in order. Source:
/// DerivedCoreProperties.txt, PropList.txt.
constexpr Span kHarmful[] = {{0x00, 0x08},     {0x0B, 0x1F},       {0x7F, 0x9F},       {0xAD, 0xAD},
                             {0x34F, 0x34F},   {0x61C, 0x61C},     {0x115F, 0x1160},   {0x17B4, 0x17B5},
                             {0x180B, 0x180F}, {0x200B, 0x200F},   {0x2028, 0x202E},   {0x2060, 0x206F},
                             {0x3164, 0x3164}, {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFB},
                             {0xFFFE, 0xFFFF}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}};

bool harmless(char32_t code) {
  if (code >= 0x20 && code < 0x7F) return true;
  return code != kNoCharacter && std::none_of(std::begin(kHarmful), std::end(kHarmful),
                                              [&](Span span) { return code >= span.first && code <= span.last; });
}

/// Calls `good(part)` for each harmless character and `bad(code)` for every other one.
template <class Good, class Bad>
void each_character(std::string_view text, Good good, Bad bad) {
  for (std::size_t i = 0; i < text.size();) {
    const auto [code, size] = decoded(text.substr(i));
    if (harmless(code)) {
      good(text.substr(i, size));
    } else {
      bad(code);
    }
    i += size;
  }
}

std::string utf16_escape(char32_t code) {
  char out[16];
  if (code < 0x10000) {
    std::snprintf(out, sizeof out, "\\u%04x", static_cast<unsigned>(code));
  } else {
    const unsigned rest = static_cast<unsigned>(code) - 0x10000U;
    std::snprintf(out, sizeof out, "\\u%04x\\u%04x", 0xD800U + (rest >> 10U), 0xDC00U + (rest & 0x3FFU));
  }
  return out;
}

/// What .NET, in which runners are written, trims from a line.
bool is_space(char32_t code) {
  return code == ' ' || (code >= 0x09 && code <= 0x0D) || code == 0x85 || code == 0xA0 || code == 0x1680 ||
         (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F ||
         code == 0x3000;
}

/// Where a line begins behind its spaces.
std::size_t start_of(std::string_view line) {
  std::size_t i = 0;
  while (i < line.size()) {
    const auto [code, size] = decoded(line.substr(i));
    if (!is_space(code)) break;
    i += size;
  }
  return i;
}

}  // namespace

std::string clean(const std::string& text) {
  std::string out;
  out.reserve(text.size());
  each_character(text, [&](std::string_view part) { out += part; }, [&](char32_t) { out += "\xEF\xBF\xBD"; });
  return out;
}

std::string one_line(const std::string& text) {
  std::string out;
  for (const char c : clean(text)) {
    if (c == '\n' || c == '\t') {
      out += c == '\n' ? "\\n" : "\\t";
    } else {
      out += c;
    }
  }
  return out;
}

std::string broken_marks(const std::string& text, std::string_view instead) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool second = text[i] == '#' && i > 0 && text[i - 1] == '#';
    const bool command = second && i + 1 < text.size() &&
                         (text[i + 1] == '[' || std::isalpha(static_cast<unsigned char>(text[i + 1])) != 0);
    out += command ? instead : std::string_view(text).substr(i, 1);
  }
  return out;
}

std::string without_commands(const std::string& lines) {
  const std::string safe = broken_marks(lines, "\\#");
  std::string out;
  for (std::size_t at = 0; at < safe.size();) {
    const std::size_t end = std::min(safe.find('\n', at), safe.size() - 1) + 1;
    const std::string_view line = std::string_view(safe).substr(at, end - at);
    const std::size_t start = start_of(line);
    out += line.substr(0, start);
    if (line.substr(start, 2) == "::") out += '\\';
    out += line.substr(start);
    at = end;
  }
  return out;
}

std::string json_text(const Json& json, int indent) {
  const std::string plain = broken_marks(json.dump(indent, ' ', false, Json::error_handler_t::replace), "\\u0023");
  std::string out;
  out.reserve(plain.size());
  each_character(plain, [&](std::string_view part) { out += part; }, [&](char32_t code) { out += utf16_escape(code); });
  return out;
}

std::string shortened(const std::string& text, std::size_t most) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80 && ++characters > most) return text.substr(0, i) + "…";
  }
  return text;
}

}  // namespace lakeform::plan
