// How a failure travels: as a value that can't be dropped silently, with what a person needs to act on it.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "provider/value/path.h"

namespace lakeform {

/// What kind of failure it is; decides whether a retry makes sense and what the reader is advised.
enum class Fault {
  InvalidInput,  ///< the configuration or the request is wrong
  NotFound,      ///< the object is gone; never used for a read that failed
  Conflict,      ///< the object is in a state that forbids the call, or changed meanwhile
  Denied,        ///< credentials are wrong or lack a permission
  Throttled,     ///< the service asked to slow down, and waiting did not help
  Unavailable,   ///< the service did not answer, or answered that it cannot now
  Cancelled,     ///< StopProvider asked for an end
  Internal,      ///< our own fault
};

/// A failed operation. Holds no secret: text from services is scrubbed before it is put here.
struct Error {
  Fault fault = Fault::Internal;
  std::string summary;      ///< one line: what went wrong
  std::string detail;       ///< the service's own message and what the reader can do; may be empty
  Path at;                  ///< the attribute that is to blame; empty when none is
  std::string code;         ///< the service's error code ("EntityNotFoundException"); empty when not from a service
  std::string message;      ///< the service's own message, unadorned
  int status = 0;           ///< the HTTP status; 0 when there was no answer
  bool maybe_done = false;  ///< the call may have been carried out although it failed
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Error error) : state_(std::move(error)) {}

  explicit operator bool() const { return state_.index() == 0; }
  T& operator*() { return std::get<0>(state_); }
  const T& operator*() const { return std::get<0>(state_); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }
  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

struct Done {};
/// The result of something that yields nothing but success.
using Outcome = Result<Done>;

/// What Terraform shows: one finding, with the attribute it belongs to where there is one.
struct Diagnostic {
  enum class Severity { Error, Warning };
  Severity severity = Severity::Error;
  std::string summary;
  std::string detail;
  Path at;
};
using Diagnostics = std::vector<Diagnostic>;

inline bool has_error(const Diagnostics& found) {
  for (const auto& d : found) {
    if (d.severity == Diagnostic::Severity::Error) return true;
  }
  return false;
}

inline Diagnostic to_diagnostic(const Error& error) {
  return {Diagnostic::Severity::Error, error.summary, error.detail, error.at};
}

}  // namespace lakeform
