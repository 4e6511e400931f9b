#include "plan/desired/slices.h"

#include <nlohmann/json.hpp>

#include "provider/value/state_json.h"

namespace lakeform::plan {

namespace {

constexpr std::size_t kBroken = std::string_view::npos;

std::size_t skip_space(Slice text, std::size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t' || text[at] == '\r')) ++at;
  return at;
}

/// From an opening quote to behind the closing one.
std::size_t skip_string(Slice text, std::size_t at) {
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      return at + 1;
    }
  }
  return kBroken;
}

/// From the start of a value to behind it. Bracket kinds are matched when the slice is decoded.
std::size_t skip_value(Slice text, std::size_t at) {
  if (at >= text.size()) return kBroken;
  if (text[at] == '"') return skip_string(text, at);
  if (text[at] != '{' && text[at] != '[') {
    const auto end = text.find_first_of(",]} \n\t\r", at);
    return end == at ? kBroken : std::min(end, text.size());
  }
  std::size_t depth = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"') {
      at = skip_string(text, at);
      if (at == kBroken) return kBroken;
      continue;
    }
    ++at;
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && --depth == 0) return at;
  }
  return kBroken;
}

/// Walks the parts between two brackets; `part` takes one and returns where it ends.
bool for_parts(Slice whole, char open, char close, const std::function<std::size_t(std::size_t at)>& part) {
  std::size_t at = skip_space(whole, 0);
  if (at >= whole.size() || whole[at] != open) return false;
  at = skip_space(whole, at + 1);
  if (at < whole.size() && whole[at] == close) return skip_space(whole, at + 1) == whole.size();
  while (at < whole.size()) {
    at = part(at);
    if (at == kBroken) return false;
    at = skip_space(whole, at);
    if (at >= whole.size()) return false;
    if (whole[at] == close) return skip_space(whole, at + 1) == whole.size();
    if (whole[at] != ',') return false;
    at = skip_space(whole, at + 1);
  }
  return false;
}

}  // namespace

bool for_members(Slice object, const std::function<void(const std::string& key, Slice value)>& member) {
  return for_parts(object, '{', '}', [&](std::size_t at) {
    if (object[at] != '"') return kBroken;
    const std::size_t key_end = skip_string(object, at);
    if (key_end == kBroken) return kBroken;
    const std::size_t colon = skip_space(object, key_end);
    if (colon >= object.size() || object[colon] != ':') return kBroken;
    const std::size_t begin = skip_space(object, colon + 1);
    const std::size_t end = skip_value(object, begin);
    if (end != kBroken) member(text(object.substr(at, key_end - at)), object.substr(begin, end - begin));
    return end;
  });
}

bool for_elements(Slice array, const std::function<void(Slice value)>& element) {
  return for_parts(array, '[', ']', [&](std::size_t at) {
    const std::size_t end = skip_value(array, at);
    if (end != kBroken) element(array.substr(at, end - at));
    return end;
  });
}

Slice member(Slice object, std::string_view key) {
  Slice out;
  for_members(object, [&](const std::string& name, Slice value) {
    if (name == key) out = value;
  });
  return out;
}

Value decoded(Slice value) {
  if (value.empty()) return {};
  auto read = state_json::decode(value);
  return read ? std::move(*read) : Value();
}

std::string text(Slice value) {
  if (value.size() < 2 || value.front() != '"') return {};
  if (value.find('\\') == Slice::npos) return std::string(value.substr(1, value.size() - 2));
  const auto parsed = nlohmann::json::parse(value, nullptr, false);
  return parsed.is_string() ? parsed.get<std::string>() : std::string();
}

}  // namespace lakeform::plan
