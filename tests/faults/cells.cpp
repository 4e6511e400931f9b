#include "tests/faults/cells.h"

#include <stdexcept>

namespace lakeform::faults {
namespace {

/// An answer without a body can't be spoiled, and an empty one can't be told from the true answer where that is empty.
bool makes_sense(const harness::Fault& fault, const harness::DistinctCall& call) {
  return !fault.in_body || (!call.head && (fault.name == "html" || !call.answers_empty));
}

}  // namespace

std::string Cell::name() const {
  return life->type + "/" + life->name + "/" + name_of(operation) + "/" + std::to_string(number) + "." + call + "/" +
         std::string(fault->name);
}

std::size_t lot(const Cell& cell, std::size_t seed) {
  std::size_t hash = 1469598103934665603ULL ^ seed;  // FNV-1a
  for (const char c : cell.name()) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash ^ (hash >> 29);
}

Baseline baseline(const harness::Life& life, Operation operation, harness::VirtualClock& clock) {
  Baseline out;
  try {
    Course course(life, operation, clock);
    const auto report = course.perform();
    out.calls = course.calls();
    out.problems = course.judge(report, false);
  } catch (const std::exception& error) {
    out.problems.push_back(error.what());
  }
  for (std::size_t i = 0; i < out.calls.size(); ++i) {
    for (const auto& fault : harness::faults()) {
      if (makes_sense(fault, out.calls[i])) out.cells.push_back({&life, operation, i, out.calls[i].operation, &fault});
    }
  }
  return out;
}

Verdict run(const Cell& cell, harness::VirtualClock& clock) {
  Verdict out;
  try {
    Course course(*cell.life, cell.operation, clock);
    const auto report = course.perform(cell.number, *cell.fault);
    const bool struck = course.struck();
    out.errors = report.errors;
    out.problems = course.judge(report, !cell.fault->refused);
    if (!struck) out.problems.push_back("the call was not made");
  } catch (const std::exception& error) {
    out.problems.push_back(error.what());
  }
  return out;
}

}  // namespace lakeform::faults
