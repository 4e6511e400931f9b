#include "provider/value/unescape.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

namespace lakeform {
namespace {

// What an escape stands for, and how many bytes of text it takes.
struct Escape {
  std::string means;
  std::size_t length = 0;
};

std::optional<std::uint32_t> number(std::string_view digits, int base) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::string utf8(std::uint32_t point) {
  const auto tail = [&](int shift) { return static_cast<char>(0x80 | ((point >> shift) & 0x3f)); };
  if (point < 0x80) return {static_cast<char>(point)};
  if (point < 0x800) return {static_cast<char>(0xc0 | (point >> 6)), tail(0)};
  if (point < 0x10000) return {static_cast<char>(0xe0 | (point >> 12)), tail(6), tail(0)};
  return {static_cast<char>(0xf0 | ((point >> 18) & 7)), tail(12), tail(6), tail(0)};
}

Escape percent(std::string_view text) {
  const auto byte = text.size() < 3 ? std::nullopt : number(text.substr(1, 2), 16);
  return byte ? Escape{std::string(1, static_cast<char>(*byte)), 3} : Escape{};
}

Escape entity(std::string_view text) {
  constexpr std::size_t longest = 10;  // "&#x10ffff;"
  constexpr std::array<std::pair<std::string_view, char>, 5> names{
      {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}}};
  const auto end = text.substr(0, longest).find(';');
  if (end == std::string_view::npos) return {};
  const auto name = text.substr(1, end - 1);
  for (const auto& [known, means] : names) {
    if (name == known) return {std::string(1, means), end + 1};
  }
  if (!name.starts_with('#')) return {};
  const bool hex = name.starts_with("#x") || name.starts_with("#X");
  const auto point = number(name.substr(hex ? 2 : 1), hex ? 16 : 10);
  return point ? Escape{utf8(*point), end + 1} : Escape{};
}

std::optional<std::uint32_t> four_digits(std::string_view text) {
  return text.size() < 6 || text[0] != '\\' || text[1] != 'u' ? std::nullopt : number(text.substr(2, 4), 16);
}

Escape code_unit(std::string_view text) {
  const auto first = four_digits(text);
  if (!first) return {};
  if (*first < 0xd800 || *first > 0xdbff) return {utf8(*first), 6};
  const auto second = four_digits(text.substr(6));
  if (!second || *second < 0xdc00 || *second > 0xdfff) return {utf8(*first), 6};
  return {utf8(0x10000 + ((*first - 0xd800) << 10) + (*second - 0xdc00)), 12};
}

Escape backslash(std::string_view text) {
  constexpr std::string_view written = "\"'\\/bfnrt", means = "\"'\\/\b\f\n\r\t";
  if (text.size() < 2) return {};
  if (text[1] == 'u') return code_unit(text);
  if (text[1] == 'x') {
    const auto byte = text.size() < 4 ? std::nullopt : number(text.substr(2, 2), 16);
    return byte ? Escape{std::string(1, static_cast<char>(*byte)), 4} : Escape{};
  }
  const auto at = written.find(text[1]);
  return at == std::string_view::npos ? Escape{} : Escape{std::string(1, means[at]), 2};
}

Escape escape_at(std::string_view text) {
  switch (text.front()) {
    case '%':
      return percent(text);
    case '&':
      return entity(text);
    case '\\':
      return backslash(text);
    default:
      return {};
  }
}

int value_of(char c, Packing packing) {
  const auto in = [c](char first, char last) { return c >= first && c <= last; };
  if (packing == Packing::Hex)
    return in('0', '9') ? c - '0' : in('a', 'f') ? c - 'a' + 10 : in('A', 'F') ? c - 'A' + 10 : -1;
  if (in('A', 'Z')) return c - 'A';
  if (in('a', 'z')) return c - 'a' + 26;
  if (in('0', '9')) return c - '0' + 52;
  return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

bool breaks_line(char c, Packing packing) { return packing == Packing::Base64 && (c == '\n' || c == '\r'); }

void append(Decoded& out, std::string_view bytes, std::size_t start, std::size_t end) {
  out.text += bytes;
  out.start.insert(out.start.end(), bytes.size(), start);
  out.end.insert(out.end.end(), bytes.size(), end);
}

}  // namespace

Decoded undecoded(std::string_view text) {
  Decoded out{std::string(text), std::vector<std::size_t>(text.size()), std::vector<std::size_t>(text.size())};
  for (std::size_t i = 0; i < text.size(); ++i) {
    out.start[i] = i;
    out.end[i] = i + 1;
  }
  return out;
}

bool unescape(Decoded& view) {
  if (view.text.find_first_of("%&\\") == std::string::npos) return false;
  Decoded out;
  const std::string_view text = view.text;
  bool changed = false;
  for (std::size_t i = 0; i < text.size();) {
    const Escape escape = escape_at(text.substr(i));
    const std::size_t length = escape.length ? escape.length : 1;
    append(out, escape.length ? std::string_view(escape.means) : text.substr(i, 1), view.start[i],
           view.end[i + length - 1]);
    changed = changed || escape.length;
    i += length;
  }
  if (changed) view = std::move(out);
  return changed;
}

std::size_t end_of_run(const Decoded& view, Packing packing, std::size_t from) {
  std::size_t end = from;
  for (std::size_t i = from; i < view.text.size(); ++i) {
    if (value_of(view.text[i], packing) >= 0) {
      end = i + 1;
    } else if (i == from || !breaks_line(view.text[i], packing)) {
      break;
    }
  }
  return end;
}

Decoded unpacked(const Decoded& view, Packing packing, std::size_t from, std::size_t to, std::size_t skipped) {
  Decoded out;
  const unsigned width = packing == Packing::Hex ? 4 : 6;
  std::uint32_t bits = 0;
  unsigned held = 0;
  std::size_t start = 0;  // of the letter that holds the first bit of the next byte
  for (std::size_t i = from; i < to; ++i) {
    const int value = value_of(view.text[i], packing);
    if (value < 0 || skipped > 0) {
      skipped -= value >= 0;
      continue;
    }
    if (held == 0) start = view.start[i];
    bits = (bits << width | static_cast<std::uint32_t>(value)) & 0xffff;
    held += width;
    if (held < 8) continue;
    held -= 8;
    append(out, std::string(1, static_cast<char>(bits >> held)), start, view.end[i]);
    start = view.start[i];
  }
  return out;
}

}  // namespace lakeform
