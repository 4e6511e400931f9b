// properties: many seeds of configurations with unknowns. `make properties` runs 500; --seed runs one again and prints
// it.
#include <CLI/CLI.hpp>
#include <chrono>
#include <iostream>

#include "tests/properties/property.h"

namespace {

using namespace lakeform;

struct Wanted {
  std::uint64_t first = 1, seeds = 500, seed = 0;
  std::string type;
  bool verbose = false, json = false;
};

struct Tally {
  std::size_t samples = 0, failed = 0, refused = 0;
};

void run(const harness::Life& life, std::uint64_t seed, const Wanted& wanted, harness::VirtualClock& clock,
         Tally& tally) {
  const auto sample = properties::Generator(seed).sample(life);
  const auto judged = properties::judge(sample, clock);
  ++tally.samples;
  tally.refused += judged.refused.empty() ? 0 : 1;
  if (wanted.json && !sample.blank_tags && judged.refused.empty() && judged.problems.empty())
    std::cout << properties::json_of(sample).dump() << "\n";
  if (wanted.verbose || !judged.problems.empty()) std::cout << properties::text_of(sample) << "\n";
  for (const auto& one : judged.refused) {
    if (wanted.verbose) std::cout << "refused: " << one << "\n";
  }
  if (judged.problems.empty()) return;
  ++tally.failed;
  std::cout << "FAILED seed " << seed << ", " << life.type << "/" << life.name << "\n";
  for (const auto& one : judged.problems) std::cout << "         " << one << "\n";
  std::cout << "         again: build/bin/properties --seed " << seed << " --type " << life.type << std::endl;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app(
      "No plan ends in Terraform's \"inconsistent\" errors: every seed takes every type through a life with unknowns "
      "anywhere.",
      "properties");
  Wanted wanted;
  app.add_option("--first", wanted.first, "the first seed");
  app.add_option("--seeds", wanted.seeds, "how many seeds");
  app.add_option("--seed", wanted.seed, "this one only, printed");
  app.add_option("--type", wanted.type, "one resource type");
  app.add_flag("--verbose", wanted.verbose, "print every configuration, and why it was refused");
  app.add_flag("--json", wanted.json, "print those that the model takes and that settle, one a line");
  CLI11_PARSE(app, argc, argv);
  if (wanted.seed != 0) {
    wanted.first = wanted.seed;
    wanted.seeds = 1;
    wanted.verbose = true;
  }
  const auto begun = std::chrono::steady_clock::now();
  harness::VirtualClock clock;
  Tally tally;
  for (const auto& type : harness::types_of("aws")) {
    if (!wanted.type.empty() && type != wanted.type) continue;
    const auto lives = harness::replaceable_lives_of(type);
    if (lives.empty()) {
      ++tally.failed;
      std::cout << "FAILED " << type << " has no lives: write tests/harness/kinds/<cloud>/" << type << ".json\n";
    }
    for (auto seed = wanted.first; seed < wanted.first + wanted.seeds && !lives.empty(); ++seed)
      run(lives[seed % lives.size()], seed, wanted, clock, tally);
  }
  if (!wanted.json)
    std::cout << tally.samples << " configurations, " << tally.failed << " failed, " << tally.refused
              << " refused with everything known or in the plan; "
              << std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count() << " s\n";
  return tally.failed ? 1 : 0;
}
