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
        for (const auto& problem : faults::baseline(life, operation, clock).problems) FAIL_CHECK(type, "/", life.name, "/", faults::name_of(operation), ": ", problem);
      }
    }
  }
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
