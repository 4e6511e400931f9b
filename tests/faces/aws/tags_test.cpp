#include "provider/faces/aws/tags.h"

#include <doctest/doctest.h>

using namespace lakeform;
using namespace lakeform::faces::aws;

namespace {

Value object(Value::Map members) { return members; }

}  // namespace

TEST_CASE("planned tags are default tags overlaid by the resource's, less the ignored ones") {
  TagPolicy policy;
  policy.defaults = {{"team", "lake"}, {"stage", "dev"}};
  policy.ignored_prefixes = {"cost:"};
  const auto proposed = object({{"tags", Value::Map{{"stage", "prod"}, {"cost:center", "1"}}}});
  CHECK(planned_tags_all(policy, {}, proposed) == Value(Value::Map{{"stage", "prod"}, {"team", "lake"}}));
  CHECK(planned_tags_all({}, {}, object({{"tags", {}}})).is_null());
  CHECK(planned_tags_all({}, {}, object({{"tags", Value::Map{{"a", ""}}}})).is_unknown());
  CHECK(planned_tags_all({}, {}, object({{"tags", Value::Map{{"a", {}}, {"b", "x"}}}})) ==
        Value(Value::Map{{"b", "x"}}));
  CHECK(planned_tags_all({}, {}, object({{"tags", {}}, {"tags_all", Value::Map{{"a", "x"}}}})) ==
        Value(Value::Map{{"a", "x"}}));
  CHECK(planned_tags_all({}, {}, object({{"tags", Value::Map{{"a", Value::unknown()}}}})).is_unknown());
}
