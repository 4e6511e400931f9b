// What an operation accepts: a compact table of shapes, checked before a handler sees the input.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace lakeform::sandbox {

/// Shapes, one a line: `Table: Name! str(1,255), Keys [Key], Parameters {str}, Kind A|B, Seen time`. `!` marks what must be there;
/// [T] is a list, {T} a map, A|B a choice, any other word a shape of the table or one of: str int num bool time any.
/// The shape of an operation's input has the operation's name. A line that begins with a space goes on with the shape before it.
class Shapes {
 public:
  /// Throws std::invalid_argument when a line is no shape or names one that is not there.
  explicit Shapes(std::string_view text);

  /// Throws Failure: SerializationException for a wrong type or an unknown member (AWS drops the latter in silence; a sandbox
  /// that did so would hide a misspelt field), `invalid` for a value out of bounds. Members that are null count as absent and are
  /// taken out.
  void check(nlohmann::json& input, const std::string& operation, const std::string& invalid) const;

 private:
  struct Type {
    enum Kind { text, integer, number, flag, time, any, list, map, choice, structure } kind = any;
    std::size_t min = 0;
    std::size_t max = std::string::npos;
    std::vector<std::string> choices;
    std::string shape;
    std::vector<Type> element;  ///< none or one
  };
  struct Member {
    Type type;
    bool required = false;
  };
  using Shape = std::map<std::string, Member>;

  static Type type_of(std::string_view text);
  static Shape shape_of(std::string_view members);
  void check_value(nlohmann::json& value, const Type& type, const std::string& at, const std::string& invalid) const;
  void check_members(nlohmann::json& value, const Shape& shape, const std::string& at, const std::string& invalid) const;

  std::map<std::string, Shape> shapes_;
};

}  // namespace lakeform::sandbox
