#include "plan/command/mirror_rest.h"

#include <algorithm>
#include <charconv>

#include "plan/command/put_program.h"
#include "provider/rpc/rest/ask.h"

namespace lakeform::plan {

namespace fs = std::filesystem;

namespace {

/// "6.58.0" as numbers, so that 6.100 comes after 6.58.
std::vector<int> numbers(const std::string& version) {
  std::vector<int> out;
  for (std::size_t at = 0; at < version.size();) {
    int number = 0;
    const auto [end, problem] = std::from_chars(version.data() + at, version.data() + version.size(), number);
    if (problem != std::errc()) break;
    out.push_back(number);
    at = static_cast<std::size_t>(end - version.data()) + 1;
  }
  return out;
}

/// "5.100.0" of "terraform-provider-aws_v5.100.0_x5".
std::string version_in(const std::string& file) {
  const auto at = file.find("_v");
  return at == std::string::npos ? "" : file.substr(at + 2, file.find('_', at + 2) - at - 2);
}

bool is_program(const fs::path& file, const std::string& name) {
  const std::string start = "terraform-provider-" + name;
  const std::string found = file.filename().string();
  std::error_code ignored;
  return found.rfind(start, 0) == 0 && (found.size() == start.size() || found[start.size()] == '_') &&
         file.extension() != ".zip" && fs::is_regular_file(file, ignored);
}

/// HOST/hashicorp/NAME/VERSION/PLATFORM/terraform-provider-NAME_...
std::vector<OfficialProgram> programs_below(const fs::path& folder, const std::string& name,
                                            const std::string& platform) {
  std::vector<OfficialProgram> out;
  std::error_code problem;
  for (fs::recursive_directory_iterator
           at(folder, fs::directory_options::follow_directory_symlink | fs::directory_options::skip_permission_denied,
              problem),
       end;
       !problem && at != end; at.increment(problem)) {
    if (at.depth() > 5) at.disable_recursion_pending();
    const fs::path place = at->path().parent_path();
    const bool official = place.filename() == platform && place.parent_path().parent_path().filename() == name &&
                          place.parent_path().parent_path().parent_path().filename() == "hashicorp";
    if (official && is_program(at->path(), name))
      out.push_back({name, place.parent_path().filename().string(), at->path()});
  }
  return out;
}

Error failed(const OfficialProgram& official, const std::string& why) {
  return {Fault::InvalidInput, "Cannot lay " + official.executable.string() + " beside Lakeform", why, {}, {}, {}, 0};
}

}  // namespace

std::string major_line(const std::string& version) { return version.substr(0, version.find('.')); }

std::optional<OfficialProgram> find_official(const fs::path& from, const std::string& name, const std::string& like,
                                             const std::string& platform) {
  std::error_code ignored;
  if (!fs::is_directory(from, ignored))
    return is_program(from, name) ? std::optional(OfficialProgram{name, version_in(from.filename().string()), from})
                                  : std::nullopt;
  auto found = programs_below(from, name, platform);
  const auto rank = [&](const OfficialProgram& one) {
    return std::pair(major_line(one.version) == major_line(like), numbers(one.version));
  };
  const auto best =
      std::max_element(found.begin(), found.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return best == found.end() ? std::nullopt : std::optional(*best);
}

fs::path rest_folder(const fs::path& mirror) { return mirror / "rest"; }

Outcome lay_rest_beside(const OfficialProgram& official, const fs::path& mirror, const std::vector<fs::path>& ours) {
  const fs::path target = rest_folder(mirror) / official.executable.filename();
  std::error_code problem;
  if (!fs::equivalent(official.executable, target, problem)) {
    if (const auto failure = put_program(fs::canonical(official.executable, problem), target, true))
      return failed(official, failure.message());
  }
  auto print = rpc::fingerprint(target);
  if (!print) return print.error();
  auto schemas = rpc::ask_schemas(target);
  if (!schemas) return failed(official, schemas.error().summary + ". " + schemas.error().detail);
  for (const fs::path& one : ours) {
    if (auto done = rpc::store_rest(one, {target, official.version, *print, {}, {}}, *schemas); !done) return done;
  }
  return Done{};
}

}  // namespace lakeform::plan
