// The picture of who depends on whom, as numbers: which resources it shows, where each stands, which lines join them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "plan/report.h"

namespace lakeform::plan {

struct Graph {
  struct Node {
    const Entry* entry;
    int column =
        0;  ///< a resource stands right of all that it depends on; those without lines stand in rows of their own below
    int row = 0;
  };
  std::string unit;
  std::vector<Node> nodes;                                 ///< the weightiest first
  std::vector<std::pair<std::size_t, std::size_t>> lines;  ///< indexes: what is depended on, what depends on it
  int columns = 0, rows = 0;
  std::size_t left_out = 0;  ///< of the resources that have something to say
};

/// One graph per unit that has something to say: resources that do not stay as they are, and those one step away. At
/// most `most` resources each, the weightiest first. Cycles, which a broken plan may hold, do no harm. Same report,
/// same graphs.
std::vector<Graph> graphs_of(const Report& report, std::size_t most);

}  // namespace lakeform::plan
