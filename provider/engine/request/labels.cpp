#include "provider/engine/request/labels.h"

#include <algorithm>

#include "provider/language/json_path.h"

namespace lakeform::engine {

namespace {

/// "Key,Value" as its two names.
std::pair<std::string, std::string> names_of(std::string_view form) {
  const auto comma = std::min(form.find(','), form.size());
  return {std::string(form.substr(0, comma)), std::string(form.substr(std::min(comma + 1, form.size())))};
}

}  // namespace

Tags tags_of(const Value& map) {
  Tags out;
  if (!map.is_map()) return out;
  for (const auto& [key, value] : map.as_map()) {
    if (value.is_string()) out[key] = value.as_string();
  }
  return out;
}

void drop_ignored(Tags& tags, const TagPolicy& policy) {
  std::erase_if(tags, [&](const auto& tag) { return policy.ignores(tag.first); });
}

Tags wanted_tags(const Scope& scope) {
  const TagPolicy& policy = scope.context.tags;
  const Value& planned = scope.object["tags_all"];
  const bool creating = scope.prior.is_null();
  if (!creating && planned.is_map() && planned.wholly_known()) {
    Tags out = tags_of(planned);
    drop_ignored(out, policy);
    return out;
  }
  Tags out = tags_of(scope.object["tags"]);
  out.insert(policy.defaults.begin(), policy.defaults.end());
  std::erase_if(out, [&](const auto& tag) { return creating ? policy.owned(tag.first) : policy.ignores(tag.first); });
  return out;
}

Tags judged_tags(Tags tags, const TagPolicy& policy) {
  drop_ignored(tags, policy);
  return tags;
}

Json tags_json(const Tags& tags, std::string_view form) {
  if (form == "map") return tags.empty() ? Json::object() : Json(tags);
  const auto [key_name, value_name] = names_of(form);
  Json out = Json::array();
  for (const auto& [key, value] : tags) out.push_back({{key_name, key}, {value_name, value}});
  return out;
}

Tags tags_from(const Json& json, std::string_view form) {
  Tags out;
  const auto text = [](const Json& value) {
    return value.is_string() ? value.get<std::string>() : value.is_null() ? std::string() : value.dump();
  };
  if (form == "map") {
    if (!json.is_object()) return out;
    for (const auto& [key, value] : json.items()) out[key] = text(value);
    return out;
  }
  const auto [key_name, value_name] = names_of(form);
  for (const auto& item : as_list(json)) {
    if (item.is_object() && item.contains(key_name)) out[text(item[key_name])] = text(item.value(value_name, Json()));
  }
  return out;
}

bool carries_tags(const schema::Step& step, const Scope& scope) {
  const auto& tagging = scope.definition.tagging;
  return tagging && step.creates && step.tags && !tagging->send.empty() && scope.prior.is_null();
}

void put_tags(const schema::Step& step, const Scope& scope, Json& body) {
  if (!carries_tags(step, scope)) return;
  const Tags wanted = wanted_tags(scope);
  if (wanted.empty()) return;
  if (body.is_null()) body = Json::object();
  std::string pointer = "/" + scope.definition.tagging->send;
  for (char& c : pointer) {
    if (c == '.') c = '/';
  }
  body[Json::json_pointer(pointer)] = tags_json(wanted, scope.definition.tagging->form);
}

}  // namespace lakeform::engine
