// What every operation on objects needs to know besides the definition.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "provider/cloud/call.h"
#include "provider/engine/provider.h"
#include "provider/schema/definition.h"

namespace lakeform::engine {

using schema::Definition;
using schema::Field;

/// The provider's default_tags and ignore_tags.
struct TagPolicy {
  std::map<std::string, std::string> defaults;
  bool defaults_unknown = false;  ///< one value was unknown while planning: the whole set counts as absent
  std::set<std::string> ignored_keys, ignored_prefixes;
  std::map<std::string, std::set<std::string>> required;  ///< by the organization's tag policies: a type's name there -> keys
  bool only_warn = false;  ///< a required tag that is missing is logged, not refused
  /// Ignored by the provider's settings, or owned by AWS ("aws:").
  bool ignores(std::string_view key) const;
};

/// Lists that answer reads of many objects (bulk.h).
class Lists;
std::shared_ptr<Lists> new_lists();

/// A configured provider, as operations see it. Thread-safe as long as it is not changed.
struct Context {
  cloud::Client* client = nullptr;
  std::shared_ptr<Lists> lists = new_lists();
  TagPolicy tags;
};

}  // namespace lakeform::engine
