// How one cloud speaks: what cloud/exchange asks of it while it sends a call. Everything that is the same for every
// cloud (attempts, waits, limits, credentials, stops, logs) is the exchange's.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "provider/cloud/call.h"
#include "provider/cloud/credentials.h"
#include "provider/cloud/http/http.h"
#include "provider/cloud/operation.h"
#include "provider/cloud/retry.h"

namespace lakeform::cloud {

/// A request before it is authorized.
struct WireRequest {
  std::string method, path;  ///< the path is encoded
  std::vector<Header> query, headers;
  std::string body;
};

/// What a service says went wrong.
struct ServiceError {
  std::string code, message;  ///< the code is empty when there is none
  std::string region;         ///< where the object really is, where the service says so
  std::string reason = {};    ///< finer than the code, where the service has two
};

/// Where a call goes and as what; the same for every attempt. Dialects derive from it what they need besides.
struct Target {
  virtual ~Target() = default;
  std::string host;  ///< for logs and errors, with the port where it is not the usual one
  WireRequest wire;
  std::string rate_key;     ///< calls of one key share a rate limit
  bool authorized = true;   ///< false: sent without credentials
  bool only_reads = false;  ///< ending it in the middle loses nothing
};

/// Why an answer is none.
struct Unreadable {
  std::string why;        ///< "it is a web page"; empty: it is one
  std::string code = {};  ///< an error code that says as much, for those who know it
  bool ask_again = true;  ///< asking once more may help
};

/// Thread-safe; outlives the exchanges that use it.
class Dialect {
 public:
  virtual ~Dialect() = default;

  virtual std::string_view name() const = 0;  ///< "AWS": for logs
  virtual Result<std::unique_ptr<Target>> target(const Call& call) const = 0;
  /// One attempt's request, authorized with these credentials (null: none) as of this time for the service.
  virtual HttpRequest request(const Target& target, const Credentials* credentials, TimePoint now) const = 0;

  /// Whether an answer says that the call failed.
  virtual bool failed(const Target&, const HttpAnswer& answer) const { return answer.status >= 300; }
  virtual ServiceError error(const Target& target, const HttpAnswer& answer) const = 0;
  virtual ErrorClass classify(int status, const ServiceError&) const { return class_of_status(status); }
  virtual std::optional<std::chrono::milliseconds> retry_after(const HttpAnswer& answer, TimePoint now) const {
    return cloud::retry_after(answer, now);
  }
  /// The payload in the form that call.h promises.
  virtual Unreadable read(const Target& target, const Call& call, const HttpAnswer& answer, Json& payload) const = 0;
  /// Whether an answer that was read says nothing where the service would: it counts only when it comes twice.
  virtual bool is_silent(const Target&, const Call&, const HttpAnswer&) const { return false; }
  virtual std::string request_id(const HttpAnswer& answer) const = 0;
  /// The error for people.
  virtual Error failure(const Target& target, const Call& call, const HttpAnswer& answer,
                        const ServiceError& said) const = 0;
  /// Where a private authority's certificate is named.
  virtual std::string_view trust_setting() const = 0;

  /// The work that goes on after this answer; null: there is none. See operation.h.
  virtual std::unique_ptr<Operation> begun(const Call&, const Reply&) const { return nullptr; }
};

}  // namespace lakeform::cloud
