// Tags of live objects: how a difference is brought about, and what of the service's tags stands in the state.
#pragma once

#include "provider/engine/request/labels.h"

namespace lakeform::engine {

/// Brings the tags from the prior state's to the wanted ones: untag, then tag; as a whole set where the service has
/// only that. In a create (prior null) all are added.
Outcome change_tags(Scope& scope);
/// The same for tags that the caller knows: after a read-back the object has the live ones.
Outcome change_tags(Scope& scope, const Tags& wanted);

/// The tags of the live object: from the answer of the first read step, a hint of a bulk list that agrees with the
/// state, or the calls of `read`. Fault::NotFound when the service says that the object is gone.
Result<Tags> read_tags(Scope& scope, const Json& answer, bool bulk);

/// Sets tags_all (all but ignored ones) and tags (without those that only repeat the provider's default tags, unless
/// configuration or state have them; with the ignored ones that `object` has). `object` in: what was stored or planned.
void store_tags(const Scope& scope, const Tags& live, Value& object);

}  // namespace lakeform::engine
