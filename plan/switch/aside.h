// A repository's configuration copied aside, with what it refers to outside of its own folder.
#pragma once

#include <filesystem>
#include <string>

#include "provider/value/result.h"

namespace lakeform::plan {

/// A new folder that only its owner may look into; goes with this object, also when the program is interrupted: it
/// holds a state and so secrets.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  /// Empty when it could not be made.
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Copies `directory` below `scratch`, and each file and folder to which a quoted text in its files leads outside of it
/// ("../modules/lake", "${path.module}/../x.json"), so that the ways from one to the other stay. Left out are states,
/// what `terraform init` made (but for the modules it fetched) and Git's own folder. The place of the copy of
/// `directory`.
Result<std::filesystem::path> copied_aside(const std::filesystem::path& directory,
                                           const std::filesystem::path& scratch);

/// The file's bytes; none when it is not there.
std::string file_text(const std::filesystem::path& file);

/// Whether Terraform reads a file of that name as configuration.
bool is_configuration(const std::filesystem::path& file);

}  // namespace lakeform::plan
