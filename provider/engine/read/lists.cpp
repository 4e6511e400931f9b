#include "provider/engine/read/lists.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "provider/engine/answer.h"
#include "provider/engine/read/decode.h"
#include "provider/engine/request/call.h"
#include "provider/engine/request/pages.h"
#include "provider/engine/request/template.h"
#include "provider/value/clock.h"

namespace lakeform::engine {

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kKept = std::chrono::seconds(20);
/// After a refusal nobody asks again for a while: a missing permission does not come back within seconds.
constexpr auto kRefused = std::chrono::minutes(5);
/// The first reads of a collection are made alone: a state with one or two objects needs no list.
constexpr std::size_t kWorthAList = 3;

}  // namespace

/// An item in a page, and the one that it is inside of; null: none.
struct Place {
  const Json* item = nullptr;
  const Json* around = nullptr;
};

/// One entry's items by their keys.
struct ByKey {
  std::unordered_map<std::string, Place> items;
  std::size_t pages = 0;  ///< so many are in it
};

/// One list call with all placeholders filled in, as far as it has been read. Entries of several types may share it,
/// each with an index of its own.
struct Listing {
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<Json> answers;  ///< a deque, for places point into it
  std::map<std::string, ByKey> indexes;
  std::string token;
  PageTokens tokens;
  std::size_t asked = 0, pages = 0;
  std::size_t expected = 0;  ///< reads announced before the first one
  std::size_t reads() const { return std::max(asked, expected); }
  bool reading = false, complete = false, failed = false;
  Clock::time_point until = clock::steady() + kKept;
  std::uint64_t epoch = 0;
};

namespace {

/// Whose changes make a list worthless: those to this service in this region.
std::string collection_of(const Scope& scope) { return scope.definition.service + "|" + scope.region; }

template <class Visit>
void for_items(const schema::Bulk& bulk, const Json& answer, Visit visit) {
  for_list(place_in(answer, bulk.step.items), [&](const Json& item) {
    if (bulk.inside.empty()) return visit(Place{&item, nullptr});
    for_list(place_in(item, bulk.inside), [&](const Json& inner) { visit(Place{&inner, &item}); });
  });
}

/// An item inside of another has those members of it, too, that its key names.
Json item_at(const schema::Bulk& bulk, const Place& place) {
  Json out = *place.item;
  if (!place.around || !out.is_object()) return out;
  for (const auto& [name, value] : place.around->items()) {
    if (!out.contains(name) && bulk.key.find("{" + name + "}") != std::string::npos) out[name] = value;
  }
  return out;
}

/// The entry's index over all pages that are there.
ByKey& index_of(Listing& listing, const schema::Bulk& bulk) {
  ByKey& index = listing.indexes[bulk.step.items + "|" + bulk.inside + "|" + bulk.key];
  for (; index.pages < listing.answers.size(); ++index.pages) {
    for_items(bulk, listing.answers[index.pages], [&](const Place& place) {
      const std::string key =
          place.around ? text_of_item(bulk.key, item_at(bulk, place)) : text_of_item(bulk.key, *place.item);
      if (!key.empty()) index.items[key] = place;
    });
  }
  return index;
}

/// Takes one page in; called with the listing locked, and unlocks it while the cloud is asked.
void read_page(Listing& listing, const schema::Bulk& bulk, cloud::Call call, const Scope& scope,
               std::unique_lock<std::mutex>& lock) {
  listing.reading = true;
  if (!listing.token.empty()) set_page_token(call, bulk.step, listing.token);
  lock.unlock();
  auto reply = scope.context.client->send(call);
  lock.lock();
  listing.reading = false;
  ++listing.pages;
  const std::string token = reply ? next_page_token(bulk.step, reply->body) : std::string();
  if (!reply || !check_list(bulk.step, bulk.step.items, reply->body) ||
      !listing.tokens.turn(bulk.step.call, token, reply->raw_body.size())) {
    listing.failed = true;
    listing.until = clock::steady() + kRefused;
  } else {
    listing.complete = token.empty();
    listing.token = token;
    listing.answers.push_back(std::move(reply->body));
  }
  listing.changed.notify_all();
}

/// {"a": "b"} from a map, or from a list of objects whose members `form` names ("Key,Value").
Json as_map(const Json& tags, const std::string& form) {
  if (form == "map") return tags.is_object() ? tags : Json::object();
  const auto comma = form.find(',');
  Json out = Json::object();
  for (const Json& pair : as_list(tags)) {
    if (pair.is_object())
      out[cloud::text_in(pair, form.substr(0, comma))] = cloud::text_in(pair, form.substr(comma + 1));
  }
  return out;
}

}  // namespace

/// The lists of one connection, and how often each collection has changed.
class Lists {
 public:
  const bool off = std::getenv("LAKEFORM_SINGLE_READS") != nullptr;

  std::shared_ptr<Listing> of(const std::string& collection, const cloud::Call& call) {
    const std::string name =
        collection + "|" + call.service + "|" + call.operation + "|" + call.path + "|" + call.body.dump();
    const std::lock_guard lock(mutex_);
    std::erase_if(listings_, [now = clock::steady()](const auto& entry) { return entry.second->until < now; });
    auto& listing = listings_[name];
    if (!listing || listing->epoch != epochs_[collection]) {
      listing = std::make_shared<Listing>();
      listing->epoch = epochs_[collection];
    }
    return listing;
  }
  bool stale(const Listing& listing, const std::string& collection) {
    const std::lock_guard lock(mutex_);
    return listing.epoch != epochs_[collection];
  }
  void forget(const std::string& collection) {
    const std::lock_guard lock(mutex_);
    ++epochs_[collection];
  }

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<Listing>> listings_;
  std::unordered_map<std::string, std::uint64_t> epochs_;
};

