#include "provider/engine/apply/failed_update.h"

#include <algorithm>
#include <cctype>

#include "provider/engine/read/read.h"

namespace lakeform::engine {

namespace {

bool word_char(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Whether a text holds a name as a whole word.
bool has_name(const std::string& text, const std::string& name) {
  for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
    const bool begins = at == 0 || !word_char(text[at - 1]);
    const auto end = at + name.size();
    if (begins && (end == text.size() || !word_char(text[end]))) return true;
  }
  return false;
}

}  // namespace

bool concerns(const schema::Step& step, const Field& field) {
  const auto names = [&](const std::string& path) {
    return path == field.name || path.rfind(field.name + ".", 0) == 0 || (path == "*" && !field.send.empty());
  };
  for (const auto& condition : step.when) {
    if (std::any_of(condition.paths.begin(), condition.paths.end(), names)) return true;
  }
  if (!field.send.empty() && step.body.is_object() && step.body.value("*", nlohmann::json()) == "all") return true;
  std::string texts = step.body.dump() + step.path + step.raw_body + step.each;
  for (const auto& [name, pattern] : step.query) texts += ' ' + pattern;
  for (const auto& [name, pattern] : step.headers) texts += ' ' + pattern;
  return has_name(texts, field.name);
}

namespace {

enum class Fate { Local, Made, Open };

/// What became of the change of an attribute that can't be read back.
Fate fate_of(const Field& field, const std::vector<schema::Step>& steps, const std::vector<const schema::Step*>& made) {
  bool any = false, open = false;
  for (const schema::Step& step : steps) {
    if (!concerns(step, field)) continue;
    any = true;
    open = open || std::find(made.begin(), made.end(), &step) == made.end();
  }
  return !any ? Fate::Local : open ? Fate::Open : Fate::Made;
}

}  // namespace

Value state_after_failed_update(const Scope& scope, const std::vector<const schema::Step*>& made) {
  static const std::vector<schema::Step> none;
  const auto found = scope.definition.calls.find("update");
  const auto& steps = found == scope.definition.calls.end() ? none : found->second;

  Scope live = scope_over(scope.definition, scope.context, scope.prior);
  live.prior = scope.prior;
  const auto there = read_live(live, {.bulk = false});
  const bool was_read = there && *there;
  Value out = was_read ? live.object : scope.prior;
  for (const Field& field : scope.definition.root.fields) {
    if (was_read && (!field.take.empty() || !field.derive.empty())) continue;
    if (field.name == "tags" || field.name == "tags_all" || field.name == "id" || field.name == "region") continue;
    const Value& planned = scope.object[field.name];
    if (planned.is_unknown() || planned == scope.prior[field.name]) continue;
    const Fate fate = fate_of(field, steps, made);
    if (fate == Fate::Made || (fate == Fate::Local && was_read)) out.set(field.name, planned);
  }
  return out;
}

}  // namespace lakeform::engine
