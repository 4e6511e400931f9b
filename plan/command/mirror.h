// A filesystem mirror of providers, as Terraform's CLI configuration names it: from it `terraform init` installs this
// program, without a registry.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "plan/command/mirror_rest.h"
#include "provider/value/result.h"

namespace lakeform::plan {

struct MirroredProvider {
  std::string source;   ///< "registry.terraform.io/hashicorp/aws"
  std::string version;  ///< "6.58.0"
  std::string name;     ///< "aws"
};

/// lakeform/* at this program's version, under the registries of Terraform and OpenTofu; with `as_official` also the
/// official addresses at the versions that the definitions answer like.
std::vector<MirroredProvider> mirrored_providers(bool as_official);

/// Where a provider's executable lies in a mirror.
std::filesystem::path mirrored_place(const std::filesystem::path& folder, const MirroredProvider& provider);

/// Lays them out below `folder` (HOST/NAMESPACE/NAME/VERSION/OS_ARCH/terraform-provider-NAME_vVERSION), each a hard
/// link to one copy of `program` where the file system has such links. What stands there already is replaced, each file
/// whole.
Outcome lay_out_mirror(const std::filesystem::path& folder, const std::filesystem::path& program,
                       const std::vector<MirroredProvider>& providers);

/// What a mirror takes from official providers.
struct RestOptions {
  std::vector<std::string> from;  ///< see find_official
  bool other_line = false;        ///< of another major line than ours, too
};

/// The official providers that `options.from` names; an error where one has none for us, or of another line.
Result<std::vector<OfficialProgram>> official_programs(const RestOptions& options);

/// Lays the official providers in `options.from` beside those of `providers` that answer for official addresses, and
/// takes away what lay beside the others. What was laid, one for each provider.
Result<std::vector<OfficialProgram>> lay_out_rest(const std::filesystem::path& folder,
                                                  const std::vector<MirroredProvider>& providers,
                                                  const RestOptions& options);

/// The part of Terraform's CLI configuration that makes it look into the mirror for these providers, and only there;
/// others come from where they did.
std::string mirror_configuration(const std::filesystem::path& folder, const std::vector<MirroredProvider>& providers);

}  // namespace lakeform::plan
