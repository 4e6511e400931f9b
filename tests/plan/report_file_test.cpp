#include "plan/command/report_file.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace lakeform::plan;
namespace fs = std::filesystem;

namespace {

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "report-file-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()));
    path_ = name;
  }
  ~Folder() { fs::remove_all(path_); }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(path_), fs::directory_iterator()));
  }

 private:
  fs::path path_;
};

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

mode_t mode_of(const std::string& path) {
  struct stat about{};
  return lstat(path.c_str(), &about) == 0 ? about.st_mode : 0;
}

bool clash(const std::vector<std::string>& paths, const std::vector<std::string>& inputs = {}) {
  return !check_files(paths, inputs);
}

}  // namespace

TEST_CASE("a new file has the mode of the umask, one that is replaced keeps its own, and nothing stays beside it") {
  const Folder folder;
  const mode_t before = umask(027);
  REQUIRE(write_file(folder / "new", "one"));
  umask(before);
  CHECK((mode_of(folder / "new") & 07777) == 0640);
  REQUIRE(chmod((folder / "new").c_str(), 0604) == 0);
  REQUIRE(write_file(folder / "new", "two"));
  CHECK((mode_of(folder / "new") & 07777) == 0604);
  CHECK(content(folder / "new") == "two");
  CHECK(folder.files() == 1);
}

TEST_CASE("a file is replaced and not written over: who reads the old one goes on reading it") {
  const Folder folder;
  REQUIRE(write_file(folder / "a", "old"));
  std::ifstream reader(folder / "a");
  REQUIRE(write_file(folder / "a", "newer"));
  CHECK(std::string(std::istreambuf_iterator<char>(reader), {}) == "old");
}

TEST_CASE("a link stays a link, and what it leads to is written, there or not") {
  const Folder folder;
  fs::create_symlink("there", folder / "link");
  fs::create_symlink("nowhere", folder / "dangling");
  REQUIRE(write_file(folder / "there", "long before"));
  REQUIRE(write_file(folder / "link", "now"));
  REQUIRE(write_file(folder / "dangling", "made"));
  CHECK(S_ISLNK(mode_of(folder / "link")));
  CHECK(content(folder / "there") == "now");
  CHECK(content(folder / "nowhere") == "made");
}

TEST_CASE("a device stays a device, and what it refuses is an error") {
  REQUIRE(write_file("/dev/null", "gone"));
  CHECK(S_ISCHR(mode_of("/dev/null")));
  const auto full = write_file("/dev/full", "text");
  REQUIRE_FALSE(full);
  CHECK(full.error().detail == "No space left on device");
}

TEST_CASE("two outputs on one file are refused, whatever the paths") {
  const Folder folder;
  REQUIRE(write_file(folder / "a", ""));
  REQUIRE(write_file(folder / "b", ""));
  fs::create_hard_link(folder / "a", folder / "hard");
  fs::create_symlink("a", folder / "soft");
  fs::create_symlink("none", folder / "dangling");
  fs::create_directory_symlink(".", folder / "same");
  CHECK_FALSE(clash({folder / "a", folder / "b", folder / "none"}));
  CHECK(clash({folder / "a", folder / "a"}));
  CHECK(clash({folder / "a", folder / "./a"}));
  CHECK(clash({folder / "a", folder / "hard"}));
  CHECK(clash({folder / "soft", folder / "hard"}));
  CHECK(clash({folder / "dangling", folder / "none"}));
  CHECK(clash({folder / "none", folder / "same/none"}));
  CHECK_FALSE(clash({"/dev/null", "/dev/null"}));
}

TEST_CASE("an output over an input, or into no folder, is refused before anything is done") {
  const Folder folder;
  REQUIRE(write_file(folder / "plan.json", "{}"));
  CHECK(clash({folder / "plan.json"}, {folder / "plan.json"}));
  CHECK(clash({folder / "nowhere/report"}));
  CHECK(clash({folder / "."}));
  CHECK_FALSE(clash({folder / "report"}, {folder / "plan.json", "-"}));
}
