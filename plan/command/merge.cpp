// lakeform merge: JSON reports of shards, or of single plans, become one report.
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <utility>

#include "plan/command/command.h"
#include "plan/command/output.h"
#include "plan/merge.h"
#include "plan/render/json.h"

namespace lakeform::plan {

namespace {

struct MergeOptions {
  std::vector<std::string> files;
  OutputOptions output;
};

Result<Source> read_source(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  if (!file) return Error{Fault::InvalidInput, "Cannot read " + name, "There is no such file, or it cannot be opened.", {}, {}, {}, 0};
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  auto report = read_json(text);
  if (report) return Source{name, std::move(*report)};
  Error problem = report.error();
  problem.summary = name + ": " + problem.summary;
  return problem;
}

Outcome merge_files(const MergeOptions& options) {
  std::vector<Source> sources;
  for (const auto& name : options.files) {
    auto source = read_source(name);
    if (!source) return source.error();
    sources.push_back(std::move(*source));
  }
  auto merged = merge(std::move(sources));
  if (!merged) return merged.error();
  return write_report(std::move(*merged), options.output);
}

}  // namespace

void add_merge(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("merge", "Join JSON reports of shards into one report");
  const auto options = std::make_shared<MergeOptions>();
  options->output.format = "json";
  command->add_option("REPORT", options->files, "Files that lakeform plan --json wrote")->type_name("")->required();
  add_output_options(*command, options->output);
  command->footer("The result is the same, byte for byte, as that of one run over everything, however many shards there were.\n"
                  "It is printed as JSON unless --format says otherwise. The exit status is 0, or 1 when the reports do not fit together.");
  command->callback([options, &status] { status = finished(merge_files(*options)); });
}

}  // namespace lakeform::plan
