#include "plan/command/command.h"

#include <iostream>

namespace lakeform::plan {

namespace {

/// In the order in which --help lists them.
constexpr AddCommand kCommands[] = {add_plan};

constexpr const char* kFooter =
    "Lakeform reads the live objects behind a Terraform plan, state or directory and says what a change does to data.\n"
    "The same program serves Terraform under the names terraform-provider-aws, terraform-provider-google and terraform-provider-azurerm.";

}  // namespace

int run(int argc, char** argv) {
  CLI::App app("What a change does to live data", "lakeform");
  app.set_version_flag("--version,-v", std::string("lakeform ") + LAKEFORM_VERSION);
  app.footer(kFooter);
  app.require_subcommand(1);
  int status = kNothing;
  for (const AddCommand add : kCommands) add(app, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    // Help and version are no errors; every other problem of the command line has the exit status of an error.
    return app.exit(problem) == 0 ? kNothing : kError;
  } catch (const std::exception& problem) {
    std::cerr << "Error: " << problem.what() << "\n";
    return kError;
  }
  return status;
}

}  // namespace lakeform::plan
