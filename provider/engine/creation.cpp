#include "provider/engine/creation.h"

#include <algorithm>

#include "provider/engine/equality.h"
#include "provider/engine/read.h"
#include "provider/engine/template.h"
#include "provider/value/log.h"

namespace lakeform::engine {

namespace {

using std::chrono::milliseconds;

constexpr int kMostTries = 3, kLooks = 3;
constexpr milliseconds kPause{300};

/// Whether the live object is the one that was asked for: all that the configuration says.
bool as_configured(const Scope& scope, const Value& live) {
  return std::all_of(scope.definition.root.fields.begin(), scope.definition.root.fields.end(), [&](const Field& field) {
    const Value& wanted = scope.config[field.name];
    if (is_blank(wanted) || field.take.empty() || !wanted.wholly_known()) return true;
    return equivalent(field, live[field.name], scope.object[field.name]);
  });
}

/// Whether the service may have carried the call out although it failed. A 503 was refused at the door.
bool may_be_done(const Error& error) {
  if (error.status >= 500) return error.status != 503;
  return error.status < 300 && error.code.empty() && (error.fault == Fault::Unavailable || error.fault == Fault::Cancelled);
}

enum class Found { Ours, Foreign, Nothing, Unknown };

/// Looks for the object a few times, since news may spread slowly.
Found look_for(const Scope& scope, Value& live) {
  if (scope.definition.id.empty() || !complete(scope.definition.id, scope)) return Found::Unknown;
  for (int i = 0; i < kLooks; ++i) {
    Scope look = scope;
    look.id = id_text(scope.definition.id, scope);
    look.object.set("id", look.id);
    derive_fields(look);
    const auto there = read_live(look, {.bulk = false});
    if (!there) return Found::Unknown;
    live = look.object;
    if (*there) return as_configured(scope, live) ? Found::Ours : Found::Foreign;
    if (i + 1 < kLooks && !scope.context.client->stop().sleep(kPause * (i + 1))) return Found::Unknown;
  }
  return Found::Nothing;
}

}  // namespace

Creation run_creating_step(const Step& step, Scope& scope) {
  Creation made{run_step(step, scope)};
  bool open = false;  // one of the tries may have been carried out
  for (int tries = 1; made.end.kind == StepEnd::Kind::Failed; ++tries) {
    open = open || may_be_done(made.end.error);
    if (!open) return made;
    Value live;
    const Found found = look_for(scope, live);
    log::write(log::Level::Warn, "a creating call had no clear end; looked for the object",
               {{"type", scope.definition.type}, {"call", step.call}, {"found", found == Found::Ours ? "yes" : found == Found::Nothing ? "no" : "unclear"}});
    if (found == Found::Ours) {
      for (const std::string& name : step.into) {
        if (scope.definition.root.find(name)) scope.object.set(name, live[name]);
      }
      made = {{}, true};
      return made;
    }
    if (found != Found::Nothing || !may_be_done(made.end.error) || tries == kMostTries) return made;
    made.end = run_step(step, scope);
  }
  return made;
}

}  // namespace lakeform::engine
