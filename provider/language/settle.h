// Blocks that say nothing, and texts in sets that say the same: what an answer has otherwise than the state without a
// difference in meaning.
#pragma once

#include "provider/schema/definition.h"

namespace lakeform::language {

/// A root field as read, brought in line with what the state (or the plan) says of it, at every depth:
///  - An optional block of one that says nothing (no member, or only what an empty one reads as) is as good as none:
///  services answer one for a block that
///    was left out, and none for one that was written empty. Which of the two the state has stays; but one that is
///    answered comes into the state where its absence is no change (`absent-block`), as the official provider's does.
///    `legacy`: zeros say nothing either.
///  - Elements of a set have no place to be compared by: each is held against the one of the state that it equals, a
///  member's `equal` words counting
///    outside the older SDK, whose sets go by their texts.
/// Elements that the state knows nothing of (an import) stay as read, but for zeros that the field's own checks refuse:
/// those are null.
Value settled_with(const schema::Field& field, Value live, const Value& state, bool legacy);

/// Whether an element of a block says nothing.
bool says_nothing(const schema::Field& block, const Value& element, bool legacy);

/// A block of at most one that may be left out, and that the service does not decide.
bool may_be_left_out(const schema::Field& field);

}  // namespace lakeform::language
