#include "plan/switch/rehearsal.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <optional>

#include "plan/desired/program.h"
#include "plan/nesting.h"
#include "plan/switch/aside.h"
#include "plan/switch/compare.h"
#include "plan/switch/scan.h"
#include "provider/value/text.h"

namespace lakeform::plan {

namespace fs = std::filesystem;

namespace {

Error failed(std::string what, std::string detail) {
  return {Fault::InvalidInput, std::move(what), std::move(detail), {}, {}, {}, 0};
}

void write(const fs::path& file, const std::string& text) {
  std::error_code ignored;
  fs::create_directories(file.parent_path(), ignored);
  std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
}

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

class Run {
 public:
  explicit Run(const Rehearsal& rehearsal) : in_(rehearsal), users_(users_settings()) {}

  Result<SwitchCheck> all() {
    out_.directory = in_.directory.string();
    if (auto done = prepare(); !done) return done.error();
    if (auto done = today(); !done) return done.error();
    look();
    if (out_.unanswered.empty() && out_.pins.empty()) there_and_back();
    return std::move(out_);
  }

 private:
  Outcome prepare() {
    const auto copy = copied_aside(in_.directory, in_.scratch / "copy");
    if (!copy) return copy.error();
    copy_ = *copy;
    const std::string data = variable("TF_DATA_DIR").empty() ? ".terraform" : variable("TF_DATA_DIR");
    providers_ = fs::canonical(in_.directory) / data / "providers";
    std::string workspace = variable("TF_WORKSPACE");
    if (workspace.empty())
      workspace = std::string(trimmed(file_text(fs::canonical(in_.directory) / data / "environment")));
    if (auto done = take_state(); !done) return done;
    settle_environment(workspace);
    lock_ = file_text(copy_ / ".terraform.lock.hcl");
    // Wherever the state lies, the copy's lies beside the copy.
    write(copy_ / "zz_lakeform_switch_override.tf", "terraform {\n  backend \"local\" {}\n}\n");
    const bool named = !workspace.empty() && workspace != "default";
    state_ = named ? copy_ / "terraform.tfstate.d" / workspace / "terraform.tfstate" : copy_ / "terraform.tfstate";
    if (named) fs::create_directories(state_.parent_path());
    return Done{};
  }

  /// As the user's Terraform finds it, whatever the backend.
  Outcome take_state() {
    if (!in_.state.empty()) {
      stored_ = file_text(in_.state);
      if (stored_.empty()) return failed("Cannot read the state " + in_.state, "It is missing or empty.");
    } else {
      const auto pulled = run_terraform(in_.directory.string(), {"state", "pull"});
      if (!pulled) return pulled.error();
      if (pulled->status != 0)
        return failed("Cannot get the state of " + in_.directory.string(),
                      pulled->err + "\nRun `terraform init` there first, or give the state with --state FILE.");
      stored_ = pulled->out;
    }
    if (trimmed(stored_).empty()) return Done{};
    if (nesting(stored_) > kDeepestJson || !Json::parse(stored_, nullptr, false).is_object())
      return failed("The state of " + in_.directory.string() + " is not JSON", "");
    return Done{};
  }

  /// What would lead Terraform back to the repository's own folder, past the mirror, or to another result.
  void settle_environment(const std::string& workspace) {
    if (!variable("TF_CLI_ARGS").empty() || !variable("TF_CLI_ARGS_plan").empty())
      out_.notes.push_back("TF_CLI_ARGS is left out of the rehearsal; give variables with --var and --var-file.");
    for (const char* name :
         {"TF_DATA_DIR", "TF_PLUGIN_CACHE_DIR", "TF_REATTACH_PROVIDERS", "TF_CLI_ARGS", "TF_CLI_ARGS_init",
          "TF_CLI_ARGS_plan", "TF_CLI_ARGS_apply", "TF_CLI_ARGS_show", "TF_WORKSPACE"})
      unsetenv(name);
    if (!workspace.empty()) setenv("TF_WORKSPACE", workspace.c_str(), 1);
    setenv("CHECKPOINT_DISABLE", "1", 1);
    setenv("TF_IN_AUTOMATION", "1", 1);
  }

