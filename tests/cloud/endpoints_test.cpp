#include "provider/cloud/aws/endpoints.h"

#include <doctest/doctest.h>

#include "provider/cloud/aws/partitions.h"

using namespace lakeform::cloud::aws;

namespace {

struct Case {
  const char* service;
  const char* region;
  bool fips, dual;
  const char* url;
  const char* signed_for;
};

// What the vendor's own endpoint rules give (botocore 1.44, endpoint-rule-set-1.json of each service).
constexpr Case kCases[] = {
    {"glue", "us-east-1", false, false, "https://glue.us-east-1.amazonaws.com", "us-east-1"},
    {"glue", "eu-west-1", true, false, "https://glue-fips.eu-west-1.amazonaws.com", "eu-west-1"},
    {"glue", "eu-west-1", false, true, "https://glue.eu-west-1.api.aws", "eu-west-1"},
    {"glue", "cn-north-1", false, true, "https://glue.cn-north-1.api.amazonwebservices.com.cn", "cn-north-1"},
    {"glue", "us-iso-east-1", true, true, "https://glue-fips.us-iso-east-1.api.aws.ic.gov", "us-iso-east-1"},
    {"redshift", "us-gov-west-1", true, false, "https://redshift.us-gov-west-1.amazonaws.com", "us-gov-west-1"},
    {"redshift", "us-gov-west-1", true, true, "https://redshift-fips.us-gov-west-1.api.aws", "us-gov-west-1"},
    {"emr", "eusc-de-east-1", false, false, "https://elasticmapreduce.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1"},
    {"s3", "us-east-1", true, false, "https://s3-fips.us-east-1.amazonaws.com", "us-east-1"},
    {"s3", "eu-west-1", false, true, "https://s3.dualstack.eu-west-1.amazonaws.com", "eu-west-1"},
    {"s3", "eu-west-1", true, true, "https://s3-fips.dualstack.eu-west-1.amazonaws.com", "eu-west-1"},
    {"s3", "cn-north-1", false, false, "https://s3.cn-north-1.amazonaws.com.cn", "cn-north-1"},
    {"s3control", "us-east-1", false, false, "https://s3-control.us-east-1.amazonaws.com", "us-east-1"},
    {"s3control", "eu-west-1", true, false, "https://s3-control-fips.eu-west-1.amazonaws.com", "eu-west-1"},
    {"s3control", "eu-west-1", false, true, "https://s3-control.dualstack.eu-west-1.amazonaws.com", "eu-west-1"},
    {"iam", "eu-west-1", false, false, "https://iam.amazonaws.com", "us-east-1"},
    {"iam", "eu-west-1", true, false, "https://iam-fips.amazonaws.com", "us-east-1"},
    {"iam", "eu-west-1", false, true, "https://iam.global.api.aws", "us-east-1"},
    {"iam", "cn-northwest-1", false, false, "https://iam.cn-north-1.amazonaws.com.cn", "cn-north-1"},
    {"iam", "us-gov-east-1", false, false, "https://iam.us-gov.amazonaws.com", "us-gov-west-1"},
    {"iam", "us-gov-east-1", true, false, "https://iam.us-gov.amazonaws.com", "us-gov-west-1"},
    {"budgets", "eu-west-1", false, false, "https://budgets.amazonaws.com", "us-east-1"},
    {"budgets", "cn-north-1", false, false, "https://budgets.amazonaws.com.cn", "cn-northwest-1"},
    {"sts", "eu-west-1", false, false, "https://sts.eu-west-1.amazonaws.com", "eu-west-1"},
    {"sso", "eu-west-1", false, false, "https://portal.sso.eu-west-1.amazonaws.com", "eu-west-1"},
};

const Service& service(std::string_view name) {
  const Service* found = find_service(name);
  REQUIRE(found);
  return *found;
}

std::string placed(std::string_view url, std::string_view bucket, bool path_style, std::string path = "/") {
  EndpointSettings settings;
  settings.s3_path_style = path_style;
  Endpoint endpoint;
  REQUIRE(parse_endpoint(url, endpoint));
  place_bucket(endpoint, path, bucket, settings);
  return endpoint.url() + path;
}

}  // namespace

