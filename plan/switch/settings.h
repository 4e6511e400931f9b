// Terraform's CLI configuration for a rehearsal: a mirror in front of what the user has set.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace lakeform::plan {

/// A folder that alone answers for some sources ("registry.terraform.io/hashicorp/random"; with * for all in it).
struct MirrorFolder {
  std::filesystem::path folder;
  std::vector<std::string> sources;
};

/// `users` is the user's own CLI configuration, which may be empty. Its ways of installation stay for what no folder
/// answers for, also its credentials; its overrides for development and its cache of plugins do not: the cache would
/// be written to.
std::string with_mirrors(const std::string& users, const std::vector<MirrorFolder>& mirrors);

/// What the user has: the text of the file that TF_CLI_CONFIG_FILE names, else of ~/.terraformrc or ~/.tofurc.
std::string users_settings();

/// The sources that lie in a folder as `terraform init` lays them out: HOST/NAMESPACE/NAME/VERSION/PLATFORM.
std::vector<std::string> sources_in(const std::filesystem::path& folder);

}  // namespace lakeform::plan
