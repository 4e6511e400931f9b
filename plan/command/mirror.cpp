#include "plan/command/mirror.h"

#include <sys/utsname.h>
#include <unistd.h>

#include <iostream>
#include <memory>

#include "plan/command/command.h"
#include "plan/command/put_program.h"
#include "provider/rpc/rest/store.h"
#include "provider/schema/registry.h"

namespace lakeform::plan {

namespace fs = std::filesystem;

namespace {

/// Where Terraform and OpenTofu look for a source without a host.
constexpr const char* kRegistries[] = {"registry.terraform.io", "registry.opentofu.org"};

Error failed(const fs::path& path, const std::error_code& problem) {
  return {Fault::InvalidInput, "Cannot write " + path.string(), problem.message(), {}, {}, {}, 0};
}

/// As Go names it: "linux_amd64".
std::string platform() {
  utsname name{};
  uname(&name);
  const std::string machine = name.machine;
  return std::string("linux_") + (machine == "x86_64" ? "amd64" : machine == "aarch64" ? "arm64" : machine);
}

/// The one program of that name, which must be there once and of our line.
Result<std::optional<OfficialProgram>> official_of(const schema::Compiled& provider, const RestOptions& options) {
  std::optional<OfficialProgram> out;
  const std::string name(provider.name), like(provider.official_version);
  for (const auto& from : options.from) {
    auto found = find_official(from, name, like, platform());
    if (found && out)
      return Error{Fault::InvalidInput,
                   "--rest names the official " + name + " provider twice",
                   out->executable.string() + " and " + found->executable.string(),
                   {},
                   {},
                   {},
                   0};
    if (found) out = std::move(found);
  }
  if (!out || options.other_line || major_line(out->version) == major_line(like)) return out;
  const std::string is = out->version.empty() ? "of an unknown version" : out->version;
  return Error{Fault::InvalidInput,
               out->executable.string() + " is " + is + ", but Lakeform answers like " + like,
               "States and provider blocks fit within a major line. Name a release of " + major_line(like) +
                   ".x, or take this one with --other-line and look at the first plan with care.",
               {},
               {},
               {},
               0};
}

/// Each FROM must have something for us.
Outcome all_found(const RestOptions& options) {
  for (const auto& from : options.from) {
    bool any = false;
    for (const schema::Compiled* provider : schema::providers()) {
      any =
          any || find_official(from, std::string(provider->name), std::string(provider->official_version), platform());
    }
    if (!any) {
      return Error{Fault::InvalidInput,
                   "No official provider for " + platform() + " in " + from,
                   "Name an executable (terraform-provider-aws_v6.58.0_x5), or a folder laid out as "
                   "HOST/hashicorp/NAME/VERSION/" +
                       platform() +
                       "/, as `terraform init` makes below .terraform/providers. Archives (.zip) of `terraform "
                       "providers mirror` are to be unpacked first.",
                   {},
                   {},
                   {},
                   0};
    }
  }
  return Done{};
}

std::string in_quotes(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) out += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  return out + "\"";
}

int mirror(const std::string& folder, bool as_official, const RestOptions& rest) {
  if (const auto found = all_found(rest); !found) return finished(found);
  const auto providers = mirrored_providers(as_official);
  std::error_code problem;
  const fs::path program = fs::read_symlink("/proc/self/exe", problem);
  const fs::path absolute = problem ? fs::path() : fs::absolute(folder, problem).lexically_normal();
  if (problem) return finished(failed(folder, problem));
  if (auto done = lay_out_mirror(absolute, program, providers); !done) return finished(done.error());
  const auto laid = lay_out_rest(absolute, providers, rest);
  if (!laid) return finished(laid.error());
  for (const auto& one : *laid) {
    std::cerr << "What Lakeform does not cover of " << one.name << " is answered by the official provider "
              << (one.version.empty() ? one.executable.string() : one.version) << ".\n";
  }
  std::cout << mirror_configuration(absolute, providers);
  std::cerr << "\nThe mirror is in " << absolute.string()
            << ". Put the lines above into Terraform's CLI configuration (~/.terraformrc, for OpenTofu ~/.tofurc), or "
               "into a file that\n"
            << "TF_CLI_CONFIG_FILE names. Where a lock file holds checksums of other builds, run `terraform init "
               "-upgrade` once.\n";
  return kNothing;
}

}  // namespace

