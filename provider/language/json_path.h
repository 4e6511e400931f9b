// Places in answers, by dotted paths of names and indexes.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string_view>

namespace lakeform::language {

using Json = nlohmann::json;

/// "Policy.DefaultVersionId" or "Parts.0.Name" in an answer; null where it leads nowhere.
const Json& json_at(const Json& json, std::string_view dotted);

/// The value at a path of an answer: dotted, "Keys[].Name" for that member of every element, "Groups.Group[0].Name" for
/// that of the first, "A|B" the first that is there, "." the whole.
Json at_path(const Json& json, std::string_view path);

/// The place at a dotted path of names; null when it is not there.
const Json* place_in(const Json& json, std::string_view path);

/// Visits what as_list would give, where it stands.
void for_list(const Json* json, const std::function<void(const Json&)>& visit);

/// What XML can't tell from an object: one element alone is a list of one, nothing is none.
Json as_list(const Json& json);

}  // namespace lakeform::language
