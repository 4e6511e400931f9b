#include "plan/render/characters.h"

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
  const std::size_t size = lead >= 0xF0 && lead < 0xF5 ? 4 : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xC2 && lead < 0xE0 ? 2 : 0;
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

bool harmless(char32_t code) {
  if (code == kNoCharacter || (code < 0x20 && code != '\n' && code != '\t') || (code >= 0x7F && code < 0xA0)) return false;
  const bool turns_direction = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0x200E || code == 0x200F;
  return !turns_direction && code != 0xFFFE && code != 0xFFFF;
}

}  // namespace

std::string clean(const std::string& text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto [code, size] = decoded(std::string_view(text).substr(i));
    out += harmless(code) ? std::string_view(text).substr(i, size) : "\xEF\xBF\xBD";
    i += size;
  }
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
