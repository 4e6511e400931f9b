#include "provider/engine/read/misfit.h"

#include <doctest/doctest.h>

#include "provider/value/state_json.h"
#include "tests/engine/fake_cloud.h"

using namespace lakeform;
using namespace lakeform::engine;

namespace {

std::string place(const char* type, const Json& stored) {
  const auto found = misfit(aws(type).root, *state_json::decode(stored.dump()));
  return found ? found->at.text() + ": " + found->found + " for " + found->wanted : "";
}

}  // namespace

TEST_CASE(
    "a stored state whose member has a type that no version can have written is told from one of an earlier version") {
  const char *bucket = "aws_s3_bucket", *crawler = "aws_glue_crawler", *cluster = "aws_redshift_cluster";
  CHECK(place(bucket, {{"bucket", {"a", "b"}}}) == "bucket: a list for text");
  CHECK(place(bucket, {{"force_destroy", "perhaps"}}) == "force_destroy: text for true or false");
  CHECK(place(bucket, {{"tags", {"a"}}}) == "tags: a list for an object");
  CHECK(place(bucket, {{"tags", {{"a", {"b"}}}}}) == "tags[\"a\"]: a list for text");
  CHECK(place(cluster, {{"port", "5439x"}}) == "port: text for a number");
  CHECK(place(cluster, {{"iam_roles", "arn"}}) == "iam_roles: text for a list");
  CHECK(place(crawler, {{"s3_target", {"path"}}}) == "s3_target[0]: text for an object");
  CHECK(place(crawler, {{"s3_target", {{{"path", {{"a", 1}}}}}}}) == "s3_target[0].path: an object for text");
  CHECK(place(crawler, {{"s3_target", {{{"sample_size", true}}}}}) ==
        "s3_target[0].sample_size: true or false for a number");
}

TEST_CASE("scalars under another scalar type, a block alone and members of another version are no misfit") {
  CHECK(place("aws_s3_bucket", {{"bucket", 1},
                                {"force_destroy", "true"},
                                {"retired", {1, 2}},
                                {"website", nullptr},
                                {"tags", {{"a", nullptr}}}}) == "");
  CHECK(place("aws_redshift_cluster", {{"port", "5439"}, {"number_of_nodes", ""}, {"encrypted", true}}) == "");
  CHECK(place("aws_s3_bucket_versioning", {{"versioning_configuration", {{"status", "Enabled"}}}}) == "");
}
