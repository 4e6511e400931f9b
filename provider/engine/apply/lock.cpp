#include "provider/engine/apply/lock.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>

namespace lakeform::engine {

namespace {

struct Held {
  std::mutex mutex;
  std::condition_variable freed;
  std::set<std::string> keys;
};

Held& held() {
  static Held all;
  return all;
}

constexpr std::chrono::milliseconds kLook{50};  ///< how often a stop is looked for

}  // namespace

KeyLock::~KeyLock() {
  if (key_.empty()) return;
  {
    const std::lock_guard lock(held().mutex);
    held().keys.erase(key_);
  }
  held().freed.notify_all();
}

std::unique_ptr<KeyLock> lock_key(const std::string& key, const StopToken& stop) {
  if (key.empty()) return std::make_unique<KeyLock>(key);
  std::unique_lock lock(held().mutex);
  while (!held().keys.insert(key).second) {
    if (stop.requested()) return nullptr;
    held().freed.wait_for(lock, kLook);
  }
  return std::make_unique<KeyLock>(key);
}

}  // namespace lakeform::engine
