#include "plan/diff/judge.h"

#include <algorithm>

#include "plan/diff/differences.h"
#include "plan/diff/fits.h"
#include "plan/diff/proposed.h"
#include "plan/diff/terraform_word.h"
#include "provider/engine/operations.h"
#include "provider/engine/plan/plan.h"
#include "provider/engine/read/lists.h"
#include "provider/engine/read/read.h"
#include "provider/language/value_path.h"
#include "provider/value/log.h"

namespace lakeform::plan {

namespace {

std::string first_error(const Diagnostics& found) {
  for (const Diagnostic& one : found) {
    if (one.severity == Diagnostic::Severity::Error)
      return log::scrub(one.summary + (one.detail.empty() ? "" : ": " + one.detail));
  }
  return {};
}

/// Why Terraform replaces what the provider would not.
std::string forced_reason(const Resource& resource) {
  if (resource.action_reason == "replace_because_tainted" || resource.tainted)
    return "it is tainted: its creation or a provisioner failed";
  if (resource.action_reason == "replace_by_request") return "asked for with -replace";
  if (resource.action_reason == "replace_by_triggers") return "replace_triggered_by names something that changes";
  return {};
}

/// The provider's tag settings as an object shows them, planned or stored: what it has beyond its own tags are default
/// tags, what it lacks of its own is ignored. A state has no provider block, and the block's expressions in a plan may
/// not tell them. Where all its tags are unknown, so are those of the provider.
engine::Context with_tags_of(const engine::Context& context, const Value& object) {
  engine::Context out = context;
  const Value& all = object["tags_all"];
  const Value& own = object["tags"];
  out.tags.defaults_unknown = !all.wholly_known();
  if (!all.is_map() || !all.wholly_known()) return out;
  out.tags.defaults.clear();
  for (const auto& [key, value] : all.as_map()) {
    if (!value.is_null() && !(own[key] == value)) out.tags.defaults[key] = value.to_text();
  }
  if (!own.is_map()) return out;
  for (const auto& [key, value] : own.as_map()) {
    if (!value.is_null() && all[key].is_null()) out.tags.ignored_keys.insert(key);
  }
  return out;
}

/// The same for planning: Terraform had the whole provider block.
engine::Context with_planned_tags(const engine::Context& context, const Value& planned) {
  engine::Context out = with_tags_of(context, planned);
  out.tags.ignored_unknown = false;
  return out;
}

/// Takes out drift of what other resource types manage of the object today (an older, deprecated argument that the
/// service fills): it is this resource's business only where `written`, its configuration or else its state, says
/// something of it.
void drop_managed_elsewhere(const schema::Definition& definition, const Value& written,
                            std::vector<AttributeChange>& attributes) {
  std::erase_if(attributes, [&](const AttributeChange& change) {
    const auto* field = definition.root.find(change.path.substr(0, change.path.find_first_of(".[")));
    return field && field->deprecated && field->mode == schema::Mode::OptionalComputed && !change.change &&
           engine::is_blank(written[field->name]);
  });
}

/// What a new plan over the live object would do.
struct Outlook {
  Verdict verdict = Verdict::CouldNotCheck;  ///< Unchanged, Update, Replace; CouldNotCheck: refused, or the plan's JSON
                                             ///< has no configuration to tell it from
  std::string refusal;
  Value config, desired;
  std::vector<Path> forcing;
};

std::string names_of(const std::vector<Path>& paths) {
  std::string out;
  for (const Path& path : paths) out += (out.empty() ? "" : ", ") + path.text();
  return out;
}

/// Judges one resource that has a definition and a connection.
class Judging {
 public:
  Judging(const Input& input, const Resource& resource, const Connected& connected,
          const schema::Definition& definition)
      : input_(input),
        resource_(resource),
        connected_(connected),
        definition_(definition),
        said_(terraform_verdict(resource)),
        sensitive_(resource, &definition) {
    out_.entry = entry_of(input, resource);
    out_.definition = &definition;
  }

  Judged run() {
    prior_ = stored_value(definition_, resource_.before);
    if (!connected_.context.client) {
      unread(connected_.problem);
    } else if (const std::string lacking = lacks(); !lacking.empty()) {
      unread(lacking);
    } else if (prior_.is_null() && resource_.import_id.empty()) {
      judge_new();
    } else if (read()) {
      place();
      judge_existing();
    }
    out_.state = Packed(state_);
    out_.live = Packed(live_);
    out_.sensitive = shared(std::move(sensitive_));
    return std::move(out_);
  }

