#include "provider/engine/bulk.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "provider/engine/read.h"
#include "provider/engine/steps.h"
#include "provider/engine/take.h"
#include "provider/engine/template.h"

namespace lakeform::engine {

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kKept = std::chrono::seconds(20);
/// After a refusal nobody asks again for a while: a missing permission does not come back within seconds.
constexpr auto kRefused = std::chrono::minutes(5);
/// The first reads of a collection are made alone: a state with one or two objects needs no list.
constexpr std::size_t kWorthAList = 3;

/// One list call with all placeholders filled in, as far as it has been read.
struct Listing {
  std::mutex mutex;
  std::condition_variable changed;
  std::unordered_map<std::string, Json> items;
  std::string token;
  std::size_t asked = 0, pages = 0;
  std::size_t expected = 0;  ///< reads announced before the first one
  std::size_t reads() const { return std::max(asked, expected); }
  bool reading = false, complete = false, failed = false;
  Clock::time_point until = Clock::now() + kKept;
  std::uint64_t epoch = 0;
};

/// Whose changes make a list worthless: those to this service in this region.
std::string collection_of(const Scope& scope) { return scope.definition.service + "|" + scope.region; }

void set_token(cloud::Call& call, const schema::Step& step, const std::string& token) {
  if (token.empty()) return;
  if (step.method != "GET") {
    if (!call.body.is_object()) call.body = Json::object();
    call.body[step.page_token] = token;
  } else {
    call.query.emplace_back(step.page_token, token);
  }
}

/// Takes one page in; called with the listing locked, and unlocks it while the cloud is asked.
void read_page(Listing& listing, const schema::Bulk& bulk, cloud::Call call, const Scope& scope, std::unique_lock<std::mutex>& lock) {
  listing.reading = true;
  set_token(call, bulk.step, listing.token);
  lock.unlock();
  const auto reply = scope.context.client->send(call);
  lock.lock();
  listing.reading = false;
  ++listing.pages;
  if (!reply) {
    listing.failed = true;
    listing.until = Clock::now() + kRefused;
  } else {
    for (Json& item : as_list(at_path(reply->body, bulk.step.items))) {
      std::string key = text_of_item(bulk.key, item);
      if (!key.empty()) listing.items[std::move(key)] = std::move(item);
    }
    const Json next = bulk.step.page_next.empty() ? Json() : at_path(reply->body, bulk.step.page_next);
    const std::string token = next.is_string() ? next.get<std::string>() : std::string();
    listing.complete = token.empty() || token == listing.token;
    listing.token = token;
  }
  listing.changed.notify_all();
}

/// {"a": "b"} from a map, or from a list of objects whose members `form` names ("Key,Value").
Json as_map(const Json& tags, const std::string& form) {
  if (form == "map") return tags.is_object() ? tags : Json::object();
  const auto comma = form.find(',');
  Json out = Json::object();
  for (const Json& pair : as_list(tags)) out[pair.value(form.substr(0, comma), "")] = pair.value(form.substr(comma + 1), "");
  return out;
}

}  // namespace

/// The lists of one connection, and how often each collection has changed.
class Lists {
 public:
  const bool off = std::getenv("LAKEFORM_SINGLE_READS") != nullptr;

  std::shared_ptr<Listing> of(const std::string& collection, const cloud::Call& call) {
    const std::string name = collection + "|" + call.service + "|" + call.operation + "|" + call.path + "|" + call.body.dump();
    const std::lock_guard lock(mutex_);
    std::erase_if(listings_, [now = Clock::now()](const auto& entry) { return entry.second->until < now; });
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

enum class Found { Item, Missing, Unknown };

/// Looks the key up, reading as many pages as there were reads asked for.
Found look_up(const schema::Bulk& bulk, const Scope& scope, Json& item) {
  if (scope.context.lists->off || !scope.context.client || !holds(bulk.step.when, scope.conditions())) return Found::Unknown;
  const std::string wanted = text_of(bulk.value, scope);
  if (wanted.empty()) return Found::Unknown;
  const std::string collection = collection_of(scope);
  const cloud::Call call = call_of(bulk.step, scope);
  Lists& lists = *scope.context.lists;
  const auto listing = lists.of(collection, call);
  std::unique_lock lock(listing->mutex);
  ++listing->asked;
  if (listing->reads() < kWorthAList) return Found::Unknown;
  while (!listing->failed && !scope.context.client->stop().requested()) {
    if (const auto found = listing->items.find(wanted); found != listing->items.end()) {
      item = found->second;
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

std::optional<Json> bulk_item(const schema::Step& read_step, const Scope& scope) {
  for (const schema::Bulk& bulk : scope.definition.bulk) {
    if (std::find(bulk.serves.begin(), bulk.serves.end(), read_step.call) == bulk.serves.end()) continue;
    Json item;
    if (look_up(bulk, scope, item) == Found::Item) return item;
  }
  return std::nullopt;
}

std::optional<Json> bulk_tags(const Scope& scope, const Value& state) {
  const auto& tagging = scope.definition.tagging;
  const Value& known = state["tags_all"];
  if (!tagging || !tagging->bulk || !known.is_map() || !known.wholly_known()) return std::nullopt;
  Json item;
  const Found found = look_up(*tagging->bulk, scope, item);
  if (found == Found::Unknown) return std::nullopt;
  Json tags = Json::object();
  Value::Map shown;
  if (found == Found::Item) {
    tags = as_map(at_path(item, tagging->bulk->step.take), tagging->bulk_form);
    for (const auto& [key, value] : tags.items()) {
      if (!scope.context.tags.ignores(key)) shown.emplace(key, value.get<std::string>());
    }
  }
  if (!(Value(shown) == known)) return std::nullopt;  // a change, or the tagging service lags
  return tags;
}

void expect_read(const Definition& definition, const Context& context, const Value& state) {
  Scope scope = scope_over(definition, context, state);
  const auto expect = [&](const schema::Bulk& bulk) {
    if (!holds(bulk.step.when, scope.conditions()) || text_of(bulk.value, scope).empty()) return;
    const auto listing = context.lists->of(collection_of(scope), call_of(bulk.step, scope));
    const std::lock_guard lock(listing->mutex);
    ++listing->expected;
    listing->until = Clock::time_point::max();
  };
  for (const schema::Bulk& bulk : definition.bulk) expect(bulk);
  if (definition.tagging && definition.tagging->bulk) expect(*definition.tagging->bulk);
}

void forget_bulk(const Scope& scope) { scope.context.lists->forget(collection_of(scope)); }

}  // namespace lakeform::engine
