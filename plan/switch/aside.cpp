#include "plan/switch/aside.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <vector>

#include "plan/interrupt.h"
#include "plan/switch/words.h"

namespace lakeform::plan {

namespace fs = std::filesystem;

namespace {

bool left_out(const fs::path& one) {
  const std::string name = one.filename().string();
  return name == ".terraform" || name == ".git" || name == "terraform.tfstate.d" ||
         name == ".terraform.tfstate.lock.info" || name.ends_with(".tfstate") ||
         name.find(".tfstate.") != std::string::npos;
}

bool within(const fs::path& one, const fs::path& folder) {
  const auto [end, unused] = std::mismatch(folder.begin(), folder.end(), one.begin(), one.end());
  return end == folder.end();
}

/// Where the quoted texts of a file lead that have a step up in them and name something that is there.
std::vector<fs::path> led_to(const fs::path& file) {
  std::vector<fs::path> out;
  const std::string plain = without_remarks(file_text(file));
  for (std::string_view quoted : quoted_texts(plain)) {
    const auto up = quoted.find("../");
    if (up == std::string_view::npos && !quoted.ends_with("..")) continue;
    const auto variable = quoted.rfind('}', up);
    if (variable != std::string_view::npos) quoted.remove_prefix(quoted.find('/', variable) + 1);
    quoted = quoted.substr(0, quoted.find("//", 2));  // a module below a folder
    for (const char mark : {'$', '*', '{'})
      quoted = quoted.substr(0, quoted.find(mark));  // the folder of what is meant
    std::error_code problem;
    const fs::path there = fs::weakly_canonical(file.parent_path() / quoted, problem);
    if (!problem && fs::exists(there, problem)) out.push_back(there);
  }
  return out;
}

/// All files of configuration below a folder or the file itself.
std::vector<fs::path> configuration_in(const fs::path& one) {
  std::error_code problem;
  if (!fs::is_directory(one, problem)) return is_configuration(one) ? std::vector{one} : std::vector<fs::path>();
  std::vector<fs::path> out;
  for (fs::recursive_directory_iterator at(one, fs::directory_options::skip_permission_denied, problem), end;
       !problem && at != end; at.increment(problem)) {
    if (left_out(at->path()))
      at.disable_recursion_pending();
    else if (is_configuration(at->path()))
      out.push_back(at->path());
  }
  return out;
}

/// `directory` and everything outside of it that it leads to, directly or not; none lies within another.
std::vector<fs::path> needed(const fs::path& directory) {
  std::vector<fs::path> out{directory};
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (const fs::path& file : configuration_in(fs::path(out[i]))) {
      for (const fs::path& there : led_to(file)) {
        const bool known = std::any_of(out.begin(), out.end(), [&](const fs::path& one) { return within(there, one); });
        if (!known && there != there.root_path()) out.push_back(there);
      }
    }
  }
  std::sort(out.begin(), out.end());
  std::vector<fs::path> outermost;
  for (const fs::path& one : out) {
    if (outermost.empty() || !within(one, outermost.back())) outermost.push_back(one);
  }
  return outermost;
}

fs::path common(const std::vector<fs::path>& paths) {
  fs::path out = paths.front();
  while (!std::all_of(paths.begin(), paths.end(), [&](const fs::path& one) { return within(one, out); }))
    out = out.parent_path();
  return out;
}

/// What a link leads to is copied in its place.
void put_aside(const fs::path& from, const fs::path& to, std::error_code& problem) {
  if (left_out(from) || problem) return;
  std::error_code none;
  if (fs::is_symlink(from, none) && within(fs::canonical(from.parent_path(), none), fs::canonical(from, none)))
    return;  // a link to what it lies in has no end
  if (fs::is_directory(from, problem)) {
    fs::create_directories(to, problem);
    for (fs::directory_iterator at(from, problem), end; !problem && at != end; at.increment(problem))
      put_aside(at->path(), to / at->path().filename(), problem);
  } else if (fs::is_regular_file(from, problem)) {
    fs::create_directories(to.parent_path(), problem);
    if (!problem) fs::copy_file(from, to, problem);
    if (!problem) fs::permissions(to, fs::perms::owner_write, fs::perm_options::add, problem);
  } else {
    problem.clear();  // a link to nothing, a socket: no part of a configuration
  }
}

Error cannot_copy(const fs::path& path, const std::string& why) {
  return {Fault::InvalidInput, "Cannot copy " + path.string() + " aside", why, {}, {}, {}, 0};
}

}  // namespace

ScratchFolder::ScratchFolder() {
  std::error_code problem;
  const fs::path place = fs::temp_directory_path(problem);
  std::string name = (problem ? fs::path("/tmp") : place) / "lakeform-switch-XXXXXX";
  if (!mkdtemp(name.data())) return;
  path_ = fs::canonical(name, problem);
  take_away_when_interrupted(path_.string());
}

ScratchFolder::~ScratchFolder() {
  if (path_.empty()) return;
  std::error_code ignored;
  fs::remove_all(path_, ignored);
  keep_when_interrupted(path_.string());
}

std::string file_text(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

bool is_configuration(const fs::path& file) {
  const std::string name = file.filename().string();
  constexpr std::string_view kEnds[] = {".tf", ".tf.json", ".tofu", ".tofu.json"};
  return std::any_of(std::begin(kEnds), std::end(kEnds), [&](std::string_view end) { return name.ends_with(end); });
}

Result<fs::path> copied_aside(const fs::path& directory, const fs::path& scratch) {
  std::error_code problem;
  const fs::path home = fs::canonical(directory, problem);
  if (problem || !fs::is_directory(home, problem)) return cannot_copy(directory, "It is no folder.");
  const auto files = needed(home);
  const fs::path base = common(files);
  for (const fs::path& one : files) {
    put_aside(one, scratch / one.lexically_relative(base), problem);
    if (problem) return cannot_copy(one, problem.message());
  }
  const fs::path copy_of = (scratch / home.lexically_relative(base)).lexically_normal();
  std::error_code none;
  if (fs::is_directory(home / ".terraform" / "modules", none)) {
    fs::create_directories(copy_of / ".terraform", problem);
    fs::copy(home / ".terraform" / "modules", copy_of / ".terraform" / "modules",
             fs::copy_options::recursive | fs::copy_options::copy_symlinks, problem);
  }
  return problem ? Result<fs::path>(cannot_copy(home, problem.message())) : Result<fs::path>(copy_of);
}

}  // namespace lakeform::plan
