// What a rehearsed switch found.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "plan/report.h"

namespace lakeform::plan {

using NameSet = std::set<std::string, std::less<>>;

/// What one provider of the mirror answers: by kind ("resource", "data", "function", "ephemeral", "list", "action").
struct Answers {
  std::string name;     ///< its local name and the start of its types' names
  std::string source;   ///< "hashicorp/NAME"
  std::string version;  ///< at which the mirror offers it
  bool rest = false;    ///< the official provider lies beside ours
  std::map<std::string, NameSet> ours, all;
};

/// A type or function in the configuration or the state.
struct Use {
  std::string kind, name;
  std::vector<std::string> places;  ///< "main.tf:12"; "the state"
};

/// A version constraint that the mirror's release does not meet.
struct Pin {
  std::string source, constraint, place;
  std::string offered;  ///< the version in the mirror
};

struct AttributeDifference {
  std::string path;
  std::optional<Json> official, lakeform;  ///< none: not there, unknown until the apply, or sensitive
  bool sensitive = false;
};

struct ResourceDifference {
  std::string address, type;
  bool back = false;                            ///< on the way back, else on the way there
  std::vector<std::string> official, lakeform;  ///< what each would do; empty: it does not know the resource
  std::vector<AttributeDifference> attributes;
};

struct SwitchCheck {
  std::string directory, terraform;
  int resources = 0;  ///< instances in the plan with Lakeform
  int beside = 0;     ///< of them: answered by the official provider beside ours
  std::set<std::string> beside_types;
  std::vector<ResourceDifference> differ;
  std::vector<Use> unanswered;
  std::vector<Pin> pins;
  std::vector<std::string> failures;  ///< what Terraform could not do with Lakeform that it can do today, in its words
  std::vector<std::string> notes;
  bool compared = false;  ///< with today's plan of the official provider; else an empty plan was asked for
  bool planned = false;   ///< with Lakeform
  bool back = false;      ///< the way back was planned
  std::string to_switch, to_go_back;

  bool clean() const { return planned && differ.empty() && unanswered.empty() && pins.empty() && failures.empty(); }
};

}  // namespace lakeform::plan
