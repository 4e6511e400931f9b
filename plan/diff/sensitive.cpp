#include "plan/diff/sensitive.h"

#include <algorithm>
#include <cctype>

#include "provider/value/log.h"

namespace lakeform::plan {

namespace {

using schema::Field;

constexpr std::string_view kCover = "(secret)";  ///< as Secrets covers
constexpr std::size_t kShortestWord = 3;         ///< shorter ones are part of everything

bool marked_below(const Value& marks) {
  if (marks.kind() == Value::Kind::Bool) return marks.as_bool();
  if (marks.is_map())
    return std::any_of(marks.as_map().begin(), marks.as_map().end(),
                       [](const auto& one) { return marked_below(one.second); });
  return marks.is_list() && std::any_of(marks.as_list().begin(), marks.as_list().end(), marked_below);
}

bool leads_to(const Path& start, const Path& path) {
  return start.steps().size() <= path.steps().size() &&
         std::equal(start.steps().begin(), start.steps().end(), path.steps().begin());
}

/// The marks at a path, or true where one stands above it.
const Value& marks_at(const Value& tree, const Path& path) {
  const Value* now = &tree;
  for (const PathStep& step : path.steps()) {
    if (now->kind() == Value::Kind::Bool) break;
    now = &now->at(Path({step}));
  }
  return *now;
}

/// Replaces `word` where it stands by itself.
std::string without_word(std::string text, const std::string& word) {
  const auto part = [&](std::size_t i) {
    return i < text.size() && (std::isalnum(static_cast<unsigned char>(text[i])) != 0 || text[i] == '_');
  };
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
    if ((at > 0 && part(at - 1)) || part(at + word.size())) {
      at += word.size();
    } else {
      text.replace(at, word.size(), kCover);
      at += kCover.size();
    }
  }
  return text;
}

}  // namespace

Sensitive::Sensitive(const Resource& resource, const schema::Definition* definition) {
  add_marks(decoded(resource.before_sensitive));
  add_marks(decoded(resource.after_sensitive));
  add_paths(decoded(resource.sensitive_paths));
  const bool by_definition = definition && any_sensitive(definition->root);
  if (marks_.empty() && paths_.empty() && !by_definition) return;
  for (const Slice side : {resource.before, resource.after, resource.drifted_from}) learn(decoded(side), definition);
}

void Sensitive::add_marks(const Value& marks) {
  if (marked_below(marks)) marks_.push_back(marks);
}

void Sensitive::add_paths(const Value& paths) {
  if (!paths.is_list()) return;
  for (const Value& steps : paths.as_list()) {
    Path path;
    if (!steps.is_list()) continue;
    for (const Value& step : steps.as_list()) {
      const Value& value =
          step["type"].to_text() == "index" && step["value"].is_map() ? step["value"]["value"] : step["value"];
      if (value.kind() == Value::Kind::Number) {
        path = path / value.as_number().to_int64();
      } else {
        path = step["type"].to_text() == "get_attr" ? path / value.to_text() : path.key(value.to_text());
      }
    }
    paths_.push_back(std::move(path));
  }
}

void Sensitive::learn(const Value& object, const schema::Definition* definition) {
  for (const Value& marks : marks_) learn_marked(object, marks);
  for (const Path& path : paths_) learn_all(object.at(path));
  if (definition) learn_fields(object, definition->root);
}

void Sensitive::learn_marked(const Value& value, const Value& marks) {
  if (marks.kind() == Value::Kind::Bool) {
    if (marks.as_bool()) learn_all(value);
  } else if (marks.is_map() && value.is_map()) {
    for (const auto& [name, inner] : marks.as_map()) learn_marked(value[name], inner);
  } else if (marks.is_list() && value.is_list()) {
    for (std::size_t i = 0; i < std::min(marks.as_list().size(), value.as_list().size()); ++i)
      learn_marked(value.as_list()[i], marks.as_list()[i]);
  }
}

