#include "tests/sandbox/sts/trust.h"

#include <doctest/doctest.h>

using namespace lakeform::sandbox::sts;

namespace {

const Asker user{"sts:AssumeRole", "111111111111", "arn:aws:iam::111111111111:user/sandbox", "", {}};

std::string allow(const std::string& principal, const std::string& more = "") {
  return R"({"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":)" + principal + more + "}}";
}

}  // namespace

TEST_CASE("a trust policy lets in an account by number, root or member, and no other") {
  CHECK(trusts(allow(R"({"AWS":"111111111111"})"), user));
  CHECK(trusts(allow(R"({"AWS":["arn:aws:iam::111111111111:root"]})"), user));
  CHECK(trusts(allow(R"({"AWS":"arn:aws:iam::111111111111:user/sandbox"})"), user));
  CHECK(trusts(allow(R"("*")"), user));
  CHECK_FALSE(trusts(allow(R"({"AWS":"222222222222"})"), user));
  CHECK_FALSE(trusts(allow(R"({"Service":"glue.amazonaws.com"})"), user));
  CHECK_FALSE(trusts("no document", user));
}

TEST_CASE("a session is let in as its role") {
  auto session = user;
  session.arn = "arn:aws:sts::111111111111:assumed-role/first/me";
  CHECK(trusts(allow(R"({"AWS":"arn:aws:iam::111111111111:role/first"})"), session));
  CHECK_FALSE(trusts(allow(R"({"AWS":"arn:aws:iam::111111111111:role/second"})"), session));
}

TEST_CASE("an external id that is asked for must be given") {
  const auto policy = allow(R"({"AWS":"111111111111"})", R"(,"Condition":{"StringEquals":{"sts:ExternalId":"seven"}})");
  auto asker = user;
  CHECK_FALSE(trusts(policy, asker));
  asker.context["sts:ExternalId"] = "six";
  CHECK_FALSE(trusts(policy, asker));
  asker.context["sts:ExternalId"] = "seven";
  CHECK(trusts(policy, asker));
}

TEST_CASE("a denial beats what is allowed, and an unknown condition allows nothing") {
  CHECK_FALSE(trusts(
      R"({"Statement":[{"Effect":"Allow","Action":"*","Principal":"*"},{"Effect":"Deny","Action":"sts:*","Principal":"*"}]})",
      user));
  CHECK_FALSE(trusts(allow(R"("*")", R"(,"Condition":{"DateLessThan":{"aws:CurrentTime":"2020-01-01"}})"), user));
}
