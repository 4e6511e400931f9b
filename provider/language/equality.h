// When two values of a field are the same although their texts differ.
#pragma once

#include "provider/schema/definition.h"

namespace lakeform::language {

/// Whether text `b` is no change from `a` under the field's `equal` words:
///  "json" same JSON content; "ignore-case"; "time" the same point in time; "empty-is-unset" (sets that the service
///  fills) an empty list in a configuration keeps what is there, since the service has always some; "always" the API
///  does not keep it, so no difference counts; and the words that clouds add (words.h).
bool same_text(const schema::Field& field, const std::string& a, const std::string& b);

/// Whether a text of the field may be equal to none at all (a policy that says nothing).
bool counts_nothing(const schema::Field& field);

/// Whether two elements of a set are one: equal, or by the members' `same_element` words.
bool same_set_element(const schema::Field& set, const Value& a, const Value& b);

/// Whether two values of a member of a set's element are one there.
bool same_member_of_set(const schema::Field& member, const Value& a, const Value& b);

/// Whether the values are equal, members under their own `equal` words; sets whatever their order. Null equals null
/// only.
bool equivalent(const schema::Field& field, const Value& a, const Value& b);

/// The form in which a configured text is planned and kept, by the field's `store` word:
///  "json" compact_json; "json-version-first" the same with the Version member in front; "lower-case", "upper-case".
std::string stored_text(const schema::Field& field, const std::string& configured);

}  // namespace lakeform::language
