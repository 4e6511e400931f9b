#include "provider/value/pattern.h"

#include <re2/re2.h>

#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>

namespace lakeform {

namespace {

const re2::RE2& compiled(const std::string& pattern) {
  static std::mutex lock;
  static std::map<std::string, std::unique_ptr<re2::RE2>> known;
  const std::lock_guard guard(lock);
  auto& found = known[pattern];
  if (!found) found = std::make_unique<re2::RE2>(pattern, re2::RE2::Quiet);
  if (!found->ok()) throw std::invalid_argument("malformed pattern " + pattern + ": " + found->error());
  return *found;
}

}  // namespace

bool has_pattern(const std::string& text, const std::string& pattern) {
  return re2::RE2::PartialMatch(text, compiled(pattern));
}

std::vector<std::string> groups_of(const std::string& text, const std::string& pattern) {
  const re2::RE2& wanted = compiled(pattern);
  std::vector<re2::StringPiece> parts(static_cast<std::size_t>(wanted.NumberOfCapturingGroups()) + 1);
  if (!wanted.Match(text, 0, text.size(), re2::RE2::UNANCHORED, parts.data(), static_cast<int>(parts.size())))
    return {};
  std::vector<std::string> out;
  for (const auto& part : parts) out.emplace_back(part.data() ? std::string(part.data(), part.size()) : std::string());
  return out;
}

std::string without_pattern(std::string text, const std::string& pattern) {
  re2::RE2::GlobalReplace(&text, compiled(pattern), "");
  return text;
}

std::string quoted_pattern(const std::string& text) { return re2::RE2::QuoteMeta(text); }

}  // namespace lakeform
