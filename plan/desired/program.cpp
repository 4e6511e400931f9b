#include "plan/desired/program.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "plan/desired/desired.h"

extern "C" char** environ;

namespace lakeform::plan {

namespace {

namespace fs = std::filesystem;

/// A folder of our own below the system's temporary folder; gone with the object, and what is in it (a plan may hold secrets).
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::error_code failed;
    std::string pattern = (fs::temp_directory_path(failed) / "lakeform-XXXXXX").string();
    if (!failed && mkdtemp(pattern.data())) path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  bool there() const { return !path_.empty(); }
  std::string file(const char* name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

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

/// Runs it to its end; the exit status, -1 when it could not be started or was killed.
int run(std::vector<std::string> arguments, const std::string& out, const std::string& err) {
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_addopen(&files, 2, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  pid_t child = 0;
  const int failed = posix_spawn(&child, argv.front(), &files, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  int status = 0;
  if (failed != 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status)) return -1;
  return WEXITSTATUS(status);
}

}  // namespace

Result<std::string> planned_in(const std::string& directory) {
  const std::string program = terraform();
  if (program.empty()) {
    return bad_input(directory, "is a directory, and neither terraform nor tofu is on PATH",
                     "Install one, name it in LAKEFORM_TERRAFORM, or give a plan's JSON instead.");
  }
  const TemporaryFolder folder;
  if (!folder.there()) return bad_input(directory, "can't be planned: no temporary folder could be made", "Check TMPDIR.");
  const std::string plan = folder.file("plan"), said = folder.file("said"), json = folder.file("json"), chdir = "-chdir=" + directory;
  if (run({program, chdir, "plan", "-refresh=false", "-input=false", "-lock=false", "-no-color", "-out=" + plan}, folder.file("out"), said) != 0) {
    return bad_input(directory, "can't be planned by " + program, content(said) + "\nRun `" + program + " " + chdir + " init` first if it says so.");
  }
  if (run({program, chdir, "show", "-json", plan}, json, said) != 0) return bad_input(directory, "has a plan that " + program + " can't show", content(said));
  return content(json);
}

}  // namespace lakeform::plan
