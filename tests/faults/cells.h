// The cells of the fault matrix: every distinct call of every operation of every life of every type, with each fault.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/faults/course.h"

namespace lakeform::faults {

struct Cell {
  const harness::Life* life = nullptr;
  Operation operation = Operation::Create;
  std::size_t number = 0;  ///< of the distinct call
  std::string call;        ///< "s3.PutBucketTagging"
  const harness::Fault* fault = nullptr;

  /// "aws_s3_bucket/plain/create/3.s3.PutBucketTagging/done-cut"
  std::string name() const;
};

/// A number that depends on the cell and the seed only.
std::size_t lot(const Cell& cell, std::size_t seed);
/// One cell in so many, by the seed.
inline bool drawn(const Cell& cell, std::size_t seed, std::size_t one_in) { return lot(cell, seed) % one_in == 0; }

/// An operation of a life without a fault: its cells, or what went wrong.
struct Baseline {
  std::vector<Cell> cells;
  std::vector<harness::DistinctCall> calls;
  std::vector<std::string> problems;
};
Baseline baseline(const harness::Life& life, Operation operation, harness::VirtualClock& clock);

struct Verdict {
  std::vector<std::string> problems;
  std::vector<std::string> errors;  ///< what the provider said, be it allowed
};
Verdict run(const Cell& cell, harness::VirtualClock& clock);

}  // namespace lakeform::faults
