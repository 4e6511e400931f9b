#include "provider/language/template.h"

#include <algorithm>

#include "provider/language/json_path.h"
#include "provider/value/pattern.h"

namespace lakeform::language {

std::string filled_text(std::string_view pattern, const std::function<std::string(std::string_view)>& value) {
  std::string out;
  while (!pattern.empty()) {
    const auto open = pattern.find('{');
    out += pattern.substr(0, open);
    if (open == std::string_view::npos) break;
    const auto close = pattern.find('}', open);
    if (close == std::string_view::npos) return out += pattern.substr(open);
    out += value(pattern.substr(open + 1, close - open - 1));
    pattern.remove_prefix(close + 1);
  }
  return out;
}

std::vector<Part> parts_of(std::string_view pattern) {
  std::vector<Part> out;
  bool optional = false;
  std::size_t i = 0;
  while (i < pattern.size()) {
    if (pattern[i] == '[' || pattern[i] == ']') {
      optional = pattern[i++] == '[';
    } else if (pattern[i] == '{') {
      const auto close = std::min(pattern.find('}', i), pattern.size());
      out.push_back({pattern.substr(i + 1, close - i - 1), true, optional});
      i = close + 1;
    } else {
      const auto end = std::min(pattern.find_first_of("{[]", i), pattern.size());
      out.push_back({pattern.substr(i, end - i), false, optional});
      i = end;
    }
  }
  return out;
}

std::string plain_text(const Json& json) {
  if (json.is_string()) return json.get<std::string>();
  return json.is_null() ? std::string() : json.dump();
}

std::string text_of_item(std::string_view pattern, const Json& item) {
  return filled_text(pattern, [&](std::string_view name) { return plain_text(json_at(item, name)); });
}

std::optional<std::map<std::string, std::string>> split_id(std::string_view pattern, std::string_view text) {
  std::map<std::string, std::string> out;
  const auto parts = parts_of(pattern);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!parts[i].placeholder) {
      if (!text.starts_with(parts[i].text)) {
        if (parts[i].optional && text.empty()) return out;
        return std::nullopt;
      }
      text.remove_prefix(parts[i].text.size());
      continue;
    }
    const auto next = i + 1 < parts.size() ? text.find(parts[i + 1].text) : std::string_view::npos;
    if (i + 1 < parts.size() && next == std::string_view::npos && !parts[i + 1].optional) return std::nullopt;
    const auto value = text.substr(0, next);
    if (value.empty() && !parts[i].optional) return std::nullopt;
    out[std::string(parts[i].text)] = std::string(value);
    text.remove_prefix(value.size());
  }
  return text.empty() ? std::optional(out) : std::nullopt;
}

std::optional<std::map<std::string, std::string>> split_parts(std::string_view pattern, std::string_view text,
                                                              LetterCase letters) {
  std::string wanted = letters == LetterCase::Ignored ? "(?i)^" : "^";
  std::vector<std::string> names;
  // Where blanks part the parts, none has one in it but the last, which may be a title.
  const std::string blank = pattern.find(' ') == std::string_view::npos ? "" : " ";
  const auto parts = parts_of(pattern);
  for (const Part& part : parts) {
    if (!part.placeholder) {
      wanted += quoted_pattern(std::string(part.text));
      continue;
    }
    const bool any = part.text.starts_with('+');
    const bool free = any && (blank.empty() || &part == &parts.back());
    wanted += free ? "(.+)" : "([^" + std::string(any ? "" : "/") + blank + "]+)";
    names.emplace_back(part.text.substr(any ? 1 : 0));
  }
  const auto groups = groups_of(std::string(text), wanted + "$");
  if (groups.size() != names.size() + 1) return std::nullopt;
  std::map<std::string, std::string> out;
  for (std::size_t i = 0; i < names.size(); ++i) out[names[i]] = groups[i + 1];
  return out;
}

std::string readable(std::string_view pattern) {
  std::string out;
  for (const Part& part : parts_of(pattern)) {
    if (part.optional) out += '[';
    std::string text(part.text);
    if (part.placeholder) {
      text = text.substr(text.starts_with('+') ? 1 : 0, text.find('|'));
      for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    out += text;
    if (part.optional) out += ']';
  }
  return out;
}

}  // namespace lakeform::language
