#include "plan/command/report_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <optional>
#include <tuple>

#include "plan/interrupt.h"

namespace lakeform::plan {

namespace {

namespace fs = std::filesystem;

constexpr int kMostLinks = 40;  ///< as Linux follows

/// A file by device and inode; one that is not there yet by those of its folder and its name.
using Identity = std::tuple<dev_t, ino_t, std::string>;

fs::path folder_of(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : fs::path("."); }

/// Where the links at the end of a path lead, though nothing may be there yet.
fs::path followed(fs::path path) {
  std::error_code none;
  for (int i = 0; i < kMostLinks && fs::is_symlink(path, none); ++i) {
    const fs::path target = fs::read_symlink(path, none);
    path = target.is_absolute() ? target : folder_of(path) / target;
  }
  return path;
}

/// Nothing for a device, which is no place where one thing takes another's.
std::optional<Identity> identity_of(const struct stat& about) {
  if (S_ISCHR(about.st_mode)) return std::nullopt;
  return Identity{about.st_dev, about.st_ino, ""};
}

std::optional<Identity> identity_of(int file) {
  struct stat about{};
  return fstat(file, &about) == 0 ? identity_of(about) : std::nullopt;
}

std::optional<Identity> identity_of(const std::string& path) {
  struct stat about{};
  if (stat(path.c_str(), &about) == 0) return identity_of(about);
  const fs::path target = followed(path);
  if (stat(folder_of(target).c_str(), &about) != 0) return std::nullopt;
  return Identity{about.st_dev, about.st_ino, target.filename().string()};
}

Error refused(const std::string& path, std::string why, std::string advice) {
  return {Fault::InvalidInput, "--output " + path + " " + std::move(why), std::move(advice), {}, {}, {}, 0};
}

/// The error that writing would end with, as far as it shows beforehand.
int problem_with(const std::string& path) {
  struct stat about{};
  if (stat(path.c_str(), &about) == 0) return S_ISDIR(about.st_mode) ? EISDIR : 0;
  return stat(folder_of(followed(path)).c_str(), &about) != 0 ? errno : S_ISDIR(about.st_mode) ? 0 : ENOTDIR;
}

bool write_all(int file, const std::string& text) {
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t more = write(file, text.data() + done, text.size() - done);
    if (more < 0 && errno != EINTR) return false;
    done += more > 0 ? static_cast<std::size_t>(more) : 0;
  }
  return true;
}

Outcome write_through(const std::string& path, const std::string& text) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOCTTY | O_CLOEXEC, 0666);
  if (file < 0) return cannot_write(path, errno);
  const bool written = write_all(file, text);
  const int number = errno;
  if (close(file) != 0 && written) return cannot_write(path, errno);
  return written ? Outcome(Done{}) : cannot_write(path, number);
}

/// `old`: the file that it replaces, whose owner (where that is allowed) and mode it keeps.
Outcome write_beside(const std::string& path, const std::string& text, const struct stat* old) {
  HalfWritten file(path, old ? old->st_mode & 0700U : 0666);
  const int at = file.descriptor();
  if (at < 0) return cannot_write(path, errno);
  if (old && fchown(at, old->st_uid, old->st_gid) != 0) errno = 0;
  if (old && fchmod(at, old->st_mode & 07777U) != 0) return cannot_write(path, errno);
  // Some file systems (FUSE) have nothing to sync.
  if (!write_all(at, text) || (fsync(at) != 0 && errno != EINVAL && errno != ENOSYS)) return cannot_write(path, errno);
  if (file.become(path)) return Done{};
  // A file that is mounted by itself, as into a container, can't be replaced.
  return errno == EBUSY ? write_through(path, text) : cannot_write(path, errno);
}

}  // namespace

Outcome cannot_write(const std::string& path, int number) {
  return Error{Fault::InvalidInput, "Cannot write " + path, std::strerror(number), {}, {}, {}, 0};
}

Outcome check_files(const std::vector<std::string>& paths, const std::vector<std::string>& inputs) {
  std::map<Identity, std::string> taken;
  if (const auto one = identity_of(STDOUT_FILENO)) taken[*one] = "standard output";
  for (const auto& input : inputs) {
    if (const auto one = input == "-" ? identity_of(STDIN_FILENO) : identity_of(input))
      taken[*one] = "the input " + input;
  }
  for (const auto& path : paths) {
    if (const int number = problem_with(path); number != 0) return cannot_write(path, number);
    const auto one = identity_of(path);
    if (!one) continue;
    const auto [other, free] = taken.emplace(*one, "the output " + path);
    if (!free)
      return refused(
          path, "is the same file as " + other->second,
          "One would destroy the other. Write each into a file of its own; --format says what standard output has.");
  }
  return Done{};
}

Outcome write_file(const std::string& path, const std::string& text) {
  struct stat about{};
  if (lstat(path.c_str(), &about) != 0)
    return errno == ENOENT ? write_beside(path, text, nullptr) : cannot_write(path, errno);
  return S_ISREG(about.st_mode) ? write_beside(path, text, &about) : write_through(path, text);
}

}  // namespace lakeform::plan
