// What a rehearsed switch is made of, without Terraform: tests/acceptance/test_switch_check.py has the whole.
#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "plan/switch/aside.h"
#include "plan/switch/compare.h"
#include "plan/switch/constraint.h"
#include "plan/switch/scan.h"
#include "plan/switch/settings.h"
#include "plan/switch/show.h"
#include "plan/switch/words.h"

namespace fs = std::filesystem;
using namespace lakeform::plan;

namespace {

void write(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file) << text;
}

std::vector<Answers> answers() {
  Answers one{"moon", "hashicorp/moon", "6.58.0", false, {}, {}};
  one.ours = one.all = {{"resource", {"moon_lake"}}, {"function", {"phase"}}};
  return {one};
}

Json change(const std::string& address, Json change) {
  return {{"address", address}, {"mode", "managed"}, {"type", "moon_lake"}, {"change", std::move(change)}};
}

Json plan_of(Json one) { return {{"resource_changes", Json::array({std::move(one)})}}; }

}  // namespace

TEST_CASE("statements are found beside comments, heredocs, templates and braces in strings") {
  const std::string text = without_remarks(
      "# resource \"moon_a\" \"x\" {}\n"
      "resource \"moon_b\" \"x\" { // and so on }\n"
      "  text = \"${lookup({ a = \"}\" }, \"a\")} # not a comment\"\n"
      "  more = <<-EOT\n"
      "    } # {\n"
      "    EOT\n"
      "}\n"
      "/* data \"moon_c\" \"x\" {} */ locals { a = [1,\n 2] }\n");
  const auto found = statements(text);
  REQUIRE(found.size() == 2);
  CHECK(found[0].labels == std::vector<std::string>{"moon_b", "x"});
  CHECK(found[0].line == 2);
  const auto inside = statements(found[0].value, found[0].value_line);
  REQUIRE(inside.size() == 2);
  CHECK(inside[0].value == "\"${lookup({ a = \"}\" }, \"a\")} # not a comment\"");
  CHECK(inside[1].line == 4);
  CHECK(found[1].name == "locals");
  CHECK(found[1].line == 8);
}

TEST_CASE("version constraints hold as Terraform has them") {
  for (const char* met : {">= 6.42", "~> 6.0", "~> 6", "6.58.0", "= 6.58.0", ">= 5.0, < 7.0", "!= 6.57.0", "~> 6.58.0",
                          ">6.9", "<= 6.58", "nonsense"})
    CHECK_MESSAGE(meets("6.58.0", met), met);
  for (const char* not_met :
       {"~> 5.0", "< 6.58.0", ">= 6.59", "~> 6.57.0", ">= 5.0, < 6.0.0", "!= 6.58.0", "5.100.0", "~> 7", "> 6.100"})
    CHECK_MESSAGE(!meets("6.58.0", not_met), not_met);
}

TEST_CASE("a configuration's types, functions and constraints are found in its modules, also in JSON") {
  const ScratchFolder folder;
  REQUIRE(!folder.path().empty());
  const fs::path root = folder.path() / "live";
  write(root / "main.tf",
        "terraform {\n  required_providers {\n    moon = {\n      source = \"hashicorp/moon\"\n      version = \"~> "
        "5.0\"\n    }\n"
        "    sun = \"1.0\"\n  }\n  provider_meta \"moon\" {\n    module_name = \"x\"\n  }\n}\n"
        "module \"a\" {\n  source = \"../modules/a\"\n}\nlocals {\n  p = provider::moon::phase(1)\n}\nresource "
        "\"sun_spot\" \"x\" {}\n");
  write(folder.path() / "modules" / "a" / "main.tf.json",
        R"({"resource": {"moon_lake": {"x": {}}}, "data": {"moon_rock": {"y": {}}}})");
  write(root / ".terraform" / "modules" / "modules.json",
        R"({"Modules": [{"Key": "b", "Dir": ".terraform/modules/b"}]})");
  write(root / ".terraform" / "modules" / "b" / "main.tf", "resource \"moon_dust\" \"x\" {\n}\n");
  const Scanned found = scan(root, answers());
  std::vector<std::string> uses;
  for (const auto& one : found.uses) uses.push_back(one.kind + " " + one.name + " " + one.places.front());
  CHECK(uses == std::vector<std::string>{"data moon_rock ../modules/a/main.tf.json", "function moon::phase main.tf:17",
                                         "resource moon_dust .terraform/modules/b/main.tf:1",
                                         "resource moon_lake ../modules/a/main.tf.json"});
  REQUIRE(found.pins.size() == 1);
  CHECK(found.pins[0].place == "main.tf:5");
  CHECK(found.meta == std::vector<std::string>{"main.tf:9"});
}

TEST_CASE("a lock file loses only what it says of the providers that change") {
  const std::string lock =
      "# maintained\nprovider \"registry.terraform.io/hashicorp/moon\" {\n  version = \"5.0.0\"\n  hashes = [\n    "
      "\"h1:}\",\n  ]\n}\n"
      "provider \"registry.terraform.io/hashicorp/random\" {\n  version = \"3.0.0\"\n}\n";
  const auto left = unlocked(lock, {"hashicorp/moon"});
  CHECK(left.find("moon") == std::string::npos);
  CHECK(left.find("5.0.0") == std::string::npos);
  CHECK(left.find('{') == left.find("random\" {") + 8);
  CHECK(left.substr(left.find("provider")) ==
        lock.substr(lock.find("provider \"registry.terraform.io/hashicorp/random")));
}

