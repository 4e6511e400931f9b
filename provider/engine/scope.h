// What an operation on one object knows: the values that templates, conditions and bodies speak of.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "provider/engine/context.h"
#include "provider/language/condition.h"
#include "provider/language/json_path.h"
#include "provider/language/value_path.h"

namespace lakeform::engine {

using cloud::Json;

struct Scope {
  const Definition& definition;
  const Context& context;
  Value object{};  ///< planned (create, update), stored (read, delete) or configured (data source)
  Value prior{};   ///< before an update or delete; null otherwise
  Value config{};  ///< as written; null where an operation has none. Write-only values are only here
  std::string id{};
  std::string region{};                                ///< the resource's; empty for global ones
  std::map<std::string, Json> saved{};                 ///< {save.NAME}
  Json reply{};                                        ///< the last answer, as taken
  Json each{};                                         ///< {each}
  Json tags{}, keys{};                                 ///< {tags} and {keys} of tag calls
  std::function<void(const std::string&)> progress{};  ///< of an action: hears what waits see; null: nobody

  ConditionScope conditions() const {
    return {prior, object, &saved, &reply, &each, &config, nullptr, &definition.root};
  }
};

/// A scope over an object as the state has it: its id and region are taken from there, the region else from the
/// provider.
Scope scope_over(const Definition& definition, const Context& context, Value object);

}  // namespace lakeform::engine
