// The official provider beside ours in a mirror: found, looked at, and put where our executable finds it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "provider/value/result.h"

namespace lakeform::plan {

struct OfficialProgram {
  std::string name;     ///< "aws"
  std::string version;  ///< "6.58.0"; empty where neither its folder nor its name tells
  std::filesystem::path executable;
};

/// The official provider of that name in FROM: an executable, or a folder laid out as a filesystem mirror (also
/// .terraform/providers of a repository) for this `platform`; of several versions the newest of the major line of
/// `like`, else the newest of all.
std::optional<OfficialProgram> find_official(const std::filesystem::path& from, const std::string& name,
                                             const std::string& like, const std::string& platform);

/// Where the executables of the rest lie in a mirror.
std::filesystem::path rest_folder(const std::filesystem::path& mirror);

/// Copies or links the program into the mirror, asks it for its schemas, and notes it beside each of our executables in
/// `ours`.
Outcome lay_rest_beside(const OfficialProgram& official, const std::filesystem::path& mirror,
                        const std::vector<std::filesystem::path>& ours);

/// "6" of "6.58.0".
std::string major_line(const std::string& version);

}  // namespace lakeform::plan
