#include "plan/switch/show.h"

#include "plan/render/characters.h"
#include "provider/value/log.h"
#include "provider/value/text.h"

namespace lakeform::plan {

namespace {

constexpr std::size_t kLongestValue = 120;

std::string number(std::size_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string actions(const std::vector<std::string>& words) {
  return words.empty() ? "no such resource" : joined(words, " and ");
}

std::string shown(const AttributeDifference& one, const std::optional<Json>& side) {
  if (one.sensitive) return "(sensitive)";
  if (!side || side->is_null()) return "(unset)";
  return shortened(json_text(*side, -1), kLongestValue);
}

std::string difference_text(const ResourceDifference& one, bool compared) {
  std::string out = one.address + (one.back ? ", on the way back" : "") + ": ";
  if (compared) out += "today " + actions(one.official) + ", " + (one.back ? "then " : "with Lakeform ");
  out += actions(one.lakeform);
  for (const auto& attribute : one.attributes)
    out += "\n  " + attribute.path + ": " + shown(attribute, attribute.official) + " -> " +
           shown(attribute, attribute.lakeform);
  return out;
}

std::string places(const Use& use) {
  constexpr std::size_t kMost = 3;
  std::string out;
  for (std::size_t i = 0; i < use.places.size() && i < kMost; ++i) out += (i > 0 ? ", " : "") + use.places[i];
  return out + (use.places.size() > kMost ? " and " + std::to_string(use.places.size() - kMost) + " more" : "");
}

std::string counts(const SwitchCheck& check) {
  if (!check.planned)
    return number(static_cast<std::size_t>(check.resources), "resource", "resources") + ", not planned with Lakeform";
  std::set<std::string> differing;
  for (const auto& one : check.differ) differing.insert(one.address);
  std::string out = number(static_cast<std::size_t>(check.resources), "resource", "resources") + ", " +
                    number(differing.size(), "differs", "differ");
  if (check.beside > 0)
    out += "; " + std::to_string(check.beside) + " " + (check.beside == 1 ? "resource" : "resources") + " of " +
           number(check.beside_types.size(), "type", "types") + " answered by the official provider";
  return out;
}

/// "214 resources, 0 differ; ...; to switch: ..., to go back: ..."
std::string last_line(const SwitchCheck& check) {
  std::string out = counts(check);
  std::vector<std::string> fine, wrong;
  if (!check.planned) {
    if (!check.failures.empty()) wrong.push_back("Terraform fails with Lakeform");
  } else {
    fine.push_back("provider_meta");
  }
  (check.pins.empty() ? fine : wrong)
      .push_back(check.pins.empty()
                     ? "version constraints"
                     : number(check.pins.size(), "version constraint", "version constraints") + " in the way");
  (check.unanswered.empty() ? fine : wrong)
      .push_back(check.unanswered.empty() ? "functions"
                                          : number(check.unanswered.size(), "type or function", "types and functions") +
                                                " that nobody answers");
  if (!wrong.empty()) out += "; " + joined(wrong, ", ");
  if (check.planned) out += "; " + joined(fine, ", ") + ": ok";
  if (check.planned && !check.back) out += "; the way back is not rehearsed";
  return out + "; to switch: " + check.to_switch + ", to go back: " + check.to_go_back;
}

Json written(const AttributeDifference& one) {
  Json out{{"path", one.path}};
  if (one.sensitive) out["sensitive"] = true;
  if (one.official) out["official"] = *one.official;
  if (one.lakeform) out["lakeform"] = *one.lakeform;
  return out;
}

Json written(const ResourceDifference& one) {
  Json out{{"address", one.address},   {"type", one.type},         {"way", one.back ? "back" : "there"},
           {"official", one.official}, {"lakeform", one.lakeform}, {"attributes", Json::array()}};
  for (const auto& attribute : one.attributes) out["attributes"].push_back(written(attribute));
  return out;
}

}  // namespace

std::string switch_text(const SwitchCheck& check) {
  std::vector<std::string> out;
  for (const auto& one : check.differ) out.push_back(difference_text(one, check.compared));
  for (const auto& one : check.unanswered)
    out.push_back("Nobody answers " + one.name + " (" + one.kind + "; " + places(one) + ").");
  for (const auto& one : check.pins)
    out.push_back(one.place + " asks for " + one.source + " " + one.constraint + "; Lakeform answers like " +
                  one.offered + ".");
  for (const auto& one : check.failures) out.push_back("With Lakeform Terraform fails.\n" + one);
  for (const auto& one : check.notes) out.push_back(one);
  out.push_back(last_line(check));
  return without_commands(clean(log::scrub(joined(out, "\n")))) + "\n";
}

std::string switch_json(const SwitchCheck& check) {
  Json out{{"format", "lakeform-switch-check"},
           {"format_version", 1},
           {"directory", check.directory},
           {"terraform_version", check.terraform},
           {"clean", check.clean()},
           {"summary", last_line(check)},
           {"resources", check.resources},
           {"compared", check.compared},
           {"planned", check.planned},
           {"back", check.back},
           {"official", {{"resources", check.beside}, {"types", check.beside_types}}},
           {"differ", Json::array()},
           {"unanswered", Json::array()},
           {"pins", Json::array()},
           {"failures", Json::array()},
           {"notes", Json::array()}};
  for (const auto& one : check.differ) out["differ"].push_back(written(one));
  for (const auto& one : check.unanswered)
    out["unanswered"].push_back({{"kind", one.kind}, {"name", one.name}, {"places", one.places}});
  for (const auto& one : check.pins)
    out["pins"].push_back(
        {{"source", one.source}, {"constraint", one.constraint}, {"place", one.place}, {"offered", one.offered}});
  for (const auto& one : check.failures) out["failures"].push_back(log::scrub(one));
  for (const auto& one : check.notes) out["notes"].push_back(log::scrub(one));
  return json_text(out, 2) + "\n";
}

}  // namespace lakeform::plan
