#include "provider/engine/plan/validate.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "provider/language/condition.h"
#include "provider/language/format.h"
#include "provider/language/json_path.h"
#include "provider/language/template.h"
#include "provider/language/value_path.h"
#include "provider/value/pattern.h"
#include "provider/value/text.h"

namespace lakeform::engine {

namespace {

using schema::Checks;
using schema::Mode;
using schema::Rule;
using schema::Shape;

/// The end of a sentence about the text; empty when it fits.
std::string pattern_problem(const Checks& c, const std::string& text) {
  const auto unfit = std::find_if(c.patterns.begin(), c.patterns.end(),
                                  [&](const std::string& one) { return !has_pattern(text, one); });
  const bool forbidden = !c.not_pattern.empty() && has_pattern(text, c.not_pattern);
  if (unfit == c.patterns.end() && !forbidden) return {};
  if (!c.pattern_message.empty()) return " is refused: " + c.pattern_message;
  return unfit == c.patterns.end() ? " has the form " + c.not_pattern + ", which is refused"
                                   : " does not have the form " + *unfit;
}

std::string joined(const std::vector<std::string>& words, const char* quote) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ", ") + (quote + word + quote);
  return out;
}

class Validation {
 public:
  Diagnostics found;

  void say(const Path& at, std::string detail) {
    const std::string name = at.text();
    found.push_back({Diagnostic::Severity::Error,
                     "Invalid value for " + (name.empty() ? std::string("the resource") : name), std::move(detail),
                     at});
  }

  void members(const Field& parent, const Value& object, const Path& at) {
    for (const Field& member : parent.fields) field(member, object[member.name], at / member.name);
  }

  void field(const Field& f, const Value& value, const Path& at) {
    // Terraform itself only asks that the argument stands there: it lets `x = null` and null variables through.
    if (value.is_null() && f.required() && !f.block) {
      const std::string name = at.text();
      found.push_back({Diagnostic::Severity::Error, "Missing required argument",
                       "\"" + name + "\" must have a value; here it is null.", at});
    }
    if (value.is_null()) return;
    if (f.mode == Mode::Computed) {
      if (!(f.block && value.is_list() && value.as_list().empty()))
        say(at, "It is decided by the service and can't be set. Remove it from the configuration.");
      return;
    }
    if (value.is_unknown()) return;
    if (f.deprecated) deprecated(f, value, at);
    switch (f.shape) {
      case Shape::Object:
        members(f, value, at);
        break;
      case Shape::List:
      case Shape::Set:
        elements(f, value, at);
        break;
      case Shape::Map:
        if (f.min_items > 0 && value.as_map().size() < static_cast<std::size_t>(f.min_items))
          say(at, "Needs at least " + std::to_string(f.min_items) + " entries.");
        for (const auto& [key, item] : value.as_map()) {
          if (f.key_checks) text(*f.key_checks, key, false, at.key(key));
          if (f.element) field(*f.element, item, at.key(key));
        }
        break;
      default:
        scalar(f, value, at);
    }
  }

 private:
  void deprecated(const Field& f, const Value& value, const Path& at) {
    if (f.block && value.is_list() && value.as_list().empty()) return;
    found.push_back(
        {Diagnostic::Severity::Warning, "Argument is deprecated",
         at.text() +
             " still works but should no longer be set; the documentation of the resource says what takes its place.",
         at});
  }

  void elements(const Field& f, const Value& value, const Path& at) {
    if (!value.is_list()) return;
    const auto size = value.as_list().size();
    if (f.block && f.of_objects() && !f.array && size > 1)
      say(at, "There may be one such block; here are " + std::to_string(size) + ".");
    if (!f.block && f.min_items > 0 && size < static_cast<std::size_t>(f.min_items))
      say(at, "Needs at least " + std::to_string(f.min_items) + " elements; it has " + std::to_string(size) + ".");
    if (!f.block && f.max_items > 0 && size > static_cast<std::size_t>(f.max_items))
      say(at, "Takes at most " + std::to_string(f.max_items) + " elements; it has " + std::to_string(size) + ".");
    for (std::size_t i = 0; i < size; ++i) {
      // An element of a set can't be named by a path of its own.
      const Path here = f.shape == Shape::List ? at / static_cast<Index>(i) : at;
      const Value& item = value.as_list()[i];
      if (!f.fields.empty()) {
        if (item.is_map()) members(f, item, here);
      } else if (f.element && item.is_null()) {
        say(here,
            "An element is null, which the service has no way to take. Remove it, or filter the list with compact().");
      } else if (f.element) {
        field(*f.element, item, here);
      }
    }
  }