 private:
  Verdict& verdict() { return out_.entry.verdict; }
  void reason(std::string text) { out_.entry.reason = std::move(text); }

  /// The live object is not known, or what would become of it is not.
  void unread(const std::string& why) {
    const std::string id = out_.entry.id, scope = out_.entry.scope;
    out_.entry = by_terraforms_word(input_, resource_, Basis::Unread, why);
    out_.entry.id = id;
    out_.entry.scope = scope;
    state_ = prior_;
  }

  /// What a judgement needs and the plan's JSON does not have, since somebody took it out or it never came from
  /// Terraform; empty: nothing.
  std::string lacks() const {
    for (const auto& [side, json] :
         {std::pair{input_.is_plan ? "before" : "attributes", resource_.before}, {"after", resource_.after}}) {
      if (std::string text = misfit_text(definition_, side, json); !text.empty()) return text;
    }
    const bool nothing =
        resource_.gone || (said_ == Verdict::Unchanged && resource_.before == "null" && resource_.after == "null");
    if (nothing) return {};
    const bool held = said_ != Verdict::Create && resource_.import_id.empty();
    if (held && prior_.is_null()) {
      return input_.is_plan ? "the plan's JSON has no `before` for it, so the live object can't be found"
                            : "the state has no attributes for it in a form that is read; `terraform apply "
                              "-refresh-only` with Terraform 0.13 or newer brings it up to date";
    }
    const bool comes = said_ != Verdict::Destroy && said_ != Verdict::Unmanaged;
    const bool planless = resource_.after.empty() || resource_.after == "null";
    return input_.is_plan && comes && planless ? "the plan's JSON has no `after` for it" : "";
  }

  void judge_new() {
    if (said_ != Verdict::Create) {
      verdict() = resource_.gone ? Verdict::Missing : Verdict::Unchanged;
      return reason(resource_.gone ? "Terraform's refresh did not find it" : "");
    }
    const Value planned = planned_value(definition_, resource_);
    verdict() = Verdict::Create;
    out_.desired = Packed(planned);
    out_.entry.attributes = differences(definition_, planned, {}, {}, sensitive_);
    out_.entry.scope = connected_.context.client->account().id;
  }

  /// False: the answer is not known, and the verdict says so.
  bool read() {
    if (prior_.is_null())
      prior_ = engine::import_object(definition_, connected_.context, resource_.import_id, {}).state;
    engine::ObjectAnswer answer = engine::read_object(definition_, with_tags_of(connected_.context, prior_), prior_);
    if (has_error(answer.diagnostics)) {
      unread(first_error(answer.diagnostics));
      return false;
    }
    live_ = std::move(answer.state);
    sensitive_.learn(live_, &definition_);
    const Slice stored = resource_.drifted_from.empty() ? resource_.before : resource_.drifted_from;
    state_ = filled_from(definition_, stored_value(definition_, stored), decoded(stored), live_);
    return true;
  }

  void place() {
    const Value& known = live_.is_null() ? prior_ : live_;
    out_.entry.id = known["id"].to_text();
    const auto& account = connected_.context.client->account();
    const std::string region = known["region"].to_text();
    out_.entry.scope = account.id + (account.id.empty() || region.empty() ? "" : "/") + region;
  }

  void judge_existing() {
    if (said_ == Verdict::Unmanaged) {
      verdict() = Verdict::Unmanaged;
      return reason("leaves Terraform's state; the object itself stays");
    }
    const Value planned = input_.is_plan ? planned_value(definition_, resource_) : Value();
    if (live_.is_null()) return judge_gone(planned);
    if (!input_.is_plan) return judge_drift();
    if (said_ == Verdict::Destroy) return judge_destroy();
    judge_change(planned);
  }

  void judge_gone(const Value& planned) {
    verdict() = Verdict::Missing;
    if (!input_.is_plan) return;
    if (said_ == Verdict::Destroy) return reason("nothing is left to destroy");
    if (!input_.fresh && said_ == Verdict::Unchanged) return reason("a new plan would create it again");
    if (!input_.fresh && said_ == Verdict::Update)
      return reason("the plan updates what is gone, so its apply fails here; a new plan would create it again");
    reason("it would be created again");
    out_.desired = Packed(planned);
    out_.entry.attributes = differences(definition_, planned, {}, {}, sensitive_);
  }

