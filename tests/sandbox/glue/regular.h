// Types of the catalog that are kept by name and behave in no way of their own: how their operations are spelled.
// Shapes, limits and pages are the model's.
#pragma once

#include <functional>

#include "tests/sandbox/core/json.h"

namespace lakeform::sandbox::glue {

struct Regular {
  const char* kind;  ///< "connection", as in the ARN
  const char*
      noun;  ///< "Connection": CreateConnection, GetConnection, UpdateConnection, DeleteConnection, GetConnections
  const char* input;  ///< member of the create's and update's input that holds the object; "" for the input itself
  const char* name;   ///< member of get's and update's input that names it
  const char* delete_name;  ///< the same of delete
  const char* list;         ///< member of the list's answer
  /// What the service adds to what was sent; may throw Failure. `before` is null in a create.
  std::function<void(Json& object, const Json& before, Time now)> fill;
  /// What a create answers.
  Json created = Json::object();
  /// What a reader sees of it, asked by this input; everything unless given.
  std::function<Json(const Json& object, const Json& input)> shown;
};

}  // namespace lakeform::sandbox::glue
