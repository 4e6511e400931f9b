#include "provider/engine/apply/tagging.h"

#include "provider/engine/answer.h"
#include "provider/engine/apply/steps.h"
#include "provider/engine/read/lists.h"
#include "provider/language/json_path.h"

namespace lakeform::engine {

namespace {

/// Tags that a resource has of its own although the settings ignore them: what the service says of them is not looked
/// at, so they stay as they are written. Else every plan would want to add them.
Tags ignored_own(const Value& own, const TagPolicy& policy) {
  Tags out = tags_of(own);
  std::erase_if(out, [&](const auto& tag) { return !policy.ignored_by_settings(tag.first); });
  return out;
}

/// Whether a live tag is there by the provider's default tags. Where those are not known yet: as far as one can tell
/// from the stored object, which has it among all its tags, but not as its own.
bool is_default(const std::string& key, const std::string& value, const TagPolicy& policy, const Value& object) {
  const auto known = policy.defaults.find(key);
  if (known != policy.defaults.end()) return known->second == value;
  if (!policy.defaults_unknown && !policy.unknown_defaults.contains(key)) return false;
  return object["tags"][key].is_null() && (policy.unknown_defaults.contains(key) || !object["tags_all"][key].is_null());
}

/// The steps in order; whether each was made and answered. Right after a creation the service may not have heard of the
/// object yet.
Result<bool> answered_all(const std::vector<Step>& steps, Scope& scope) {
  for (const Step& step : steps) {
    const StepEnd end = run_step(step, scope, {.just_created = scope.prior.is_null()});
    if (end.kind == StepEnd::Kind::Failed || end.kind == StepEnd::Kind::Gone) return end.error;
    if (end.kind != StepEnd::Kind::Answered) return false;
  }
  return true;
}

/// Untags what is only in `before`, then tags what is new or other in `wanted`. False when a call was not made or its
/// error is ignored.
Result<bool> change_some(Scope& scope, const Tags& before, const Tags& wanted, const std::vector<Step>& untag,
                         const std::vector<Step>& tag) {
  scope.keys = Json::array();
  for (const auto& [key, value] : before) {
    if (!wanted.contains(key)) scope.keys.push_back(key);
  }
  Tags changed = wanted;
  std::erase_if(changed, [&](const auto& one) {
    const auto old = before.find(one.first);
    return old != before.end() && old->second == one.second;
  });
  scope.tags = tags_json(changed, scope.definition.tagging->form);
  Result<bool> done = scope.keys.empty() ? Result<bool>(true) : answered_all(untag, scope);
  return done && *done && !changed.empty() ? answered_all(tag, scope) : done;
}

/// What the `read` steps answer, ignored keys included.
Result<Tags> asked_tags(Scope& scope) {
  Tags out;
  for (const Step& step : scope.definition.tagging->read) {
    const StepEnd end = run_step(step, scope);
    if (end.kind == StepEnd::Kind::Failed) return end.error;
    if (end.kind == StepEnd::Kind::Gone) {
      Error gone = end.error;
      gone.fault = Fault::NotFound;
      return gone;
    }
    if (end.kind != StepEnd::Kind::Answered || (step.call.empty() && step.hook.empty())) continue;
    if (auto good = check_tags(step, end.answer, scope.definition.tagging->form); !good) return good.error();
    out.merge(tags_from(end.answer, scope.definition.tagging->form));
  }
  return out;
}

/// Only the whole set can be put: tags that were never ours stay in it.
Outcome put_whole_set(Scope& scope, const Tags& before, const Tags& wanted) {
  const auto& tagging = *scope.definition.tagging;
  auto live = asked_tags(scope);
  if (!live) return live.error();
  Tags all = wanted;
  for (const auto& [key, value] : *live) {
    if (!before.contains(key)) all.emplace(key, value);
  }
  scope.tags = tags_json(all, tagging.form);
  const auto done = answered_all(all.empty() ? tagging.untag : tagging.tag, scope);
  return done ? Outcome(Done{}) : done.error();
}

}  // namespace

Outcome change_tags(Scope& scope) {
  return scope.definition.tagging ? change_tags(scope, wanted_tags(scope)) : Outcome(Done{});
}

Outcome change_tags(Scope& scope, const Tags& wanted) {
  const auto& tagging = *scope.definition.tagging;
  Tags before = tags_of(scope.prior["tags_all"]);
  drop_ignored(before, scope.context.tags);
  if (before == wanted) return Done{};
  if (tagging.whole && tagging.tag_some.empty()) return put_whole_set(scope, before, wanted);
  const auto done = tagging.whole ? change_some(scope, before, wanted, tagging.untag_some, tagging.tag_some)
                                  : change_some(scope, before, wanted, tagging.untag, tagging.tag);
  if (!done) return done.error();
  return tagging.whole && !*done ? put_whole_set(scope, before, wanted) : Outcome(Done{});
}

Result<Tags> read_tags(Scope& scope, const Json& answer, bool bulk) {
  const auto& tagging = *scope.definition.tagging;
  if (!tagging.take.empty() && (tagging.read.empty() || !answer.is_null())) {
    const Json tags = at_path(answer, tagging.take);
    const auto& read = scope.definition.calls.at("read").front();
    if (auto good = check_tags(read, tags.is_null() && tagging.form == "map" ? Json::object() : tags, tagging.form);
        !good)
      return good.error();
    return tags_from(tags, tagging.form);
  }
  if (const auto listed = bulk ? bulk_tags(scope, scope.object) : std::nullopt) return tags_from(*listed, "map");
  return asked_tags(scope);
}

void store_tags(const Scope& scope, const Tags& live, Value& object) {
  const TagPolicy& policy = scope.context.tags;
  Tags all = live;
  drop_ignored(all, policy);
  // What the state does not have may be one of those that are to be ignored.
  if (policy.ignored_unknown && object["tags_all"].is_map())
    std::erase_if(all, [&](const auto& tag) { return object["tags_all"][tag.first].is_null(); });
  Tags own = ignored_own(object["tags"], policy);
  for (const auto& [key, value] : all) {
    const auto written = [&key = key, &value = value](const Value& source) {
      return source["tags"].is_map() && source["tags"][key] == Value(value);
    };
    if (!is_default(key, value, policy, object) || written(scope.config) || written(object)) own[key] = value;
  }
  const auto as_value = [](const Tags& tags) {
    Value::Map out;
    for (const auto& [key, value] : tags) out[key] = value;
    return Value(std::move(out));
  };
  const bool stay_null = !scope.definition.legacy && own.empty() && object["tags"].is_null();
  object.set("tags", stay_null ? Value() : as_value(own));
  object.set("tags_all", as_value(all));
}

}  // namespace lakeform::engine
