// What is to happen later: the ends of asynchronous changes.
#pragma once

#include <functional>
#include <map>
#include <utility>

#include "tests/sandbox/core/world.h"

namespace lakeform::sandbox {

/// Events run when somebody looks (`run`), in the order of their times; an event may enter others.
class Agenda {
 public:
  void at(Time when, std::function<void()> event) { events_.emplace(when, std::move(event)); }
  void run(Time now) {
    while (!events_.empty() && events_.begin()->first <= now) events_.extract(events_.begin()).mapped()();
  }

 private:
  std::multimap<Time, std::function<void()>> events_;
};

}  // namespace lakeform::sandbox
