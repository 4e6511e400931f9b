// faults: the fault matrix. `make faults` runs all of it; --cell runs one cell again, --log with what the provider says
// on its way.
#include <CLI/CLI.hpp>
#include <chrono>
#include <iostream>
#include <map>

#include "provider/value/log.h"
#include "tests/faults/cells.h"

namespace {

using namespace lakeform;
using faults::Cell;

struct Wanted {
  std::string type, operation, fault, cell;
  std::size_t part = 1, parts = 1, seed = 0, one_in = 1;
  bool list = false, verbose = false;
};

struct Tally {
  std::size_t cells = 0, failed = 0, ended_with_error = 0, baselines = 0;
  std::map<std::string, std::size_t> by_fault;
};

void print(const std::string& name, const std::vector<std::string>& problems) {
  std::cout << "FAILED " << name << "\n";
  for (const auto& one : problems) std::cout << "         " << one << "\n";
  std::cout << "         again: build/bin/faults --cell " << name << std::endl;
}

bool chosen(const Cell& cell, const Wanted& wanted) {
  const std::string name = cell.name();
  if (!wanted.cell.empty()) return name == wanted.cell;
  if (!wanted.fault.empty() && cell.fault->name != wanted.fault) return false;
  return faults::drawn(cell, wanted.seed, wanted.one_in) && faults::lot(cell, 0) % wanted.parts == wanted.part - 1;
}

void run(const Cell& cell, const Wanted& wanted, harness::VirtualClock& clock, Tally& tally) {
  const std::string name = cell.name();
  if (wanted.list) return void(std::cout << name << "\t" << cell.fault->sandbox << "\n");
  const auto verdict = faults::run(cell, clock);
  ++tally.cells;
  tally.ended_with_error += verdict.errors.empty() ? 0 : 1;
  if (!verdict.problems.empty()) {
    ++tally.failed;
    ++tally.by_fault[std::string(cell.fault->name)];
    print(name, verdict.problems);
  }
  if (wanted.verbose) {
    std::cout << name << "\n";
    for (const auto& one : verdict.errors) std::cout << "         said: " << one << "\n";
  }
}

void run(const harness::Life& life, const Wanted& wanted, harness::VirtualClock& clock, Tally& tally) {
  for (const auto operation : faults::kOperations) {
    if (!faults::Course::possible(life, operation)) continue;
    if (!wanted.operation.empty() && wanted.operation != faults::name_of(operation)) continue;
    const std::string prefix = life.type + "/" + life.name + "/" + faults::name_of(operation);
    if (!wanted.cell.empty() && wanted.cell.rfind(prefix + "/", 0) != 0) continue;
    const auto base = faults::baseline(life, operation, clock);
    ++tally.baselines;
    if (!base.problems.empty() && !wanted.list && wanted.part == 1) {
      ++tally.failed;
      print(prefix, base.problems);
    }
    for (const auto& cell : base.cells) {
      if (chosen(cell, wanted)) run(cell, wanted, clock, tally);
    }
  }
}

void run(const std::string& type, const Wanted& wanted, harness::VirtualClock& clock, Tally& tally) {
  const auto lives = harness::lives_of(type);
  if (lives.empty()) {
    ++tally.failed;
    print(type, {"the type has no lives: write tests/harness/kinds/<cloud>/" + type + ".json"});
  }
  for (const auto& life : lives) run(life, wanted, clock, tally);
}

void close(const Tally& tally, const harness::VirtualClock& clock, double seconds) {
  std::cout << tally.cells << " cells in " << tally.baselines << " operations, " << tally.failed << " failed, "
            << tally.ended_with_error << " ended with an error that left all in order; " << seconds << " s for "
            << std::chrono::duration_cast<std::chrono::hours>(clock.slept()).count() << " virtual hours\n";
  for (const auto& [fault, count] : tally.by_fault) std::cout << "  " << fault << ": " << count << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("The fault matrix: every distinct call of every operation of every type meets each fault once.",
               "faults");
  Wanted wanted;
  app.add_option("--type", wanted.type, "one resource type");
  app.add_option("--operation", wanted.operation, "create, read, update, delete or import");
  app.add_option("--fault", wanted.fault, "one fault");
  app.add_option("--cell", wanted.cell, "one cell, by its name");
  app.add_option("--part", wanted.part, "this part ...");
  app.add_option("--parts", wanted.parts, "... of so many")->check(CLI::PositiveNumber);
  app.add_option("--seed", wanted.seed, "which cells --one-in chooses");
  app.add_option("--one-in", wanted.one_in, "only one cell in so many")->check(CLI::PositiveNumber);
  app.add_flag("--list", wanted.list,
               "print the cells' names and their faults as the sandbox takes them, and run none");
  app.add_flag("--verbose", wanted.verbose, "print every cell and what the provider said in it");
  CLI11_PARSE(app, argc, argv);
  const auto begun = std::chrono::steady_clock::now();
  harness::VirtualClock clock;
  Tally tally;
  if (!wanted.cell.empty()) wanted.type = wanted.cell.substr(0, wanted.cell.find('/'));
  for (const auto& type : harness::types_of("aws")) {
    if (wanted.type.empty() || wanted.type == type) run(type, wanted, clock, tally);
  }
  if (!wanted.list)
    close(tally, clock, std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
  return tally.failed ? 1 : 0;
}