  std::vector<std::string> sources() const {
    std::vector<std::string> out;
    for (const auto& one : in_.providers) out.push_back(one.source);
    return out;
  }

  /// Installs providers by these settings and lock; what Terraform says when it cannot.
  std::optional<std::string> init(const std::vector<MirrorFolder>& mirrors, const std::string& lock) {
    std::error_code ignored;
    fs::remove_all(copy_ / ".terraform" / "providers", ignored);
    fs::remove(copy_ / ".terraform.lock.hcl", ignored);
    if (!lock.empty()) write(copy_ / ".terraform.lock.hcl", lock);
    const fs::path settings = in_.scratch / "terraform.rc";
    write(settings, with_mirrors(users_, mirrors));
    setenv("TF_CLI_CONFIG_FILE", settings.c_str(), 1);
    return said({"init", "-input=false", "-no-color"});
  }

  std::optional<std::string> said(const std::vector<std::string>& arguments) {
    const auto ran = run_terraform(copy_.string(), arguments);
    if (!ran) return ran.error().summary + " " + ran.error().detail;
    if (ran->status == 0) return std::nullopt;
    return ran->err.empty() ? ran->out : ran->err;
  }

  std::vector<std::string> with_variables(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), in_.plan_arguments.begin(), in_.plan_arguments.end());
    return arguments;
  }

  Result<Json> plan() {
    const std::string file = (in_.scratch / "plan").string();
    if (auto wrong = said(with_variables({"plan", "-input=false", "-lock=false", "-no-color", "-out=" + file})))
      return failed("plan", *wrong);
    const auto shown = run_terraform(copy_.string(), {"show", "-json", file});
    if (!shown) return shown.error();
    if (shown->status != 0) return failed("show", shown->err);
    Json out = nesting(shown->out) > kDeepestJson ? Json() : Json::parse(shown->out, nullptr, false);
    if (!out.is_object()) return failed("show", "What terraform show -json printed is no JSON.");
    out_.terraform = out.value("terraform_version", "");
    return out;
  }

  void put_state() {
    if (!trimmed(stored_).empty()) write(state_, stored_);
  }

  /// What the repository has installed first: its lock file knows these.
  std::vector<MirrorFolder> official_mirrors() const {
    const MirrorFolder own{providers_, sources_in(providers_)};
    std::vector<MirrorFolder> out{own};
    for (MirrorFolder given : in_.official) {
      std::erase_if(given.sources, [&](const std::string& source) {
        return std::find(own.sources.begin(), own.sources.end(), source) != own.sources.end();
      });
      out.push_back(std::move(given));
    }
    return out;
  }

  /// The mirror, and what else the repository has installed.
  std::vector<MirrorFolder> lakeform_mirrors() const {
    std::vector<MirrorFolder> out = in_.mirror;
    MirrorFolder others{providers_, {}};
    const auto ours = sources();
    for (const auto& source : sources_in(providers_)) {
      const bool taken =
          std::any_of(ours.begin(), ours.end(), [&](const auto& one) { return source.ends_with("/" + one); });
      if (!taken) others.sources.push_back(source);
    }
    out.push_back(std::move(others));
    return out;
  }

  /// A repository that Terraform cannot plan as it is says nothing about the switch.
  Outcome today() {
    put_state();
    if (auto wrong = init(official_mirrors(), lock_)) {
      out_.notes.push_back(
          "The official providers could not be installed, so an empty plan is asked for and the way back is not "
          "rehearsed: " +
          *wrong);
      return Done{};
    }
    auto made = plan();
    if (!made) return failed("Terraform cannot plan " + out_.directory + " as it is", made.error().detail);
    today_ = std::move(*made);
    out_.compared = true;
    count(*today_);
    return Done{};
  }

