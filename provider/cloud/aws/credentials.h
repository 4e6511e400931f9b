// Credentials and their renewal: one fetch at a time, before they expire.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "provider/cloud/codec.h"
#include "provider/value/result.h"
#include "provider/value/stop.h"

namespace lakeform::cloud::aws {

struct Credentials {
  std::string access_key, secret_key, session_token;
  std::optional<TimePoint> expires;  ///< nothing: they last
  std::string source;                ///< for messages: "the environment", "profile analytics"
};

/// Where credentials come from. Fetching may need the network and may be repeated; called by one thread at a time.
class CredentialSource {
 public:
  virtual ~CredentialSource() = default;
  virtual Result<Credentials> fetch(const StopToken& stop) = 0;
};

/// Always the same ones.
class StaticCredentials : public CredentialSource {
 public:
  explicit StaticCredentials(Credentials credentials) : credentials_(std::move(credentials)) {}
  Result<Credentials> fetch(const StopToken&) override { return credentials_; }

 private:
  Credentials credentials_;
};

/// Keeps what a source gave until shortly before its end. Thread-safe: of several threads that need new credentials one
/// fetches and the others wait, or go on with those that are still good. Every secret fetched is kept out of logs from
/// then on.
class CredentialCache {
 public:
  using Now = std::function<TimePoint()>;
  explicit CredentialCache(std::unique_ptr<CredentialSource> source, Now now = cloud::now)
      : source_(std::move(source)), now_(std::move(now)) {}

  Result<Credentials> get(const StopToken& stop);
  /// The service says that these are expired: the next get() fetches anew. False when that cannot help (they never
  /// expire).
  bool expire(const Credentials& rejected);

  static constexpr std::chrono::minutes kRenewAhead{5};  ///< one thread renews, a failure does no harm yet
  static constexpr std::chrono::minutes kMustRenew{1};   ///< all wait

 private:
  enum class State { Good, Renew, Unusable };
  State state() const;
  Result<Credentials> renew(std::unique_lock<std::mutex>& lock, const StopToken& stop);

  std::unique_ptr<CredentialSource> source_;
  Now now_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool fetching_ = false;
  std::optional<Credentials> current_;
};

}  // namespace lakeform::cloud::aws