  void scalar(const Field& f, const Value& value, const Path& at) {
    if (value.kind() == Value::Kind::Number) return number(f, value.as_number(), at);
    if (value.is_string()) text(f.checks, value.as_string(), f.sensitive || f.write_only, at);
  }

  void text(const Checks& c, const std::string& text, bool hidden, const Path& at) {
    const std::string shown = hidden ? "The value" : "\"" + text + "\"";
    if (!c.one_of.empty() && std::none_of(c.one_of.begin(), c.one_of.end(), [&](const std::string& word) {
          return word == text || (c.ignore_case && same_ignoring_case(word, text));
        })) {
      say(at, shown + " is none of " + joined(c.one_of, "\"") + ".");
    }
    const auto length = text.size();  // bytes, as the official provider counts
    if (c.min_length && length < *c.min_length)
      say(at, shown + " is too short: it needs at least " + std::to_string(*c.min_length) + " bytes and has " +
                  std::to_string(length) + ".");
    if (c.max_length && length > *c.max_length)
      say(at, shown + " is too long: it may have " + std::to_string(*c.max_length) + " bytes and has " +
                  std::to_string(length) + ".");
    if (const std::string problem = pattern_problem(c, text); !problem.empty()) say(at, shown + problem + ".");
    if (c.format.empty()) return;
    const std::string problem = format_problem(c.format, text);
    if (!problem.empty()) say(at, shown + " " + problem + ".");
  }

  void number(const Field& f, const Number& value, const Path& at) {
    const Checks& c = f.checks;
    const double size = value.to_double();
    if (!c.one_of.empty() && std::find(c.one_of.begin(), c.one_of.end(), value.text()) == c.one_of.end())
      say(at, value.text() + " is none of " + joined(c.one_of, "") + ".");
    if (!f.fraction && size != std::floor(size)) say(at, value.text() + " is no whole number.");
    if (c.min && size < c.min->to_double())
      say(at, value.text() + " is too small: the least is " + c.min->text() + ".");
    if (c.max && size > c.max->to_double()) say(at, value.text() + " is too large: the most is " + c.max->text() + ".");
  }
};

enum class Presence { Absent, Unknown, Set };

/// "website.0.index_document" in a configuration.
Presence presence(const Value& config, const std::string& dotted) {
  const Value* here = &config;
  std::size_t start = 0;
  while (start <= dotted.size()) {
    const auto end = std::min(dotted.find('.', start), dotted.size());
    const std::string step = dotted.substr(start, end - start);
    if (here->is_unknown()) return Presence::Unknown;
    if (here->is_list()) {
      const auto index = static_cast<std::size_t>(std::atoi(step.c_str()));
      if (index >= here->as_list().size()) return Presence::Absent;
      here = &here->as_list()[index];
    } else {
      here = &(*here)[step];
    }
    start = end + 1;
  }
  if (here->is_unknown()) return Presence::Unknown;
  const bool empty = here->is_null() || (here->is_list() && here->as_list().empty());
  return empty ? Presence::Absent : Presence::Set;
}

/// A rule inside a block binds only where the block is.
bool applies(const Value& config, const std::string& dotted) {
  const auto index = dotted.rfind(".0.");
  return index == std::string::npos || presence(config, dotted.substr(0, index) + ".0") != Presence::Absent;
}

Path path_of(const std::string& dotted) {
  Path path;
  std::size_t start = 0;
  while (start <= dotted.size()) {
    const auto end = std::min(dotted.find('.', start), dotted.size());
    const std::string step = dotted.substr(start, end - start);
    path = !step.empty() && std::isdigit(static_cast<unsigned char>(step[0])) != 0
               ? path / static_cast<Index>(std::atoi(step.c_str()))
               : path / step;
    start = end + 1;
  }
  return path;
}

/// "rule.*.transition.*.days" with the first star as every index that is there. Elements of a set come in the
/// configuration's order.
std::vector<std::string> without_star(const std::string& dotted, const Value& config) {
  const auto star = dotted.find(".*");
  const Value& list = value_at(config, std::string_view(dotted).substr(0, star));
  std::vector<std::string> out;
  for (std::size_t i = 0; list.is_list() && i < list.as_list().size(); ++i)
    out.push_back(dotted.substr(0, star + 1) + std::to_string(i) + dotted.substr(star + 2));
  return out;
}

