#include "plan/switch/scan.h"

#include <algorithm>
#include <map>
#include <set>

#include "plan/nesting.h"
#include "plan/switch/aside.h"
#include "plan/switch/constraint.h"
#include "plan/switch/words.h"

namespace lakeform::plan {

namespace fs = std::filesystem;

namespace {

const Answers* by_source(std::string source, const std::vector<Answers>& providers) {
  if (std::count(source.begin(), source.end(), '/') == 2) source = source.substr(source.find('/') + 1);
  for (const auto& one : providers) {
    if (one.source == source) return &one;
  }
  return nullptr;
}

class Scan {
 public:
  Scan(const fs::path& root, const std::vector<Answers>& providers) : root_(root), providers_(providers) {}

  Scanned all() {
    module(root_);
    const fs::path list = root_ / ".terraform" / "modules" / "modules.json";
    const Json fetched = Json::parse(file_text(list), nullptr, false);
    if (fetched.is_object() && fetched.contains("Modules") && fetched["Modules"].is_array()) {
      for (const Json& one : fetched["Modules"]) {
        if (one.is_object() && one.value("Dir", Json()).is_string()) module(root_ / one["Dir"].get<std::string>());
      }
    }
    for (auto& [key, places] : uses_) out_.uses.push_back({key.first, key.second, std::move(places)});
    return std::move(out_);
  }

 private:
  void module(const fs::path& folder) {
    std::error_code problem;
    const fs::path whole = fs::weakly_canonical(folder, problem);
    if (problem || !seen_.insert(whole.string()).second) return;
    std::vector<fs::path> files;
    for (fs::directory_iterator at(whole, problem), end; !problem && at != end; at.increment(problem)) {
      if (is_configuration(at->path())) files.push_back(at->path());
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& one : files) one.extension() == ".json" ? json(one) : native(one);
  }

  std::string place(const fs::path& file, int line) const {
    const std::string path = file.lexically_relative(root_).string();
    return line > 0 ? path + ":" + std::to_string(line) : path;
  }

  void use(const std::string& kind, const std::string& type, const std::string& where) {
    if (provider_of(type, providers_)) uses_[{kind, type}].push_back(where);
  }

  void require(const std::string& name, const std::string& source, const std::string& constraint,
               const std::string& where) {
    const Answers* provider = by_source(source.empty() ? "hashicorp/" + name : source, providers_);
    if (provider && !constraint.empty() && !meets(provider->version, constraint))
      out_.pins.push_back({provider->source, constraint, where, provider->version});
  }

  void functions(const std::string& text, const fs::path& file) {
    constexpr std::string_view kCall = "provider::";
    for (auto at = text.find(kCall); at != std::string::npos; at = text.find(kCall, at + 1)) {
      const auto start = at + kCall.size(), middle = text.find("::", start);
      if (middle == std::string::npos) return;
      const auto end =
          std::min(text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_", middle + 2), text.size());
      const std::string provider = text.substr(start, middle - start);
      const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
      for (const auto& one : providers_) {
        if (one.name == provider)
          uses_[{"function", provider + "::" + text.substr(middle + 2, end - middle - 2)}].push_back(
              place(file, static_cast<int>(line)));
      }
    }
  }

  void terraform(const Statement& block, const fs::path& file) {
    for (const Statement& one : statements(block.value, block.value_line)) {
      if (one.name == "provider_meta" && one.labels.size() == 1) out_.meta.push_back(place(file, one.line));
      if (one.name != "required_providers") continue;
      for (const Statement& required : statements(one.value, one.value_line)) {
        std::string source, constraint = literal(required.value);
        int line = required.line;
        for (const Statement& member : members(required.value, required.value_line)) {
          if (member.name == "source") source = literal(member.value);
          if (member.name == "version") constraint = literal(member.value), line = member.line;
        }
        require(required.name, source, constraint, place(file, line));
      }
    }
  }

  void native(const fs::path& file) {
    const std::string text = without_remarks(file_text(file));
    functions(text, file);
    for (const Statement& one : statements(text)) {
      if (!one.block) continue;
      if (one.name == "terraform") terraform(one, file);
      if (kinds().count(one.name) > 0 && one.labels.size() == 2) use(one.name, one.labels[0], place(file, one.line));
      if (one.name == "module" && one.labels.size() == 1) called(one, file);
    }
  }

  void called(const Statement& block, const fs::path& file) {
    for (const Statement& one : statements(block.value)) {
      const std::string source = one.name == "source" ? literal(one.value) : "";
      if (source.starts_with(".")) module(file.parent_path() / source);
    }
  }

  void json(const fs::path& file) {
    const std::string text = file_text(file);
    if (nesting(text) > kDeepestJson) return;
    const Json content = Json::parse(text, nullptr, false);
    if (!content.is_object()) return;
    functions(text, file);
    for (const auto& kind : kinds()) {
      const Json types = content.value(kind, Json());
      if (!types.is_object()) continue;
      for (const auto& [type, named] : types.items()) use(kind, type, place(file, 0));
    }
    const Json required = content.value("/terraform/required_providers"_json_pointer, Json());
    if (!required.is_object()) return;
    for (const auto& [name, one] : required.items()) {
      if (one.is_string()) require(name, "", one.get<std::string>(), place(file, 0));
      if (one.is_object()) require(name, one.value("source", ""), one.value("version", ""), place(file, 0));
    }
  }

  static const std::set<std::string>& kinds() {
    static const std::set<std::string> names{"resource", "data", "ephemeral", "list", "action"};
    return names;
  }

  const fs::path root_;
  const std::vector<Answers>& providers_;
  std::set<std::string> seen_;
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> uses_;
  Scanned out_;
};

}  // namespace

Scanned scan(const fs::path& root, const std::vector<Answers>& providers) { return Scan(root, providers).all(); }

const Answers* provider_of(const std::string& type, const std::vector<Answers>& providers) {
  for (const auto& one : providers) {
    if (type.starts_with(one.name + "_")) return &one;
  }
  return nullptr;
}

std::string unlocked(const std::string& lock, const std::vector<std::string>& sources) {
  std::string out = lock;
  const std::string plain = without_remarks(lock);
  for (const Statement& one : statements(plain)) {
    const std::string address = one.labels.empty() ? "" : one.labels[0];
    const bool named = std::any_of(sources.begin(), sources.end(),
                                   [&](const std::string& source) { return address.ends_with("/" + source); });
    if (!one.block || !named) continue;
    // From the block's own line to its brace; blanks, so that other places stay where they are.
    const auto body = static_cast<std::size_t>(one.value.data() - plain.data());
    const auto line_end = plain.rfind('\n', body - 1);
    const auto start = line_end == std::string::npos ? 0 : line_end + 1;
    for (auto i = start; i < std::min(body + one.value.size() + 1, out.size()); ++i) {
      if (out[i] != '\n') out[i] = ' ';
    }
  }
  return out;
}

}  // namespace lakeform::plan
