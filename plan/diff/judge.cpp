#include "plan/diff/judge.h"

#include <algorithm>

#include "plan/diff/differences.h"
#include "plan/diff/proposed.h"
#include "provider/engine/bulk.h"
#include "provider/engine/conditions.h"
#include "provider/engine/operations.h"
#include "provider/engine/plan.h"
#include "provider/engine/read.h"
#include "provider/value/log.h"

namespace lakeform::plan {

namespace {

bool does(const Resource& resource, const char* action) {
  return std::find(resource.actions.begin(), resource.actions.end(), action) != resource.actions.end();
}

std::string first_error(const Diagnostics& found) {
  for (const Diagnostic& one : found) {
    if (one.severity == Diagnostic::Severity::Error) return log::scrub(one.summary + (one.detail.empty() ? "" : ": " + one.detail));
  }
  return {};
}

/// "update", "create and delete": Terraform's own opinion, for what can't be looked at here.
std::string terraform_says(const Resource& resource) {
  std::string out;
  for (const std::string& action : resource.actions) {
    if (action != "no-op" && action != "read") out += (out.empty() ? "" : " and ") + action;
  }
  return out.empty() ? std::string() : " Terraform's own plan says: " + out + ".";
}

Entry entry_of(const Input& input, const Resource& resource) {
  Entry out;
  out.unit = input.name;
  out.address = resource.address + (resource.deposed.empty() ? "" : " (deposed object " + resource.deposed + ")");
  out.type = resource.type;
  out.provider = resource.provider;
  out.depends_on = resource.depends_on;
  return out;
}

/// Why Terraform replaces what the provider would not.
std::string forced_reason(const Resource& resource) {
  if (resource.action_reason == "replace_because_tainted" || resource.tainted) return "it is tainted: its creation or a provisioner failed";
  if (resource.action_reason == "replace_by_request") return "asked for with -replace";
  if (resource.action_reason == "replace_by_triggers") return "replace_triggered_by names something that changes";
  return {};
}

/// Default tags as an object has them, planned or stored: what there is beyond its own tags. A state has no provider block, and the block's expression in a plan
/// may not tell them.
engine::Context with_tags_of(const engine::Context& context, const Value& object) {
  engine::Context out = context;
  const Value& all = object["tags_all"];
  const Value& own = object["tags"];
  if (!all.is_map() || !all.wholly_known()) return out;
  out.tags.defaults.clear();
  out.tags.defaults_unknown = false;
  for (const auto& [key, value] : all.as_map()) {
    if (!(own[key] == value)) out.tags.defaults[key] = value.to_text();
  }
  return out;
}

/// Takes out drift of what other resource types manage of the object today (an older, deprecated argument that the service fills): it is this resource's
/// business only where `written`, its configuration or else its state, says something of it.
void drop_managed_elsewhere(const schema::Definition& definition, const Value& written, std::vector<AttributeChange>& attributes) {
  std::erase_if(attributes, [&](const AttributeChange& change) {
    const auto* field = definition.root.find(change.path.substr(0, change.path.find_first_of(".[")));
    return field && field->deprecated && field->mode == schema::Mode::OptionalComputed && !change.change && engine::is_blank(written[field->name]);
  });
}

/// Judges one resource that has a definition and a connection.
class Judging {
 public:
  Judging(const Input& input, const Resource& resource, const Connected& connected, const schema::Definition& definition)
      : input_(input), resource_(resource), connected_(connected), definition_(definition), sensitive_(resource, &definition) {
    out_.entry = entry_of(input, resource);
    out_.definition = &definition;
  }

