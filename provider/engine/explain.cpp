#include "provider/engine/explain.h"

#include <algorithm>

#include "provider/engine/face.h"
#include "provider/engine/request/template.h"
#include "provider/value/log.h"

namespace lakeform::engine {

namespace {

constexpr std::string_view kPermission =
    "The credentials lack a permission for this call: let an administrator grant the named action to them.";
constexpr std::string_view kBusy =
    "The service still asks to slow down after many attempts. Run again later, or with a lower -parallelism.";

/// What the kind of failure alone tells.
std::string_view hint_by_fault(const Error& error) {
  switch (error.fault) {
    case Fault::Throttled:
      return kBusy;
    case Fault::Denied:
      return kPermission;
    case Fault::Unavailable:
      return error.status ? "The service has a fault of its own. Run again later."
                          : "The service can't be reached. Check the network, proxy settings, the region and the "
                            "endpoint in the provider block.";
    case Fault::Cancelled:
      return "Stopped as asked. What was done so far is in the state.";
    default:
      return {};
  }
}

/// The name of the field that the first placeholder of a pattern speaks of, where a configuration says it.
std::string first_named(const Definition& definition, const std::string& pattern, bool only_configured) {
  const auto open = pattern.find('{');
  if (open == std::string::npos) return {};
  const std::string head = pattern.substr(open + 1, pattern.find_first_of("|}.", open) - open - 1);
  const Field* field = definition.root.find(head);
  return field && !(only_configured && field->computed()) ? head : std::string();
}

/// The attribute by which people know the object: what the id is made of first, else its name.
std::string naming_attribute(const Definition& definition) {
  for (const bool only_configured : {true, false}) {
    for (const std::string& pattern :
         {definition.imports.empty() ? std::string() : definition.imports.front(), definition.id}) {
      if (std::string name = first_named(definition, pattern, only_configured); !name.empty()) return name;
    }
    if (definition.root.find("name")) return "name";
  }
  return {};
}

std::string attribute_about(const Advice& advice, const Definition& definition) {
  if (advice.about_the_name) return naming_attribute(definition);
  if (!advice.about) return {};
  const auto& fields = definition.root.fields;
  const auto found = std::find_if(fields.begin(), fields.end(), advice.about);
  return found == fields.end() ? std::string() : found->name;
}

std::string sentence(std::string text) {
  if (!text.empty() && std::string_view(".!?").find(text.back()) == std::string_view::npos) text += '.';
  return text;
}

}  // namespace

std::string label_of(const Scope& scope) {
  std::string name = scope.id;
  if (name.empty()) {
    const std::string attribute = naming_attribute(scope.definition);
    if (!attribute.empty()) name = scope.object[attribute].to_text();
  }
  return name.empty() ? scope.definition.type : scope.definition.type + " \"" + name + "\"";
}

std::string hint_for(const Error& error) {
  // An error that says itself what to do next needs no general advice.
  return error.detail.empty() ? std::string(hint_by_fault(error)) : std::string();
}

Error explained(Error error, std::string_view doing, const Scope& scope) {
  const Advice advice = face_of(scope.definition).advice(error);
  if (error.at.empty()) {
    const std::string attribute = attribute_about(advice, scope.definition);
    if (!attribute.empty()) error.at = Path() / attribute;
  }
  std::string detail;
  const auto add = [&](std::string text) {
    if (!text.empty()) detail += (detail.empty() ? "" : "\n\n") + sentence(std::move(text));
  };
  add(error.message);
  if (error.detail.find(error.message) == std::string::npos || error.message.empty()) {
    add(error.detail);
  } else if (error.detail.size() > error.message.size()) {
    detail = sentence(error.detail);  // it holds the message already
  }
  const std::string next = advice.text.empty() ? hint_for(error) : advice.text;
  if (detail.find(next) == std::string::npos) add(next);
  error.summary = log::scrub(std::string(doing) + " " + label_of(scope) +
                             (error.summary.empty() ? " failed" : ": " + error.summary));
  error.detail = log::scrub(detail);
  return error;
}

}  // namespace lakeform::engine
