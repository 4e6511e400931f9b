#include "tests/harness/terraform/proposed.h"

#include <algorithm>

namespace lakeform::harness {
namespace {

using schema::Field;
using schema::Shape;

/// Whether the block of the state can come from this one of the configuration: they agree in everything the provider
/// does not decide.
bool may_come_from(const Field& block, const Value& prior, const Value& config) {
  if (prior == config) return true;
  if (!prior.is_map() || !config.is_map()) return false;
  return std::all_of(block.fields.begin(), block.fields.end(), [&](const Field& member) {
    const Value& before = prior[member.name];
    const Value& now = config[member.name];
    if (before == now) return true;
    if (!member.block) return member.computed() && now.is_null();
    if (member.shape == Shape::Set || !before.is_list() || !now.is_list() ||
        before.as_list().size() != now.as_list().size())
      return false;
    return std::equal(before.as_list().begin(), before.as_list().end(), now.as_list().begin(),
                      [&](const Value& a, const Value& b) { return may_come_from(member, a, b); });
  });
}

Value block_list(const Field& block, const Value& prior, const Value& config) {
  Value::List out;
  for (std::size_t i = 0; i < config.as_list().size(); ++i) {
    const bool there = prior.is_list() && i < prior.as_list().size();
    out.push_back(there ? proposed_new(block, prior.as_list()[i], config.as_list()[i]) : config.as_list()[i]);
  }
  return out;
}

Value block_set(const Field& block, const Value& prior, const Value& config) {
  Value::List out, rest = prior.is_list() ? prior.as_list() : Value::List{};
  for (const Value& one : config.as_list()) {
    const auto found =
        std::find_if(rest.begin(), rest.end(), [&](const Value& before) { return may_come_from(block, before, one); });
    out.push_back(proposed_new(block, found == rest.end() ? Value() : *found, one));
    if (found != rest.end()) rest.erase(found);
  }
  return out;
}

Value nested(const Field& block, const Value& prior, const Value& config) {
  if (config.is_unknown() || config.is_null()) return config;
  if (block.shape == Shape::Object) return proposed_new(block, prior, config);
  return block.shape == Shape::Set ? block_set(block, prior, config) : block_list(block, prior, config);
}

}  // namespace

Value proposed_new(const Field& block, const Value& prior, const Value& config) {
  if (!config.is_map()) return prior;
  Value::Map out;
  for (const Field& member : block.fields) {
    const Value& before = prior[member.name];
    const Value& now = config[member.name];
    if (member.block) {
      out[member.name] = nested(member, before, now);
    } else {
      out[member.name] = member.computed() && now.is_null() ? before : now;
    }
  }
  return out;
}

}  // namespace lakeform::harness
