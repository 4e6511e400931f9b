#include "plan/switch/settings.h"

#include <algorithm>
#include <cstdlib>

#include "plan/switch/aside.h"
#include "plan/switch/words.h"

namespace lakeform::plan {

namespace fs = std::filesystem;

namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) out += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  return out + "\"";
}

std::string list(const std::vector<std::string>& sources) {
  std::string out = "[";
  for (const auto& source : sources) out += (out.size() > 1 ? ", " : "") + quoted(source);
  return out + "]";
}

/// A way of installation as the user has it, but not for `excluded`.
std::string without(const Statement& method, const std::vector<std::string>& excluded) {
  std::string out = "  " + method.name + " {\n", others;
  for (const Statement& one : statements(method.value)) {
    if (one.name != "exclude") {
      out += "    " + one.name + " = " + std::string(one.value) + "\n";
    } else {
      for (const auto text : quoted_texts(one.value)) others += ", \"" + std::string(text) + "\"";
    }
  }
  std::string names = list(excluded);
  names.insert(names.size() - 1, excluded.empty() && !others.empty() ? others.substr(2) : others);
  return out + "    exclude = " + names + "\n  }\n";
}

}  // namespace

std::string with_mirrors(const std::string& users, const std::vector<MirrorFolder>& mirrors) {
  std::vector<std::string> taken;
  std::string ways, others;
  for (const auto& mirror : mirrors) {
    if (mirror.sources.empty()) continue;
    ways += "  filesystem_mirror {\n    path = " + quoted(mirror.folder.string()) +
            "\n    include = " + list(mirror.sources) + "\n  }\n";
    taken.insert(taken.end(), mirror.sources.begin(), mirror.sources.end());
  }
  bool own = false;
  const std::string plain = without_remarks(users);
  for (const Statement& one : statements(plain)) {
    if (one.name == "provider_installation") {
      own = true;
      for (const Statement& method : statements(one.value)) {
        if (method.block && method.name != "dev_overrides") ways += without(method, taken);
      }
    } else if (one.name != "plugin_cache_dir" && one.block) {
      others += one.name;
      for (const auto& label : one.labels) others += " " + quoted(label);
      others += " {" + std::string(one.value) + "}\n";
    } else if (one.name != "plugin_cache_dir") {
      others += one.name + " = " + std::string(one.value) + "\n";
    }
  }
  if (!own) ways += "  direct {\n    exclude = " + list(taken) + "\n  }\n";
  return others + "provider_installation {\n" + ways + "}\n";
}

std::string users_settings() {
  if (const char* named = std::getenv("TF_CLI_CONFIG_FILE"); named && *named) return file_text(named);
  const char* home = std::getenv("HOME");
  if (!home) return {};
  const std::string own = file_text(fs::path(home) / ".terraformrc");
  return own.empty() ? file_text(fs::path(home) / ".tofurc") : own;
}

std::vector<std::string> sources_in(const fs::path& folder) {
  std::vector<std::string> out;
  std::error_code problem;
  const auto options = fs::directory_options::follow_directory_symlink | fs::directory_options::skip_permission_denied;
  for (fs::recursive_directory_iterator at(folder, options, problem), end; !problem && at != end;
       at.increment(problem)) {
    if (at.depth() < 2) continue;
    at.disable_recursion_pending();
    std::error_code ignored;
    if (fs::is_directory(at->path(), ignored)) out.push_back(at->path().lexically_relative(folder).string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace lakeform::plan
