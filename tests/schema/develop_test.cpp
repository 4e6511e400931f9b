#include "provider/schema/develop.h"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "provider/schema/registry.h"

using namespace lakeform;

namespace {

/// A folder of schemas with a provider block, the vocabulary of the tree and one resource, named in the environment
/// while it lives.
class Schemas {
 public:
  Schemas() : folder_(std::filesystem::temp_directory_path() / ("lakeform-schemas-" + std::to_string(::getpid()))) {
    const std::filesystem::path tree = LAKEFORM_SCHEMAS;
    std::filesystem::create_directories(folder_ / "aws");
    std::filesystem::create_directory_symlink(tree / "_meta", folder_ / "_meta");
    std::filesystem::create_symlink(tree / "README.md", folder_ / "README.md");
    write(
        "provider",
        R"({"provider": "aws", "about": "A provider block.", "official": {"source": "hashicorp/aws", "version": "6.0.0"}, "attributes": {}})");
    write("thing", R"({"resource": "aws_thing", "about": "A thing to try.", "id": "{name}",
                       "attributes": {"name": {"type": "string", "mode": "required", "replace": true, "about": "What it is called."}}})");
    ::setenv("LAKEFORM_DEFINITIONS", folder_.c_str(), 1);
  }
  ~Schemas() {
    ::unsetenv("LAKEFORM_DEFINITIONS");
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

 private:
  void write(const std::string& name, const char* text) { std::ofstream(folder_ / "aws" / (name + ".json")) << text; }
  std::filesystem::path folder_;
};

}  // namespace

TEST_CASE("a development build reads definitions from the folder that the environment names, checked and compiled") {
  CHECK(schema::developed("aws") == nullptr);
  const Schemas schemas;
  const auto* compiled = schema::developed("aws");
  REQUIRE(compiled);
  CHECK(compiled->official_source == "hashicorp/aws");
  REQUIRE(compiled->entries.size() == 1);
  const auto* definition = schema::find_definition(*compiled, "aws_thing");
  REQUIRE(definition);
  CHECK(definition->root.find("name")->replace);
  CHECK(schema::unpacked(compiled->schema_response).find("aws_thing") != std::string_view::npos);
  CHECK(schema::developed("google") == nullptr);
}
