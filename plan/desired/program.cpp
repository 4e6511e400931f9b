#include "plan/desired/program.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "plan/desired/desired.h"
#include "plan/interrupt.h"

namespace lakeform::plan {

namespace {

namespace fs = std::filesystem;

/// A file that has no place on any disk: a plan holds secrets, and whatever ends this program, nothing of it stays.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(memfd_create("lakeform", MFD_CLOEXEC)) {}
  ~MemoryFile() {
    if (there()) close(descriptor_);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  bool there() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }
  /// By which other programs of the same user open it while this one runs.
  std::string path() const { return "/proc/" + std::to_string(getpid()) + "/fd/" + std::to_string(descriptor_); }

  std::string content() const {
    struct stat about{};
    std::string out(fstat(descriptor_, &about) == 0 ? static_cast<std::size_t>(about.st_size) : 0, '\0');
    std::size_t got = 0;
    while (got < out.size()) {
      const ssize_t more = pread(descriptor_, out.data() + got, out.size() - got, static_cast<off_t>(got));
      if (more <= 0) break;
      got += static_cast<std::size_t>(more);
    }
    out.resize(got);
    return out;
  }

 private:
  int descriptor_;
};

std::string on_path(const std::string& name) {
  const char* variable = std::getenv("PATH");
  std::string_view folders = variable ? variable : "";
  while (!folders.empty()) {
    const auto colon = folders.find(':');
    const fs::path candidate = fs::path(folders.substr(0, colon)) / name;
    if (access(candidate.c_str(), X_OK) == 0) return candidate.string();
    if (colon == std::string_view::npos) break;
    folders.remove_prefix(colon + 1);
  }
  return {};
}

std::string terraform() {
  if (const char* named = std::getenv("LAKEFORM_TERRAFORM"); named && *named) return named;
  const std::string found = on_path("terraform");
  return found.empty() ? on_path("tofu") : found;
}

}  // namespace

Result<TerraformRan> run_terraform(const std::string& directory, std::vector<std::string> arguments) {
  const std::string program = terraform();
  if (program.empty())
    return bad_input(directory, "is a directory, and neither terraform nor tofu is on PATH",
                     "Install one, or name it in LAKEFORM_TERRAFORM.");
  const MemoryFile out, err;
  if (!out.there() || !err.there())
    return bad_input(directory, "can't be looked at",
                     std::string("No memory for it could be had: ") + std::strerror(errno));
  arguments.insert(arguments.begin(), {program, "-chdir=" + directory});
  const int status = run_to_end(std::move(arguments), out.descriptor(), err.descriptor());
  return TerraformRan{status, out.content(), err.content()};
}

Result<std::string> planned_in(const std::string& directory) {
  const std::string program = terraform();
  if (program.empty()) {
    return bad_input(directory, "is a directory, and neither terraform nor tofu is on PATH",
                     "Install one, name it in LAKEFORM_TERRAFORM, or give a plan's JSON instead.");
  }
  const MemoryFile plan, out, said, json, refused;
  if (!plan.there() || !out.there() || !said.there() || !json.there() || !refused.there())
    return bad_input(directory, "can't be planned",
                     std::string("No memory for it could be had: ") + std::strerror(errno));
  const std::string chdir = "-chdir=" + directory;
  if (run_to_end(
          {program, chdir, "plan", "-refresh=false", "-input=false", "-lock=false", "-no-color", "-out=" + plan.path()},
          out.descriptor(), said.descriptor()) != 0) {
    return bad_input(directory, "can't be planned by " + program,
                     said.content() + "\nRun `" + program + " " + chdir + " init` first if it says so.");
  }
  if (run_to_end({program, chdir, "show", "-json", plan.path()}, json.descriptor(), refused.descriptor()) != 0) {
    return bad_input(directory, "has a plan that " + program + " can't show", refused.content());
  }
  return json.content();
}

}  // namespace lakeform::plan
