#include "provider/language/json_path.h"

#include <algorithm>
#include <cstdlib>

#include "provider/language/parts.h"

namespace lakeform::language {

namespace {

bool blank(const Json& json) {
  return json.is_null() || (json.is_string() && json.get_ref<const std::string&>().empty());
}

}  // namespace

const Json& json_at(const Json& json, std::string_view dotted) {
  static const Json null;
  const Json* here = &json;
  each_part(dotted, [&](std::string_view part) {
    std::size_t index = 0;
    if (here->is_array()) {
      here = index_of(part, index) && index < here->size() ? &(*here)[index] : &null;
    } else {
      const auto found = here->is_object() ? here->find(std::string(part)) : here->end();
      here = here->is_object() && found != here->end() ? &*found : &null;
    }
    return !here->is_null();
  });
  return *here;
}

Json as_list(const Json& json) {
  if (json.is_array()) return json;
  return blank(json) ? Json::array() : Json::array({json});
}

const Json* place_in(const Json& json, std::string_view path) {
  const Json* here = &json;
  while (!path.empty()) {
    const auto dot = std::min(path.find('.'), path.size());
    if (!here->is_object()) return nullptr;
    const auto found = here->find(path.substr(0, dot));
    if (found == here->end()) return nullptr;
    here = &*found;
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return here;
}

void for_list(const Json* json, const std::function<void(const Json&)>& visit) {
  if (!json || blank(*json)) return;
  if (!json->is_array()) return visit(*json);
  for (const Json& item : *json) visit(item);
}

Json at_path(const Json& json, std::string_view path) {
  if (path.empty() || path == ".") return json;
  if (const auto bar = path.find('|'); bar != std::string_view::npos) {
    Json first = at_path(json, path.substr(0, bar));
    if (!first.is_null() && !(first.is_array() && first.empty())) return first;
    Json second = at_path(json, path.substr(bar + 1));
    return second.is_null() ? first : second;
  }
  const auto bracket = path.find('[');
  const auto dot = path.find('.');
  if (bracket == std::string_view::npos) return json_at(json, path);
  if (dot < bracket) return at_path(json_at(json, path.substr(0, dot)), path.substr(dot + 1));
  const Json list = as_list(json_at(json, path.substr(0, bracket)));
  const auto close = path.find(']', bracket);
  const auto rest = close + 1 < path.size() ? path.substr(close + 2) : std::string_view();
  if (close > bracket + 1) {  // [0]
    const auto index = static_cast<std::size_t>(std::atoi(std::string(path.substr(bracket + 1)).c_str()));
    return index < list.size() ? at_path(list[index], rest) : Json();
  }
  Json out = Json::array();
  for (const auto& item : list) {
    Json one = at_path(item, rest);
    if (!one.is_null()) out.push_back(std::move(one));
  }
  return out;
}

}  // namespace lakeform::language
