#include "provider/faces/google/hooks/hooks.h"

namespace lakeform::faces::google {

using namespace engine;

void bigquery_dataset_collation(const PlanScope& scope, std::vector<Path>&) {
  const Value &before = scope.request.prior["default_collation"], &wanted = scope.request.config["default_collation"];
  const bool emptied = wanted == Value("") && before.is_string() && !before.as_string().empty();
  if (emptied) scope.proposed.set("default_collation", Value::unknown());
}

}  // namespace lakeform::faces::google
