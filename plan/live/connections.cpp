#include "plan/live/connections.h"

#include <algorithm>

#include "provider/value/log.h"
#include "provider/value/msgpack.h"

namespace lakeform::plan {

namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

}  // namespace

std::unique_ptr<Connected> Connections::make(const schema::Compiled& compiled, const EvaluatedBlock& block,
                                             const Input& input, const std::string& key) const {
  auto out = std::make_unique<Connected>();
  out->compiled = &compiled;
  if (!block.unresolved.empty()) {
    out->notes.push_back(
        "Provider block " + key + ": " + joined(block.unresolved) +
        (block.unresolved.size() == 1 ? " comes from an expression" : " come from expressions") +
        " that a plan's JSON does not hold; the environment decides instead. Say it with --provider-set " + key + "." +
        block.unresolved.front() + "=VALUE.");
  }
  Diagnostics warnings;
  auto connection =
      engine::face_named(compiled.name).connect(block.config, {input.terraform_version, stop_, warnings, nullptr});
  if (!connection) {
    const Error& error = connection.error();
    out->problem = log::scrub(error.summary + (error.detail.empty() ? "" : ": " + error.detail));
    return out;
  }
  out->connection = *connection;
  out->context = out->connection->context;
  out->context.tags.ignored_unknown =
      std::any_of(block.unresolved.begin(), block.unresolved.end(),
                  [](const std::string& name) { return name.rfind("ignore_tags", 0) == 0; });
  if (!out->connection->client) {
    out->readable = false;
    out->problem = "this build can plan objects of provider " + std::string(compiled.name) + ", but not yet read them";
    return out;
  }
  out->metered = meter_.around(*out->connection->client);
  out->shared = std::make_unique<SharingClient>(*out->metered);
  out->context.client = out->shared.get();
  return out;
}

const Connected* Connections::connect(const Input& input, const std::string& provider_key) {
  const auto block = input.providers.find(provider_key);
  const ProviderBlock given = block == input.providers.end() ? ProviderBlock{} : block->second;
  const std::string name = definitions_of(given.source);
  const auto* compiled = name.empty() ? nullptr : schema::find_provider(name);
  const std::lock_guard lock(mutex_);
  if (!compiled) {
    auto& none = made_["no definitions"];
    if (!none) none = std::make_unique<Connected>();
    return none.get();
  }
  const EvaluatedBlock evaluated = evaluate(schema::provider_definition(*compiled), given, input.variables, settings_);
  auto& made = made_[name + "|" + joined(evaluated.unresolved) + "|" + msgpack::encode(evaluated.config)];
  if (!made) made = make(*compiled, evaluated, input, provider_key);
  return made.get();
}

}  // namespace lakeform::plan
