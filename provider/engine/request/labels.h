// The tags (labels) that an object shall carry, and their forms in requests and answers. Pure.
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

/// The elements of a map of texts.
Tags tags_of(const Value& map);
void drop_ignored(Tags& tags, const TagPolicy& policy);

}  // namespace lakeform::engine