TEST_CASE("every service's host and signing region is what the vendor's rules give") {
  for (const auto& c : kCases) {
    CAPTURE(c.url);
    EndpointSettings settings;
    settings.fips = c.fips;
    settings.dual_stack = c.dual;
    const auto endpoint = endpoint_of(service(c.service), c.region, settings);
    CHECK(endpoint.url() == c.url);
    CHECK(endpoint.signing_region == c.signed_for);
  }
}

TEST_CASE("buckets of us-east-1 are reached at the global host unless the regional one is asked for") {
  EndpointSettings settings;
  CHECK(endpoint_of(service("s3"), "us-east-1", settings).host == "s3.amazonaws.com");
  settings.s3_us_east_1_regional = true;
  CHECK(endpoint_of(service("s3"), "us-east-1", settings).host == "s3.us-east-1.amazonaws.com");
}

TEST_CASE("a custom endpoint is used as it is, signed for the call's region or the global service's own") {
  EndpointSettings settings;
  settings.custom = {{"glue", "http://127.0.0.1:5000/base/"}, {"iam", "https://iam.test:443"}};
  settings.fips = settings.dual_stack = true;
  const auto glue = endpoint_of(service("glue"), "eu-west-1", settings);
  CHECK(glue.url() == "http://127.0.0.1:5000/base");
  CHECK(glue.signing_region == "eu-west-1");
  const auto iam = endpoint_of(service("iam"), "eu-west-1", settings);
  CHECK(iam.host == "iam.test");
  CHECK(iam.signing_region == "us-east-1");
}

TEST_CASE("a bucket goes into the host where the host can carry it, else into the path") {
  CHECK(placed("https://s3.eu-west-1.amazonaws.com", "lake", false) == "https://lake.s3.eu-west-1.amazonaws.com/");
  CHECK(placed("https://s3.eu-west-1.amazonaws.com", "lake", false, "/a/b") ==
        "https://lake.s3.eu-west-1.amazonaws.com/a/b");
  CHECK(placed("https://s3.eu-west-1.amazonaws.com", "lake", true) == "https://s3.eu-west-1.amazonaws.com/lake");
  CHECK(placed("https://s3.eu-west-1.amazonaws.com", "lake", true, "/k") ==
        "https://s3.eu-west-1.amazonaws.com/lake/k");
  CHECK(placed("https://s3.eu-west-1.amazonaws.com", "my.lake", false) == "https://s3.eu-west-1.amazonaws.com/my.lake");
  CHECK(placed("http://s3.test", "my.lake", false) == "http://my.lake.s3.test/");
  CHECK(placed("https://s3.eu-west-1.amazonaws.com", "Old_Lake", false) ==
        "https://s3.eu-west-1.amazonaws.com/Old_Lake");
  CHECK(placed("http://127.0.0.1:5000", "lake", false) == "http://127.0.0.1:5000/lake");
  CHECK(placed("http://[::1]:5000", "lake", false) == "http://[::1]:5000/lake");
  CHECK(placed("http://localhost:5000", "lake", false) == "http://lake.localhost:5000/");
}

TEST_CASE("only http and https URLs with a host are endpoints") {
  Endpoint endpoint;
  for (const char* url : {"glue.test", "ftp://glue.test", "https://", "https:///path", "https://a b"})
    CHECK_FALSE(parse_endpoint(url, endpoint));
  CHECK(parse_endpoint("HTTPS://glue.test/x?y", endpoint));
  CHECK(endpoint.url() == "https://glue.test/x");
}

TEST_CASE("services are found by every name they go by") {
  CHECK(find_service("cloudwatchlogs")->name == "logs");
  CHECK(find_service("stepfunctions")->name == "sfn");
  CHECK(find_service("redshift-serverless")->name == "redshiftserverless");
  CHECK(find_service("s3api")->name == "s3");
  CHECK(find_service("dynamo") == nullptr);
  CHECK(find_service("") == nullptr);
}

TEST_CASE("a region's partition is known by list, and by the form of a name that is not listed") {
  CHECK(partition_of_region("eu-west-1")->id == "aws");
  CHECK(partition_of_region("cn-north-1")->dns_suffix == "amazonaws.com.cn");
  CHECK(partition_of_region("us-gov-central-3")->id == "aws-us-gov");
  CHECK(partition_of_region("us-middle-9")->id == "aws");
  CHECK(partition_of_region("moon-base") == nullptr);
  CHECK(partition_of_region("us-") == nullptr);
  CHECK(find_region("us-middle-9") == nullptr);
  CHECK(find_region("eu-central-1")->description == "Europe (Frankfurt)");
}
