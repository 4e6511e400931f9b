// Hooks: that every one a definition names exists, and what they do.
#include <doctest/doctest.h>

#include "provider/engine/hooks/registry.h"
#include "provider/schema/registry.h"

using namespace lakeform;
using namespace lakeform::engine;

namespace {

void check_conversions(const Field& field, const std::string& where) {
  for (const std::string& word : {field.as, field.take_as}) {
    if (word.rfind("custom:", 0) != 0) continue;
    INFO(where, " names ", word);
    CHECK(find_conversion(word.substr(7)));
  }
  for (const Field& member : field.fields) check_conversions(member, where + "." + member.name);
  if (field.element) check_conversions(*field.element, where);
}

void check_steps(const std::vector<schema::Step>& steps, const std::string& where) {
  for (const auto& step : steps) {
    INFO(where, " names ", step.hook);
    CHECK((step.hook.empty() || find_step_hook(step.hook)));
  }
}

}  // namespace

TEST_CASE("every hook that a definition names exists") {
  int definitions = 0;
  for (const char* provider : {"aws", "google", "azurerm"}) {
    const auto& compiled = *schema::find_provider(provider);
    for (const auto& entry : compiled.entries) {
      const auto* definition = schema::find_definition(compiled, entry.type, entry.data_source);
      ++definitions;
      check_conversions(definition->root, definition->type);
      for (const auto& [operation, steps] : definition->calls) check_steps(steps, definition->type + " " + operation);
      if (definition->tagging) {
        for (const auto* steps : {&definition->tagging->read, &definition->tagging->tag, &definition->tagging->untag}) check_steps(*steps, definition->type + " tags");
      }
      for (const std::string& name : definition->hooks) {
        INFO(definition->type, " names ", name);
        CHECK((find_data_hook(name) || find_conversion(name)));
      }
    }
  }
  CHECK(definitions > 20);
}
