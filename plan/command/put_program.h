// An executable put in its place.
#pragma once

#include <filesystem>
#include <system_error>

namespace lakeform::plan {

/// Puts a program where nothing or another one is, whole at every moment: a hard link where wanted and possible, else a
/// copy.
std::error_code put_program(const std::filesystem::path& program, const std::filesystem::path& target, bool link);

}  // namespace lakeform::plan
