#include <doctest/doctest.h>

#include "provider/faces/aws/policy/compare.h"

using namespace lakeform::faces::aws;

TEST_CASE("policies that mean the same are the same") {
  const auto policy = [](const std::string& statement) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":" + statement + "}";
  };
  CHECK(same_policy(policy("[{\"Effect\":\"Allow\",\"Action\":[\"s3:Get*\"],\"Resource\":\"*\"}]"),
                    policy("{\"Effect\":\"allow\",\"Action\":\"s3:Get*\",\"Resource\":[\"*\"],\"Sid\":\"\"}")));
  CHECK(same_policy(policy("[{\"Principal\":{\"AWS\":\"123456789012\"}}]"),
                    policy("[{\"Principal\":{\"AWS\":[\"arn:aws:iam::123456789012:root\"]}}]")));
  CHECK(same_policy(policy("[{\"Condition\":{\"Bool\":{\"aws:SecureTransport\":false}}}]"),
                    policy("[{\"Condition\":{\"Bool\":{\"aws:SecureTransport\":[\"false\"]}}}]")));
  CHECK_FALSE(same_policy(policy("[{\"Action\":\"s3:get\"}]"), policy("[{\"Action\":\"s3:Get\"}]")));
  CHECK_FALSE(same_policy(policy("[{\"Principal\":\"*\"}]"), policy("[{\"Principal\":{\"AWS\":\"*\"}}]")));
  CHECK_FALSE(same_policy(policy("[]"), "{\"Statement\":[]}"));
  // As the official provider has it: principals that are no object, and lists without elements, count for nothing.
  for (const char* none :
       {"\"Principal\":\"*\"", "\"NotPrincipal\":[\"*\"]", "\"Principal\":{\"AWS\":[]}", "\"NotAction\":[]"}) {
    CHECK(same_policy(policy("[{\"Action\":\"s3:Get\"}]"),
                      policy(std::string("[{\"Action\":\"s3:Get\",") + none + "}]")));
  }
  for (const char* something : {"\"Principal\":{\"AWS\":\"*\"}", "\"NotAction\":\"\"", "\"Condition\":{}"}) {
    CHECK_FALSE(same_policy(policy("[{\"Action\":\"s3:Get\"}]"),
                            policy(std::string("[{\"Action\":\"s3:Get\",") + something + "}]")));
  }
  CHECK_FALSE(same_policy(policy("[{\"Condition\":{}}]"), policy("[{\"Condition\":{\"Bool\":{}}}]")));
  CHECK(same_policy(policy("[{\"Action\":\"s3:Get\",\"Comment\":\"x\"}]"), policy("[{\"action\":\"s3:Get\"}]")));
  CHECK(same_policy("", "{\"comment\":\"no policy\"}"));
}
