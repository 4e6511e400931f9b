#include "provider/value/log.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <mutex>
#include <nlohmann/json.hpp>
#include <shared_mutex>

#include "provider/value/secrets.h"

namespace lakeform::log {

namespace {

std::atomic<Level> threshold = Level::Off;
std::string module_name = "provider.lakeform";

struct Kept {
  std::shared_mutex mutex;
  Secrets secrets;
};

Kept& kept() {
  static Kept instance;
  return instance;
}

Level level_of(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  if (text == "TRACE" || text == "JSON") return Level::Trace;
  if (text == "DEBUG") return Level::Debug;
  if (text == "INFO") return Level::Info;
  if (text == "WARN") return Level::Warn;
  return text == "ERROR" ? Level::Error : Level::Off;
}

const char* name_of(Level level) {
  static constexpr const char* names[] = {"trace", "debug", "info", "warn", "error", "off"};
  return names[static_cast<int>(level)];
}

std::string timestamp() {
  const auto now = std::chrono::system_clock::now();
  const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(now.time_since_epoch()).count();
  const std::time_t seconds = static_cast<std::time_t>(micros / 1000000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[64];
  const std::size_t size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
  std::snprintf(text + size, sizeof text - size, ".%06lldZ", static_cast<long long>(micros % 1000000));
  return text;
}

/// The length of the UTF-8 sequence at `i`; 0 when there is none.
std::size_t sequence(std::string_view text, std::size_t i) {
  const auto at = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
  const unsigned head = at(i);
  const std::size_t size = head < 0x80                   ? 1
                           : head >= 0xc2 && head < 0xe0 ? 2
                           : head >= 0xe0 && head < 0xf0 ? 3
                           : head >= 0xf0 && head < 0xf5 ? 4
                                                         : 0;
  if (size == 0 || i + size > text.size()) return 0;
  for (std::size_t k = 1; k < size; ++k) {
    if ((at(i + k) & 0xc0) != 0x80) return 0;
  }
  if (head == 0xe0 && at(i + 1) < 0xa0) return 0;   // overlong
  if (head == 0xed && at(i + 1) >= 0xa0) return 0;  // surrogates
  if (head == 0xf0 && at(i + 1) < 0x90) return 0;
  if (head == 0xf4 && at(i + 1) >= 0x90) return 0;
  return size;
}

}  // namespace

void configure_from_environment(std::string_view provider_name) {
  std::string upper(provider_name);
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  module_name = "provider." + std::string(provider_name);
  for (const std::string& name : {"TF_LOG_PROVIDER_" + upper, std::string("TF_LOG_PROVIDER"), std::string("TF_LOG")}) {
    if (const char* value = std::getenv(name.c_str()); value && *value) {
      threshold = level_of(value);
      return;
    }
  }
}

bool enabled(Level level) { return level >= threshold.load(std::memory_order_relaxed) && level != Level::Off; }

void write(Level level, std::string_view message, std::initializer_list<Field> fields) {
  if (!enabled(level)) return;
  nlohmann::json line{{"@level", name_of(level)},
                      {"@message", valid_utf8(scrub(message))},
                      {"@module", module_name},
                      {"@timestamp", timestamp()}};
  for (const auto& [key, value] : fields) line[std::string(key)] = valid_utf8(scrub(value));
  const std::string text = line.dump() + "\n";
  // A reader that went away is no reason to fail.
  if (::write(STDERR_FILENO, text.data(), text.size()) < 0) return;
}

void keep_secret(std::string_view text) {
  const std::unique_lock lock(kept().mutex);
  kept().secrets.add(text);
}

std::string scrub(std::string_view text) {
  const std::shared_lock lock(kept().mutex);
  return kept().secrets.covered(text);
}

std::string valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t size = sequence(text, i);
    if (size == 0) {
      out += "\xef\xbf\xbd";
      ++i;
    } else {
      out += text.substr(i, size);
      i += size;
    }
  }
  return out;
}

}  // namespace lakeform::log
