// lakeform manual (hidden): prints the page; the build keeps it beside the program and installs it.
#include "plan/command/manual.h"

#include <iostream>

#include "plan/command/command.h"

namespace lakeform::plan {

namespace {

/// A line that starts with a dot or quote would be a request to troff; backslashes and dashes are its own.
std::string roff(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if ((out.empty() || out.back() == '\n') && (c == '.' || c == '\'')) out += "\\&";
    out += c == '\\' ? "\\e" : c == '-' ? "\\-" : std::string(1, c);
  }
  return out;
}

std::string item(const OptionWords& option) {
  std::string head;
  for (const auto& name : option.names) head += (head.empty() ? "" : ", ") + ("\\fB" + roff(name) + "\\fR");
  if (!option.value.empty()) head += (head.empty() ? "" : " ") + ("\\fI" + roff(option.value) + "\\fR");
  return ".TP\n" + head + "\n" + roff(option.about) + "\n";
}

/// Its lines stand as they are.
std::string verbatim(const std::string& text) { return text.empty() ? "" : ".PP\n.nf\n" + roff(text) + "\n.fi\n"; }

std::string synopsis(const CommandWords& command) {
  std::string out = "\\fBlakeform " + command.name + "\\fR [\\fIoptions\\fR]";
  for (const auto& argument : command.arguments) {
    const std::string name = "\\fI" + roff(argument.value) + "\\fR" + (argument.repeats ? "..." : "");
    out += argument.required ? " " + name : " [" + name + "]";
  }
  return out + "\n.br\n";
}

constexpr const char* kStart = ".TH LAKEFORM 1 \"\" \"lakeform " LAKEFORM_VERSION
                               "\" \"User Commands\"\n"
                               ".SH NAME\nlakeform \\- what a Terraform change does to live data\n";

constexpr const char* kEnd =
    ".SH EXIT STATUS\n"
    ".TP\n.B 0\nNothing would change, or the command did its work.\n"
    ".TP\n.B 1\nAn error, or a plan that Terraform did not finish or that holds a part only; standard error says "
    "which.\n"
    ".TP\n.B 2\n.B lakeform plan\nonly: there are changes, as with terraform plan \\-detailed\\-exitcode. Statuses "
    "from 10 on are those of \\-\\-fail\\-on;\nwhat could not be checked is among them unless \\-\\-accept says "
    "otherwise.\n"
    ".SH VARIABLES\n"
    ".TP\n.B NO_COLOR\nAny value turns colour off, as \\-\\-no\\-color does.\n"
    ".TP\n.B COLUMNS\nThe width of the terminal text.\n"
    ".PP\nCredentials and endpoints come from the provider configuration in the plan and from the usual variables of "
    "the clouds (AWS_PROFILE and so on).\n"
    ".SH SEE ALSO\n.BR terraform (1),\n.BR tofu (1)\n";

}  // namespace

std::string manual_page(const CLI::App& app) {
  const auto commands = commands_of(app);
  std::string out = kStart;
  out += ".SH SYNOPSIS\n";
  for (std::size_t i = 1; i < commands.size(); ++i) out += synopsis(commands[i]);
  out += ".SH DESCRIPTION\n" + roff(commands[0].footer) + "\n";
  for (std::size_t i = 1; i < commands.size(); ++i) {
    const auto& command = commands[i];
    out += ".SH \"lakeform " + roff(command.name) + "\"" + "\n" + roff(command.about) + ".\n";
    for (const auto& argument : command.arguments) out += item(argument);
    for (const auto& option : command.options) out += item(option);
    out += verbatim(command.footer);
  }
  return out + kEnd;
}

void add_manual(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("manual", "Print the manual page")->group("");
  command->callback([&app, &status] {
    std::cout << manual_page(app);
    status = kNothing;
  });
}

}  // namespace lakeform::plan
