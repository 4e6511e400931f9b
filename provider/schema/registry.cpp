#include "provider/schema/registry.h"

#include <zlib.h>

#include <algorithm>
#include <mutex>
#include <stdexcept>

#include "provider/schema/develop.h"

namespace lakeform::schema {

extern const Compiled kCompiled_aws, kCompiled_google, kCompiled_azurerm;

namespace {

/// Only a program that was damaged on disk holds what does not inflate.
std::string inflated(const Packed& packed) {
  std::string out(packed.size, '\0');
  uLongf size = packed.size;
  const int status = ::uncompress(reinterpret_cast<Bytef*>(out.data()), &size,
                                  reinterpret_cast<const Bytef*>(packed.bytes.data()), packed.bytes.size());
  if (status != Z_OK || size != packed.size)
    throw std::runtime_error("this program is damaged: a definition in it can't be inflated");
  return out;
}

/// What was made of packed bytes, by where they are; it lives as long as the process.
template <class Made>
class Kept {
 public:
  template <class Make>
  const Made& get(const Packed& packed, const Make& make) {
    const std::lock_guard lock(mutex_);
    auto& slot = made_[packed.bytes.data()];
    if (!slot) slot = std::make_unique<Made>(make(inflated(packed)));
    return *slot;
  }

 private:
  std::mutex mutex_;
  std::map<const void*, std::unique_ptr<Made>> made_;
};

const Definition& loaded(const Packed& text) {
  static Kept<Definition> kept;
  return kept.get(text, [](const std::string& json) { return load(json); });
}

}  // namespace

std::string_view unpacked(const Packed& packed) {
  static Kept<std::string> kept;
  return kept.get(packed, [](std::string text) { return text; });
}

std::span<const Compiled* const> providers() {
  static constexpr const Compiled* all[] = {&kCompiled_aws, &kCompiled_google, &kCompiled_azurerm};
  return all;
}

const Compiled* find_provider(std::string_view name) {
#ifdef LAKEFORM_DEVELOP
  if (const Compiled* given = developed(name)) return given;
#endif
  for (const Compiled* provider : providers()) {
    if (provider->name == name) return provider;
  }
  return nullptr;
}

const Definition* find_definition(const Compiled& provider, std::string_view type, Kind kind) {
  const auto found = std::find_if(provider.entries.begin(), provider.entries.end(), [&](const Compiled::Entry& entry) {
    return entry.type == type && entry.kind == kind;
  });
  return found == provider.entries.end() ? nullptr : &loaded(found->text);
}

const Definition& provider_definition(const Compiled& provider) { return loaded(provider.provider_text); }

}  // namespace lakeform::schema