std::shared_ptr<Lists> new_lists() { return std::make_shared<Lists>(); }

namespace {

bool serves(const schema::Bulk& bulk, const schema::Step& read_step) {
  return std::find(bulk.serves.begin(), bulk.serves.end(), read_step.call) != bulk.serves.end();
}

/// Whether the entry serves the first step of the read, which every object needs once.
bool decides(const Definition& definition, const schema::Bulk& bulk) {
  const auto reads = definition.calls.find("read");
  return reads == definition.calls.end() || reads->second.empty() || serves(bulk, reads->second.front());
}

enum class Found { Item, Missing, Unknown };

/// Looks the key up, reading as many pages as there were reads asked for. An object counts once (`counts`), however
/// many of its reads the list answers.
Found look_up(const schema::Bulk& bulk, const Scope& scope, bool counts, Json& item) {
  if (scope.context.lists->off || !scope.context.client || !holds(bulk.step.when, scope.conditions()))
    return Found::Unknown;
  const std::string wanted = text_of(bulk.value, scope);
  if (wanted.empty()) return Found::Unknown;
  const std::string collection = collection_of(scope);
  const cloud::Call call = call_of(bulk.step, scope);
  Lists& lists = *scope.context.lists;
  const auto listing = lists.of(collection, call);
  std::unique_lock lock(listing->mutex);
  if (counts) ++listing->asked;
  if (listing->reads() < kWorthAList) return Found::Unknown;
  while (!listing->failed && !scope.context.client->stop().requested()) {
    const ByKey& index = index_of(*listing, bulk);
    if (const auto found = index.items.find(wanted); found != index.items.end()) {
      item = item_at(bulk, found->second);
      return lists.stale(*listing, collection) ? Found::Unknown : Found::Item;
    }
    if (listing->complete) return lists.stale(*listing, collection) ? Found::Unknown : Found::Missing;
    if (listing->reading) {
      listing->changed.wait_for(lock, std::chrono::milliseconds(200));
    } else if (listing->pages >= listing->reads()) {
      return Found::Unknown;
    } else {
      read_page(*listing, bulk, call, scope, lock);
    }
  }
  return Found::Unknown;
}

}  // namespace

std::optional<BulkAnswer> bulk_item(const schema::Step& read_step, const Scope& scope) {
  std::optional<BulkAnswer> out;
  for (const schema::Bulk& bulk : scope.definition.bulk) {
    if (!serves(bulk, read_step) || !holds(bulk.step.when, scope.conditions())) continue;
    Json item;
    if (look_up(bulk, scope, decides(scope.definition, bulk), item) != Found::Item) return std::nullopt;
    if (!out) out.emplace(BulkAnswer{Json::object(), {}, false});
    for (const auto& [name, path] : bulk.save) out->saved[name] = at_path(item, path);
    out->has_tags = out->has_tags || bulk.has_tags;
    out->item.update(item);
  }
  if (!out || std::any_of(read_step.save.begin(), read_step.save.end(),
                          [&](const auto& one) { return !out->saved.contains(one.first); }))
    return std::nullopt;
  return out;
}

std::vector<Json> items_of(const schema::Bulk& bulk, const Json& answer) {
  std::vector<Json> out;
  for_items(bulk, answer, [&](const Place& place) { out.push_back(item_at(bulk, place)); });
  return out;
}

std::optional<Json> bulk_tags(const Scope& scope, const Value& state) {
  const auto& tagging = scope.definition.tagging;
  const Value& known = state["tags_all"];
  if (!tagging || !tagging->bulk || !known.is_map() || !known.wholly_known()) return std::nullopt;
  Json item;
  const Found found = look_up(*tagging->bulk, scope, true, item);
  if (found == Found::Unknown) return std::nullopt;
  Json tags = Json::object();
  Value::Map shown;
  if (found == Found::Item) {
    tags = as_map(at_path(item, tagging->bulk->step.take), tagging->bulk_form);
    for (const auto& [key, value] : tags.items()) {
      if (!scope.context.tags.ignores(key))
        shown.emplace(key, value.is_string() ? value.get<std::string>() : value.dump());
    }
  }
  if (!(Value(shown) == known)) return std::nullopt;  // a change, or the tagging service lags
  return tags;
}

void expect_read(const Definition& definition, const Context& context, const Value& state) {
  Scope scope = scope_over(definition, context, state);
  const auto expect = [&](const schema::Bulk& bulk, bool counts) {
    if (!holds(bulk.step.when, scope.conditions()) || text_of(bulk.value, scope).empty()) return;
    const auto listing = context.lists->of(collection_of(scope), call_of(bulk.step, scope));
    const std::lock_guard lock(listing->mutex);
    if (counts) ++listing->expected;
    listing->until = Clock::time_point::max();
  };
  for (const schema::Bulk& bulk : definition.bulk) expect(bulk, decides(definition, bulk));
  if (definition.tagging && definition.tagging->bulk) expect(*definition.tagging->bulk, true);
}

void forget_bulk(const Scope& scope) { scope.context.lists->forget(collection_of(scope)); }

}  // namespace lakeform::engine
