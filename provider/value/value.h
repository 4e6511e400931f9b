// Values as Terraform has them: null, unknown, or known.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "provider/value/path.h"

namespace lakeform {

/// A decimal number of any size, kept as canonical text: no exponent, no leading or trailing zeros, "-0" is "0".
/// Terraform numbers are 512-bit floats; going through a double would change them.
class Number {
 public:
  Number(std::int64_t value) : text_(std::to_string(value)) {}
  /// From any decimal or scientific notation. Text that is no number becomes 0; check with valid() first.
  explicit Number(std::string_view text);
  static bool valid(std::string_view text);
  /// The shortest decimal that reads back as the same double.
  static Number from_double(double value);

  const std::string& text() const { return text_; }
  bool is_integer() const { return text_.find('.') == std::string::npos; }
  /// Only meaningful when the number is an integer that fits; otherwise saturates.
  std::int64_t to_int64() const;
  double to_double() const;
  bool operator==(const Number&) const = default;

 private:
  std::string text_;
};

/// One value. Lists, sets and tuples are List (a set's order means nothing); maps and objects are Map, sorted by key.
/// A plain value type: copying copies, no sharing, safe to use from one thread at a time.
class Value {
 public:
  using List = std::vector<Value>;
  using Map = std::map<std::string, Value, std::less<>>;
  enum class Kind : std::uint8_t { Null, Unknown, Bool, Number, String, List, Map };

  Value() = default;  ///< null
  Value(bool value) : state_(value) {}
  Value(int value) : state_(Number(value)) {}
  Value(std::int64_t value) : state_(Number(value)) {}
  Value(Number value) : state_(std::move(value)) {}
  Value(std::string value) : state_(std::move(value)) {}
  Value(std::string_view value) : state_(std::string(value)) {}
  Value(const char* value) : state_(std::string(value)) {}
  Value(List value) : state_(std::move(value)) {}
  Value(Map value) : state_(std::move(value)) {}
  /// `refinement` is the msgpack payload of extension 12 as it arrived, empty for a plain unknown.
  static Value unknown(std::string refinement = {});

  Kind kind() const { return static_cast<Kind>(state_.index()); }
  bool is_null() const { return kind() == Kind::Null; }
  bool is_unknown() const { return kind() == Kind::Unknown; }
  bool is_known() const { return kind() != Kind::Unknown; }
  bool is_string() const { return kind() == Kind::String; }
  bool is_list() const { return kind() == Kind::List; }
  bool is_map() const { return kind() == Kind::Map; }
  /// No unknown at any depth.
  bool wholly_known() const;
  /// A value that certainly is not null: known and not null, or an unknown refined so.
  bool never_null() const;

  bool as_bool() const { return std::get<bool>(state_); }
  const Number& as_number() const { return std::get<Number>(state_); }
  const std::string& as_string() const { return std::get<std::string>(state_); }
  const List& as_list() const { return std::get<List>(state_); }
  List& as_list() { return std::get<List>(state_); }
  const Map& as_map() const { return std::get<Map>(state_); }
  Map& as_map() { return std::get<Map>(state_); }
  const std::string& refinement() const { return std::get<Unknown>(state_).refinement; }

  /// A member of an object or map; null when this is no map or has no such member.
  const Value& operator[](std::string_view name) const;
  /// The value at a path; null where a step leads nowhere.
  const Value& at(const Path& path) const;
  void set(std::string_view name, Value value);

  /// Bool and number as text, string as it is; empty for everything else.
  std::string to_text() const;
  /// Equal in kind and content; list order counts. Unknowns are equal whatever their refinement.
  bool operator==(const Value& other) const;

 private:
  struct Unknown {
    std::string refinement;
    bool operator==(const Unknown&) const { return true; }
  };
  std::variant<std::monostate, Unknown, bool, Number, std::string, List, Map> state_;
};

/// Whether two sets hold the same elements, whatever their order.
bool same_elements(const Value::List& a, const Value::List& b);

}  // namespace lakeform
