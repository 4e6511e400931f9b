#include <doctest/doctest.h>

#include "provider/engine/face.h"

namespace lakeform::engine {

namespace {

FunctionAnswer asked(std::string_view name, std::vector<Value> arguments) {
  return face_named("google").call(name, arguments);
}

constexpr const char* kLink =
    "https://www.googleapis.com/compute/v1/projects/acme/zones/us-central1-b/disks/d/regions/europe-west1/x";

}  // namespace

TEST_CASE("parts of an id are found by the word before them, in ids and in links") {
  CHECK(asked("project_from_id", {kLink}).result == Value("acme"));
  CHECK(asked("zone_from_id", {kLink}).result == Value("us-central1-b"));
  CHECK(asked("region_from_id", {kLink}).result == Value("europe-west1"));
  CHECK(asked("name_from_id", {kLink}).result == Value("x"));
  CHECK(asked("location_from_id", {"projects/acme/locations/eu/datasets/d"}).result == Value("eu"));
  CHECK(asked("project_from_id", {"projects/acme"}).argument == 0);
  CHECK_FALSE(asked("name_from_id", {"acme"}).error.empty());
}

TEST_CASE("a zone's region is its name without the last part") {
  CHECK(asked("region_from_zone", {"us-central1-b"}).result == Value("us-central1"));
  CHECK_FALSE(asked("region_from_zone", {"us-central1"}).error.empty());
  CHECK_FALSE(asked("region_from_zone", {""}).error.empty());
}

TEST_CASE("Google's functions take one known text, and there are no others") {
  CHECK_FALSE(asked("name_from_id", {}).error.empty());
  CHECK(asked("name_from_id", {Value()}).argument == 0);
  CHECK_FALSE(asked("arn_parse", {"x"}).error.empty());
}

}  // namespace lakeform::engine