  /// What is told of an object that is there. A redacted plan does not say what its sensitive values are.
  std::vector<AttributeChange> compared(const Value& desired) const {
    auto out = differences(definition_, desired, state_, live_, sensitive_);
    if (input_.redacted) std::erase_if(out, [](const AttributeChange& change) { return change.sensitive; });
    return out;
  }

  void judge_drift() {
    out_.entry.attributes = compared({});
    drop_managed_elsewhere(definition_, state_, out_.entry.attributes);
    verdict() = out_.entry.attributes.empty() ? Verdict::Unchanged : Verdict::Drifted;
    if (resource_.tainted) reason(forced_reason(resource_));
  }

  void judge_destroy() {
    verdict() = Verdict::Destroy;
    out_.entry.attributes = compared({});
    if (!resource_.deposed.empty()) reason("what an earlier replacement left behind");
    if (resource_.action_reason == "delete_because_no_resource_config") reason("the configuration has it no more");
    if (resource_.action_reason == "delete_because_no_module") reason("its module is no longer called");
    if (resource_.action_reason == "delete_because_count_index" ||
        resource_.action_reason == "delete_because_each_key") {
      reason("count or for_each has no such instance any more");
    }
  }

  void judge_change(const Value& planned) {
    const Outlook next = outlook(planned);
    if (input_.fresh && !next.refusal.empty()) return unread("the plan is refused: " + next.refusal);
    const Verdict due = input_.fresh && next.verdict != Verdict::CouldNotCheck ? at_least(next.verdict) : said_;
    const bool agreed = next.verdict == due;
    const Value desired = agreed ? next.desired : filled_from(definition_, planned, planned_members(resource_), live_);
    verdict() = due;
    out_.desired = Packed(desired);
    out_.entry.attributes = compared(desired);
    if (due == Verdict::Unchanged) leave_drift();
    drop_managed_elsewhere(definition_, next.config.is_null() ? state_ : next.config, out_.entry.attributes);
    if (due == Verdict::Replace) return explain_replacement(agreed ? next.forcing : replace_paths(resource_));
    const bool drifted = std::any_of(out_.entry.attributes.begin(), out_.entry.attributes.end(),
                                     [](const AttributeChange& c) { return c.drift; });
    if (due == Verdict::Unchanged && drifted) verdict() = Verdict::Drifted;
    if (!resource_.previous_address.empty()) reason("moved from " + resource_.previous_address);
    if (!resource_.import_id.empty()) reason("imported");
    if ((drifted && !agreed) || !next.refusal.empty()) reason(new_plan_text(next));
  }

  /// Nothing is applied, so nothing is a change: what differs from the state was changed by somebody else.
  void leave_drift() {
    for (AttributeChange& change : out_.entry.attributes) change.change = false;
    std::erase_if(out_.entry.attributes, [](const AttributeChange& change) { return !change.drift; });
  }

  /// What the next plan does about drift that this one leaves as it is.
  std::string new_plan_text(const Outlook& next) const {
    const std::string stays = out_.entry.verdict == Verdict::Drifted ? "this plan leaves it as it is; " : "";
    if (next.verdict == Verdict::Replace)
      return stays + "a new plan would replace it" +
             (next.forcing.empty() ? "" : ": " + names_of(next.forcing) + " can't be changed in place");
    if (next.verdict == Verdict::Update) return stays + "a new plan would set it back";
    if (!next.refusal.empty()) return stays + "a new plan would be refused: " + next.refusal;
    return stays.empty() ? "a new plan would do without: the live object is so already"
                         : "this plan leaves it as it is";
  }

  /// What the engine plans, with Terraform's own action as the floor where nothing has drifted: then Terraform saw what
  /// is live.
  Verdict at_least(Verdict planned) const {
    if (planned == said_ || planned == Verdict::Replace) return planned;
    const std::vector<Path> paths = replace_paths(resource_);
    const auto steady = [&](const Path& path) { return live_.at(path) == state_.at(path); };
    const bool settled = same(definition_.root, state_, live_) || (!paths.empty() && said_ == Verdict::Replace &&
                                                                   std::all_of(paths.begin(), paths.end(), steady));
    return settled && said_ < planned ? said_ : planned;
  }

