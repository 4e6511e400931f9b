// Senders of calls to a server of the test's own, and credentials for them.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "provider/cloud/aws/sender.h"
#include "tests/cloud/loopback.h"

namespace lakeform::cloud::aws {

using std::chrono::milliseconds;

inline constexpr const char* kNotFound = R"({"__type":"EntityNotFoundException","message":"Database x not found."})";

inline SenderSettings settings_for(const Loopback& server, const std::string& scope) {
  SenderSettings settings;
  settings.region = "eu-west-1";
  for (const char* name : {"glue", "s3", "iam", "sts"}) settings.endpoints.custom[name] = server.url();
  settings.retry.base = milliseconds(1);
  settings.retry.throttled_base = milliseconds(1);
  settings.user_agent = "Lakeform/test";
  settings.rate_scope = scope;  // each test its own, so that throttles of one do not slow another
  return settings;
}

inline Sender sender_for(const Loopback& server, const std::string& scope) {
  return Sender(settings_for(server, scope), std::make_shared<HttpTransport>());
}

inline Call get_database(bool idempotent = true) {
  Call call;
  call.service = "glue";
  call.operation = "GetDatabase";
  call.body = {{"Name", "x"}};
  call.idempotent = idempotent;
  return call;
}

inline CredentialCache fixed_keys() {
  return CredentialCache(std::make_unique<StaticCredentials>(Credentials{"AKID", "secret-key-value", "", {}, "test"}));
}

// Gives numbered keys that end in an hour.
class Numbered : public CredentialSource {
 public:
  explicit Numbered(std::atomic<int>& count) : count_(count) {}
  Result<Credentials> fetch(const StopToken&) override {
    const std::string number = std::to_string(++count_);
    return Credentials{"AKID" + number, "secret" + number, "token" + number, now() + std::chrono::hours(1), "test"};
  }

 private:
  std::atomic<int>& count_;
};

}  // namespace lakeform::cloud::aws
