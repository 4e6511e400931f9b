#include "plan/command/output.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <iostream>

#include "plan/command/report_file.h"
#include "plan/render/formats.h"

namespace lakeform::plan {

namespace {

constexpr std::size_t kUsualWidth = 100, kNarrowest = 40;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::size_t width() {
  if (const auto columns = std::strtoul(variable("COLUMNS").c_str(), nullptr, 10); columns > 0)
    return std::max<std::size_t>(columns, kNarrowest);
  winsize size{};
  if (isatty(STDOUT_FILENO) != 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return std::max<std::size_t>(size.ws_col, kNarrowest);
  return kUsualWidth;
}

TextOptions text_options(const OutputOptions& options, bool terminal) {
  TextOptions out;
  out.colour = terminal && !options.no_colour && variable("NO_COLOR").empty() && variable("TERM") != "dumb";
  out.width = width();
  out.quiet = options.quiet;
  out.verbose = options.verbose;
  return out;
}

std::string format_names() {
  std::string out;
  for (const Format& format : formats()) out += (out.empty() ? "" : ", ") + std::string(format.name);
  return out;
}

std::string check_format(const std::string& name) {
  return find_format(name) ? "" : "no format is named " + name + "; there are: " + format_names();
}

std::string check_file(const std::string& value) {
  const auto equals = value.find('=');
  if (equals == std::string::npos || equals + 1 == value.size())
    return "write FORMAT=FILE, for example html=report.html";
  return check_format(value.substr(0, equals));
}

}  // namespace

void add_output_options(CLI::App& command, OutputOptions& options) {
  constexpr const char* group = "Output";
  auto* json = command.add_flag("--json", options.json, "Print the report as JSON (--format json)")->group(group);
  command.add_option("--format", options.format, "Format on standard output: " + format_names())
      ->group(group)
      ->type_name("FORMAT")
      ->check(CLI::Validator(check_format, ""))
      ->excludes(json);
  command
      .add_option("--output", options.files,
                  "Write the report into a file too; may be given several times: html=report.html")
      ->group(group)
      ->type_name("FORMAT=FILE")
      ->take_all()
      ->allow_extra_args(false)
      ->check(CLI::Validator(check_file, ""));
  auto* quiet = command.add_flag("--quiet,-q", options.quiet, "Print findings and the closing line only")->group(group);
  command
      .add_flag("--verbose", options.verbose, "Print unchanged resources, every side of every attribute, and API calls")
      ->group(group)
      ->excludes(quiet);
  command.add_option("--title", options.title, "What the report says it is about (default: the inputs' names)")
      ->group(group)
      ->type_name("TEXT");
  command.add_flag("--no-color", options.no_colour, "Print without colour")->group(group);
}

Outcome check_outputs(const OutputOptions& options, const std::vector<std::string>& inputs) {
  std::vector<std::string> paths;
  for (const auto& file : options.files) paths.push_back(file.substr(file.find('=') + 1));
  return check_files(paths, inputs);
}

Outcome write_report(Report report, const OutputOptions& options) {
  if (!options.title.empty()) report.title = options.title;
  for (const auto& file : options.files) {
    const auto equals = file.find('=');
    const Format* format = find_format(file.substr(0, equals));
    if (auto written = write_file(file.substr(equals + 1), format->render(report, text_options(options, false)));
        !written)
      return written;
  }
  const Format* format = find_format(options.json ? "json" : options.format);
  std::cout << format->render(report, text_options(options, isatty(STDOUT_FILENO) != 0)) << std::flush;
  if (!std::cout) return cannot_write("to standard output", errno);
  return Done{};
}

}  // namespace lakeform::plan
