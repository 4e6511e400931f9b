#include <thread>

#include "tests/sandbox/s3/client.h"

using namespace lakeform::sandbox;
using namespace lakeform::sandbox::s3;

namespace {

const char* const in_ireland =
    "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>";

Options lagging() {
  Options options;
  options.lag = Millis(60);
  return options;
}

}  // namespace

TEST_CASE("a bucket is made, found and removed") {
  Sandbox sandbox;
  auto& client = sandbox.client;
  CHECK(client.head("/lake").status == 404);
  CHECK(client.put("/lake").header("location") == "/lake");
  CHECK(client.head("/lake").header("x-amz-bucket-region") == "us-east-1");
  CHECK(client.remove("/lake").status == 204);
  const auto gone = client.get("/lake?versioning");
  CHECK(gone.status == 404);
  CHECK(gone.code() == "NoSuchBucket");
  CHECK(gone.at("BucketName") == "lake");
}

TEST_CASE("a refusal carries the ids of its headers in its body, and no body on HEAD") {
  Sandbox sandbox;
  const auto gone = sandbox.client.get("/lake?versioning");
  CHECK(gone.at("RequestId") == gone.header("x-amz-request-id"));
  CHECK(gone.at("HostId") == gone.header("x-amz-id-2"));
  CHECK(sandbox.client.head("/lake").body.empty());
}

TEST_CASE("a name belongs to one account") {
  Sandbox sandbox;
  Client other(sandbox.front, "us-east-1", 2);
  Client ireland(sandbox.front, "eu-west-1");
  sandbox.client.put("/lake");
  CHECK(sandbox.client.put("/lake").status == 200);  // us-east-1 says nothing
  CHECK(other.put("/lake").code() == "BucketAlreadyExists");
  CHECK(other.head("/lake").status == 403);
  CHECK(other.get("/lake?versioning").code() == "AccessDenied");
  CHECK(ireland.put("/green", in_ireland).status == 200);
  CHECK(ireland.put("/green", in_ireland).code() == "BucketAlreadyOwnedByYou");
}

TEST_CASE("names follow S3's rules") {
  Sandbox sandbox;
  for (const char* name : {"ab", "Lake", "lake_one", "-lake", "lake-", "lake..one", "192.168.1.1", "xn--lake",
                           "lake-s3alias", "lake-an"}) {
    CAPTURE(name);
    CHECK(sandbox.client.put(std::string("/") + name).code() == "InvalidBucketName");
  }
  CHECK(sandbox.client.put("/lake.one-2").status == 200);
}

TEST_CASE("names in the account's own namespace end in account and region") {
  Sandbox sandbox;
  const std::map<std::string, std::string> regional = {{"x-amz-bucket-namespace", "account-regional"}};
  CHECK(sandbox.client.call("PUT", "/lake-111111111111-us-east-1-an", "", regional).status == 200);
  CHECK(sandbox.client.call("PUT", "/lake-222222222222-us-east-1-an", "", regional).code() == "InvalidBucketName");
}

TEST_CASE("the region comes from the location constraint, which must fit the endpoint") {
  Sandbox sandbox;
  Client ireland(sandbox.front, "eu-west-1");
  CHECK(ireland.put("/lake").code() == "IllegalLocationConstraintException");
  CHECK(Client(sandbox.front, "eu-north-1").put("/lake", in_ireland).code() == "IllegalLocationConstraintException");
  CHECK(ireland.put("/lake", in_ireland).status == 200);
  CHECK(ireland.get("/lake?location").xml.document_element().text().get() == std::string("eu-west-1"));
}

TEST_CASE("a bucket of another region is refused with the region it is in") {
  Sandbox sandbox;
  Client(sandbox.front, "eu-west-1").put("/lake", in_ireland);
  const auto redirect = sandbox.client.get("/lake?versioning");
  CHECK(redirect.status == 301);
  CHECK(redirect.code() == "PermanentRedirect");
  CHECK(redirect.header("x-amz-bucket-region") == "eu-west-1");
  CHECK(sandbox.client.head("/lake").header("x-amz-bucket-region") == "eu-west-1");
  sandbox.client.host = "lake.s3.amazonaws.com";
  const auto malformed = sandbox.client.get("/?versioning");
  CHECK(malformed.status == 400);
  CHECK(malformed.code() == "AuthorizationHeaderMalformed");
  CHECK(malformed.at("Region") == "eu-west-1");
}

