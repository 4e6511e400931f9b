#include "provider/value/value.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

namespace lakeform {

namespace {

struct Decimal {
  bool negative = false;
  std::string digits;      // without sign or point
  std::int64_t point = 0;  // digits before the decimal point
};

std::optional<Decimal> parse_decimal(std::string_view text) {
  Decimal out;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    out.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  bool point_seen = false, any = false;
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    if (text[i] == '.' && !point_seen) {
      point_seen = true;
    } else if (text[i] >= '0' && text[i] <= '9') {
      any = true;
      out.digits += text[i];
      out.point += point_seen ? 0 : 1;
    } else {
      break;
    }
  }
  if (!any) return std::nullopt;
  if (i == text.size()) return out;
  if (text[i] != 'e' && text[i] != 'E') return std::nullopt;
  std::string_view exponent = text.substr(i + 1);
  if (!exponent.empty() && exponent.front() == '+') exponent.remove_prefix(1);
  int power = 0;
  const auto [end, error] = std::from_chars(exponent.data(), exponent.data() + exponent.size(), power);
  if (error != std::errc() || end != exponent.data() + exponent.size() || power > 4096 || power < -4096)
    return std::nullopt;
  out.point += power;
  return out;
}

std::string canonical(Decimal d) {
  const auto first = d.digits.find_first_not_of('0');
  if (first == std::string::npos) return "0";
  d.digits.erase(0, first);
  d.point -= static_cast<std::int64_t>(first);
  d.digits.erase(d.digits.find_last_not_of('0') + 1);
  const auto length = static_cast<std::int64_t>(d.digits.size());
  std::string out = d.negative ? "-" : "";
  if (d.point <= 0) return out + "0." + std::string(static_cast<std::size_t>(-d.point), '0') + d.digits;
  if (d.point >= length) return out + d.digits + std::string(static_cast<std::size_t>(d.point - length), '0');
  const auto split = static_cast<std::size_t>(d.point);
  return out + d.digits.substr(0, split) + "." + d.digits.substr(split);
}

const Value kNull;

}  // namespace

Number::Number(std::string_view text) {
  const auto decimal = parse_decimal(text);
  text_ = decimal ? canonical(*decimal) : "0";
}

bool Number::valid(std::string_view text) { return parse_decimal(text).has_value(); }

Number Number::from_double(double value) {
  char buffer[64];
  const auto result = std::to_chars(buffer, buffer + sizeof buffer, value);
  return Number(std::string_view(buffer, static_cast<std::size_t>(result.ptr - buffer)));
}

std::int64_t Number::to_int64() const {
  std::int64_t value = 0;
  const auto result = std::from_chars(text_.data(), text_.data() + text_.size(), value);
  if (result.ec == std::errc::result_out_of_range) {
    return text_.front() == '-' ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
  }
  return value;
}

double Number::to_double() const {
  double value = 0;
  std::from_chars(text_.data(), text_.data() + text_.size(), value);
  return value;
}

Value Value::unknown(std::string refinement) {
  Value out;
  out.state_ = Unknown{std::move(refinement)};
  return out;
}

bool Value::wholly_known() const {
  switch (kind()) {
    case Kind::Unknown:
      return false;
    case Kind::List:
      return std::all_of(as_list().begin(), as_list().end(), [](const Value& v) { return v.wholly_known(); });
    case Kind::Map:
      return std::all_of(as_map().begin(), as_map().end(), [](const auto& m) { return m.second.wholly_known(); });
    default:
      return true;
  }
}

bool Value::never_null() const {
  if (!is_unknown()) return !is_null();
  // The payload is a map {1: false, ...}; nullness has key 1 and is written first by every encoder seen.
  const std::string& bytes = refinement();
  return bytes.size() >= 3 && bytes[1] == '\x01' && bytes[2] == '\xc2';
}

const Value& Value::operator[](std::string_view name) const {
  if (!is_map()) return kNull;
  const auto found = as_map().find(name);
  return found == as_map().end() ? kNull : found->second;
}

const Value& Value::at(const Path& path) const {
  const Value* now = this;
  for (const auto& step : path.steps()) {
    if (const auto* name = std::get_if<Name>(&step)) {
      now = &(*now)[name->text];
    } else if (const auto* key = std::get_if<Key>(&step)) {
      now = &(*now)[key->text];
    } else {
      const auto index = static_cast<std::size_t>(std::get<Index>(step));
      now = now->is_list() && index < now->as_list().size() ? &now->as_list()[index] : &kNull;
    }
  }
  return *now;
}

void Value::set(std::string_view name, Value value) {
  if (!is_map()) state_ = Map{};
  as_map().insert_or_assign(std::string(name), std::move(value));
}

std::string Value::to_text() const {
  switch (kind()) {
    case Kind::Bool:
      return as_bool() ? "true" : "false";
    case Kind::Number:
      return as_number().text();
    case Kind::String:
      return as_string();
    default:
      return {};
  }
}

bool Value::operator==(const Value& other) const { return state_ == other.state_; }

bool same_elements(const Value::List& a, const Value::List& b) {
  if (a.size() != b.size()) return false;
  std::vector<bool> taken(b.size(), false);
  for (const Value& x : a) {
    bool found = false;
    for (std::size_t i = 0; i < b.size() && !found; ++i) {
      if (!taken[i] && x == b[i]) taken[i] = found = true;
    }
    if (!found) return false;
  }
  return true;
}

}  // namespace lakeform
