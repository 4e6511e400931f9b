// Named objects of one kind whose writes become visible after the sandbox's lag, and pages over them.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "provider/cloud/codec.h"
#include "tests/sandbox/core/http.h"
#include "tests/sandbox/core/world.h"

namespace lakeform::sandbox {

/// Reads (`find`, `all`) see what the lag lets them see; writes (`latest`, `edit`) work on what was written last, as
/// AWS does: a name is taken at once, though nobody can read the object yet. Pointers are good until the next write of
/// the same object.
template <class T>
class Store {
 public:
  using Named = std::pair<std::string, const T*>;

  const T* find(const std::string& name, const World& world) const {
    const auto at = items_.find(name);
    return at == items_.end() ? nullptr : at->second.get(world).get();
  }
  const T* latest(const std::string& name) const {
    const auto at = items_.find(name);
    return at == items_.end() ? nullptr : at->second.latest().get();
  }
  /// In the order of names, those whose name begins with `prefix`.
  std::vector<Named> all(const World& world, const std::string& prefix = "") const {
    std::vector<Named> out;
    for (auto at = items_.lower_bound(prefix); at != items_.end() && at->first.rfind(prefix, 0) == 0; ++at) {
      if (const auto* item = at->second.get(world).get()) out.emplace_back(at->first, item);
    }
    return out;
  }
  /// As `all`, of what was written last.
  std::vector<Named> all_latest(const std::string& prefix = "") const {
    std::vector<Named> out;
    for (auto at = items_.lower_bound(prefix); at != items_.end() && at->first.rfind(prefix, 0) == 0; ++at) {
      if (const auto* item = at->second.latest().get()) out.emplace_back(at->first, item);
    }
    return out;
  }
  void put(const std::string& name, T item, const World& world) {
    items_[name].set(std::make_shared<const T>(std::move(item)), world);
  }
  /// The object must be there.
  template <class Edit>
  void edit(const std::string& name, const World& world, Edit change) {
    T item = *latest(name);
    change(item);
    put(name, std::move(item), world);
  }
  void erase(const std::string& name, const World& world) {
    if (world.options.lag.count() == 0) {
      items_.erase(name);
    } else if (const auto at = items_.find(name); at != items_.end()) {
      at->second.set(nullptr, world);
    }
  }

 private:
  std::map<std::string, Lagged<std::shared_ptr<const T>>> items_;
};

/// One page of a list: where it goes on is the name of its last item, so that changes between pages neither hide nor
/// repeat others.
template <class T>
struct Page {
  std::vector<std::pair<std::string, const T*>> items;
  std::string next;  ///< empty: this was the last page
};

/// `asked` is the client's limit and `usual` the service's; the sandbox's own may be lower still.
template <class T>
Page<T> page_of(const std::vector<std::pair<std::string, const T*>>& all, const std::string& token,
                std::optional<long> asked, long usual, const World& world) {
  auto limit = static_cast<std::size_t>(asked && *asked > 0 && *asked < usual ? *asked : usual);
  if (world.options.page > 0) limit = std::min(limit, world.options.page);
  const auto after = cloud::percent_decode(token);
  Page<T> page;
  for (const auto& item : all) {
    if (!token.empty() && item.first <= after) continue;
    if (page.items.size() == limit) {
      page.next = cloud::percent_encode(page.items.back().first);
      break;
    }
    page.items.push_back(item);
  }
  return page;
}

}  // namespace lakeform::sandbox
