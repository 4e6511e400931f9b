// One life of a type up to an operation, the operation, and what must hold afterwards.
#pragma once

#include <string>
#include <vector>

#include "tests/harness/bench.h"
#include "tests/harness/kinds.h"

namespace lakeform::faults {

enum class Operation { Create, Read, Update, Delete, Import };
inline constexpr Operation kOperations[] = {Operation::Create, Operation::Read, Operation::Update, Operation::Delete,
                                            Operation::Import};
const char* name_of(Operation operation);

class Course {
 public:
  /// Throws std::runtime_error when the life does not come as far as the operation, which is then the life's fault.
  Course(const harness::Life& life, Operation operation, harness::VirtualClock& clock);

  /// The operation itself. `fault` of the `number`-th distinct call that it makes; without one the calls are only
  /// counted.
  harness::Report perform();
  harness::Report perform(std::size_t number, const harness::Fault& fault);
  std::vector<harness::DistinctCall> calls() const { return bench_.transport->calls(); }
  bool struck() const { return bench_.transport->struck(); }

  /// What does not hold after it: sentences. `may_fail`: the operation itself may have ended with an error.
  std::vector<std::string> judge(const harness::Report& report, bool may_fail);

  /// What the life has in this operation at all.
  static bool possible(const harness::Life& life, Operation operation);

 private:
  harness::Report operate();
  void need(const harness::Report& report, const char* step);
  void check_state();
  void check_finished();
  void check_import();
  void check_nothing_left();
  void add_differences(const char* what, const Value& before, const Value& after);
  void add(const std::string& problem) { problems_.push_back(problem); }
  void add(const char* when, const harness::Report& report);
  const harness::Configuration& target() const { return operation_ == Operation::Update ? changed_ : first_; }
  std::string import_id() const;

  const harness::Life& life_;
  Operation operation_;
  harness::Bench bench_;
  harness::Configuration empty_, first_, changed_;
  std::set<std::string> only_;
  std::vector<std::string> held_before_;
  harness::State whole_;     ///< of an import: the state before the object was taken out of it
  harness::Plan read_plan_;  ///< of a read: the plan that followed
  std::vector<std::string> problems_;
};

}  // namespace lakeform::faults
