// A transport that answers itself: any address can be asked, nothing leaves the process.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "provider/cloud/google/config.h"
#include "provider/cloud/http/http.h"

namespace lakeform::cloud::google {

class Scripted final : public HttpTransport {
 public:
  using Handler = std::function<HttpAnswer(const HttpRequest&)>;
  explicit Scripted(Handler handler) : handler_(std::move(handler)) {}

  /// Status 0 stands for nobody who listens.
  HttpExchange send(const HttpRequest& request, const StopToken&) override {
    const std::lock_guard lock(mutex_);
    asked_.push_back(request);
    HttpExchange out;
    out.answer = handler_(request);
    if (out.answer.status == 0) out.failure = HttpFailure::Connect;
    return out;
  }
  std::vector<HttpRequest> asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

 private:
  Handler handler_;
  mutable std::mutex mutex_;
  std::vector<HttpRequest> asked_;
};

inline std::string header(const HttpRequest& request, const std::string& wanted) {
  for (const auto& [name, value] : request.headers) {
    if (lower_case(name) == wanted) return value;
  }
  return {};
}

/// A provider block of these attributes.
inline Value block(Value::Map attributes) { return Value(std::move(attributes)); }

using Variables = std::map<std::string, std::string, std::less<>>;

/// Settings of a block with these variables and nothing of the machine.
inline GoogleConfig config_of(Value::Map attributes, Variables variables = {}) {
  Diagnostics found;
  variables.try_emplace("HOME", "/nowhere");
  return parse_google_config(block(std::move(attributes)), found, Environment(std::move(variables)));
}

}  // namespace lakeform::cloud::google
