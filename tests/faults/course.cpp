#include "tests/faults/course.h"

#include <algorithm>
#include <stdexcept>

#include "tests/harness/terraform/show.h"

namespace lakeform::faults {

using harness::Report;

const char* name_of(Operation operation) {
  constexpr const char* kNames[] = {"create", "read", "update", "delete", "import"};
  return kNames[static_cast<int>(operation)];
}

bool Course::possible(const harness::Life& life, Operation operation) {
  return (operation != Operation::Update || life.update) && (operation != Operation::Import || !life.import.empty());
}

Course::Course(const harness::Life& life, Operation operation, harness::VirtualClock& clock)
    : life_(life),
      operation_(operation),
      bench_(clock),
      empty_(life.configuration({})),
      first_(life.configuration(life.create)),
      changed_(life.configuration(life.update.value_or(life.create))),
      only_{life.address()} {
  need(bench_.terraform.apply(empty_), "what it stands on");
  held_before_ = bench_.holds();
  if (operation == Operation::Create) return;
  need(bench_.terraform.apply(first_, only_), "create");
  if (operation == Operation::Delete)
    need(bench_.terraform.apply(changed_, only_), "update");  // what an update adds has to go, too
  if (operation != Operation::Import) return;
  whole_ = bench_.terraform.state;
  bench_.terraform.state.erase(life.address());
}

void Course::need(const Report& report, const char* step) {
  if (report.ok()) return;
  const auto& said = report.errors.empty() ? report.broken : report.errors;
  throw std::runtime_error(std::string("without any fault, ") + step + ": " + said.front());
}

std::string Course::import_id() const {
  const auto& object = whole_.empty() ? bench_.terraform.state.at(life_.address()) : whole_.at(life_.address());
  schema::Field text;
  schema::Field block;
  block.shape = schema::Shape::Object;
  text.name = "id";
  block.fields = {text};
  return harness::evaluated(
             block, {{"id", life_.import}}, [&](const auto&) { return object.value; }, harness::Phase::Apply)["id"]
      .to_text();
}

Report Course::operate() {
  auto& terraform = bench_.terraform;
  switch (operation_) {
    case Operation::Read:
      read_plan_ = terraform.plan(first_, only_);
      return read_plan_.report;
    case Operation::Delete:
      return terraform.destroy(first_, only_);
    case Operation::Import:
      return terraform.import(first_, life_.address(), import_id());
    default:
      return terraform.apply(target(), only_);
  }
}

Report Course::perform() {
  bench_.transport->watch();
  return operate();
}

Report Course::perform(std::size_t number, const harness::Fault& fault) {
  bench_.transport->strike(number, fault);
  return operate();
}

void Course::add(const char* when, const Report& report) {
  for (const auto& one : report.errors) add(std::string(when) + ": " + one);
  for (const auto& one : report.broken) add(std::string(when) + ": Terraform: " + one);
}

void Course::add_differences(const char* what, const Value& before, const Value& after) {
  for (const auto& one : harness::real_differences(before, after)) {
    const bool moves =
        std::any_of(life_.moves.begin(), life_.moves.end(), [&](const auto& path) { return one.rfind(path, 0) == 0; });
    if (!moves) add(what + one);
  }
}

/// What the state says is what a read says.
void Course::check_state() {
  auto& terraform = bench_.terraform;
  const auto before = terraform.state;
  for (const auto& [address, object] : before) {
    if (object.tainted) add(address + " is tainted");
  }
  add("reading afterwards", terraform.refresh(target(), only_));
  if (operation_ == Operation::Read && !read_plan_.changes.empty())
    add(std::string("the plan would ") + name_of(read_plan_.changes.front().action) + " it");
  const auto at = before.find(life_.address());
  if (at == before.end()) return;
  const auto now = terraform.state.find(life_.address());
  if (now == terraform.state.end()) {
    if (operation_ != Operation::Delete) add("the state has what is not there");
    return;
  }
  add_differences("the state is not what the service says: ", at->second.value, now->second.value);
}

/// A second attempt ends what was left to do, and then there is nothing to do.
void Course::check_finished() {
  auto& terraform = bench_.terraform;
  if (operation_ == Operation::Delete) return add("destroying again", terraform.destroy(first_, only_));
  if (operation_ == Operation::Import) {
    if (!terraform.state.contains(life_.address()))
      add("importing again", terraform.import(first_, life_.address(), import_id()));
  } else {
    add("applying again", terraform.apply(target(), only_));
    const auto plan = terraform.plan(target(), only_);
    add("planning afterwards", plan.report);
    for (const auto& change : plan.changes) {
      add(std::string("the plan afterwards is to ") + name_of(change.action) + " " + change.address + ": " +
          harness::differences(change.before, change.after).front());
    }
  }
}

/// An import says what the state says.
void Course::check_import() {
  auto& terraform = bench_.terraform;
  const auto expected = operation_ == Operation::Import ? whole_ : terraform.state;
  const auto wanted = expected.find(life_.address());
  if (wanted == expected.end() || life_.import.empty()) return;
  if (operation_ != Operation::Import) {
    const std::string id = import_id();
    terraform.state.erase(life_.address());
    add("importing it", terraform.import(target(), life_.address(), id));
  }
  const auto got = terraform.state.find(life_.address());
  if (got == terraform.state.end()) return;
  Value before = wanted->second.value, after = got->second.value;
  for (const auto& name : life_.not_imported) {
    before.set(name, {});
    after.set(name, {});
  }
  before.set("timeouts", {});
  after.set("timeouts", {});
  add_differences("an import says something else: ", before, after);
  terraform.state = expected;
}

void Course::check_nothing_left() {
  add("destroying it", bench_.terraform.destroy(target(), only_));
  bench_.clock.pass(std::chrono::minutes(1));
  auto expected = held_before_;
  expected.insert(expected.end(), life_.leaves.begin(), life_.leaves.end());
  for (const auto& one : bench_.holds()) {
    if (std::find(expected.begin(), expected.end(), one) == expected.end()) add("left behind: " + one);
  }
}

std::vector<std::string> Course::judge(const Report& report, bool may_fail) {
  problems_.clear();
  bench_.transport->watch();
  for (const auto& one : report.broken) add("Terraform: " + one);
  if (!may_fail) add("a retry would have done", {report.errors, {}, {}});
  check_state();
  if (problems_.empty()) check_finished();
  if (problems_.empty()) check_import();
  if (operation_ == Operation::Import && !bench_.terraform.state.contains(life_.address()))
    bench_.terraform.state = whole_;
  check_nothing_left();
  return problems_;
}

}  // namespace lakeform::faults
