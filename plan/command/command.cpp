#include "plan/command/command.h"

#include <algorithm>
#include <cctype>
#include <iostream>
#include <string>
#include <vector>

#include "plan/interrupt.h"
#include "plan/render/characters.h"
#include "provider/schema/registry.h"
#include "provider/value/log.h"
#include "provider/value/text.h"

namespace lakeform::plan {

namespace {

/// In the order in which --help lists them.
constexpr AddCommand kCommands[] = {add_plan,   add_merge,      add_explain, add_mirror,
                                    add_switch, add_completion, add_manual};

std::string footer() {
  std::vector<std::string> names;
  for (const schema::Compiled* provider : schema::providers())
    names.push_back("terraform-provider-" + std::string(provider->name));
  const std::string last = names.back();
  names.pop_back();
  return "Lakeform reads the live objects behind a Terraform plan, state or directory and says what a change does to "
         "data.\nThe same program serves Terraform under the names " +
         joined(names, ", ") + " and " + last + ".";
}

/// Terraform's long options have one dash, ours two; both are understood.
std::vector<std::string> arguments(int argc, char** argv) {
  std::vector<std::string> out(argv + 1, argv + argc);
  for (auto& word : out) {
    const bool one_dash = word.size() > 2 && word[0] == '-' && std::isalpha(static_cast<unsigned char>(word[1])) != 0 &&
                          std::isalpha(static_cast<unsigned char>(word[2])) != 0;
    if (one_dash) word.insert(0, 1, '-');
  }
  std::reverse(out.begin(), out.end());  // as CLI11 takes them
  return out;
}

void style(CLI::FormatterBase& formatter) {
  formatter.label("Positionals", "Arguments");
  formatter.label("REQUIRED", "(required)");
  formatter.label("Excludes", "not with");
  formatter.column_width(34);
}

}  // namespace

int finished(const Outcome& outcome) {
  if (outcome) return kNothing;
  const Error& error = outcome.error();
  std::cerr << "Error: " << without_commands(one_line(log::scrub(error.summary))) << "\n";
  if (!error.detail.empty()) std::cerr << "\n" << without_commands(clean(log::scrub(error.detail))) << "\n";
  return kError;
}

int run(int argc, char** argv) {
  tidy_up_when_interrupted();
  CLI::App app("What a change does to live data", "lakeform");
  app.set_version_flag("--version,-v", std::string("lakeform ") + LAKEFORM_VERSION);
  app.require_subcommand(1);
  int status = kNothing;
  style(*app.get_formatter());
  for (const AddCommand add : kCommands) add(app, status);
  app.footer(footer());  // last, since subcommands begin with what the program has
  try {
    app.parse(arguments(argc, argv));
  } catch (const CLI::ParseError& problem) {
    // Help and version are no errors; every other problem of the command line has the exit status of an error.
    return app.exit(problem) == 0 ? kNothing : kError;
  } catch (const std::exception& problem) {
    std::cerr << "Error: " << log::scrub(problem.what()) << "\n";
    return kError;
  }
  return status;
}

}  // namespace lakeform::plan
