// What a change will do, as the older plugin SDK plans it.
// Source: behaviour of terraform-plugin-sdk v2 (its schema-driven diff over a flattened state), seen in recorded plans.
// Its imprecisions are part of drop-in: unset members of blocks become zero values, a suppressed difference keeps the
// old text, an empty diff gives the prior object back.
#pragma once

#include <memory>
#include <vector>

#include "provider/engine/context.h"

namespace lakeform::engine::legacy {

/// A change that replaces in certain cases only, with the elements around it, as the state and the proposal have them.
struct PossibleReplace {
  std::shared_ptr<const schema::ReplaceRule> rule;
  Path path;
  Value before, after;
  Value prior_element, element;
};

struct Planned {
  Value object;
  std::vector<Path> replace;  ///< what forces a replacement; paths end at sets
  bool changed = false;       ///< false: `object` is the prior object
  std::vector<PossibleReplace> possible{};
};

/// `prior` null: a create. `proposed` is the configuration merged with what the state has for computed attributes.
Planned plan(const Definition& definition, const Value& prior, const Value& proposed);

}  // namespace lakeform::engine::legacy
