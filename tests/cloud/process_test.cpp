#include "provider/cloud/process.h"

#include <doctest/doctest.h>

using namespace lakeform;
using namespace lakeform::cloud;

namespace {

Command echo(std::vector<std::string> words) {
  Command command;
  command.words = std::move(words);
  command.name = "the token command";
  command.advice = "Run it by hand.";
  return command;
}

}  // namespace

TEST_CASE("a command's words reach it as they are, its variables beside those of the process") {
  StopToken stop;
  Command command = echo({"sh", "-c", "printf '%s|%s|%s' \"$1\" \"$AUDIENCE\" \"${PATH:+path}\"", "sh", "a b;$c"});
  command.environment = {{"AUDIENCE", "//iam/pools/x"}};
  const auto printed = output_of(command, stop);
  REQUIRE(printed);
  CHECK(*printed == "a b;$c|//iam/pools/x|path");
}

TEST_CASE("a variable that is given stands in place of the process's own") {
  StopToken stop;
  Command command = echo({"sh", "-c", "printf %s \"$HOME\""});
  command.environment = {{"HOME", "/nowhere"}};
  CHECK(*output_of(command, stop) == "/nowhere");
}

TEST_CASE("an exit status is an answer for those who ask for it, an error for the others") {
  StopToken stop;
  const Command command = echo({"sh", "-c", "echo said; exit 3"});
  const auto end = run(command, stop);
  REQUIRE(end);
  CHECK(end->status == 3);
  CHECK(end->output == "said\n");
  const auto failed = output_of(command, stop);
  REQUIRE_FALSE(failed);
  CHECK(failed.error().summary == "the token command ended with status 3");
  CHECK(failed.error().detail == "Run it by hand.");
}

TEST_CASE("a program that does not exist cannot be started, and the error does not quote it") {
  StopToken stop;
  const auto failed = run(echo({"/nowhere/secret-program"}), stop);
  REQUIRE_FALSE(failed);
  CHECK(failed.error().summary == "the token command cannot be started");
}
