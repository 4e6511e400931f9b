#include "provider/engine/pattern.h"

#include <map>
#include <mutex>
#include <regex>

namespace lakeform::engine {

namespace {

/// std::regex is slow to build.
const std::regex& compiled(const std::string& pattern) {
  static std::mutex lock;
  static std::map<std::string, std::regex> known;
  const std::lock_guard guard(lock);
  const auto found = known.find(pattern);
  return found != known.end() ? found->second : known.emplace(pattern, std::regex(pattern)).first->second;
}

}  // namespace

bool has_pattern(const std::string& text, const std::string& pattern) { return std::regex_search(text, compiled(pattern)); }

std::string without_pattern(const std::string& text, const std::string& pattern) { return std::regex_replace(text, compiled(pattern), ""); }

}  // namespace lakeform::engine
