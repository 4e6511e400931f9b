// Parts of a JSON text by position, without building its tree. A plan of ten thousand resources is 50 MB of text and
// would be ten times that as a tree; what is cut out here is decoded one resource at a time. Brackets and strings are
// checked, what is inside a slice only once it is decoded.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "provider/value/value.h"

namespace lakeform::plan {

using Slice = std::string_view;

/// Calls `member(key, value)` for every member of an object; keys are unescaped. False: the text is no object, or is
/// broken or cut off.
bool for_members(Slice object, const std::function<void(const std::string& key, Slice value)>& member);
/// The same for the elements of an array.
bool for_elements(Slice array, const std::function<void(Slice value)>& element);

/// A member's slice; empty when it is not there.
Slice member(Slice object, std::string_view key);
/// What the slice holds; null where it is empty or broken.
Value decoded(Slice value);
/// The text of a JSON string; empty for anything else.
std::string text(Slice value);

}  // namespace lakeform::plan
