#include <doctest/doctest.h>

#include "tests/faults/cells.h"

using namespace lakeform;

TEST_CASE("every type has lives, and each goes well as long as no fault comes") {
  harness::VirtualClock clock;
  for (const auto& type : harness::types_of("aws")) {
    const auto lives = harness::lives_of(type);
    CHECK_MESSAGE(!lives.empty(), "write tests/harness/kinds/", type, ".json");
    for (const auto& life : lives) {
      for (const auto operation : faults::kOperations) {
        if (!faults::Course::possible(life, operation)) continue;
        for (const auto& problem : faults::baseline(life, operation, clock).problems) FAIL_CHECK(type, "/", life.name, "/", std::string(faults::name_of(operation)), ": ", problem);
      }
    }
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
