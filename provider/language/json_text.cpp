#include "provider/language/json_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <vector>

#include "provider/value/foreign_json.h"

namespace lakeform::language {

namespace {

using Json = nlohmann::json;

/// The shortest digits that read back, then zeros, where C++ would write out every digit of a large number.
std::string padded(double value) {
  char text[40];
  const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::scientific);
  std::string out(text, end.ptr);
  const auto e = out.find('e');
  const auto digits = static_cast<std::size_t>(std::stoi(out.substr(e + 1))) + (value < 0 ? 2 : 1);
  out.erase(e);
  std::erase(out, '.');
  out.resize(std::max(out.size(), digits), '0');
  return out;
}

/// Go's text of a float64: the shortest that reads back; exponents only below 1e-6 and from 1e21.
std::string go_number(double value) {
  if (value == 0) return std::signbit(value) ? "-0" : "0";
  const double size = std::fabs(value);
  char text[400];
  const bool exponent = size < 1e-6 || size >= 1e21;
  if (!exponent && size >= 9007199254740992.0) return padded(value);
  const auto end = std::to_chars(text, text + sizeof text, value,
                                 exponent ? std::chars_format::scientific : std::chars_format::fixed);
  std::string out(text, end.ptr);
  // C++ writes e-09, Go e-9.
  const auto e = out.find('e');
  if (e != std::string::npos && out[e + 2] == '0') out.erase(e + 2, 1);
  return out;
}

void write_string(const std::string& text, std::string& out) {
  const std::string quoted = Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    const char c = quoted[i];
    if (c == '<') {
      out += "\\u003c";
    } else if (c == '>') {
      out += "\\u003e";
    } else if (c == '&') {
      out += "\\u0026";
    } else if (quoted.compare(i, 3, "\xe2\x80\xa8") == 0 || quoted.compare(i, 3, "\xe2\x80\xa9") == 0) {
      out += quoted[i + 2] == '\xa8' ? "\\u2028" : "\\u2029";
      i += 2;
    } else {
      out += c;
    }
  }
}

void write(const Json& json, std::string& out) {
  if (json.is_object()) {
    out += '{';
    for (auto it = json.begin(); it != json.end(); ++it) {
      if (it != json.begin()) out += ',';
      write_string(it.key(), out);
      out += ':';
      write(*it, out);
    }
    out += '}';
  } else if (json.is_array()) {
    out += '[';
    for (std::size_t i = 0; i < json.size(); ++i) {
      if (i > 0) out += ',';
      write(json[i], out);
    }
    out += ']';
  } else if (json.is_string()) {
    write_string(json.get_ref<const std::string&>(), out);
  } else if (json.is_number()) {
    out += go_number(json.get<double>());
  } else {
    out += json.dump();
  }
}

/// Numbers compare as doubles, whatever their spelling.
bool same(const Json& a, const Json& b) { return compact_json(a) == compact_json(b); }

}  // namespace

std::optional<Json> parse_json(std::string_view text) {
  auto json = parse_foreign(text);
  if (json.is_discarded() || text.starts_with("\xEF\xBB\xBF"))
    return std::nullopt;  // the services take no byte order mark
  return json;
}

std::string compact_json(const Json& json) {
  std::string out;
  write(json, out);
  return out;
}

std::string indented_json(std::string_view compact) {
  std::string out;
  std::size_t depth = 0;
  bool quoted = false;
  const auto new_line = [&] { out += "\n" + std::string(2 * depth, ' '); };
  for (std::size_t i = 0; i < compact.size(); ++i) {
    const char c = compact[i];
    if (quoted) {
      out += c;
      if (c == '\\') out += compact[++i];
      quoted = c != '"';
    } else if (c == '{' || c == '[') {
      out += c;
      if (compact[i + 1] == c + 2) {  // the closing one: empty
        out += compact[++i];
      } else {
        ++depth;
        new_line();
      }
    } else if (c == '}' || c == ']') {
      --depth;
      new_line();
      out += c;
    } else {
      out += c;
      if (c == ',') new_line();
      if (c == ':') out += ' ';
      quoted = c == '"';
    }
  }
  return out;
}

std::string normal_json(std::string_view text) {
  const auto json = parse_json(text);
  return json ? compact_json(*json) : std::string(text);
}

bool same_json(std::string_view a, std::string_view b) {
  if (a == b) return true;
  const auto left = parse_json(a), right = parse_json(b);
  return left && right && same(*left, *right);
}

bool has_repeated_key(std::string_view text) {
  std::vector<std::set<std::string>> open;
  bool repeated = false;
  const auto watch = [&](int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key && !open.back().insert(parsed.get<std::string>()).second) repeated = true;
    return true;
  };
  if (!too_much(text).empty()) return false;
  const Json parsed = Json::parse(text, watch, false);
  return repeated && !parsed.is_discarded();
}

}  // namespace lakeform::language
