// lakeform switch --check: what a repository would see if Lakeform answered in the place of the official providers.
#include <algorithm>
#include <iostream>
#include <memory>

#include "plan/command/command.h"
#include "plan/command/mirror.h"
#include "plan/switch/aside.h"
#include "plan/switch/rehearsal.h"
#include "plan/switch/show.h"
#include "provider/rpc/rest/merge.h"
#include "provider/schema/registry.h"

namespace lakeform::plan {

namespace fs = std::filesystem;

namespace {

struct SwitchOptions {
  std::string directory = ".", state;
  RestOptions rest;
  std::vector<std::string> variables, files;
  bool check = false, json = false;
};

constexpr const char* kAboutSwitch =
    "DIR's configuration, modules and state are copied aside; Terraform or OpenTofu from PATH plans the copy with the "
    "official providers, with Lakeform in\n"
    "their place, and with the official ones again, from the state that Lakeform writes. It reads live objects with "
    "your "
    "credentials and changes nothing:\n"
    "not DIR, not its state, no object. Official providers come from what `terraform init` left in DIR, else from "
    "where "
    "your CLI configuration says.\n"
    "Exit status: 0 nothing differs, 1 error, 2 something differs or stands in the way.";

Error failed(std::string what, std::string detail) {
  return {Fault::InvalidInput, std::move(what), std::move(detail), {}, {}, {}, 0};
}

std::map<std::string, NameSet> by_kind(const rpc::Covered& covered) {
  return {{"resource", covered.resources},  {"data", covered.data_sources}, {"function", covered.functions},
          {"ephemeral", covered.ephemeral}, {"list", covered.lists},        {"action", covered.actions}};
}

/// The schemas that were stored beside ours in the mirror; none when no rest lies there.
Result<std::string> rest_schemas(const fs::path& executable) {
  const auto rest = rpc::find_rest(executable);
  if (!rest) return rest.error();
  if (!*rest) return std::string();
  auto schemas = rpc::load_schemas(**rest);
  return schemas ? Result<std::string>(std::move(schemas->provider)) : schemas.error();
}

Result<std::vector<Answers>> answers(const fs::path& mirror, const std::vector<MirroredProvider>& mirrored) {
  std::vector<Answers> out;
  for (const schema::Compiled* provider : schema::providers()) {
    const std::string source(provider->official_source);
    const auto at = std::find_if(mirrored.begin(), mirrored.end(),
                                 [&](const auto& one) { return one.source.ends_with("/" + source); });
    const auto metadata = schema::unpacked(provider->metadata_response);
    const auto covered = rpc::covered_by(metadata);
    Answers one{
        std::string(provider->name), source, std::string(provider->official_version), false, by_kind(covered), {}};
    const auto schemas = rest_schemas(mirrored_place(mirror, *at));
    if (!schemas) return schemas.error();
    one.rest = !schemas->empty();
    one.all = one.rest ? by_kind(rpc::covered_by(rpc::merged_metadata(metadata, *schemas, covered))) : one.ours;
    out.push_back(std::move(one));
  }
  return out;
}

/// Links in the place of copies: the rehearsal's folder may be on another file system, and official providers are
/// large.
void link_rest(const fs::path& mirror, const std::vector<OfficialProgram>& found) {
  for (const auto& one : found) {
    std::error_code ignored;
    fs::create_directories(rest_folder(mirror), ignored);
    fs::create_symlink(fs::canonical(one.executable, ignored), rest_folder(mirror) / one.executable.filename(),
                       ignored);
  }
}

/// The official providers of --rest, laid out as Terraform looks for them.
std::vector<MirrorFolder> official_mirror(const fs::path& folder, const std::vector<OfficialProgram>& found,
                                          const std::vector<MirroredProvider>& mirrored) {
  MirrorFolder out{folder, {}};
  for (const auto& one : found) {
    for (MirroredProvider place : mirrored) {
      if (place.name != one.name || place.source.find("/lakeform/") != std::string::npos || one.version.empty())
        continue;
      place.version = one.version;
      const fs::path target = mirrored_place(folder, place).parent_path(), from = one.executable.parent_path();
      std::error_code problem;
      fs::create_directories(target.parent_path(), problem);
      // The whole package where it is one, since a lock file's checksums are of all its files.
      if (from.filename() == target.filename()) {
        fs::create_directory_symlink(fs::canonical(from, problem), target, problem);
      } else {
        fs::create_directories(target, problem);
        fs::create_symlink(fs::canonical(one.executable, problem), target / one.executable.filename(), problem);
      }
      if (!problem) out.sources.push_back(place.source);
    }
  }
  return {out};
}

std::string command_line(const SwitchOptions& options) {
  std::string out = "lakeform mirror DIR --as-official";
  for (const auto& from : options.rest.from) out += " --rest " + from;
  if (options.rest.other_line) out += " --other-line";
  return out + " > FILE, export TF_CLI_CONFIG_FILE=FILE, terraform init -upgrade";
}

Result<SwitchCheck> checked(const SwitchOptions& options, const fs::path& scratch) {
  std::error_code problem;
  const fs::path program = fs::read_symlink("/proc/self/exe", problem);
  const auto mirrored = mirrored_providers(true);
  const fs::path mirror = scratch / "mirror";
  if (auto done = lay_out_mirror(mirror, program, mirrored); !done) return done.error();
  const auto found = official_programs(options.rest);
  if (!found) return found.error();
  link_rest(mirror, *found);
  if (const auto laid = lay_out_rest(mirror, mirrored, options.rest); !laid) return laid.error();
  auto known = answers(mirror, mirrored);
  if (!known) return known.error();
  Rehearsal rehearsal{options.directory,
                      scratch,
                      std::move(*known),
                      {{mirror, {}}},
                      official_mirror(scratch / "official", *found, mirrored),
                      options.state,
                      {}};
  for (const auto& one : mirrored) rehearsal.mirror[0].sources.push_back(one.source);
  for (const auto& one : options.variables) rehearsal.plan_arguments.push_back("-var=" + one);
  for (const auto& one : options.files) rehearsal.plan_arguments.push_back("-var-file=" + fs::absolute(one).string());
  auto out = rehearse(rehearsal);
  if (out) {
    out->to_switch = command_line(options);
    out->to_go_back = "unset TF_CLI_CONFIG_FILE, terraform init -upgrade";
  }
  return out;
}

int rehearsed(const SwitchOptions& options) {
  const ScratchFolder scratch;
  if (scratch.path().empty()) return finished(failed("Cannot make a folder for the rehearsal", "TMPDIR says where."));
  const auto found = checked(options, scratch.path());
  if (!found) return finished(found.error());
  std::cout << (options.json ? switch_json(*found) : switch_text(*found)) << std::flush;
  return found->clean() ? kNothing : kChanges;
}

}  // namespace

void add_switch(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("switch", "Rehearse the switch of a repository to Lakeform, and the way back");
  const auto options = std::make_shared<SwitchOptions>();
  command
      ->add_option("DIR", options->directory,
                   "The repository's folder that Terraform runs in (default: the current one)")
      ->type_name("");
  command->add_flag("--check", options->check, "Rehearse and say what differs; there is nothing else that it does")
      ->required();
  CLI::Option* rest =
      command
          ->add_option("--rest", options->rest.from,
                       "Official providers for the types that Lakeform does not cover, as for lakeform mirror")
          ->type_name("FROM")
          ->allow_extra_args(false);
  command
      ->add_flag("--other-line", options->rest.other_line,
                 "Take an official provider of another major version than ours")
      ->needs(rest);
  command->add_option("--state", options->state, "A state file in the place of the one that terraform state pull gives")
      ->type_name("FILE");
  command->add_option("--var", options->variables, "NAME=VALUE: a variable for the plans; may be repeated")
      ->type_name("SETTING")
      ->allow_extra_args(false);
  command->add_option("--var-file", options->files, "A file of variables for the plans; may be repeated")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command->add_flag("--json", options->json, "Print the outcome as JSON");
  command->footer(kAboutSwitch);
  command->callback([options, &status] { status = rehearsed(*options); });
}

}  // namespace lakeform::plan
