#include "provider/engine/answer.h"

#include <algorithm>
#include <array>
#include <optional>

#include "provider/cloud/codec.h"
#include "provider/engine/read/decode.h"
#include "provider/engine/request/template.h"

namespace lakeform::engine {

namespace {

using schema::Shape;

constexpr std::string_view kNoAnswer = " gave an answer that can't be right";

std::string text_of_json(const Json& json) {
  return json.is_string() ? json.get<std::string>() : json.is_null() ? std::string() : json.dump();
}

bool blank_text(const Json& json) {
  return json.is_null() || (json.is_string() && cloud::trimmed(json.get_ref<const std::string&>()).empty());
}

std::string kind_of(const Json& json) {
  return json.is_object() ? "an object" : json.is_array() ? "a list" : "\"" + text_of_json(json).substr(0, 40) + "\"";
}

/// What stands where a field is read, if it can't be the field's: its path in the answer and what is there.
using Problem = std::optional<std::string>;

Problem wrong(const std::string& path, const Json& found, const char* wanted) {
  return path + " is " + kind_of(found) + " where " + wanted + " belongs";
}

Problem wrong_scalar(Shape shape, const Json& json, const std::string& path) {
  if (json.is_structured()) return wrong(path, json, "a single value");
  const std::string text = text_of_json(json);
  if (text.empty()) return {};
  if (shape == Shape::Number && !Number::valid(text)) return wrong(path, json, "a number");
  const bool known =
      text == "true" || text == "false" || text == "1" || text == "0" || text == "True" || text == "False";
  if (shape == Shape::Bool && !known) return wrong(path, json, "true or false");
  return {};
}

Problem wrong_value(const Field& field, const Json& json, const std::string& path);

Problem wrong_members(const Field& block, const Json& json, const std::string& path) {
  if (blank_text(json)) return {};
  if (!json.is_object()) return wrong(path, json, "an object");
  for (const Field& member : block.fields) {
    if (member.take.empty()) continue;
    if (auto problem =
            wrong_value(member, at_path(json, member.take), member.take == "." ? path : path + "." + member.take))
      return problem;
  }
  return {};
}

Problem wrong_element(const Field& field, const Json& json, const std::string& path) {
  if (!field.fields.empty()) return wrong_members(field, json, path);
  return field.element ? wrong_value(*field.element, json, path) : Problem();
}

Problem wrong_collection(const Field& field, const Json& json, const std::string& path) {
  if (field.of_objects() && !field.array && json.is_array()) return wrong(path, json, "one object");
  Problem problem;
  for_list(&json, [&](const Json& item) {
    if (!problem) problem = wrong_element(field, item, path);
  });
  return problem;
}

Problem wrong_map(const Field& field, const Json& json, const std::string& path) {
  if (!json.is_object()) return wrong(path, json, "an object");
  for (const auto& [key, item] : json.items()) {
    if (auto problem = wrong_element(field, item, path + "." + key)) return problem;
  }
  return {};
}

/// Conversions of single values; the others look at what they get themselves.
bool converts_scalar(std::string_view name) {
  constexpr std::array<std::string_view, 8> scalar{"time",  "url-json",  "enabled",     "joined",
                                                   "lower", "last-part", "name-prefix", "day"};
  return std::find(scalar.begin(), scalar.end(), name) != scalar.end();
}

Problem wrong_pairs(const Json& json, const std::string& path) {
  Problem problem;
  for_list(&json, [&](const Json& item) {
    if (!problem && !item.is_object()) problem = wrong(path, item, "an object");
  });
  return problem;
}

Problem wrong_value(const Field& field, const Json& json, const std::string& path) {
  const std::string& written = field.take_as.empty() ? field.as : field.take_as;
  const std::string_view conversion = std::string_view(written).substr(0, written.find(':'));
  if (conversion == "pairs") return wrong_pairs(json, path);
  if (!conversion.empty() && conversion != "no-blanks")
    return converts_scalar(conversion) && json.is_structured() ? wrong(path, json, "a single value") : Problem();
  if (json.is_null() || blank_text(json)) return {};
  switch (field.shape) {
    case Shape::Object:
      return wrong_members(field, json, path);
    case Shape::List:
    case Shape::Set:
      return wrong_collection(field, json, path);
    case Shape::Map:
      return wrong_map(field, json, path);
    default:
      return wrong_scalar(field.shape, json, path);
  }
}

bool fills(const Step& step, const Field& field) {
  const bool all = step.into.size() == 1 && step.into.front() == "*";
  return !field.take.empty() && (all || std::find(step.into.begin(), step.into.end(), field.name) != step.into.end());
}

/// What the service always says of an object, and what would replace it in the next plan if it were gone from the
/// answer.
bool indispensable(const Step& step, const Field& field, const Scope& scope) {
  if (step.creates) return true;                                // it was named, because what follows needs it
  if (!step.items.empty() && step.match.empty()) return false;  // a whole list
  const bool always = field.required() || (field.default_value && !is_blank(*field.default_value));
  return field.replace && always && field.derive.empty() && !field.keep_absent && !is_blank(scope.object[field.name]);
}

Problem wrong_name(const std::string& name, const Json& answer, const Scope& scope) {
  const auto equals = name.find('=');
  const std::string path = name.substr(0, equals), wanted = text_of(std::string_view(name).substr(equals + 1), scope);
  if (wanted.empty()) return {};
  const Json found = at_path(answer, path);
  if (blank_text(found)) return "lacks " + path + ", which names the object";
  const std::string text = text_of_json(found);
  if (cloud::lower_case(text) == cloud::lower_case(wanted)) return {};
  return "is about \"" + text.substr(0, 200) + "\" (its " + path + ") where \"" + wanted + "\" was asked for";
}

Problem wrong_tag(const Json& item, std::string_view key, std::string_view value) {
  if (!item.is_object()) return wrong("a tag", item, "an object");
  const Json text = at_path(item, key);
  if (!text.is_string()) return wrong("the key of a tag", text, "a text");
  return wrong_scalar(Shape::String, at_path(item, value), "the value of a tag");
}

/// Where a list stands even when it is empty: the first member on the way to its elements.
std::string list_at(const std::string& items) { return items.substr(0, items.find_first_of(".[")); }

}  // namespace

Error no_answer(const std::string& call, const std::string& what) {
  Error error;
  error.fault = Fault::Unavailable;
  error.status = 200;
  error.maybe_done = true;  // a call that changes something may have done so
  error.summary = call + std::string(kNoAnswer);
  error.detail = "The answer " + what +
                 ". It was not taken for the object. Check the endpoint, and whether a proxy stands in between";
  return error;
}

Outcome check_list(const Step& step, const std::string& items, const Json& answer) {
  const std::string name = list_at(items.substr(0, items.find('|')));
  const bool flat = items[std::min(name.size(), items.size() - 1)] != '.';
  if (flat && !step.answer.empty()) return Done{};  // XML without wrapping element
  if (!answer.is_object() || !answer.contains(name) || answer[name].is_null())
    return no_answer(step.call, "lacks " + name);
  const Json& list = answer[name];
  if (flat ? list.is_array() : blank_text(list) || list.is_object()) return Done{};
  return no_answer(step.call, "has in " + name + " " + kind_of(list) + " where a list belongs");
}

Outcome check_object(const Step& step, const Json& answer, const Scope& scope) {
  if (step.method == "HEAD" || (step.into.empty() && step.names.empty())) return Done{};
  if (!answer.is_object()) return no_answer(step.call, step.take.empty() ? "holds no object" : "lacks " + step.take);
  for (const std::string& name : step.names) {
    if (auto problem = wrong_name(name, answer, scope)) return no_answer(step.call, *problem);
  }
  if (!step.each.empty()) {  // one element of a block
    const Field* block = step.into.empty() ? nullptr : scope.definition.root.find(step.into.front());
    const auto problem = block ? wrong_members(*block, answer, block->name) : Problem();
    return problem ? Outcome(no_answer(step.call, "can't be read: " + *problem)) : Outcome(Done{});
  }
  for (const Field& field : scope.definition.root.fields) {
    if (!fills(step, field)) continue;
    const Json found = at_path(answer, field.take);
    if (auto problem = wrong_value(field, found, field.take)) return no_answer(step.call, "can't be read: " + *problem);
    if (blank_text(found) && indispensable(step, field, scope)) return no_answer(step.call, "lacks " + field.take);
  }
  return Done{};
}

bool is_no_answer(const Error& error) { return error.status == 200 && error.summary.ends_with(kNoAnswer); }

Outcome check_tags(const Step& step, const Json& tags, const std::string& form) {
  if (form == "map") {
    Field map;
    map.shape = Shape::Map;
    map.element = std::make_shared<Field>();
    const auto problem = tags.is_null() ? Problem("lacks " + step.take) : wrong_map(map, tags, step.take);
    return problem ? Outcome(no_answer(step.call, *problem)) : Outcome(Done{});
  }
  const auto comma = std::min(form.find(','), form.size() - 1);
  Problem problem;
  for_list(&tags, [&](const Json& item) {
    if (!problem)
      problem = wrong_tag(item, std::string_view(form).substr(0, comma), std::string_view(form).substr(comma + 1));
  });
  return problem ? Outcome(no_answer(step.call, "can't be read: " + *problem)) : Outcome(Done{});
}

Error other_objects(const Step& step, const std::string& wanted) {
  return no_answer(step.call, "is about other objects than \"" + wanted + "\", which was asked for");
}

bool asks_by_name(const Step& step) {
  const std::string wanted = step.match.substr(std::min(step.match.find('='), step.match.size() - 1) + 1);
  return step.body.is_object() &&
         std::any_of(step.body.begin(), step.body.end(), [&](const Json& value) { return value == wanted; });
}

}  // namespace lakeform::engine
