// lakeform plan: reads what is desired and what is live, and reports the difference.
#include <unistd.h>

#include <iostream>
#include <memory>

#include "plan/check/check.h"
#include "plan/command/command.h"
#include "plan/command/fail_on.h"
#include "plan/command/output.h"
#include "plan/command/run.h"
#include "plan/render/characters.h"
#include "provider/schema/registry.h"

namespace lakeform::plan {

namespace {

constexpr const char* kAboutPlan =
    "INPUT is the output of `terraform show -json PLANFILE`, a state file (only drift can be found then), or a "
    "directory, in which Terraform or OpenTofu from\n"
    "PATH makes a plan with refresh off. Without one it is the current directory; - is standard input. Several inputs "
    "make one report over a fleet.\n"
    "Credentials, regions and endpoints come from the provider blocks in the plan and from the environment.\n"
    "A plan in a file is judged as what applying it does, and drift that it leaves is said as drift; a directory as "
    "what a new plan would do.\n"
    "\n";

struct PlanOptions {
  RunOptions run;
  std::vector<std::string> settings, skip;
  GateOptions gate;
  std::string shard;
  bool no_progress = false;
  OutputOptions output;
};

Error wrong(std::string what, std::string advice) {
  return {Fault::InvalidInput, std::move(what), std::move(advice), {}, {}, {}, 0};
}

Outcome take_settings(PlanOptions& options) {
  for (const std::string& setting : options.settings) {
    const auto equals = setting.find('=');
    if (equals == std::string::npos || setting.substr(0, equals).find('.') == std::string::npos) {
      const std::string example(schema::providers().front()->name);
      return wrong(
          "--provider-set " + setting.substr(0, equals) + " is not of the form PROVIDER.ATTRIBUTE=VALUE",
          "For example: --provider-set " + example + ".region=..., or " + example + ".west.region=... for an alias.");
    }
    options.run.settings[setting.substr(0, equals)] = setting.substr(equals + 1);
  }
  auto skipped = check_ids(options.skip);
  if (!skipped) return skipped.error();
  options.run.skipped_checks = std::move(*skipped);
  return Done{};
}

Outcome take_shard(PlanOptions& options) {
  if (options.shard.empty()) return Done{};
  Shard shard;
  char rest = 0;
  if (std::sscanf(options.shard.c_str(), "%d/%d%c", &shard.index, &shard.count, &rest) != 2 || shard.index < 1 ||
      shard.count < shard.index) {
    return wrong("--shard " + options.shard + " is not of the form I/N with I from 1 to N",
                 "For example: --shard 2/5.");
  }
  options.run.shard = shard;
  return Done{};
}

void show_progress(const Progress& progress) {
  std::cerr << "\r\x1b[K" << (progress.unit.empty() ? "" : without_commands(one_line(progress.unit)) + ": ")
            << progress.done << " of " << progress.all << " checked, " << progress.calls << " calls" << std::flush;
}

int planned(PlanOptions& options) {
  for (const auto& take : {take_settings, take_shard}) {
    if (const Outcome good = take(options); !good) return finished(good);
  }
  const auto gate = gate_of(options.gate.fail_on, options.gate.accept);
  if (!gate) return finished(gate.error());
  if (options.run.inputs.empty()) options.run.inputs = {"."};
  if (const Outcome good = check_outputs(options.output, options.run.inputs); !good) return finished(good);
  const bool news = isatty(STDERR_FILENO) == 1 && !options.no_progress && !options.output.quiet;
  if (news) options.run.progress = show_progress;
  const auto report = run_plan(options.run);
  if (news) std::cerr << "\r\x1b[K" << std::flush;
  if (!report) return finished(report.error());
  if (const Outcome written = write_report(*report, options.output); !written) return finished(written);
  return status_of(*report, *gate);
}

}  // namespace

void add_plan(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("plan", "Compare plans, states or directories with the live objects");
  const auto options = std::make_shared<PlanOptions>();
  command->add_option("INPUT", options->run.inputs, "Plan JSON, state, or directory (default: the current one)")
      ->type_name("");
  command->add_flag("--unmanaged", options->run.unmanaged,
                    "Also report live objects of the covered kinds that no state owns, with import blocks");
  command->add_option("--parallelism", options->run.limits.parallelism, "Most API calls under way at once (default 10)")
      ->check(CLI::Range(1, 1000))
      ->type_name("N");
  command
      ->add_option("--max-calls", options->run.limits.most,
                   "Most API calls in all; what is left is reported as could not check")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 40))
      ->type_name("N");
  command
      ->add_option("--provider-set", options->settings,
                   "PROVIDER.ATTRIBUTE=VALUE: a setting of a provider block; may be repeated")
      ->type_name("SETTING")
      ->allow_extra_args(false);
  add_gate_options(*command, options->gate);
  command->add_option("--skip-check", options->skip, "Ids of checks to leave out, separated by commas")
      ->type_name("IDS")
      ->delimiter(',')
      ->allow_extra_args(false);
  command
      ->add_option("--shard", options->shard,
                   "Only the I-th of N steady shares of the inputs; join the JSON reports with lakeform merge")
      ->type_name("I/N");
  command->add_flag("--no-progress", options->no_progress, "No progress line");
  add_output_options(*command, options->output);
  command->footer(std::string(kAboutPlan) + kAboutGate);
  command->callback([options, &status] { status = planned(*options); });
}

}  // namespace lakeform::plan
