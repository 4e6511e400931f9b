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

/// Where credentials come from. Fetching may need the network and may be repeated; called by one thread at a time. It
/// ends within some tenths of a second of a stop (what may be asked only once: ten seconds), and within about a minute
/// in any case, since everybody waits for it.
class CredentialSource {
 public:
  static constexpr std::chrono::seconds kPatience{60};  ///< with one service or process
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
/// fetches and the others wait, or go on with those that are still good. Who waited gets what was fetched, also when
/// that is an error or the source threw an exception. Every secret fetched is kept out of logs from then on.
class CredentialCache {
 public:
  using Now = std::function<TimePoint()>;
  explicit CredentialCache(std::unique_ptr<CredentialSource> source, Now now = cloud::now)
      : source_(std::move(source)), now_(std::move(now)) {}

  Result<Credentials> get(const StopToken& stop);
  /// The service says that these are expired: the next get() fetches anew. False when that cannot help (they never
  /// expire).
  bool expire(const Credentials& rejected);
  /// The service refused without saying why (an answer to HEAD has no body): as expire(), but no more
  /// than once a minute, for the next ones will not be better then.
  bool doubt(const Credentials& rejected);

  static constexpr std::chrono::minutes kRenewAhead{5};  ///< one thread renews, a failure does no harm yet
  static constexpr std::chrono::minutes kMustRenew{1};   ///< all wait
  static constexpr std::chrono::seconds kTryAgain{30};   ///< after a renewal ahead of time that failed

 private:
  enum class State { Good, Renew, Unusable };
  using Fetched = Result<Credentials>;
  /// A fetch under way, shared by the one that fetches and those that wait for it.
  struct Flight {
    std::optional<Fetched> end;
  };
  State state() const;
  bool same(const Credentials& rejected) const;
  Fetched fetch(const StopToken& stop);
  Fetched renew(std::unique_lock<std::mutex>& lock, const StopToken& stop);
  Fetched land(Fetched fetched);

  std::unique_ptr<CredentialSource> source_;
  Now now_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::shared_ptr<Flight> flight_;  // null while nobody fetches
  std::optional<Credentials> current_;
  TimePoint not_before_{};
  std::optional<TimePoint> doubted_;  // when a refusal without a reason last made it renew
};

}  // namespace lakeform::cloud::aws
