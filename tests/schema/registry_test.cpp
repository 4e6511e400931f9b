#include "provider/schema/registry.h"

#include <doctest/doctest.h>

using namespace lakeform;

TEST_CASE("every compiled definition loads, under its own name") {
  for (const char* name : {"aws", "google", "azurerm"}) {
    const auto* provider = schema::find_provider(name);
    REQUIRE(provider);
    CHECK_FALSE(schema::provider_definition(*provider).root.fields.empty());
    for (const auto& entry : provider->entries) {
      const auto* definition = schema::find_definition(*provider, entry.type, entry.kind);
      REQUIRE(definition);
      CHECK(definition->type == entry.type);
      CHECK_FALSE(definition->root.fields.empty());
      for (const auto& [key, value] : definition->import_sets) CHECK_FALSE(value.is_null());
    }
  }
}

TEST_CASE("every provider says which official one it stands in for") {
  CHECK(schema::providers().size() == 3);
  for (const auto* provider : schema::providers()) {
    CHECK(schema::find_provider(provider->name) == provider);
    CHECK(provider->official_source == "hashicorp/" + std::string(provider->name));
    CHECK_FALSE(provider->official_version.empty());
  }
}

TEST_CASE("what nobody defined is not there") {
  CHECK(schema::find_provider("oracle") == nullptr);
  CHECK(schema::find_definition(*schema::find_provider("aws"), "aws_no_such_thing") == nullptr);
}