  Outlook outlook(const Value& planned) const {
    Outlook out;
    if (resource_.expressions.empty()) return out;
    engine::PlanRequest request;
    request.type = definition_.type;
    request.prior = live_;
    request.config = out.config = configured_value(definition_, resource_, planned, live_);
    request.proposed = proposed_value(definition_.root, live_, request.config);
    engine::PlanAnswer answer =
        engine::plan_object(definition_, with_planned_tags(connected_.context, planned), request);
    if (has_error(answer.diagnostics)) {
      out.refusal = first_error(answer.diagnostics);
      return out;
    }
    out.forcing = forcing_paths(answer);
    const bool replaces = !out.forcing.empty() || !forced_reason(resource_).empty();
    out.verdict = replaces                                        ? Verdict::Replace
                  : same(definition_.root, answer.planned, live_) ? Verdict::Unchanged
                                                                  : Verdict::Update;
    out.desired = replaces ? planned_anew(request, planned) : std::move(answer.planned);
    return out;
  }

  /// What forces a replacement; what only might, since it is not known yet, where nothing else does.
  std::vector<Path> forcing_paths(const engine::PlanAnswer& answer) const {
    std::vector<Path> known, open;
    for (const Path& path : answer.requires_replace) {
      const Value& after = answer.planned.at(path);
      if (!after.wholly_known()) open.push_back(path);
      if (after.wholly_known() && !(after == live_.at(path))) known.push_back(path);
    }
    return known.empty() ? open : known;
  }

  /// The new object of a replacement: as Terraform does, planned a second time as if nothing were there.
  Value planned_anew(engine::PlanRequest request, const Value& planned) const {
    request.prior = {};
    request.proposed = proposed_value(definition_.root, {}, request.config);
    engine::PlanAnswer answer =
        engine::plan_object(definition_, with_planned_tags(connected_.context, planned), request);
    return std::move(answer.planned);
  }

  void explain_replacement(const std::vector<Path>& forcing) {
    for (const Path& path : forcing) {
      const std::string text = path.text();
      for (AttributeChange& change : out_.entry.attributes) {
        const bool below =
            change.path.rfind(text, 0) == 0 &&
            (change.path.size() == text.size() || change.path[text.size()] == '.' || change.path[text.size()] == '[');
        change.replaces = change.replaces || below;
      }
    }
    const std::string forced = forced_reason(resource_);
    if (!forcing.empty()) return reason(names_of(forcing) + " can't be changed in place");
    reason(forced.empty() ? "Terraform's own plan replaces it" : forced);
  }

  const Input& input_;
  const Resource& resource_;
  const Connected& connected_;
  const schema::Definition& definition_;
  const Verdict said_;
  Sensitive sensitive_;
  Judged out_;
  Value prior_, state_, live_;
};

Judged by_word(const Input& input, const Resource& resource, Basis basis, const std::string& why) {
  Judged out;
  out.sensitive = shared(Sensitive(resource));
  out.entry = by_terraforms_word(input, resource, basis, why);
  return out;
}

}  // namespace

Judged judge(const Input& input, const Resource& resource, const Connected& connected) {
  if (!connected.compiled)
    return by_word(input, resource, Basis::Terraform, "this build has no definitions of provider " + resource.provider);
  const auto* definition = schema::find_definition(*connected.compiled, resource.type);
  if (!definition)
    return by_word(input, resource, Basis::Terraform, "this build has no definition of " + resource.type);
  if (!connected.readable) return by_word(input, resource, Basis::Terraform, connected.problem);
  try {
    return Judging(input, resource, connected, *definition).run();
  } catch (const std::exception& problem) {
    return by_word(input, resource, Basis::Unread, std::string("a fault of lakeform: ") + problem.what());
  }
}

void announce(const Resource& resource, const Connected& connected) {
  if (!connected.compiled || !connected.context.client) return;
  const auto* definition = schema::find_definition(*connected.compiled, resource.type);
  if (!definition) return;
  const Value state = stored_value(*definition, resource.before);
  if (!state.is_map()) return;
  engine::expect_read(*definition, connected.context, state);
  if (!connected.shared) return;
  for (const cloud::Call& call : engine::calls_of_read(*definition, connected.context, state))
    connected.shared->expect(call);
}

}  // namespace lakeform::plan
