// Configurations with unknowns anywhere, made from the lives of the types and a seed.
#pragma once

#include <cstdint>
#include <random>

#include "provider/schema/definition.h"
#include "tests/harness/kinds.h"

namespace lakeform::properties {

/// One configuration of a life, and how it changes: each with its own unknowns, in the resource and in the provider
/// block.
struct Sample {
  harness::Life life;
  harness::Configuration first, second;  ///< the same when the life has no change
  /// Some tag is blank: such tags are updated in every plan, as with the official provider.
  bool blank_tags = false;
};

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : seed_(seed) {}
  /// The same for the same seed and life.
  Sample sample(const harness::Life& life);

 private:
  using Json = harness::Json;
  bool chance(double probability) { return std::uniform_real_distribution<double>(0, 1)(random_) < probability; }
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_()) % limit; }
  Json unknown(Json value) { return {{"$unknown", std::move(value)}}; }

  harness::Configuration configuration(const harness::Life& life, Json body);
  void spoil(const schema::Field& block, Json& body);
  void spoil_there(const schema::Field& field, Json& value);
  void add_missing(const schema::Field& block, Json& body);
  /// A value that is null or a text, rarely a blank one.
  Json tag_value();
  Json tags();
  Json provider();

  bool blank_tags_ = false;
  std::uint64_t seed_;
  std::mt19937_64 random_;
};

/// The configuration with every unknown known: as after the apply.
harness::Configuration resolved(harness::Configuration configuration);

}  // namespace lakeform::properties
