// What every operation on objects needs to know besides the definition.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "provider/cloud/call.h"
#include "provider/engine/answers.h"
#include "provider/schema/definition.h"

namespace lakeform::language {}

namespace lakeform::engine {

using namespace language;  // the engine speaks the language of the definitions
using schema::Definition;
using schema::Field;

/// The provider's default_tags and ignore_tags.
struct TagPolicy {
  std::map<std::string, std::string> defaults;
  std::set<std::string>
      unknown_defaults;           ///< while planning: their keys are known, their values not yet (null is possible)
  bool defaults_unknown = false;  ///< not even all keys are known yet
  std::set<std::string> ignored_keys, ignored_prefixes;
  bool ignored_unknown = false;  ///< more may be ignored than is known yet
  /// Labels that new objects get beside the defaults (the provider's mark), and whether older ones get them as well.
  std::map<std::string, std::string> mark;
  bool mark_all = false;
  std::string owned_prefix;  ///< of keys that the cloud itself sets ("aws:"); empty: it sets none
  /// Set by the cloud itself.
  bool owned(std::string_view key) const { return !owned_prefix.empty() && key.starts_with(owned_prefix); }
  /// Ignored by the provider's settings.
  bool ignored_by_settings(std::string_view key) const;
  /// Ignored by the provider's settings, or set by the cloud itself.
  bool ignores(std::string_view key) const;
  bool has_unknown_defaults() const { return defaults_unknown || !unknown_defaults.empty(); }
};

/// What of the provider block is known only after other resources are applied. Terraform configures a provider with it
/// for plans all the same.
struct Unsettled {
  bool region = false;  ///< the fact "region" is what environment and profile say meanwhile; there may be none
  std::string
      access;  ///< arguments that decide as whom and where is asked, "assume_role, endpoints"; empty: all is known
};

/// What a face keeps of its provider block for its own use.
struct FaceSettings {
  virtual ~FaceSettings() = default;
};

/// Lists that answer reads of many objects (bulk.h).
class Lists;
std::shared_ptr<Lists> new_lists();

/// A configured provider, as operations see it. Thread-safe as long as it is not changed.
struct Context {
  cloud::Client* client = nullptr;
  std::shared_ptr<Lists> lists = new_lists();
  TagPolicy tags;
  std::shared_ptr<const FaceSettings> settings;  ///< null: none
  Unsettled unsettled;
  std::string agent;  ///< what the module's provider_meta block adds to the User-Agent; empty: nothing
  /// What the provider says of itself under that name, as far as the provider block is known; else empty.
  std::string own(std::string_view fact) const;
  /// The provider's region; empty when there is none, or none yet.
  std::string region() const { return client && !unsettled.region ? client->fact("region") : std::string(); }
};

}  // namespace lakeform::engine
