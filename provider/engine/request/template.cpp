#include "provider/engine/request/template.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <random>

#include "provider/engine/request/encode.h"
#include "provider/language/template.h"
#include "provider/value/text.h"
#include "provider/value/time.h"

namespace lakeform::engine {

namespace {

/// A random UUID: an idempotency token that no other request has.
std::string fresh_token() {
  static thread_local std::mt19937_64 random{std::random_device{}()};
  const std::uint64_t a = random(), b = random();
  char text[40];
  std::snprintf(text, sizeof text, "%08x-%04x-4%03x-%04x-%012llx", static_cast<unsigned>(a >> 32),
                static_cast<unsigned>(a >> 16 & 0xffff), static_cast<unsigned>(a & 0xfff),
                static_cast<unsigned>(0x8000 | (b >> 48 & 0x3fff)),
                static_cast<unsigned long long>(b & 0xffffffffffffULL));
  return text;
}

bool is_literal(std::string_view option) {
  return option.size() >= 2 && option.front() == '\'' && option.back() == '\'';
}

constexpr std::array<std::string_view, 19> kWords{
    "id",   "account_id", "partition", "dns_suffix", "region",  "now",  "unique", "each", "prior", "save",
    "tags", "keys",       "added",     "removed",    "dropped", "item", "fact",   "mask", "parts"};

/// Attributes win over words of the same name, except the ones that every request needs.
bool is_word(std::string_view head) { return std::find(kWords.begin(), kWords.end(), head) != kWords.end(); }

/// An attribute's value in its send form, "rule.0.filter" included; write-only values come from the configuration.
Json attribute(std::string_view dotted, const Value& object, const Scope& scope) {
  const Value* value = &value_at(object, dotted);
  const Field* field = &scope.definition.root;
  bool inside_list = false;
  for (const auto part : split(dotted, '.')) {
    const bool index =
        !part.empty() && std::all_of(part.begin(), part.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    inside_list = index;
    if (index) continue;
    field = field->find(part);
    if (!field) return {};
  }
  if (value->is_null()) value = &value_at(scope.config, dotted);
  if (value->is_null() || value->is_unknown()) return {};
  return inside_list ? sent_element(*field, *value, scope) : sent(*field, *value, scope);
}

/// "parameter.name": an object with that member for each name that a block has no more.
Json dropped(std::string_view path, const Scope& scope) {
  const auto dot = path.find('.');
  const Field* block = scope.definition.root.find(path.substr(0, dot));
  const Field* member = block && dot != std::string_view::npos ? block->find(path.substr(dot + 1)) : nullptr;
  Json out = Json::array();
  if (!member) return out;
  for (const Value& name : names_dropped(scope.prior[block->name], scope.object[block->name], member->name))
    out.push_back({{member->send, name.to_text()}});
  return out;
}

std::string fact(std::string_view name, const Scope& scope) {
  return scope.context.client ? scope.context.client->fact(name) : std::string();
}

/// "account_id.name": a part of the id that an attribute holds.
Json id_part(std::string_view path, const Scope& scope) {
  const auto dot = path.find('.');
  const std::string name(path.substr(0, dot));
  const auto pattern = scope.definition.parts.find(name);
  if (pattern == scope.definition.parts.end() || dot == std::string_view::npos) return {};
  const std::string id = name == "id" ? scope.id : scope.object[name].to_text();
  std::string_view form = pattern->second;
  if (form.starts_with('[')) form = form.substr(1, form.size() - 2);  // a text of another form has no parts
  const auto parts = split_parts(form, id, LetterCase::Ignored);
  if (!parts) return {};
  const auto found = parts->find(std::string(path.substr(dot + 1)));
  return found == parts->end() ? Json() : Json(found->second);
}

std::string mask(const Scope& scope) {
  std::string out;
  for (const std::string& name : mask_of(scope.definition.root, scope.prior, scope.object))
    out += (out.empty() ? "" : ",") + name;
  return out;
}

Json word(std::string_view name, std::string_view rest, const Scope& scope) {
  if (name == "id") return scope.id;
  if (name == "fact") return fact(rest, scope);
  if (name == "mask") return mask(scope);
  if (name == "parts") return id_part(rest, scope);
  if (name == "region" && !scope.region.empty()) return scope.region;
  if (const std::string known = fact(name, scope); !known.empty()) return known;
  if (name == "now") return rfc3339_text(now());
  if (name == "unique") return fresh_token();
  if (name == "each") return rest.empty() ? scope.each : json_at(scope.each, rest);
  if (name == "prior") return attribute(rest, scope.prior, scope);
  if (name == "tags") return scope.tags;
  if (name == "keys") return scope.keys;
  if (name == "added") return sent_difference(rest, scope.object, scope.prior, scope);
  if (name == "removed") return sent_difference(rest, scope.prior, scope.object, scope);
  if (name == "dropped") return dropped(rest, scope);
  if (name == "save") {
    const auto dot = rest.find('.');
    const auto found = scope.saved.find(std::string(rest.substr(0, dot)));
    if (found == scope.saved.end()) return {};
    return dot == std::string_view::npos ? found->second : json_at(found->second, rest.substr(dot + 1));
  }
  return {};
}

bool blank(const Json& json) {
  return json.is_null() || (json.is_string() && json.get_ref<const std::string&>().empty()) ||
         (json.is_structured() && json.empty());
}

struct Filled {
  Json value;
  bool literal = false;  ///< a literal stands even when it is empty
  bool kept = false;     ///< an empty list of {added.x} stands too
};

/// A region is the resource's own attribute where the engine does not give it one.
bool is_attribute_after_all(std::string_view head, const Scope& scope) {
  const Definition& definition = scope.definition;
  return head == "region" && (definition.data_source || (!definition.regional && definition.root.find("region")));
}

Filled fill(std::string_view placeholder, const Scope& scope) {
  for (auto option : split(placeholder, '|')) {
    if (is_literal(option)) return {std::string(option.substr(1, option.size() - 2)), true, false};
    const auto dot = option.find('.');
    const auto head = option.substr(0, dot);
    const auto rest = dot == std::string_view::npos ? std::string_view() : option.substr(dot + 1);
    if (head == "added" || head == "removed") return {word(head, rest, scope), false, true};
    Json value = is_word(head) && !is_attribute_after_all(head, scope) ? word(head, rest, scope)
                                                                       : attribute(option, scope.object, scope);
    if (!blank(value)) return {std::move(value), false, false};
  }
  return {};
}

/// The body of the one placeholder that a text consists of; none when there is more or less in it.
std::optional<std::string_view> sole_placeholder(const std::string& text) {
  if (text.size() < 3 || text.front() != '{' || text.back() != '}') return std::nullopt;
  const std::string_view inner = std::string_view(text).substr(1, text.size() - 2);
  return inner.find_first_of("{}") == std::string_view::npos ? std::optional(inner) : std::nullopt;
}

/// `from` into `into`; what stands there already wins, objects meet member by member.
void merge_under(Json& into, const Json& from) {
  if (!into.is_object() || !from.is_object()) return;
  for (const auto& [key, value] : from.items()) {
    if (!into.contains(key)) {
      into[key] = value;
    } else {
      merge_under(into[key], value);
    }
  }
}

/// `from` over `into`: a later one wins.
void merge_over(Json& into, const Json& from) {
  for (const auto& [key, value] : from.items()) {
    if (into.contains(key) && into[key].is_object() && value.is_object()) {
      merge_over(into[key], value);
    } else {
      into[key] = value;
    }
  }
}

std::optional<Json> node(const Json& tree, const Scope& scope);

Json object_body(const Json& tree, const Scope& scope) {
  Json merged = Json::object();
  if (const auto all = tree.find("*"); all != tree.end()) merge_fields(merged, *all, tree, scope);
  if (const auto changed = tree.find("*changed"); changed != tree.end()) merge_changed(merged, *changed, scope);
  if (const auto cases = tree.find("*if"); cases != tree.end()) {
    for (const auto& one : *cases) {
      if (!holds(parse_conditions(one.at("when")), scope.conditions())) continue;
      if (const auto made = node(one.at("with"), scope)) merge_over(merged, *made);
    }
  }
  Json out = Json::object();
  for (const auto& [key, value] : tree.items()) {
    if (key == "*" || key == "*changed" || key == "*if") continue;
    if (auto made = node(value, scope)) out[key] = std::move(*made);
  }
  merge_under(out, merged);
  return out;
}

/// Nothing for a placeholder without value; its member is left out then.
std::optional<Json> node(const Json& tree, const Scope& scope) {
  if (tree.is_object()) return object_body(tree, scope);
  if (tree.is_array()) {
    Json out = Json::array();
    for (const auto& item : tree) {
      if (auto made = node(item, scope)) out.push_back(std::move(*made));
    }
    return out;
  }
  if (!tree.is_string()) return tree;
  const auto& text = tree.get_ref<const std::string&>();
  if (const auto placeholder = sole_placeholder(text)) {
    Filled filled = fill(*placeholder, scope);
    if (!filled.literal && !filled.kept && blank(filled.value)) return std::nullopt;
    return std::move(filled.value);
  }
  return text_of(text, scope);
}

}  // namespace

std::string text_of(std::string_view pattern, const Scope& scope) {
  return filled_text(pattern, [&](std::string_view name) { return plain_text(fill(name, scope).value); });
}

std::string id_text(std::string_view pattern, const Scope& scope) {
  std::string out;
  while (!pattern.empty()) {
    const auto open = pattern.find('[');
    out += text_of(pattern.substr(0, open), scope);
    if (open == std::string_view::npos) break;
    const auto close = std::min(pattern.find(']', open), pattern.size());
    const auto optional = pattern.substr(open + 1, close - open - 1);
    if (complete(optional, scope)) out += text_of(optional, scope);
    pattern.remove_prefix(std::min(close + 1, pattern.size()));
  }
  return out;
}

bool complete(std::string_view pattern, const Scope& scope) {
  for (const Part& part : parts_of(pattern)) {
    const auto head = part.text.substr(0, part.text.find('.'));
    if (!part.placeholder || (is_word(head) && head != "fact" && head != "parts")) continue;
    const Filled filled = fill(part.text, scope);
    if (!filled.literal && blank(filled.value)) return false;
  }
  return true;
}

Json body_of(const Json& tree, const Scope& scope) {
  if (tree.is_null()) return {};
  return node(tree, scope).value_or(Json());
}

}  // namespace lakeform::engine
