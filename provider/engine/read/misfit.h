// Stored states that are not what they should be: edited by hand, damaged, or of another type.
#pragma once

#include <optional>
#include <string>

#include "provider/engine/context.h"

namespace lakeform::engine {

struct Misfit {
  Path at;
  std::string found, wanted;  ///< "a list", "text"
};

/// The first member of a stored value that no version of the type can have written: a list where text stands, a text
/// that is no number. Scalars under another scalar type are as in earlier versions, and so are a block that stands
/// alone where the schema has a list of them, and members that the schema lacks.
std::optional<Misfit> misfit(const Field& field, const Value& stored, const Path& at = {});

}  // namespace lakeform::engine
