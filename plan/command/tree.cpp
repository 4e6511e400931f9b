#include "plan/command/tree.h"

#include "plan/check/check.h"
#include "plan/render/formats.h"

namespace lakeform::plan {

namespace {

OptionWords option_words(const CLI::Option& option) {
  OptionWords out;
  for (const auto& name : option.get_lnames()) out.names.push_back("--" + name);
  for (const auto& name : option.get_snames()) out.names.push_back("-" + name);
  const bool takes_value = option.get_items_expected_max() > 0;
  if (out.names.empty()) {
    out.value = option.get_name();
  } else if (takes_value) {
    out.value = option.get_type_name();
  }
  out.about = option.get_description();
  out.group = option.get_group();
  out.repeats = option.get_expected_max() > 1;
  out.required = option.get_required();
  return out;
}

CommandWords command_words(const CLI::App& app) {
  CommandWords out;
  out.name = app.get_name();
  out.about = app.get_description();
  out.footer = app.get_footer();
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group().empty()) continue;
    OptionWords words = option_words(*option);
    (words.names.empty() ? out.arguments : out.options).push_back(std::move(words));
  }
  return out;
}

}  // namespace

std::vector<CommandWords> commands_of(const CLI::App& app) {
  std::vector<CommandWords> out{command_words(app)};
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (!command->get_group().empty()) out.push_back(command_words(*command));
  }
  return out;
}

std::vector<std::string> choices(const std::string& value) {
  std::vector<std::string> out;
  if (value.rfind("FORMAT", 0) == 0) {
    const std::string tail = value == "FORMAT" ? "" : "=";
    for (const Format& format : formats()) out.push_back(std::string(format.name) + tail);
  } else if (value == "SHELL") {
    out = {"bash", "zsh", "fish"};
  } else if (value == "ID") {
    for (const Check* check : checks()) out.emplace_back(check->id);
  }
  return out;
}

}  // namespace lakeform::plan
