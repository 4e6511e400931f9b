// The expression language of GetPartitions: comparisons of partition keys joined by AND.
#pragma once

#include <string>
#include <vector>

#include "tests/sandbox/core/json.h"

namespace lakeform::sandbox::glue {

class PartitionFilter {
 public:
  /// `keys` are the table's partition keys (Name, Type). Throws Failure (InvalidInputException) when the text is no
  /// such expression: OR, IN, BETWEEN and LIKE are not served.
  PartitionFilter(const std::string& expression, const Json& keys);
  bool takes(const Json& values) const;

 private:
  struct Comparison {
    std::size_t key = 0;
    bool number = false;
    std::string sign;
    std::string value;
  };
  std::vector<Comparison> all_;
};

}  // namespace lakeform::sandbox::glue