std::vector<MirroredProvider> mirrored_providers(bool as_official) {
  std::vector<MirroredProvider> out;
  for (const char* registry : kRegistries) {
    for (const schema::Compiled* provider : schema::providers()) {
      const std::string name(provider->name);
      out.push_back({std::string(registry) + "/lakeform/" + name, LAKEFORM_VERSION, name});
      if (as_official)
        out.push_back({std::string(registry) + "/" + std::string(provider->official_source),
                       std::string(provider->official_version), name});
    }
  }
  return out;
}

fs::path mirrored_place(const fs::path& folder, const MirroredProvider& provider) {
  return folder / provider.source / provider.version / platform() /
         ("terraform-provider-" + provider.name + "_v" + provider.version);
}

Result<std::vector<OfficialProgram>> official_programs(const RestOptions& options) {
  if (const auto found = all_found(options); !found) return found.error();
  std::vector<OfficialProgram> out;
  for (const schema::Compiled* provider : schema::providers()) {
    auto found = official_of(*provider, options);
    if (!found) return found.error();
    if (*found) out.push_back(std::move(**found));
  }
  return out;
}

Outcome lay_out_mirror(const fs::path& folder, const fs::path& program,
                       const std::vector<MirroredProvider>& providers) {
  fs::path first;
  for (const auto& provider : providers) {
    const fs::path target = mirrored_place(folder, provider);
    if (const auto problem = put_program(first.empty() ? program : first, target, !first.empty()))
      return failed(target, problem);
    if (first.empty()) first = target;
  }
  return Done{};
}

Result<std::vector<OfficialProgram>> lay_out_rest(const fs::path& folder,
                                                  const std::vector<MirroredProvider>& providers,
                                                  const RestOptions& options) {
  std::vector<OfficialProgram> out;
  for (const schema::Compiled* provider : schema::providers()) {
    std::vector<fs::path> ours;
    for (const auto& one : providers) {
      const bool official = one.source.ends_with("/" + std::string(provider->official_source));
      if (official && one.name == provider->name) ours.push_back(mirrored_place(folder, one));
    }
    auto found = official_of(*provider, options);
    if (!found) return found.error();
    for (const fs::path& one : ours) rpc::forget_rest(one);
    if (!*found) continue;
    if (auto done = lay_rest_beside(**found, folder, ours); !done) return done.error();
    out.push_back(std::move(**found));
  }
  return out;
}

std::string mirror_configuration(const fs::path& folder, const std::vector<MirroredProvider>& providers) {
  std::string sources;
  for (const auto& provider : providers) sources += "      " + in_quotes(provider.source) + ",\n";
  return "provider_installation {\n  filesystem_mirror {\n    path    = " + in_quotes(folder.string()) +
         "\n    include = [\n" + sources + "    ]\n  }\n  direct {\n    exclude = [\n" + sources + "    ]\n  }\n}\n";
}

void add_mirror(CLI::App& app, int& status) {
  struct Options {
    std::string folder;
    bool as_official = false;
    RestOptions rest;
  };
  CLI::App* command = app.add_subcommand("mirror", "Lay out a filesystem mirror of the providers for terraform init");
  const auto options = std::make_shared<Options>();
  command->add_option("DIR", options->folder, "The mirror's folder; made where it is missing")
      ->type_name("")
      ->required();
  command->add_flag("--as-official", options->as_official,
                    "Answer for the official providers' addresses too, at the compatibility version");
  CLI::Option* official = command->get_option("--as-official");
  CLI::Option* rest = command
                          ->add_option("--rest", options->rest.from,
                                       "Official providers that answer for the types that Lakeform does not cover: "
                                       "executables, or folders that hold them")
                          ->type_name("FROM")
                          ->needs(official);
  command
      ->add_flag("--other-line", options->rest.other_line,
                 "Take an official provider of another major version than ours")
      ->needs(rest);
  command->footer(
      "The CLI configuration for the mirror is printed on standard output. With --as-official, configurations and "
      "public modules that name the official\n"
      "providers run on Lakeform unchanged; taking the lines out again switches back.\n"
      "With --rest, types, data sources and functions that Lakeform lacks are answered by the official provider, whose "
      "process starts only when one of them is used.");
  command->callback([options, &status] { status = mirror(options->folder, options->as_official, options->rest); });
}

}  // namespace lakeform::plan
