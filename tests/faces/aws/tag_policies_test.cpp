// Tags that an organization's tag policies require.
#include "provider/faces/aws/tag_policies.h"

#include <doctest/doctest.h>

#include "tests/engine/fake_cloud.h"

using namespace lakeform;
using namespace lakeform::engine;
using namespace lakeform::faces::aws;

namespace {

const char* const kTagged = "aws_s3_bucket";

Value tagged(const Json& tags) { return aws_object(kTagged, {{"bucket", "lake"}, {"tags_all", tags}}); }

}  // namespace

TEST_CASE("required tags come from all pages, by the name that a policy gives a type") {
  FakeCloud cloud;
  cloud.answer = [](const cloud::Call& call, int number) -> Result<cloud::Reply> {
    CHECK(call.operation == "ListRequiredTags");
    if (number == 1) {
      return reply({{"NextToken", "more"},
                    {"RequiredTags",
                     {{{"ResourceType", "s3:bucket"},
                       {"CloudFormationResourceTypes", {"AWS::S3::Bucket"}},
                       {"ReportingTagKeys", {"Owner", "Cost"}}}}}});
    }
    CHECK(call.body["NextToken"] == "more");
    return reply({{"RequiredTags",
                   {{{"ResourceType", "iam:role"},
                     {"CloudFormationResourceTypes", {"AWS::IAM::Role"}},
                     {"ReportingTagKeys", {"Team"}}}}}});
  };
  const auto required = required_tags(cloud);
  REQUIRE(required);
  CHECK(*required == RequiredTags{{"AWS::S3::Bucket", {"Cost", "Owner"}}, {"AWS::IAM::Role", {"Team"}}});
  cloud.answer = [](const cloud::Call&, int) -> Result<cloud::Reply> {
    return service_error(Fault::Denied, "AccessDeniedException");
  };
  CHECK_FALSE(required_tags(cloud));
}

TEST_CASE("a new object, or one whose tags change, must have the required tags; one that stays as it is need not") {
  auto settings = std::make_shared<Settings>();
  Context context;
  context.settings = settings;
  settings->required = {{"AWS::S3::Bucket", {"Cost", "Owner"}}};
  const auto judged = [&](const Value& prior, const Value& planned) {
    return missing_tags(aws(kTagged), context, prior, planned);
  };
  const auto found = judged({}, tagged({{"Owner", "me"}}));
  REQUIRE(found.size() == 1);
  CHECK(found[0].summary == "Missing Required Tags");
  CHECK(found[0].detail.find("requires the following tags for aws_s3_bucket: [Cost]") != std::string::npos);
  CHECK(judged({}, tagged(nullptr)).size() == 1);
  CHECK(judged({}, tagged({{"Owner", "me"}, {"Cost", ""}})).empty());
  CHECK(judged(tagged({{"Owner", "me"}}), tagged({{"Owner", "me"}})).empty());
  CHECK(judged(tagged({{"Owner", "me"}}), tagged({{"Owner", "you"}})).size() == 1);
  Value unknown = tagged(nullptr);
  unknown.set("tags_all", Value::unknown());
  CHECK(judged({}, unknown).empty());
  CHECK(missing_tags(aws("aws_iam_role"), context, {}, aws_object("aws_iam_role", {{"name", "r"}})).empty());
  settings->only_warn = true;
  CHECK(judged({}, tagged(nullptr)).empty());
}
