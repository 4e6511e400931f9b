// The JSON 1.1 protocol (Glue, Resource Groups Tagging): a JSON object each way, the operation in X-Amz-Target.
#pragma once

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/sandbox/core/service.h"
#include "tests/sandbox/core/shapes.h"

namespace lakeform::sandbox {

using Json = nlohmann::json;

class JsonService : public Service {
 public:
  /// Gives the answer's body; `input` keeps to its shape.
  using Handler = std::function<Json(const Request& request, const Json& input)>;
  /// `target` as in X-Amz-Target before the dot; `invalid` is the error code of a value out of bounds.
  JsonService(World& world, std::string target, std::string_view shapes, std::string invalid)
      : Service(world), target_(std::move(target)), shapes_(shapes), invalid_(std::move(invalid)) {}

  std::string operation(const Request& request) const override;
  Response answer(const Request& request) override;
  Response refusal(const Request& request, const Failure& failure) const override;

 protected:
  void on(const std::string& operation, Handler handler) { handlers_[operation] = std::move(handler); }

 private:
  std::string target_;
  Shapes shapes_;
  std::string invalid_;
  std::map<std::string, Handler> handlers_;
};

/// Seconds since 1970 with a fraction of milliseconds, as the protocol writes times.
double epoch(Time time);

}  // namespace lakeform::sandbox
