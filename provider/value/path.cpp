#include "provider/value/path.h"

#include <charconv>

namespace lakeform {

namespace {

Path extended(const std::vector<PathStep>& steps, PathStep step) {
  std::vector<PathStep> longer = steps;
  longer.push_back(std::move(step));
  return Path(std::move(longer));
}

PathStep bracket(std::string_view inner) {
  Index index = 0;
  auto [end, error] = std::from_chars(inner.data(), inner.data() + inner.size(), index);
  if (error == std::errc() && end == inner.data() + inner.size()) return index;
  if (inner.size() >= 2 && inner.front() == '"' && inner.back() == '"') inner = inner.substr(1, inner.size() - 2);
  return Key{std::string(inner)};
}

/// As HCL and JSON write it: a key with a quote or a line feed stays one word on one line.
std::string quoted(const std::string& text) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20) {
      out += {'\\', 'u', '0', '0', digits[byte >> 4U], digits[byte & 15U]};
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace

Path Path::parse(std::string_view text) {
  std::vector<PathStep> steps;
  while (!text.empty()) {
    if (text.front() == '[') {
      const auto end = text.find(']');
      steps.push_back(bracket(text.substr(1, end - 1)));
      text = end == std::string_view::npos ? "" : text.substr(end + 1);
    } else {
      const auto end = text.find_first_of(".[");
      steps.push_back(Name{std::string(text.substr(0, end))});
      text = end == std::string_view::npos ? "" : text.substr(end);
    }
    if (!text.empty() && text.front() == '.') text.remove_prefix(1);
  }
  return Path(std::move(steps));
}

Path Path::operator/(std::string_view name) const { return extended(steps_, Name{std::string(name)}); }
Path Path::operator/(Index index) const { return extended(steps_, index); }
Path Path::key(std::string_view key) const { return extended(steps_, Key{std::string(key)}); }

std::string Path::text() const {
  std::string out;
  for (const auto& step : steps_) {
    if (const auto* name = std::get_if<Name>(&step)) {
      if (!out.empty()) out += '.';
      out += name->text;
    } else if (const auto* key = std::get_if<Key>(&step)) {
      out += '[' + quoted(key->text) + ']';
    } else {
      out += '[' + std::to_string(std::get<Index>(step)) + ']';
    }
  }
  return out;
}

}  // namespace lakeform
