#include "provider/engine/apply/generate.h"

#include <atomic>
#include <cstdio>
#include <ctime>

#include "provider/engine/request/template.h"
#include "provider/language/condition.h"
#include "provider/language/value_path.h"

namespace lakeform::engine {

std::string unique_suffix(std::chrono::system_clock::time_point now) {
  static std::atomic<unsigned> counter{0};
  const auto since = now.time_since_epoch();
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(since);
  const auto fraction = std::chrono::duration_cast<std::chrono::microseconds>(since - seconds).count() / 100;
  const std::time_t time = seconds.count();
  std::tm parts{};
  gmtime_r(&time, &parts);
  char text[48];
  const auto used = std::strftime(text, sizeof text, "%Y%m%d%H%M%S", &parts);
  std::snprintf(text + used, sizeof text - used, "%04d%08x", static_cast<int>(fraction), ++counter);
  return text;
}

namespace {

/// The template with {generated} replaced.
std::string made_up(const std::string& text, const Scope& scope) {
  static const std::string kPlace = "{generated}";
  std::string out = text;
  if (const auto at = out.find(kPlace); at != std::string::npos) out.replace(at, kPlace.size(), unique_suffix());
  return text_of(out, scope);
}

}  // namespace

void generate_names(Scope& scope) {
  for (const Field& field : scope.definition.root.fields) {
    if (field.generate.empty()) continue;
    const Value& planned = scope.object[field.name];
    if (planned.is_known() && !is_blank(planned)) continue;
    const bool first = holds(field.generate_if, scope.conditions());
    scope.object.set(field.name, made_up(first ? field.generate : field.generate_else, scope));
  }
}

}  // namespace lakeform::engine
