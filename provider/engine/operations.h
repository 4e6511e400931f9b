// What is done to real objects: read, create, update, delete, import, list. Calls the cloud by the steps of a
// definition.
#pragma once

#include <functional>

#include "provider/engine/context.h"

namespace lakeform::engine {

/// The live object in the form of the state. `state` null: it is gone. `state` in: what was stored (after an import
/// only id, region and what import_sets names). Keeps what no answer holds (write-only parents, local attributes such
/// as skip_final_snapshot, timeouts).
ObjectAnswer read_object(const Definition&, const Context&, const Value& state);

/// By null-ness of prior and planned: create, update or delete. The state in the answer says what exists, also after an
/// error: once the object has an id every way out carries it. `config` holds write-only values.
ApplyAnswer apply_object(const Definition&, const Context&, const ApplyRequest&);

/// The start of an import: id, region, import_sets; by id text ("name", "name@region") or by identity.
ObjectAnswer import_object(const Definition&, const Context&, std::string_view id, const Value& identity);

ObjectAnswer read_data_source(const Definition&, const Context&, const Value& config);

/// What is there for a while and stands in no state (a token, a password). Private data goes from one to the next.
EphemeralAnswer open_ephemeral(const Definition&, const Context&, const Value& config);
EphemeralAnswer renew_ephemeral(const Definition&, const Context&, std::string_view private_data);
EphemeralAnswer close_ephemeral(const Definition&, const Context&, std::string_view private_data);

/// Something that is done and leaves no object. `progress` hears what is going on.
Diagnostics invoke_action(const Definition&, const Context&, const Value& config,
                          const std::function<void(const std::string&)>& progress);

/// All live objects of the type in a region, through the bulk call of the definition.
void list_objects(const Definition&, const Context&, const ListRequest&, const std::function<bool(ListEvent)>& emit);

/// A live object as a list tells of it: attributes that the list does not show are null.
struct Listed {
  std::string import_id;
  Value object;
};
/// All live objects of the type that its list shows, without those that no configuration can own. `given` holds
/// attributes that the list needs
/// ("region", "database_name"). A type without a list has none.
Result<std::vector<Listed>> list_all(const Definition&, const Context&, const Value& given);

/// The identity of an object, null when the type has none.
Value identity_of(const Definition&, const Context&, const Value& state);

}  // namespace lakeform::engine
