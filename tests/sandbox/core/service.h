// The interface of a service, and the table in which services enter themselves.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/sandbox/core/http.h"
#include "tests/sandbox/core/world.h"

namespace lakeform::sandbox {

/// An object as the tagging service sees it.
struct Tagged {
  std::string arn;
  std::map<std::string, std::string> tags;
};

class Service {
 public:
  explicit Service(World& world) : world_(world) {}
  virtual ~Service() = default;
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  /// The API operation that the request calls ("DescribeClusters"), for the request log and for faults.
  virtual std::string operation(const Request& request) const = 0;
  /// Answers, or throws Failure.
  virtual Response answer(const Request& request) = 0;
  /// A failure in the form of the service's protocol.
  virtual Response refusal(const Request& request, const Failure& failure) const = 0;

  /// A line for everything that anybody made here and that is still there, whoever can see it: for tests that look for
  /// what was forgotten.
  virtual std::vector<std::string> inventory() = 0;

  /// What the caller's account has here that can be tagged, in the request's region; global services answer in
  /// us-east-1.
  virtual std::vector<Tagged> tagged(const Request&) const { return {}; }
  /// Sets `add` and takes away `remove`; false when there is no such object here.
  virtual bool tag(const Request&, const std::string& /*arn*/, const std::map<std::string, std::string>& /*add*/,
                   const std::vector<std::string>& /*remove*/) {
    return false;
  }

 protected:
  World& world_;
};

/// A line of the table: the name in the signature's scope, and how to make the service.
struct Registered {
  using Make = std::unique_ptr<Service> (*)(World&);
  Registered(std::string signing_name, Make make);

  std::string name;
  Make make;
  static std::vector<Registered>& all();
};

/// In a .cpp of the service: `const Registered entry = registered<Glue>("glue");`
template <class T>
Registered registered(std::string signing_name) {
  return Registered(std::move(signing_name),
                    [](World& world) -> std::unique_ptr<Service> { return std::make_unique<T>(world); });
}

}  // namespace lakeform::sandbox
