#include "plan/command/put_program.h"

#include <unistd.h>

#include <string>

namespace lakeform::plan {

namespace fs = std::filesystem;

/// Beside the place first: a Terraform that is running keeps the file it opened, and a new one sees a whole one.
std::error_code put_program(const fs::path& program, const fs::path& target, bool link) {
  std::error_code problem;
  const fs::path beside = target.string() + ".part" + std::to_string(getpid());
  fs::create_directories(target.parent_path(), problem);
  if (problem) return problem;
  if (link) fs::create_hard_link(program, beside, problem);
  if (!link || problem) {
    problem.clear();
    fs::copy_file(program, beside, fs::copy_options::overwrite_existing, problem);
    if (!problem) fs::permissions(beside, fs::perms(0755), problem);
  }
  if (!problem) fs::rename(beside, target, problem);
  std::error_code ignored;
  fs::remove(beside, ignored);  // rename leaves it where both names are the same file already
  return problem;
}

}  // namespace lakeform::plan
