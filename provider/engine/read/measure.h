// The facts about the data behind an object, as the definition's `data` tells how to find them.
#pragma once

#include "provider/engine/context.h"

namespace lakeform::engine {

struct Measured {
  std::string name;       ///< "objects"
  cloud::Json value;      ///< number or text
  bool at_least = false;  ///< there is more than was counted
};

struct Measurement {
  std::vector<Measured> facts;
  std::vector<std::string> problems;  ///< calls that failed, in words; their facts are missing
};

/// Makes the calls of the definition's measures, each over a bounded number of pages. Facts that an answer lacks are
/// left out.
Measurement measure(const Definition& definition, const Context& context, const Value& object);

}  // namespace lakeform::engine
