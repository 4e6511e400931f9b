#include "provider/engine/request/encode.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <ctime>

#include "provider/cloud/codec.h"
#include "provider/engine/hooks/registry.h"
#include "provider/language/equality.h"
#include "provider/language/json_text.h"
#include "provider/language/template.h"

namespace lakeform::engine {

namespace {

using schema::Shape;

Json scalar(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::Bool:
      return value.as_bool();
    case Value::Kind::Number:
      return value.as_number().is_integer() ? Json(value.as_number().to_int64()) : Json(value.as_number().to_double());
    case Value::Kind::String:
      return value.as_string();
    default:
      return {};
  }
}

/// "pairs:Key,Value" as its name and its arguments.
struct Named {
  std::string_view name, first, second;
};

Named named(std::string_view conversion) {
  const auto colon = conversion.find(':');
  if (colon == std::string_view::npos) return {conversion, {}, {}};
  const auto arguments = conversion.substr(colon + 1);
  const auto comma = arguments.find(',');
  return {conversion.substr(0, colon), arguments.substr(0, comma),
          comma == std::string_view::npos ? std::string_view() : arguments.substr(comma + 1)};
}

Json pairs(const Value& map, const Named& how) {
  Json out = Json::array();
  if (!map.is_map()) return out;
  for (const auto& [key, value] : map.as_map())
    out.push_back({{std::string(how.first), key}, {std::string(how.second), value.to_text()}});
  return out;
}

Json joined(const Value& list) {
  std::string out;
  for (const Value& item : list.as_list()) out += (out.empty() ? "" : ",") + item.to_text();
  return out;
}

Json url_parts(const std::string& url, const Named& how) {
  const auto mark = url.find("://");
  if (mark == std::string::npos) return {{std::string(how.second), url}};
  return {{std::string(how.first), url.substr(0, mark)}, {std::string(how.second), url.substr(mark + 3)}};
}

/// A time with an offset from UTC, in UTC; other text as it is.
Json utc_text(const std::string& text) {
  const auto time = text.size() > 20 && !text.ends_with('Z') ? parse_rfc3339(text) : std::nullopt;
  if (!time) return text;
  return rfc3339_text(*time);
}

Json converted(const Field& field, const Value& value) {
  const Named how = named(field.as);
  if (how.name == "pairs") return pairs(value, how);
  if (how.name == "text") return value.is_null() ? Json() : Json(value.to_text());
  if (how.name == "url-json") return cloud::percent_encode(value.to_text());
  if (how.name == "enabled") {
    const bool on = value == Value(true) || (value.is_string() && value.as_string() == how.first);
    return on ? std::string(how.first) : std::string(how.second);
  }
  if (how.name == "one-or-none") return value == Value(true) ? Json::object() : Json();
  if (how.name == "joined") return joined(value);
  if (how.name == "day") return value.to_text().size() == 10 ? value.to_text() + "T00:00:00Z" : value.to_text();
  if (how.name == "time") return utc_text(value.to_text());
  if (how.name == "document") return parse_json(value.to_text()).value_or(Json());
  if (how.name == "url") return url_parts(value.to_text(), how);
  if (how.name == "custom") {
    const auto* conversion = find_conversion(field.as.substr(7));
    return conversion && conversion->send ? conversion->send(value, field) : Json();
  }
  if (how.name == "lower") {
    return lower_case(value.to_text());
  }
  return scalar(value);
}

/// Puts a value at a dotted place; "." means into the object itself.
void put(Json& body, const std::string& place, Json value) {
  if (place == ".") {
    if (value.is_object()) body.update(value);
    return;
  }
  Json* here = &body;
  std::size_t start = 0;
  while (true) {
    const auto dot = place.find('.', start);
    const std::string part = place.substr(start, dot - start);
    if (dot == std::string::npos) {
      Json& slot = (*here)[part];
      // Several fields may fill one object.
      if (slot.is_object() && value.is_object()) {
        slot.update(value);
      } else {
        slot = std::move(value);
      }
      return;
    }
    here = &(*here)[part];
    start = dot + 1;
  }
}

bool has_number_or_bool(const Field& block) {
  return std::any_of(block.fields.begin(), block.fields.end(),
                     [](const Field& m) { return m.shape == Shape::Bool || m.shape == Shape::Number; });
}

/// What the older SDK hands its provider as nil: an element that says nothing.
bool says_nothing(const Field& block, const Value& element) {
  return !has_number_or_bool(block) && std::all_of(block.fields.begin(), block.fields.end(),
                                                   [&](const Field& m) { return is_zero(element[m.name]); });
}

/// A field of an element, or of the whole object when there is none.
struct Place {
  const Scope& scope;
  const Value* element = nullptr;
  bool holds(const schema::Conditions& conditions) const {
    ConditionScope known = scope.conditions();
    known.element = element;
    return engine::holds(conditions, known);
  }
};

bool goes_out(const Field& field, const Value& value, const Place& place) {
  if (field.send.empty() || value.is_unknown()) return false;
  if (!field.send_when.empty() && !place.holds(field.send_when)) return false;
  if (!is_zero(value)) return true;
  if (field.send_zero) return field.send_zero_when.empty() || place.holds(field.send_zero_when);
  const bool plain = field.shape == Shape::Bool || field.shape == Shape::Number;
  return plain && field.required() && !value.is_null();
}

const std::string& place_of(const Field& field, const Place& place) {
  return field.send_if.empty() || place.holds(field.send_if) ? field.send : field.send_else;
}

Json zero(const Field& field) {
  switch (field.shape) {
    case Shape::Bool:
      return false;
    case Shape::Number:
      return 0;
    case Shape::List:
    case Shape::Set:
      return field.of_objects() && !field.array ? Json::object() : Json::array();
    case Shape::Map:
      return Json::object();
    default:
      return "";
  }
}

/// Null for a block whose elements say nothing, unless it is sent even so.
Json sent_or_zero(const Field& field, const Value& value, const Scope& scope) {
  Json out = is_zero(value) && value.is_null() ? zero(field) : sent(field, value, scope);
  if (field.block && !is_zero(value) && !field.send_zero && (out.is_null() || (out.is_array() && out.empty())))
    return {};
  return out.is_null() ? zero(field) : out;
}

Json object(const Field& block, const Value& element, const Scope& scope) {
  Json out = Json::object();
  const Place place{scope, &element};
  for (const Field& member : block.fields) {
    const Value& value = element[member.name];
    if (!goes_out(member, value, place)) continue;
    Json made = sent_or_zero(member, value, scope);
    if (!made.is_null()) put(out, place_of(member, place), std::move(made));
  }
  return out;
}

/// The configured or planned value of a top-level field; write-only values and texts to be sent as written are only in
/// the configuration.
const Value& value_of(const Field& field, const Scope& scope) {
  const Value& planned = scope.object[field.name];
  const Value& written = scope.config[field.name];
  return (field.send_config || planned.is_null()) && written.is_known() && !written.is_null() ? written : planned;
}

void merge_field(Json& body, const Field& field, const Scope& scope) {
  const Value& value = value_of(field, scope);
  const Place place{scope};
  if (!goes_out(field, value, place)) return;
  Json made = sent_or_zero(field, value, scope);
  if (!made.is_null()) put(body, place_of(field, place), std::move(made));
}

// --- the order of sets ---

std::string serialized(const Field& field, const Value& value);

std::string serialized_members(const Field& block, const Value& element) {
  std::vector<const Field*> members;
  for (const Field& member : block.fields) {
    if (member.mode != schema::Mode::Computed) members.push_back(&member);
  }
  if (members.empty()) {
    for (const Field& member : block.fields) members.push_back(&member);
  }
  std::sort(members.begin(), members.end(), [](const Field* a, const Field* b) { return a->name < b->name; });
  std::string out;
  for (const Field* member : members) out += member->name + ":" + serialized(*member, element[member->name]);
  return out;
}

std::string serialized_element(const Field& field, const Value& element) {
  if (!field.fields.empty()) return "<" + serialized_members(field, element) + ">;";
  return field.element ? serialized(*field.element, element) : element.to_text() + ";";
}

std::string serialized(const Field& field, const Value& value) {
  switch (field.shape) {
    case Shape::Bool:
      return value == Value(true) ? "1;" : "0;";
    case Shape::Number:
      return (value.is_null() ? "0" : value.to_text()) + ";";
    case Shape::List:
    case Shape::Set: {
      const bool set = field.shape == Shape::Set;
      std::string out = set ? "{" : "(";
      if (value.is_list()) {
        const auto elements = set ? in_wire_order(field, value.as_list()) : value.as_list();
        for (const Value& item : elements) out += serialized_element(field, item);
      }
      return out + (set ? "};" : ");");
    }
    case Shape::Map: {
      std::string out = "[";
      if (value.is_map()) {
        for (const auto& [key, item] : value.as_map()) out += key + ":" + serialized_element(field, item);
      }
      return out + "];";
    }
    default:
      return value.to_text() + ";";
  }
}

std::string order_key(const Field& field, const Value& element) {
  if (field.fields.empty()) return sdk_hash(element.to_text() + ";");
  if (field.order.empty()) return sdk_hash(serialized_members(field, element));
  Json item = Json::object();
  for (const Field& member : field.fields) item[member.name] = element[member.name].to_text();
  return sdk_hash(lower_case(text_of_item(field.order, item)));
}

void collect_names(const Json& tree, std::vector<std::string>& names) {
  if (tree.is_structured()) {
    for (const auto& item : tree) collect_names(item, names);
  } else if (tree.is_string()) {
    const auto& text = tree.get_ref<const std::string&>();
    for (auto open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1)) {
      names.push_back(text.substr(open + 1, text.find_first_of(".|}", open) - open - 1));
    }
  }
}

}  // namespace