/// A rule that has stars holds for each element by itself: all its paths run through the same blocks.
void check_rule(const Rule& rule, const Value& config, Validation& out) {
  if (rule.at.find(".*") != std::string::npos) {
    std::vector<Rule> each;
    for (const std::string& at : without_star(rule.at, config)) each.push_back({rule.kind, at, {}});
    for (const std::string& field : rule.fields) {
      const auto paths = without_star(field, config);
      for (std::size_t i = 0; i < std::min(paths.size(), each.size()); ++i) each[i].fields.push_back(paths[i]);
    }
    for (const Rule& one : each) check_rule(one, config, out);
    return;
  }
  const std::string& at = rule.at.empty() ? rule.fields.front() : rule.at;
  if (!applies(config, at)) return;
  std::vector<std::string> present, unknown;
  for (const auto& name : rule.fields) {
    const auto is = presence(config, name);
    if (is == Presence::Set) present.push_back(name);
    if (is == Presence::Unknown) unknown.push_back(name);
  }
  const bool holder = rule.at.empty() || presence(config, rule.at) == Presence::Set;
  if (rule.kind == "conflicts") {
    if (!rule.at.empty() && holder && !present.empty())
      out.say(path_of(at), "It can't be set together with " + joined(present, "\"") + ". Remove one of them.");
    if (rule.at.empty() && present.size() > 1)
      out.say(path_of(present.front()), "Only one of " + joined(present, "\"") + " may be set.");
  } else if (rule.kind == "exactly_one") {
    if (present.size() > 1)
      out.say(path_of(at),
              "Exactly one of " + joined(rule.fields, "\"") + " must be set; here are " + joined(present, "\"") + ".");
    if (present.empty() && unknown.empty())
      out.say(path_of(at), "One of " + joined(rule.fields, "\"") + " must be set.");
  } else if (rule.kind == "at_least_one") {
    if (present.empty() && unknown.empty())
      out.say(path_of(at), "At least one of " + joined(rule.fields, "\"") + " must be set.");
  } else if (rule.kind == "required_with") {
    // An unknown holder counts as set: it will hardly turn out to be null.
    const bool held = holder || presence(config, rule.at) == Presence::Unknown;
    if (held && present.size() + unknown.size() < rule.fields.size())
      out.say(path_of(at), "It needs " + joined(rule.fields, "\"") + " to be set too.");
  }
}

void check_write_only(const Field& parent, const Value& object, const Path& at, Diagnostics& found) {
  for (const Field& member : parent.fields) {
    if (!member.write_only || object[member.name].is_null()) continue;
    found.push_back({Diagnostic::Severity::Error, "Write-only arguments need Terraform 1.11 or OpenTofu 1.11 and newer",
                     "The program that runs this provider would store " + (at / member.name).text() +
                         " in the state. Use a newer one, or the ordinary argument.",
                     at / member.name});
  }
}

/// An id that another attribute holds must have the parts that calls are made of.
void check_parts(const Definition& definition, const Value& config, Validation& out) {
  for (const auto& [name, pattern] : definition.parts) {
    const Value& id = config[name];
    if (pattern.starts_with('[')) continue;
    if (id.is_string() && !id.as_string().empty() && !split_parts(pattern, id.as_string(), LetterCase::Ignored))
      out.say(Path() / name, "\"" + id.as_string() + "\" is no id of the form " + readable(pattern) + ".");
  }
}

}  // namespace

Diagnostics validate_object(const Field& root, const Value& config) {
  Validation validation;
  validation.members(root, config, {});
  return std::move(validation.found);
}

Diagnostics validate_config(const Definition& definition, const Value& config, const ClientCapabilities& capabilities) {
  Validation validation;
  validation.members(definition.root, config, {});
  for (const Rule& rule : definition.rules) check_rule(rule, config, validation);
  check_parts(definition, config, validation);
  if (definition.legacy && !definition.id.empty() && !config["id"].is_null()) {
    validation.say(Path() / "id", "The id is made by the provider and can't be set. Remove it from the configuration.");
  }
  if (!capabilities.write_only_attributes_allowed) check_write_only(definition.root, config, {}, validation.found);
  return std::move(validation.found);
}

}  // namespace lakeform::engine