  Judged run() {
    prior_ = stored_value(definition_, resource_.before);
    if (prior_.is_null() && resource_.import_id.empty()) {
      judge_create();
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

  void judge_create() {
    const Value planned = planned_value(definition_, resource_);
    verdict() = Verdict::Create;
    out_.desired = Packed(planned);
    out_.entry.attributes = differences(definition_, planned, {}, {}, sensitive_);
    if (connected_.context.client) out_.entry.scope = connected_.context.client->account().id;
  }

  /// False: the answer is not known, and the verdict says so.
  bool read() {
    if (!connected_.context.client) {
      reason(connected_.problem + "." + terraform_says(resource_));
      verdict() = Verdict::CouldNotCheck;
      return false;
    }
    if (prior_.is_null()) prior_ = engine::import_object(definition_, connected_.context, resource_.import_id, {}).state;
    engine::ObjectAnswer answer = engine::read_object(definition_, with_tags_of(connected_.context, prior_), prior_);
    if (has_error(answer.diagnostics)) {
      reason(first_error(answer.diagnostics) + terraform_says(resource_));
      verdict() = Verdict::CouldNotCheck;
      state_ = prior_;
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
    if (does(resource_, "forget")) {
      verdict() = Verdict::Unmanaged;
      return reason("leaves Terraform's state; the object itself stays");
    }
    const Value planned = input_.is_plan ? planned_value(definition_, resource_) : Value();
    if (live_.is_null()) return judge_gone(planned);
    if (!input_.is_plan) return judge_drift();
    if (planned.is_null()) return judge_destroy();
    judge_change(planned);
  }

  void judge_gone(const Value& planned) {
    verdict() = Verdict::Missing;
    out_.desired = Packed(planned);
    if (input_.is_plan) reason(planned.is_null() ? "nothing is left to destroy" : "it would be created again");
    if (!planned.is_null()) out_.entry.attributes = differences(definition_, planned, {}, {}, sensitive_);
  }

  void judge_drift() {
    out_.entry.attributes = differences(definition_, {}, state_, live_, sensitive_);
    drop_managed_elsewhere(definition_, state_, out_.entry.attributes);
    verdict() = out_.entry.attributes.empty() ? Verdict::Unchanged : Verdict::Drifted;
    if (resource_.tainted) reason(forced_reason(resource_));
  }

  void judge_destroy() {
    verdict() = Verdict::Destroy;
    out_.entry.attributes = differences(definition_, {}, state_, live_, sensitive_);
    if (!resource_.deposed.empty()) reason("what an earlier replacement left behind");
    if (resource_.action_reason == "delete_because_no_resource_config") reason("the configuration has it no more");
    if (resource_.action_reason == "delete_because_no_module") reason("its module is no longer called");
    if (resource_.action_reason == "delete_because_count_index" || resource_.action_reason == "delete_because_each_key") {
      reason("count or for_each has no such instance any more");
    }
  }

  void judge_change(const Value& planned) {
    engine::PlanRequest request;
    request.type = definition_.type;
    request.prior = live_;
    request.config = configured_value(definition_, resource_, planned, live_);
    request.proposed = proposed_value(definition_.root, live_, request.config);
    const engine::PlanAnswer answer = engine::plan_object(definition_, with_tags_of(connected_.context, planned), request);
    if (has_error(answer.diagnostics)) {
      verdict() = Verdict::CouldNotCheck;
      return reason("the plan is refused: " + first_error(answer.diagnostics));
    }
    const std::vector<Path> forcing = forcing_paths(answer);
    const std::string forced = forced_reason(resource_);
    const bool changes = !same(definition_.root, answer.planned, live_);
    const Value desired = forcing.empty() && forced.empty() ? answer.planned : planned_anew(request, planned);
    out_.desired = Packed(desired);
    out_.entry.attributes = differences(definition_, desired, state_, live_, sensitive_);
    drop_managed_elsewhere(definition_, request.config, out_.entry.attributes);
    const bool drifted = std::any_of(out_.entry.attributes.begin(), out_.entry.attributes.end(), [](const AttributeChange& c) { return c.drift; });
    if (!forcing.empty() || !forced.empty()) {
      verdict() = Verdict::Replace;
      mark_forcing(forcing);
      if (forcing.empty()) reason(forced);
    } else if (changes) {
      verdict() = Verdict::Update;
    } else {
      verdict() = drifted ? Verdict::Drifted : Verdict::Unchanged;
      if (!resource_.previous_address.empty()) reason("moved from " + resource_.previous_address);
      if (!resource_.import_id.empty()) reason("imported");
    }
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
    engine::PlanAnswer answer = engine::plan_object(definition_, with_tags_of(connected_.context, planned), request);
    return std::move(answer.planned);
  }

  void mark_forcing(const std::vector<Path>& forcing) {
    std::string names;
    for (const Path& path : forcing) {
      const std::string text = path.text();
      names += (names.empty() ? "" : ", ") + text;
      for (AttributeChange& change : out_.entry.attributes) {
        const bool below = change.path.rfind(text, 0) == 0 && (change.path.size() == text.size() || change.path[text.size()] == '.' || change.path[text.size()] == '[');
        change.replaces = change.replaces || below;
      }
    }
    if (!names.empty()) reason(names + " can't be changed in place");
  }

  const Input& input_;
  const Resource& resource_;
  const Connected& connected_;
  const schema::Definition& definition_;
  Sensitive sensitive_;
  Judged out_;
  Value prior_, state_, live_;
};

Judged not_covered(const Input& input, const Resource& resource, const std::string& why) {
  Judged out;
  out.sensitive = shared(Sensitive(resource));
  out.entry = entry_of(input, resource);
  const bool creates = input.is_plan && (resource.before.empty() || resource.before == "null") && does(resource, "create");
  out.entry.verdict = creates ? Verdict::Create : Verdict::CouldNotCheck;
  out.entry.reason = creates ? "as Terraform's own plan says; " + why : why + "." + terraform_says(resource);
  return out;
}

}  // namespace

Judged judge(const Input& input, const Resource& resource, const Connected& connected) {
  if (!connected.compiled) return not_covered(input, resource, "this build has no definitions of provider " + resource.provider);
  const auto* definition = schema::find_definition(*connected.compiled, resource.type);
  if (!definition) return not_covered(input, resource, "this build has no definition of " + resource.type);
  try {
    return Judging(input, resource, connected, *definition).run();
  } catch (const std::exception& problem) {
    return not_covered(input, resource, std::string("a fault of lakeform: ") + problem.what());
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
  for (const cloud::Call& call : engine::calls_of_read(*definition, connected.context, state)) connected.shared->expect(call);
}

}  // namespace lakeform::plan
