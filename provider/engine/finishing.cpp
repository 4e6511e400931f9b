#include "provider/engine/finishing.h"

#include <algorithm>

namespace lakeform::engine {

namespace {

constexpr std::chrono::seconds kAfterStop{30};

}  // namespace

bool FinishingClient::too_late() {
  if (!client_.stop().requested()) return false;
  const auto now = cloud::now();
  const std::lock_guard lock(mutex_);
  if (!end_) end_ = now + kAfterStop;
  return now > *end_;
}

void FinishingClient::note_time(const cloud::Reply& reply) {
  // The header names a second that had begun when the answer was made, so the service's clock is no less ahead than
  // this.
  const auto date = cloud::parse_http_date(reply.header("date"));
  if (!date) return;
  const auto ahead = *date - cloud::now();
  const std::lock_guard lock(mutex_);
  ahead_ = ahead_ ? std::max(*ahead_, ahead) : ahead;
}

std::optional<cloud::TimePoint::duration> FinishingClient::service_ahead() const {
  const std::lock_guard lock(mutex_);
  return ahead_;
}

Result<cloud::Reply> FinishingClient::send(const cloud::Call& call) {
  if (too_late()) {
    stop_.request();
    Error error;
    error.fault = Fault::Cancelled;
    error.summary = call.service + " " + call.operation + " was not made any more after the stop";
    return error;
  }
  cloud::Call despite = call;
  despite.despite_stop = true;
  auto reply = client_.send(despite);
  if (reply) note_time(*reply);
  return reply;
}

Scope Finishing::over(const Scope& scope) const {
  return {scope.definition, context_,    scope.object, scope.prior, scope.config, scope.id,
          scope.region,     scope.saved, scope.reply,  scope.each,  scope.tags,   scope.keys};
}

}  // namespace lakeform::engine
