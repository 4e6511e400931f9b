// What all services of one sandbox share: its options, its clock, its accounts, and each other.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace lakeform::sandbox {

class Service;
using Clock = std::chrono::system_clock;
using Time = Clock::time_point;
using Millis = std::chrono::milliseconds;

struct Options {
  Millis delay{200};  ///< how long an asynchronous change takes (cluster creating, crawler running)
  Millis lag{0};      ///< how long after a write reads may still see what was before
  Millis latency{0};  ///< how long every answer takes
  double rate = 0;    ///< calls per second of a service in an account and region before it throttles; 0: any
  std::string region = "us-east-1";
  std::size_t page = 0;  ///< upper limit of a page of any list; 0: the service's own
  std::function<Time()> clock = Clock::now;
};

/// Who an access key belongs to.
struct Identity {
  std::string secret;
  std::string account;
  std::string arn;
  std::string token;                         ///< session token that must come with the key; empty for long-lived keys
  Time expires{};                            ///< of temporary keys
  std::string id = "AIDASANDBOX0000000001";  ///< UserId of GetCallerIdentity
};

/// One sandbox. All services are called under one lock, so nothing here needs its own.
class World {
 public:
  explicit World(Options options);
  ~World();

  /// Forgets all state and starts every service anew; options and accounts stay.
  void reset();
  Time now() const { return options.clock() + ahead_; }
  /// Sets the sandbox's clock forward, so that what takes time is through.
  void pass(Millis time) { ahead_ += time; }
  /// When a change begun now is through.
  Time later(double times = 1) const;
  /// A number that no other call gives: for ids.
  std::uint64_t next_number() { return ++number_; }
  /// Lower-case hex text of the given length, different for each call and the same for the same sequence of calls.
  std::string make_id(std::size_t length);

  Service* service(const std::string& signing_name);
  const Identity* identity(const std::string& access_key) const;
  /// The account is one of the sandbox's.
  bool has_account(const std::string& account) const;
  void add_identity(const std::string& access_key, Identity identity) { identities_[access_key] = std::move(identity); }

  /// Temporary keys are of no use from now on.
  void expire_sessions();

  Options options;

 private:
  std::uint64_t number_ = 0;
  Millis ahead_{0};
  std::map<std::string, Identity> identities_;
  std::map<std::string, std::unique_ptr<Service>> services_;
};

/// A value whose readers see a write only after the lag.
template <class T>
class Lagged {
 public:
  void set(T value, const World& world) {
    before_ = get(world);
    now_ = std::move(value);
    visible_ = world.now() + world.options.lag;
  }
  const T& get(const World& world) const { return world.now() < visible_ ? before_ : now_; }
  /// What was written last, whoever can see it.
  const T& latest() const { return now_; }

 private:
  T before_{};
  T now_{};
  Time visible_{};
};

/// "2026-11-24T16:51:41.000Z"
std::string iso_time(Time time);
/// "Tue, 24 Nov 2026 16:51:41 GMT"
std::string http_time(Time time);

}  // namespace lakeform::sandbox
