#include "provider/faces/google/functions.h"

#include "provider/faces/google/face.h"

namespace lakeform::faces::google {

namespace {

using engine::FunctionAnswer;

FunctionAnswer failed(std::string why) { return {{}, std::move(why), 0}; }

/// What stands after "projects/" and the like, up to the next slash: the first that is followed by one.
FunctionAnswer after(const std::string& id, const std::string& word) {
  for (std::size_t at = id.find(word); at != std::string::npos; at = id.find(word, at + 1)) {
    const auto from = at + word.size(), slash = id.find('/', from);
    if (slash != std::string::npos && slash > from) return {id.substr(from, slash - from), {}, -1};
  }
  return failed("The text \"" + id + "\" has no part \"" + word + "…/\".");
}

FunctionAnswer name_from_id(const std::string& id) {
  const auto slash = id.rfind('/');
  if (slash == std::string::npos || slash + 1 == id.size())
    return failed("The text \"" + id + "\" has no name after a slash.");
  return {id.substr(slash + 1), {}, -1};
}

/// "us-central1" of "us-central1-b".
FunctionAnswer region_from_zone(const std::string& zone) {
  if (zone.size() < 3 || zone[zone.size() - 2] != '-') return failed("The text \"" + zone + "\" is no name of a zone.");
  return {zone.substr(0, zone.size() - 2), {}, -1};
}

}  // namespace

FunctionAnswer call_function(std::string_view name, const std::vector<Value>& arguments) {
  if (arguments.size() != 1) return {{}, std::string(name) + " takes one argument.", -1};
  if (!arguments[0].is_string()) return failed("This argument must be a known text.");
  const std::string& text = arguments[0].as_string();
  if (name == "location_from_id") return after(text, "locations/");
  if (name == "name_from_id") return name_from_id(text);
  if (name == "project_from_id") return after(text, "projects/");
  if (name == "region_from_id") return after(text, "regions/");
  if (name == "region_from_zone") return region_from_zone(text);
  if (name == "zone_from_id") return after(text, "zones/");
  return {{}, "The google provider has no function " + std::string(name) + ".", -1};
}

FunctionAnswer GoogleFace::call(std::string_view function, const std::vector<Value>& arguments) const {
  return call_function(function, arguments);
}

}  // namespace lakeform::faces::google