std::string sdk_hash(const std::string& text) {
  std::uint32_t sum = 0;
  for (const char byte : cloud::crc32_bytes(text)) sum = sum << 8 | static_cast<unsigned char>(byte);
  return std::to_string(sum);
}

Value::List in_wire_order(const Field& field, const Value::List& elements) {
  std::vector<std::pair<std::string, Value>> keyed;
  for (const Value& item : elements) keyed.emplace_back(order_key(field, item), item);
  std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  Value::List out;
  for (auto& [key, item] : keyed) out.push_back(std::move(item));
  return out;
}

Json sent_element(const Field& field, const Value& element, const Scope& scope) {
  if (!field.fields.empty()) return object(field, element, scope);
  return field.element ? sent(*field.element, element, scope) : scalar(element);
}

/// How many elements of a top-level list the prior state has. The SDK hands a provider nothing for a new block that
/// says nothing, so it is not sent; one that was there before is sent as an empty object.
std::size_t known_elements(const Field& field, const Scope& scope) {
  const Value& prior = scope.prior[field.name];
  const bool top = scope.definition.root.find(field.name) == &field;
  return top && field.array && field.shape == Shape::List && prior.is_list() ? prior.as_list().size() : 0;
}

Json sent(const Field& field, const Value& value, const Scope& scope) {
  if (value.is_unknown() || (value.is_null() && field.as.empty())) return {};
  if (!field.as.empty() && field.as != "json" && field.as != "last-part" && field.as != "no-blanks")
    return converted(field, value);
  if (field.shape == Shape::Object) return object(field, value, scope);
  if (field.shape == Shape::Map) {
    Json out = Json::object();
    for (const auto& [key, item] : value.as_map()) {
      if (!item.is_null()) out[key] = field.element ? sent(*field.element, item, scope) : scalar(item);
    }
    return out;
  }
  if (!value.is_list()) return scalar(value);
  const bool ordered = field.shape == Shape::Set && scope.definition.legacy;
  Json out = Json::array();
  const std::size_t known = known_elements(field, scope);
  std::size_t at = 0;
  for (const Value& item : ordered ? in_wire_order(field, value.as_list()) : value.as_list()) {
    const bool is_new = at++ >= known;
    if (field.block && scope.definition.legacy && is_new && says_nothing(field, item)) continue;
    if (field.as == "no-blanks" && is_blank(item)) continue;
    out.push_back(sent_element(field, item, scope));
  }
  if (field.array || !field.of_objects()) return out;
  return out.empty() ? Json() : out[0];
}

