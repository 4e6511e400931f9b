// Tags: what is sent, how a difference is brought about, and what of the service's tags stands in the state.
#pragma once

#include <map>
#include <string>

#include "provider/engine/scope.h"

namespace lakeform::engine {

using Tags = std::map<std::string, std::string>;

/// The tags that the object shall carry, without AWS's own. A new one: default tags overlaid by `tags`, ignored keys
/// included: what is ignored is not looked at later, but it is written once. Else tags_all as planned; where that is
/// unknown, default tags overlaid by `tags`; without ignored keys. Source: requests of the official provider 5.100.0.
Tags wanted_tags(const Scope& scope);
/// Those that are not ignored.
Tags judged_tags(Tags tags, const TagPolicy& policy);

/// Tags in the form of a definition: "map", or a list of objects with the named members ("Key,Value"), sorted by key.
Json tags_json(const Tags& tags, std::string_view form);
/// The inverse; one object alone, as XML has it, is a list of one, and text is none.
Tags tags_from(const Json& json, std::string_view form);

/// Puts the tags of a new object into the body of the call that makes it, where that call takes them.
void put_tags(const schema::Step& step, const Scope& scope, Json& body);
/// Whether the creating step carries the tags.
bool carries_tags(const schema::Step& step, const Scope& scope);

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
