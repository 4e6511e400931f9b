#include "provider/schema/registry.h"

#include <algorithm>
#include <mutex>

namespace lakeform::schema {

extern const Compiled kCompiled_aws, kCompiled_google, kCompiled_azurerm;

namespace {

/// Loaded definitions by their compiled entry; they live as long as the process.
struct Loaded {
  std::mutex mutex;
  std::map<const void*, std::unique_ptr<Definition>> by_text;

  const Definition& get(std::string_view text) {
    const std::lock_guard lock(mutex);
    auto& slot = by_text[text.data()];
    if (!slot) slot = std::make_unique<Definition>(load(text));
    return *slot;
  }
};

Loaded& loaded() {
  static Loaded instance;
  return instance;
}

}  // namespace

std::span<const Compiled* const> providers() {
  static constexpr const Compiled* all[] = {&kCompiled_aws, &kCompiled_google, &kCompiled_azurerm};
  return all;
}

const Compiled* find_provider(std::string_view name) {
  for (const Compiled* provider : providers()) {
    if (provider->name == name) return provider;
  }
  return nullptr;
}

const Definition* find_definition(const Compiled& provider, std::string_view type, bool data_source) {
  const auto found = std::find_if(provider.entries.begin(), provider.entries.end(), [&](const Compiled::Entry& entry) {
    return entry.type == type && entry.data_source == data_source;
  });
  return found == provider.entries.end() ? nullptr : &loaded().get(found->text);
}

const Definition& provider_definition(const Compiled& provider) { return loaded().get(provider.provider_text); }

}  // namespace lakeform::schema
