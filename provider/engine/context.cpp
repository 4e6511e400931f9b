#include "provider/engine/context.h"

#include <algorithm>

namespace lakeform::engine {

bool TagPolicy::ignored_by_settings(std::string_view key) const {
  if (ignored_keys.contains(std::string(key))) return true;
  return std::any_of(ignored_prefixes.begin(), ignored_prefixes.end(),
                     [&](const std::string& prefix) { return key.rfind(prefix, 0) == 0; });
}

bool TagPolicy::ignores(std::string_view key) const { return owned(key) || ignored_by_settings(key); }

std::string Context::own(std::string_view fact) const {
  if (fact == "region") return region();
  return client && unsettled.access.empty() ? client->fact(fact) : std::string();
}

}  // namespace lakeform::engine
