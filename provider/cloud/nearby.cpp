#include "provider/cloud/nearby.h"

#include "provider/cloud/retry.h"

namespace lakeform::cloud {

using std::chrono::milliseconds;

HttpExchange ask_nearby(HttpTransport& transport, HttpRequest request, milliseconds connect, const StopToken& stop) {
  constexpr int attempts = 3;
  request.direct = true;
  request.connect_timeout = connect;
  request.total_timeout = milliseconds(5000);
  request.max_answer = std::size_t{1} << 20;
  HttpExchange exchange;
  for (int attempt = 1; attempt <= attempts; ++attempt) {
    exchange = transport.send(request, stop);
    const bool passing = exchange ? exchange.answer.status >= 500 || exchange.answer.status == 429
                                  : exchange.failure != HttpFailure::Stopped;
    if (!passing || exchange.failure == HttpFailure::Resolve || attempt == attempts) break;
    if (!stop.sleep(backoff(RetryPolicy{}, attempt, false))) break;
  }
  return exchange;
}

Error no_answer(const std::string& whom, const HttpExchange& exchange) {
  if (exchange.failure == HttpFailure::Stopped)
    return {Fault::Cancelled, "cancelled while asking " + whom, {}, {}, {}, {}, 0};
  const std::string how =
      exchange ? "answered " + std::to_string(exchange.answer.status) : "does not answer: " + exchange.text;
  return {Fault::Unavailable, whom + " " + how, {}, {}, {}, {}, exchange.answer.status};
}

}  // namespace lakeform::cloud