Json sent_difference(std::string_view name, const Value& a, const Value& b, const Scope& scope) {
  const Field* field = scope.definition.root.find(name);
  if (!field) return Json::array();
  const Value& mine = a[name];
  const Value& other = b[name];
  if (field->shape == Shape::Map) {
    Json out = Json::object();
    if (!mine.is_map()) return out;
    for (const auto& [key, item] : mine.as_map()) {
      if (!(other[key] == item)) out[key] = scalar(item);
    }
    return out;
  }
  Json out = Json::array();
  if (!mine.is_list()) return out;
  for (const Value& item : field->shape == Shape::Set ? in_wire_order(*field, mine.as_list()) : mine.as_list()) {
    const Value::List there = other.is_list() ? other.as_list() : Value::List{};
    const bool shared =
        std::any_of(there.begin(), there.end(), [&](const Value& one) { return same_set_element(*field, one, item); });
    if (!shared) out.push_back(sent_element(*field, item, scope));
  }
  return out;
}

void merge_fields(Json& body, const Json& which, const Json& tree, const Scope& scope) {
  if (which.is_array()) {
    for (const auto& name : which) {
      if (const Field* field = scope.definition.root.find(name.get<std::string>())) merge_field(body, *field, scope);
    }
    return;
  }
  std::vector<std::string> named_elsewhere;
  collect_names(tree, named_elsewhere);
  for (const Field& field : scope.definition.root.fields) {
    if (std::find(named_elsewhere.begin(), named_elsewhere.end(), field.name) == named_elsewhere.end())
      merge_field(body, field, scope);
  }
}

void merge_changed(Json& body, const Json& which, const Scope& scope) {
  for (const auto& name : which) {
    const Field* field = scope.definition.root.find(name.get<std::string>());
    if (!field || field->send.empty()) continue;
    const Value& before = scope.prior[field->name];
    const Value& now = scope.object[field->name];
    if (now.is_unknown() || now == before || (is_blank(now) && is_blank(before))) continue;
    put(body, field->send, sent_or_zero(*field, value_of(*field, scope), scope));
  }
}

}  // namespace lakeform::engine