TEST_CASE("a bucket answers on its own host name") {
  Sandbox sandbox;
  sandbox.client.put("/lake.one");
  for (const char* host : {"lake.one.localhost", "lake.one.s3.us-east-1.amazonaws.com"}) {
    sandbox.client.host = host;
    CHECK(sandbox.client.head("/").status == 200);
  }
  sandbox.client.host = "s3.us-east-1.amazonaws.com";
  CHECK(sandbox.client.head("/lake.one").status == 200);
}

TEST_CASE("buckets are listed by account, prefix and region, in pages") {
  Sandbox sandbox;
  for (const char* name : {"/blue-1", "/blue-2", "/blue-3", "/red-1"}) sandbox.client.put(name);
  Client(sandbox.front, "eu-west-1").put("/green-1", in_ireland);
  Client(sandbox.front, "us-east-1", 2).put("/other");
  const auto count = [&](const Answer& answer) {
    const auto list = answer.xml.document_element().child("Buckets");
    return std::distance(list.begin(), list.end());
  };
  CHECK(count(sandbox.client.get("/")) == 5);
  CHECK(count(sandbox.client.get("/?bucket-region=eu-west-1")) == 1);
  const auto first = sandbox.client.get("/?prefix=blue&max-buckets=2");
  CHECK(count(first) == 2);
  CHECK(first.at("Buckets/Bucket/BucketRegion") == "us-east-1");
  const auto second =
      sandbox.client.get("/?prefix=blue&max-buckets=2&continuation-token=" + first.at("ContinuationToken"));
  CHECK(count(second) == 1);
  CHECK(second.at("Buckets/Bucket/Name") == "blue-3");
  CHECK(second.at("ContinuationToken").empty());
}

TEST_CASE("with a lag a new bucket is unknown for a while and a removed one still there") {
  Sandbox sandbox(lagging());
  auto& client = sandbox.client;
  client.put("/lake");
  CHECK(client.get("/lake?versioning").code() == "NoSuchBucket");
  CHECK(Client(sandbox.front, "us-east-1", 2).put("/lake").code() == "BucketAlreadyExists");
  std::this_thread::sleep_for(Millis(80));
  CHECK(client.head("/lake").status == 200);
  client.remove("/lake");
  CHECK(client.head("/lake").status == 200);
  CHECK(client.put("/lake").code() == "OperationAborted");
  std::this_thread::sleep_for(Millis(80));
  CHECK(client.head("/lake").status == 404);
  CHECK(client.put("/lake").status == 200);
}

TEST_CASE("nobody without a signature gets in") {
  Sandbox sandbox;
  sandbox.client.put("/lake");
  sandbox.client.signs = false;
  CHECK(sandbox.client.get("/").code() == "AccessDenied");
  CHECK(sandbox.client.head("/lake").header("x-amz-bucket-region") == "us-east-1");
  CHECK(sandbox.client.head("/lake").status == 403);
}

TEST_CASE("S3 Control reads and writes a bucket's tags by its ARN") {
  Sandbox sandbox;
  auto& client = sandbox.client;
  client.put("/lake");
  const std::string target = "/v20180820/tags/arn%3Aaws%3As3%3A%3A%3Alake";
  const std::map<std::string, std::string> account = {{"x-amz-account-id", "111111111111"}};
  CHECK(client
            .call("POST", target,
                  "<TagResourceRequest><Tags><Tag><Key>a</Key><Value>1</Value></Tag><Tag><Key>b</Key><Value>2</Value></"
                  "Tag></Tags></TagResourceRequest>",
                  account)
            .status == 204);
  CHECK(client.call("DELETE", target + "?tagKeys=a", "", account).status == 204);
  CHECK(client.call("GET", target, "", account).at("Tags/Tag/Key") == "b");
  CHECK(client.get("/lake?tagging").at("TagSet/Tag/Value") == "2");
  CHECK(client.call("GET", target + "-two", "", account).code() == "NoSuchResource");
}
