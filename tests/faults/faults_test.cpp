#include <doctest/doctest.h>

#include <set>

#include "provider/schema/registry.h"
#include "tests/faults/cells.h"

using namespace lakeform;

namespace {

/// "delete StopCrawler": what the definition can call.
std::set<std::string> calls_of(const std::string& type) {
  std::set<std::string> out;
  for (const auto& [operation, steps] : schema::find_definition(*schema::find_provider("aws"), type)->calls) {
    for (const auto& step : steps) {
      if (!step.call.empty()) out.insert(operation + " " + step.call);
    }
  }
  return out;
}

/// Takes a life through an operation without a fault, and what it calls out of `calls`.
void go(const harness::Life& life, faults::Operation operation, harness::VirtualClock& clock,
        std::set<std::string>& calls) {
  if (!faults::Course::possible(life, operation)) return;
  const auto base = faults::baseline(life, operation, clock);
  const std::string name = faults::name_of(operation);
  for (const auto& problem : base.problems) FAIL_CHECK(life.type, "/", life.name, "/", name, ": ", problem);
  for (const auto& call : base.calls) calls.erase(name + " " + call.operation.substr(call.operation.find('.') + 1));
}

}  // namespace

TEST_CASE(
    "every type has lives; each goes well as long as no fault comes, and together they make every call of the "
    "definition") {
  harness::VirtualClock clock;
  for (const auto& type : harness::types_of("aws")) {
    const auto lives = harness::lives_of(type);
    CHECK_MESSAGE(!lives.empty(), "write tests/harness/kinds/<cloud>/", type, ".json");
    auto calls = calls_of(type);
    for (const auto& life : lives) {
      for (const auto operation : faults::kOperations) go(life, operation, clock, calls);
    }
    for (const auto& known : harness::not_called(type))
      CHECK_MESSAGE(calls.erase(known.first) == 1, type, " does make the call: ", known.first);
    for (const auto& call : calls) FAIL_CHECK(type, ": no life makes the call ", call);
  }
}

TEST_CASE("a poll that is answered late does not end a wait that is on target") {
  harness::VirtualClock clock;
  const auto life = harness::lives_of("aws_s3_bucket_versioning").front();
  const faults::Cell cell{&life, faults::Operation::Create, 1, "s3.GetBucketVersioning", harness::fault_named("slow")};
  const auto verdict = faults::run(cell, clock);
  CHECK(verdict.problems.empty());
  CHECK(verdict.errors.empty());
}

TEST_CASE("a slice of the fault matrix holds") {
  harness::VirtualClock clock;
  std::size_t ran = 0;
  for (const auto& type : harness::types_of("aws")) {
    const auto lives = harness::lives_of(type);
    for (const auto operation : faults::kOperations) {
      if (lives.empty() || !faults::Course::possible(lives.front(), operation)) continue;
      for (const auto& cell : faults::baseline(lives.front(), operation, clock).cells) {
        if (!faults::drawn(cell, 1, 25)) continue;
        ++ran;
        for (const auto& problem : faults::run(cell, clock).problems) FAIL_CHECK(cell.name(), ": ", problem);
      }
    }
  }
  CHECK(ran > 20);
}
