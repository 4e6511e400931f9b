#include "provider/rpc/rest/log_lines.h"

#include <unistd.h>

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "provider/value/log.h"

namespace lakeform::rpc {

namespace {

using nlohmann::json;

constexpr std::array<std::pair<const char*, log::Level>, 5> kLevels{{{"trace", log::Level::Trace},
                                                                     {"debug", log::Level::Debug},
                                                                     {"info", log::Level::Info},
                                                                     {"warn", log::Level::Warn},
                                                                     {"error", log::Level::Error}}};

log::Level level_of(const std::string& name) {
  for (const auto& [text, level] : kLevels) {
    if (name == text) return level;
  }
  return log::Level::Debug;
}

/// The level that a prefix names, which is taken off.
log::Level take_level(std::string_view& line) {
  static constexpr const char* prefixes[] = {"[TRACE]", "[DEBUG]", "[INFO]", "[WARN]", "[ERROR]"};
  for (std::size_t i = 0; i < kLevels.size(); ++i) {
    if (line.rfind(prefixes[i], 0) != 0) continue;
    line.remove_prefix(std::string_view(prefixes[i]).size());
    if (line.rfind(' ', 0) == 0) line.remove_prefix(1);
    return kLevels[i].second;
  }
  return log::Level::Debug;
}

/// Terraform ends itself on a line in which one of these is no text.
bool is_entry(const json& line) {
  if (!line.is_object() || !line.contains("@level") || !line.contains("@message")) return false;
  for (const char* member : {"@level", "@message", "@timestamp", "@module"}) {
    if (line.contains(member) && !line[member].is_string()) return false;
  }
  return true;
}

void tell_entry(json& line, const std::string& name) {
  if (!log::enabled(level_of(line["@level"]))) return;
  const std::string module = line.value("@module", "");
  line["@module"] = module.empty() ? name : name + "." + module;
  const std::string text = log::scrub(line.dump(-1, ' ', false, json::error_handler_t::replace)) + "\n";
  if (::write(STDERR_FILENO, text.data(), text.size()) < 0) return;  // a reader that went away is no reason to fail
}

}  // namespace

void tell_on(std::string_view line, const std::string& name, bool panicking) {
  if (line.empty()) return;
  auto entry = line.front() == '{' && !panicking ? json::parse(line, nullptr, false) : json();
  if (is_entry(entry)) return tell_entry(entry, name);
  const log::Level level = panicking ? log::Level::Error : take_level(line);
  log::write(level, line, {{"@module", name}});
}

bool begins_panic(std::string_view line) {
  return line.rfind("panic: ", 0) == 0 || line.rfind("fatal error: ", 0) == 0;
}

}  // namespace lakeform::rpc