void Sensitive::learn_fields(const Value& value, const Field& field) {
  if (field.sensitive) return learn_all(value);
  if (value.is_list()) {
    for (const Value& element : value.as_list()) learn_fields(element, field);
  } else if (value.is_map()) {
    for (const Field& inner : field.fields) learn_fields(value[inner.name], inner);
  }
}

void Sensitive::learn_all(const Value& value) {
  if (value.is_string() || value.kind() == Value::Kind::Number) learn_text(value.to_text());
  if (value.is_list()) {
    for (const Value& element : value.as_list()) learn_all(element);
  } else if (value.is_map()) {
    for (const auto& [key, element] : value.as_map()) {
      keys_.insert(key);
      secrets_.add(key);
      learn_all(element);
    }
  }
}

/// A number of one or two digits says nothing, and is everywhere.
void Sensitive::learn_text(const std::string& text) {
  const bool digits = text.find_first_not_of("0123456789") == std::string::npos;
  if (text.empty() || (digits && text.size() < kShortestWord)) return;
  values_.insert(text);
  secrets_.add(text);
  log::keep_secret(text);
}

bool Sensitive::at(const Path& path) const {
  return std::any_of(marks_.begin(), marks_.end(),
                     [&](const Value& tree) { return marked_below(marks_at(tree, path)); }) ||
         std::any_of(paths_.begin(), paths_.end(),
                     [&](const Path& one) { return leads_to(one, path) || leads_to(path, one); });
}

bool Sensitive::whole(const Path& path) const {
  const auto marked = [&](const Value& tree) {
    const Value& here = marks_at(tree, path);
    return here.kind() == Value::Kind::Bool && here.as_bool();
  };
  return std::any_of(marks_.begin(), marks_.end(), marked) ||
         std::any_of(paths_.begin(), paths_.end(), [&](const Path& one) { return leads_to(one, path); });
}

bool Sensitive::holds(const Value& value) const {
  if (empty()) return false;
  if (value.is_list())
    return std::any_of(value.as_list().begin(), value.as_list().end(), [&](const Value& one) { return holds(one); });
  if (value.is_map())
    return std::any_of(value.as_map().begin(), value.as_map().end(),
                       [&](const auto& one) { return holds_key(one.first) || holds(one.second); });
  if (!value.is_string() && value.kind() != Value::Kind::Number) return false;
  const std::string text = value.to_text();
  return values_.contains(text) || secrets_.covered(text) != text;
}

std::string Sensitive::covered(const std::string& text) const {
  std::string out = secrets_.covered(text);
  for (const std::string& word : values_) {
    if (word.size() >= kShortestWord && word.size() < Secrets::kShortest) out = without_word(std::move(out), word);
  }
  return out;
}

std::string Sensitive::covered(const std::string& text, const std::string& kept) const {
  if (empty()) return text;
  std::string out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t found = kept.empty() ? std::string::npos : text.find(kept, at);
    out += covered(text.substr(at, found == std::string::npos ? found : found - at));
    if (found == std::string::npos) break;
    out += kept;
    at = found + kept.size();
  }
  return out;
}

std::shared_ptr<const Sensitive> shared(Sensitive sensitive) {
  return sensitive.empty() ? nullptr : std::make_shared<const Sensitive>(std::move(sensitive));
}

bool any_sensitive(const Field& field) {
  return field.sensitive || std::any_of(field.fields.begin(), field.fields.end(), any_sensitive);
}

void cover(Entry& entry, const Sensitive& sensitive) {
  if (sensitive.empty()) return;
  const auto in = [&](std::string& text) { text = sensitive.covered(text, entry.address); };
  for (std::string* text : {&entry.reason, &entry.impact_text, &entry.way_back, &entry.scope}) in(*text);
  for (Fact& fact : entry.facts) {
    in(fact.text);
    if (fact.value.is_string()) fact.value = sensitive.covered(fact.value.get<std::string>(), entry.address);
  }
  for (Finding& finding : entry.findings) {
    in(finding.message);
    in(finding.path);
  }
  for (std::string* whole : {&entry.id, &entry.import_block}) {
    if (sensitive.covered(*whole, {}) != *whole) whole->clear();
  }
}

}  // namespace lakeform::plan
