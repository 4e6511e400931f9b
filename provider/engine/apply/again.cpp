#include "provider/engine/apply/again.h"

#include <algorithm>
#include <random>

#include "provider/engine/apply/steps.h"
#include "provider/value/clock.h"

namespace lakeform::engine {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirst{100}, kLongest{5000};
constexpr milliseconds kOtherwise{20 * 60 * 1000};  ///< without a timeout of the operation

/// Between half and all of it: writers that met once shall not meet again.
milliseconds jittered(milliseconds pause) {
  static thread_local std::mt19937_64 random{std::random_device{}()};
  return milliseconds(std::uniform_int_distribution<long>(static_cast<long>(pause.count()) / 2,
                                                          static_cast<long>(pause.count()))(random));
}

}  // namespace

Again::Again(const Scope& scope, const std::string& operation)
    : scope_(scope), end_(clock::steady() + timeout_of(scope, operation, kOtherwise)), pause_(kFirst) {}

std::optional<std::size_t> Again::from(const std::vector<schema::Step>& steps, std::size_t failed, const Error& error) {
  const schema::Step& step = steps[failed];
  if (step.again_from.empty() || !matches(step.again_after, error)) return std::nullopt;
  const auto end = steps.begin() + static_cast<std::ptrdiff_t>(failed) + 1;
  const auto start = std::find_if(steps.begin(), end, [&](const auto& one) { return one.call == step.again_from; });
  if (start == end || clock::steady() + pause_ > end_) return std::nullopt;
  if (!scope_.context.client->stop().sleep(jittered(pause_))) return std::nullopt;
  pause_ = std::min(pause_ * 2, kLongest);
  return static_cast<std::size_t>(start - steps.begin());
}

}  // namespace lakeform::engine
