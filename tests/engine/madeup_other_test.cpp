// Ephemeral resources and actions, on definitions of a made-up cloud.
#include <doctest/doctest.h>

#include "provider/value/clock.h"
#include "tests/engine/madeup/world.h"
#include "tests/harness/virtual_clock.h"

using namespace lakeform;
using namespace lakeform::engine;
using madeup::MadeupWorld;

namespace {

const Definition& token() { return madeup::definition("token", schema::Kind::Ephemeral); }
const Definition& tidy() { return madeup::definition("tidy", schema::Kind::Action); }

}  // namespace

TEST_CASE("an ephemeral resource is opened with the provider's project, and closed by what opening it has left") {
  MadeupWorld world;
  world.answers([](const cloud::Call&, int) {
    return reply({{"id", "t1"}, {"secret", "s3same"}, {"expires", "2027-01-01T00:00:00Z"}});
  });
  const auto opened =
      open_ephemeral(token(), world.context, Value::Map{{"shelf", "top"}, {"project", {}}, {"secret", {}}});
  REQUIRE(opened.diagnostics.empty());
  CHECK(opened.result["secret"] == Value("s3same"));
  CHECK(opened.result["project"] == Value("own"));
  CHECK(opened.renew_at == parse_rfc3339("2027-01-01T00:00:00Z"));
  CHECK(renew_ephemeral(token(), world.context, opened.private_data).diagnostics.empty());
  CHECK(close_ephemeral(token(), world.context, opened.private_data).diagnostics.empty());
  REQUIRE(world.calls.size() == 3);
  CHECK(madeup::line(world.calls[0]) == "POST /v1/projects/own/tokens?version=2");
  CHECK(world.calls[0].body == Json{{"shelf", "top"}});
  CHECK(madeup::line(world.calls[1]) == "POST /v1/projects/own/tokens/t1:renew?version=2");
  CHECK(madeup::line(world.calls[2]) == "DELETE /v1/projects/own/tokens/t1?version=2");
}

TEST_CASE("what lasts for a number of seconds is renewed when four fifths of them are over") {
  MadeupWorld world;
  world.answers(
      [](const cloud::Call&, int) { return reply({{"id", "t1"}, {"secret", "s3same"}, {"expires", "100s"}}); });
  const TimePoint before = now();
  const auto opened = open_ephemeral(token(), world.context, Value::Map{{"shelf", "top"}});
  REQUIRE(opened.renew_at);
  CHECK(*opened.renew_at >= before + std::chrono::seconds(80));
  CHECK(*opened.renew_at <= now() + std::chrono::seconds(80));
}

TEST_CASE(
    "an ephemeral resource that is refused, or gone when it is renewed, is an error; one gone when it is closed is "
    "closed") {
  MadeupWorld world;
  world.answers([](const cloud::Call&, int) { return service_error(Fault::NotFound, "notFound"); });
  CHECK(has_error(open_ephemeral(token(), world.context, Value::Map{{"shelf", "top"}}).diagnostics));
  const std::string kept = R"({"object":{"shelf":"top","project":"own"},"saved":{"token":"t1"}})";
  CHECK(has_error(renew_ephemeral(token(), world.context, kept).diagnostics));
  CHECK(close_ephemeral(token(), world.context, kept).diagnostics.empty());
}

TEST_CASE("an action tells what it does and what its waits see, and ends with the service's refusal") {
  const harness::VirtualClock clock;
  MadeupWorld world;
  std::vector<std::string> told;
  const auto tell = [&](const std::string& text) { told.push_back(text); };
  world.answers([](const cloud::Call& call, int number) {
    static const char* const states[] = {"moving", "moving", "dusting", "tidy"};
    return reply({{"state", call.operation == "GetShelf" ? states[std::min(number, 4) - 1] : "none"}});
  });
  const Value config = Value::Map{{"shelf", "top"}, {"force", true}};
  CHECK(invoke_action(tidy(), world.context, config, tell).empty());
  CHECK(told == std::vector<std::string>{"tidying top", "it is moving", "it is dusting", "it is tidy"});
  CHECK(world.calls.front().body == Json{{"force", true}});
  world.answers([](const cloud::Call&, int) { return service_error(Fault::Denied, "forbidden", "not yours"); });
  const auto refused = invoke_action(tidy(), world.context, config, tell);
  REQUIRE(refused.size() == 1);
  CHECK(refused[0].detail.find("not yours") != std::string::npos);
}

TEST_CASE("an action is refused in its plan as a resource is") {
  CHECK(refusals(tidy(), {}, Value::Map{{"shelf", "top"}, {"quick", true}}).size() == 1);
  CHECK(refusals(tidy(), {}, Value::Map{{"shelf", "top"}, {"quick", true}, {"force", true}}).empty());
}

TEST_CASE("what a module says of itself goes with its calls") {
  MadeupWorld world;
  world.context.agent = "module/1.0";
  world.answers([](const cloud::Call&, int) { return reply({{"size", 1}}); });
  read_object(madeup::definition("box"), world.context,
              madeup::object("box", {{"id", "/projects/own/shelves/top/boxes/b"}}));
  CHECK(world.calls.front().agent == "module/1.0");
}
