// One change at a time of objects that several resources read, alter and write as a whole (`lock` of a definition).
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "provider/value/stop.h"

namespace lakeform::engine {

/// Holds a key of this process until it goes. Other processes are kept apart by what the service offers (an ETag).
class KeyLock {
 public:
  explicit KeyLock(std::string key) : key_(std::move(key)) {}
  KeyLock(const KeyLock&) = delete;
  KeyLock& operator=(const KeyLock&) = delete;
  ~KeyLock();

 private:
  std::string key_;  ///< empty: nothing is held
};

/// Waits until nobody else holds the key; null when a stop came first. An empty key is never held by anybody.
std::unique_ptr<KeyLock> lock_key(const std::string& key, const StopToken& stop);

}  // namespace lakeform::engine
