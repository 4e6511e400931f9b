// Tags of a bucket: S3 Control first, which changes single tags; where it refuses, S3's own calls, which put the whole
// set.
#include <doctest/doctest.h>

#include "provider/engine/apply/tagging.h"
#include "provider/engine/operations.h"
#include "tests/engine/fake_cloud.h"

using namespace lakeform;
using namespace lakeform::engine;

namespace {

const char* const kBucket = "aws_s3_bucket";

Json bucket(const Json& tags) {
  return {{"id", "lake"},          {"bucket", "lake"}, {"arn", "arn:aws:s3:::lake"},
          {"region", "us-east-1"}, {"tags", tags},     {"tags_all", tags}};
}

Json tag(const char* key, const char* value) { return {{"Key", key}, {"Value", value}}; }

/// A cloud in which the bucket "lake" has the tags old and foreign.
struct Lake {
  FakeCloud cloud;
  Context context;
  std::vector<cloud::Call> changes;
  bool control = true;  ///< whether S3 Control answers

  Lake() {
    context.client = &cloud;
    cloud.answer = [this](const cloud::Call& call, int) -> Result<cloud::Reply> {
      if (call.service == "s3control" && !control)
        return service_error(Fault::Denied, "NoSuchBucket", "this server is no S3 Control");
      if (call.method != "GET" && call.method != "HEAD") changes.push_back(call);
      const Json tags = Json::array({tag("old", "1"), tag("foreign", "f")});
      if (call.operation == "ListTagsForResource") return reply({{"Tags", {{"Tag", tags}}}});
      if (call.operation == "GetBucketTagging") return reply({{"TagSet", {{"Tag", tags}}}});
      return reply(Json::object());
    };
  }

  Outcome change(const Json& from, const Json& to) {
    Scope scope{.definition = aws(kBucket),
                .context = context,
                .object = aws_object(kBucket, bucket(to)),
                .prior = aws_object(kBucket, bucket(from)),
                .config = {},
                .id = "lake",
                .region = "us-east-1",
                .saved = {},
                .reply = {},
                .each = {},
                .tags = {},
                .keys = {}};
    return change_tags(scope);
  }
};

}  // namespace

TEST_CASE("S3 Control takes away and puts single tags of a bucket, without a look at the others") {
  Lake world;
  REQUIRE(world.change({{"old", "1"}, {"gone", "2"}, {"same", "3"}}, {{"old", "9"}, {"same", "3"}}));
  REQUIRE(world.changes.size() == 2);
  CHECK(world.changes[0].operation == "UntagResource");
  CHECK(world.changes[0].path == "/v20180820/tags/arn%3Aaws%3As3%3A%3A%3Alake");
  CHECK(world.changes[0].query == std::vector<cloud::Header>{{"tagKeys", "gone"}});
  CHECK(world.changes[0].headers == std::vector<cloud::Header>{{"x-amz-account-id", "123456789012"}});
  CHECK(world.changes[1].operation == "TagResource");
  CHECK(world.changes[1].body["Tags"]["Tag"] == Json::array({tag("old", "9")}));
  CHECK(world.cloud.count("GetBucketTagging") == 0);
}

TEST_CASE("several tags that go are named one by one in the query") {
  Lake world;
  REQUIRE(world.change({{"a", "1"}, {"b", "2"}}, Json::object()));
  REQUIRE(world.changes.size() == 1);
  CHECK(world.changes[0].query == std::vector<cloud::Header>{{"tagKeys", "a"}, {"tagKeys", "b"}});
}

TEST_CASE("where S3 Control refuses, the whole set is put, with the tags that are not ours") {
  Lake world;
  world.control = false;
  REQUIRE(world.change({{"old", "1"}}, {{"new", "2"}}));
  REQUIRE(world.changes.size() == 1);
  CHECK(world.changes[0].operation == "PutBucketTagging");
  CHECK(world.changes[0].body["TagSet"]["Tag"] == Json::array({tag("foreign", "f"), tag("new", "2")}));
}

TEST_CASE("a refresh asks S3 Control for the tags, and S3 only when that gives no answer") {
  for (const bool control : {true, false}) {
    Lake world;
    world.control = control;
    const auto answer = read_object(aws(kBucket), world.context, aws_object(kBucket, bucket({{"old", "0"}})));
    CHECK(answer.state["tags_all"]["old"] == Value("1"));
    CHECK(world.cloud.count("ListTagsForResource") == 1);
    CHECK(world.cloud.count("GetBucketTagging") == (control ? 0 : 1));
  }
}
