// A client whose answers a test writes, and which remembers what it was asked.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "provider/engine/context.h"
#include "provider/engine/plan/shape.h"
#include "provider/schema/registry.h"

namespace lakeform::engine {

using cloud::Json;

class FakeCloud final : public cloud::Client {
 public:
  FakeCloud() = default;
  explicit FakeCloud(cloud::Facts facts) : facts_(std::move(facts)) {}

  /// The answer to a call; the number counts the calls of that operation, from 1.
  std::function<Result<cloud::Reply>(const cloud::Call&, int)> answer;

  Result<cloud::Reply> send(const cloud::Call& call) override {
    int number = 0;
    {
      const std::lock_guard lock(mutex_);
      asked_.push_back(call.operation);
      number = static_cast<int>(std::count(asked_.begin(), asked_.end(), call.operation));
    }
    return answer(call, number);
  }
  const cloud::Facts& facts() const override { return facts_; }
  const StopToken& stop() const override { return stop_; }

  std::vector<std::string> asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
  }
  int count(const std::string& operation) const {
    const auto all = asked();
    return static_cast<int>(std::count(all.begin(), all.end(), operation));
  }
  void request_stop() { stop_.request(); }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> asked_;
  cloud::Facts facts_{
      {"account_id", "123456789012"}, {"partition", "aws"}, {"dns_suffix", "amazonaws.com"}, {"region", "us-east-1"}};
  StopToken stop_;
};

inline cloud::Reply reply(Json body) {
  cloud::Reply out;
  out.status = 200;
  out.body = std::move(body);
  return out;
}

/// No tags and no policies, in the form in which services say so: an answer without these members is none.
inline cloud::Reply nothing() {
  return reply({{"Tags", Json::object()}, {"PolicyNames", ""}, {"AttachedPolicies", ""}});
}

inline Error service_error(Fault fault, const std::string& code, const std::string& message = {}) {
  Error out;
  out.fault = fault;
  out.code = code;
  out.message = message;
  out.status = 400;
  return out;
}

/// The connection broke after the request was sent.
inline Error broken_off() {
  Error out;
  out.fault = Fault::Unavailable;
  out.maybe_done = true;
  return out;
}

inline const Definition& aws(const char* type) { return *schema::find_definition(*schema::find_provider("aws"), type); }
inline Value aws_object(const char* type, const Json& json) { return shaped(aws(type).root, json); }

}  // namespace lakeform::engine
