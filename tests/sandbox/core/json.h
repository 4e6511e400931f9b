// The JSON 1.1 protocol (Glue, Resource Groups Tagging): a JSON object each way, the operation in X-Amz-Target.
#pragma once

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/sandbox/core/service.h"
#include "tests/sandbox/model/model.h"

namespace lakeform::sandbox {

using Json = nlohmann::json;

class JsonService : public Service {
 public:
  /// Gives the answer's body; `input` and answer keep to their shapes in the service's model.
  using Handler = std::function<Json(const Request& request, const Json& input)>;
  /// `service` names the model; `invalid` is the error code of a value out of bounds.
  JsonService(World& world, const std::string& service, std::string invalid)
      : Service(world), model_(Model::of(service)), target_(model_.target()), invalid_(std::move(invalid)) {}

  std::string operation(const Request& request) const override;
  Response answer(const Request& request) override;
  Response refusal(const Request& request, const Failure& failure) const override;

 protected:
  /// Throws std::invalid_argument for an operation that the model has not.
  void on(const std::string& operation, Handler handler);
  const Model& model() const { return model_; }

 private:
  const Model& model_;
  std::string target_;
  std::string invalid_;
  std::map<std::string, Handler> handlers_;
};

/// Seconds since 1970 with a fraction of milliseconds, as the protocol writes times.
double epoch(Time time);

}  // namespace lakeform::sandbox
