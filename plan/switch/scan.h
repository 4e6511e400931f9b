// What a configuration uses of a provider, by looking at its files.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "plan/switch/found.h"

namespace lakeform::plan {

struct Scanned {
  std::vector<Use> uses;          ///< of the providers in question, sorted by kind and name
  std::vector<Pin> pins;          ///< constraints that the mirror's versions do not meet
  std::vector<std::string> meta;  ///< where provider_meta blocks of them are
};

/// Looks at the files of `root` and of the modules that it calls by path or that `terraform init` has fetched. `root`
/// is where places are told from.
Scanned scan(const std::filesystem::path& root, const std::vector<Answers>& providers);

/// Which of the providers has a type of that name; null: none.
const Answers* provider_of(const std::string& type, const std::vector<Answers>& providers);

/// Terraform's lock file without what it says of these sources, whatever the registry.
std::string unlocked(const std::string& lock, const std::vector<std::string>& sources);

}  // namespace lakeform::plan