  void look() {
    out_.unanswered.clear();
    const Scanned found = scan(copy_, in_.providers);
    out_.pins = found.pins;
    for (Use use : used(found)) {
      const bool function = use.kind == "function";
      const std::string name = function ? use.name.substr(use.name.rfind(':') + 1) : use.name;
      for (const auto& provider : in_.providers) {
        if (!use.name.starts_with(provider.name + (function ? "::" : "_"))) continue;
        const auto kind = provider.all.find(use.kind);
        if (kind == provider.all.end() || kind->second.count(name) == 0) out_.unanswered.push_back(use);
      }
    }
  }

  /// Of the configuration and, where that has no more of it, of the state.
  std::vector<Use> used(const Scanned& found) const {
    std::vector<Use> out = found.uses;
    const Json state = Json::parse(stored_, nullptr, false);
    if (!state.is_object() || !state.contains("resources") || !state["resources"].is_array()) return out;
    for (const Json& one : state["resources"]) {
      const std::string type = one.is_object() ? one.value("type", "") : "";
      const bool managed = one.is_object() && one.value("mode", "") == "managed";
      const bool known = std::any_of(out.begin(), out.end(),
                                     [&](const Use& use) { return use.kind == "resource" && use.name == type; });
      if (managed && !known && provider_of(type, in_.providers)) out.push_back({"resource", type, {"the state"}});
    }
    return out;
  }

  void count(const Json& plan) {
    const auto types = types_of(plan);
    out_.resources = static_cast<int>(types.size());
    out_.beside = 0;
    for (const auto& type : types) {
      const Answers* provider = provider_of(type, in_.providers);
      const auto kind = provider ? provider->ours.find("resource") : std::map<std::string, NameSet>::const_iterator();
      if (!provider || !provider->rest || (kind != provider->ours.end() && kind->second.count(type) > 0)) continue;
      ++out_.beside;
      out_.beside_types.insert(type);
    }
  }

  void differ(const Json& plan, bool back) {
    auto found = differences(today_ ? &*today_ : nullptr, plan, back);
    std::move(found.begin(), found.end(), std::back_inserter(out_.differ));
  }

  void there_and_back() {
    put_state();
    if (auto wrong = init(lakeform_mirrors(), unlocked(lock_, sources()))) return fail("init", *wrong);
    if (!today_) look();  // modules are there only now
    if (!out_.unanswered.empty() || !out_.pins.empty()) return;
    const auto with_lakeform = plan();
    if (!with_lakeform) return fail(with_lakeform.error().summary, with_lakeform.error().detail);
    out_.planned = true;
    count(*with_lakeform);
    differ(*with_lakeform, false);
    if (today_) back();
  }

  /// From the state as Lakeform writes it.
  void back() {
    const auto refresh =
        with_variables({"apply", "-refresh-only", "-auto-approve", "-input=false", "-lock=false", "-no-color"});
    if (auto wrong = said(refresh)) return fail("apply -refresh-only", *wrong);
    if (auto wrong = init(official_mirrors(), lock_)) return fail("init, on the way back", *wrong);
    const auto again = plan();
    if (!again) return fail(again.error().summary + ", on the way back", again.error().detail);
    out_.back = true;
    differ(*again, true);
  }

  void fail(const std::string& step, const std::string& why) {
    out_.failures.push_back("terraform " + step + ":\n" + why);
  }

  const Rehearsal& in_;
  const std::string users_;
  fs::path copy_, state_, providers_;
  std::string stored_, lock_;
  std::optional<Json> today_;
  SwitchCheck out_;
};

}  // namespace

Result<SwitchCheck> rehearse(const Rehearsal& rehearsal) { return Run(rehearsal).all(); }

}  // namespace lakeform::plan
