// What stands between the wire and the services: signature check, rate limit, faults, request log, control API.
#pragma once

#include <mutex>
#include <nlohmann/json.hpp>

#include "tests/sandbox/core/faults.h"
#include "tests/sandbox/core/http.h"
#include "tests/sandbox/core/rate.h"
#include "tests/sandbox/core/request_log.h"
#include "tests/sandbox/core/world.h"

namespace lakeform::sandbox {

/// An answer and what is to happen to it on its way.
struct Outgoing {
  Response response;
  bool dropped = false;  ///< half of it is sent, then the connection is closed
  bool cut = false;      ///< the connection is closed without an answer
  int wait_ms = 0;       ///< what the client waits before it gets the answer
};

class Front {
 public:
  explicit Front(Options options) : world_(std::move(options)) {}
  /// Answers one request; may be called from several threads. `request` has method, path, query, headers, body and
  /// host.
  Outgoing answer(Request request);
  World& world() { return world_; }
  RequestLog& log() { return log_; }

 private:
  Response control(const Request& request);
  Response refusal(Logged& logged, const Failure& failure);
  Outgoing served(Logged& logged);
  Response called(const Request& request, Service& service, const Fault& fault);

  std::mutex lock_;
  World world_;
  Faults faults_;
  Rates rates_;
  RequestLog log_;
};

}  // namespace lakeform::sandbox
