// Environment variables as data, so that tests can give their own.
#pragma once

#include <chrono>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

namespace lakeform::cloud {

class Environment {
 public:
  Environment() = default;
  explicit Environment(std::map<std::string, std::string, std::less<>> variables) : variables_(std::move(variables)) {}
  static Environment of_process();

  /// "" when it is not set.
  std::string operator()(std::string_view name) const;
  /// The first of the names that is set and not empty.
  std::string first(std::initializer_list<std::string_view> names) const;
  bool flag(std::string_view name) const;  ///< "true" in any letter case, or "1"
  const std::map<std::string, std::string, std::less<>>& all() const { return variables_; }
  /// "~" and "~/x" with the home folder in its place.
  std::string expanded(std::string_view path) const;

 private:
  std::map<std::string, std::string, std::less<>> variables_;
};

/// A file's content, at most 1 MiB; false when it cannot be read. What a pipe gives ends when nothing
/// has come for `patience`.
bool read_file(const std::string& path, std::string& content,
               std::chrono::milliseconds patience = std::chrono::seconds(5));

}  // namespace lakeform::cloud
