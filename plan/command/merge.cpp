// lakeform merge: JSON reports of shards, or of single plans, become one report.
#include "plan/merge.h"

#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>

#include "plan/check/check.h"
#include "plan/command/command.h"
#include "plan/command/fail_on.h"
#include "plan/command/output.h"
#include "plan/render/json.h"

namespace lakeform::plan {

namespace {

struct MergeOptions {
  std::vector<std::string> files, skip;
  GateOptions gate;
  OutputOptions output;
};

Result<Source> read_source(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  if (!file)
    return Error{
        Fault::InvalidInput, "Cannot read " + name, "There is no such file, or it cannot be opened.", {}, {}, {}, 0};
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  auto report = read_json(text);
  if (report) return Source{name, std::move(*report)};
  Error problem = report.error();
  problem.summary = name + ": " + problem.summary;
  return problem;
}

Result<Report> merge_files(const std::vector<std::string>& files) {
  std::vector<Source> sources;
  for (const auto& name : files) {
    auto source = read_source(name);
    if (!source) return source.error();
    sources.push_back(std::move(*source));
  }
  return merge(std::move(sources));
}

/// Changes are no failure here, unless --fail-on asks for it.
int merged(const MergeOptions& options) {
  const auto gate = gate_of(options.gate.fail_on, options.gate.accept);
  if (!gate) return finished(gate.error());
  const auto skipped = check_ids(options.skip);
  if (!skipped) return finished(skipped.error());
  if (const Outcome good = check_outputs(options.output, options.files); !good) return finished(good);
  auto report = merge_files(options.files);
  if (!report) return finished(report.error());
  check_across(*report, *skipped);
  if (const Outcome written = write_report(*report, options.output); !written) return finished(written);
  const int ended = status_of(*report, *gate);
  return gate->statuses.empty() && ended == kChanges ? kNothing : ended;
}

}  // namespace

void add_merge(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("merge", "Join JSON reports of shards into one report");
  const auto options = std::make_shared<MergeOptions>();
  options->output.format = "json";
  command->add_option("REPORT", options->files, "Files that lakeform plan --json wrote")->type_name("")->required();
  add_gate_options(*command, options->gate);
  command
      ->add_option("--skip-check", options->skip,
                   "Ids of checks across plans to leave out, as in the run that made the reports")
      ->delimiter(',')
      ->type_name("IDS");
  add_output_options(*command, options->output);
  command->footer(
      "The result is the same, byte for byte, as that of one run over everything, however many shards there were.\n"
      "It is printed as JSON unless --format says otherwise. The exit status is 0, 1 when the reports do not fit "
      "together\n"
      "or a plan in them is incomplete, or one of --fail-on, as `lakeform plan --help` lists them.");
  command->callback([options, &status] { status = merged(*options); });
}

}  // namespace lakeform::plan
