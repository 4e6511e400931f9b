// lakeform explain: what a check finds, why that matters, what to do.
#include <algorithm>
#include <iostream>
#include <memory>

#include "plan/check/check.h"
#include "plan/command/command.h"

namespace lakeform::plan {

namespace {

void list_checks() {
  std::size_t widest = 0;
  for (const Check* check : checks()) widest = std::max(widest, check->id.size());
  for (const Check* check : checks())
    std::cout << check->id << std::string(widest - check->id.size() + 2, ' ') << check->title << "\n";
  std::cout << "\n`lakeform explain ID` tells more about one of them.\n";
}

int explain(const std::string& id) {
  if (id.empty()) {
    list_checks();
    return kNothing;
  }
  const Check* check = find_check(id);
  if (!check) {
    std::cerr << "Error: no check is named " << id << "\n\n`lakeform explain` lists them.\n";
    return kError;
  }
  std::cout << "# " << check->id << "\n\n" << check->page << (check->page.ends_with('\n') ? "" : "\n");
  return kNothing;
}

}  // namespace

void add_explain(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("explain", "Tell more about a check; without an id, list all checks");
  const auto id = std::make_shared<std::string>();
  command->add_option("ID", *id, "The check's id, as findings name it in brackets")->type_name("");
  command->callback([id, &status] { status = explain(*id); });
}

}  // namespace lakeform::plan
