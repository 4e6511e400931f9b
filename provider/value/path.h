// Attribute paths: where in an object something is, in Terraform's terms.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lakeform {

/// An attribute or block name, a map key, or a list index. Set elements have no step of their own: a path ends at the
/// set.
struct Name {
  std::string text;
  bool operator==(const Name&) const = default;
};
struct Key {
  std::string text;
  bool operator==(const Key&) const = default;
};
using Index = std::int64_t;
using PathStep = std::variant<Name, Key, Index>;

/// Steps from the outermost object inward. An empty path is the whole object.
class Path {
 public:
  Path() = default;
  explicit Path(std::vector<PathStep> steps) : steps_(std::move(steps)) {}

  /// "rule[0].filter" and "tags["a"]" as people write them; the inverse of text() for names and indexes.
  static Path parse(std::string_view text);

  Path operator/(std::string_view name) const;
  Path operator/(Index index) const;
  Path key(std::string_view key) const;

  bool empty() const { return steps_.empty(); }
  const std::vector<PathStep>& steps() const { return steps_; }
  std::string text() const;
  bool operator==(const Path&) const = default;

 private:
  std::vector<PathStep> steps_;
};

}  // namespace lakeform