TEST_CASE("what a configuration leads to is copied with it, and states, caches and Git's folder are not") {
  const ScratchFolder from, to;
  const fs::path live = from.path() / "env" / "live";
  write(live / "main.tf",
        "module \"a\" {\n  source = \"../../modules/a//deep\"\n}\nlocals {\n  x = "
        "file(\"${path.module}/../shared.txt\")\n}\n");
  write(live / "terraform.tfstate", "{}");
  write(live / "terraform.tfstate.backup", "{}");
  write(live / ".terraform" / "providers" / "x", "x");
  write(live / ".git" / "config", "x");
  write(live / "files" / "a.json", "{}");
  write(from.path() / "env" / "shared.txt", "shared");
  write(from.path() / "env" / "other.txt", "other");
  write(from.path() / "modules" / "a" / "main.tf", "module \"b\" {\n  source = \"../b\"\n}\n");
  write(from.path() / "modules" / "a" / "deep" / "main.tf", "");
  write(from.path() / "modules" / "b" / "main.tf", "");
  write(from.path() / "modules" / "c" / "main.tf", "");
  fs::create_directory_symlink(live, live / "files" / "round");
  const auto copy = copied_aside(live, to.path());
  REQUIRE(copy);
  CHECK(*copy == to.path() / "env" / "live");
  std::set<std::string> found;
  for (const auto& one : fs::recursive_directory_iterator(to.path())) {
    if (one.is_regular_file()) found.insert(one.path().lexically_relative(to.path()).string());
  }
  CHECK(found == std::set<std::string>{"env/live/main.tf", "env/live/files/a.json", "env/shared.txt",
                                       "modules/a/deep/main.tf", "modules/a/main.tf", "modules/b/main.tf"});
}

TEST_CASE("the user's ways of installation stay behind the mirror, without its sources; overrides and caches go") {
  const auto out = with_mirrors(
      "plugin_cache_dir = \"/cache\" # mine\ncredentials \"example.com\" {\n  token = \"x\"\n}\n"
      "provider_installation {\n  dev_overrides {\n    \"hashicorp/moon\" = \"/x\"\n  }\n  network_mirror {\n    url = "
      "\"https://m/\"\n"
      "    exclude = [\"a/b\"]\n  }\n  direct {}\n}\n",
      {{"/mirror", {"r.io/hashicorp/moon"}}, {"/none", {}}});
  CHECK(out ==
        "credentials \"example.com\" {\n  token = \"x\"\n}\nprovider_installation {\n  filesystem_mirror {\n    path = "
        "\"/mirror\"\n"
        "    include = [\"r.io/hashicorp/moon\"]\n  }\n  network_mirror {\n    url = \"https://m/\"\n"
        "    exclude = [\"r.io/hashicorp/moon\", \"a/b\"]\n  }\n  direct {\n    exclude = [\"r.io/hashicorp/moon\"]\n  "
        "}\n}\n");
  CHECK(with_mirrors("", {{"/mirror", {"a/b"}}}).find("direct {\n    exclude = [\"a/b\"]") != std::string::npos);
}

TEST_CASE("plans differ by action and by what will be there; sensitive values are never said") {
  const Json same{{"actions", {"no-op"}}, {"before", {{"a", 1}}}, {"after", {{"a", 1}, {"new", 2}}}};
  const Json today =
      plan_of(change("moon_lake.x", {{"actions", {"no-op"}}, {"before", {{"a", 1}}}, {"after", {{"a", 1}}}}));
  CHECK(differences(&today, plan_of(change("moon_lake.x", same)), false).empty());
  const Json other{{"actions", {"update"}},
                   {"before", {{"a", 1}}},
                   {"after", {{"secret", "planted"}}},
                   {"after_unknown", {{"a", true}}},
                   {"after_sensitive", {{"secret", true}}}};
  auto found = differences(&today, plan_of(change("moon_lake.x", other)), true);
  REQUIRE(found.size() == 1);
  CHECK(found[0].back);
  CHECK(found[0].lakeform == std::vector<std::string>{"update"});
  REQUIRE(found[0].attributes.size() == 1);
  CHECK(found[0].attributes[0].lakeform == Json("(known after apply)"));

  const Json before{
      {"actions", {"no-op"}}, {"after", {{"secret", "planted one"}}}, {"after_sensitive", {{"secret", true}}}};
  const Json secret = plan_of(change("moon_lake.x", before));
  Json changed = before;
  changed["after"]["secret"] = "planted two";
  SwitchCheck check;
  check.differ = differences(&secret, plan_of(change("moon_lake.x", changed)), false);
  check.planned = check.compared = check.back = true;
  check.resources = 1;
  REQUIRE(check.differ.size() == 1);
  CHECK((switch_text(check) + switch_json(check)).find("planted") == std::string::npos);
  CHECK(switch_text(check).find("1 resource, 1 differs") != std::string::npos);
  CHECK(!check.clean());
}

TEST_CASE("without a plan of today an empty plan is asked for, and resources that one side lacks differ") {
  const Json create{{"actions", {"create"}}, {"before", nullptr}, {"after", {{"a", 1}}}};
  CHECK(differences(nullptr, plan_of(change("moon_lake.x", create)), false).size() == 1);
  const Json keep{{"actions", {"no-op"}}, {"before", {{"a", 1}}}, {"after", {{"a", 1}}}};
  CHECK(differences(nullptr, plan_of(change("moon_lake.x", keep)), false).empty());
  const Json today = plan_of(change("moon_lake.x", keep));
  const auto found = differences(&today, Json::object(), false);
  REQUIRE(found.size() == 1);
  CHECK(found[0].lakeform.empty());
}
