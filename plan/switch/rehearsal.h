// The rehearsal of a switch: Terraform plans a copy of a repository with the official providers, with Lakeform, and
// with the official ones again.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "plan/switch/found.h"
#include "plan/switch/settings.h"
#include "provider/value/result.h"

namespace lakeform::plan {

struct Rehearsal {
  std::filesystem::path directory;
  std::filesystem::path scratch;            ///< a folder of its own for copies and plans
  std::vector<Answers> providers;           ///< what the mirror answers for
  std::vector<MirrorFolder> mirror;         ///< Lakeform under the official addresses
  std::vector<MirrorFolder> official;       ///< where official providers lie besides those that the directory has
  std::string state;                        ///< a state file; empty: Terraform is asked for the directory's
  std::vector<std::string> plan_arguments;  ///< "-var=a=b"; a file's path is absolute
};

/// Changes variables of this process's environment, which Terraform inherits; not for use beside other threads. An
/// error is what stands in the way of the rehearsal itself; what stands in the way of the switch is in the result.
Result<SwitchCheck> rehearse(const Rehearsal& rehearsal);

}  // namespace lakeform::plan
