// A child process with its standard output and error in pipes and an environment of its own.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace lakeform::test {

using Clock = std::chrono::steady_clock;
using Environment = std::map<std::string, std::string>;

/// A program of the build: all of them stand beside the test's own.
inline std::string built(const std::string& name) {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path() / name;
}

/// The provider without a cloud, as a command.
inline const std::vector<std::string> kFake = {built("fake_provider")};

class Process {
 public:
  /// A sanitizer's options go along.
  Process(const std::vector<std::string>& command, Environment environment) {
    for (const char* name : {"ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS"}) {
      if (const char* options = std::getenv(name)) environment[name] = options;
    }
    int out[2], err[2];
    if (::pipe2(out, O_CLOEXEC) != 0 || ::pipe2(err, O_CLOEXEC) != 0) return;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err[1], STDERR_FILENO);
    std::vector<std::string> lines;
    for (const auto& [name, value] : environment) lines.push_back(name + "=" + value);
    auto arguments = pointers(command), variables = pointers(lines);
    if (::posix_spawn(&pid_, command[0].c_str(), &actions, nullptr, arguments.data(), variables.data()) != 0) pid_ = 0;
    posix_spawn_file_actions_destroy(&actions);
    ::close(out[1]);
    ::close(err[1]);
    out_ = out[0];
    err_ = err[0];
  }

  ~Process() {
    if (pid_ > 0 && !status_) {
      ::kill(pid_, SIGKILL);
      ::waitpid(pid_, nullptr, 0);
    }
    ::close(out_);
    ::close(err_);
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  void signal(int number) const { ::kill(pid_, number); }

  /// The next line of its standard output, without the line end; empty when there is none in time.
  std::string line(std::chrono::milliseconds time = std::chrono::seconds(10)) {
    std::string text;
    const auto until = Clock::now() + time;
    for (char c = 0; Clock::now() < until;) {
      pollfd event{out_, POLLIN, 0};
      if (::poll(&event, 1, 50) <= 0) continue;
      if (::read(out_, &c, 1) != 1 || c == '\n') return text;
      text += c;
    }
    return {};
  }

  /// What it wrote to standard error until now, or until its end when it has ended.
  std::string errors() {
    std::string text;
    char buffer[4096];
    for (pollfd event{err_, POLLIN, 0}; ::poll(&event, 1, status_ ? 1000 : 0) > 0;) {
      const auto size = ::read(err_, buffer, sizeof buffer);
      if (size <= 0) break;
      text.append(buffer, static_cast<std::size_t>(size));
    }
    return text;
  }

  /// Its exit status, or minus the signal that ended it; none when it still runs after the time.
  std::optional<int> end(std::chrono::milliseconds time = std::chrono::seconds(10)) {
    for (const auto until = Clock::now() + time; !status_;) {
      int status = 0;
      if (::waitpid(pid_, &status, WNOHANG) == pid_)
        status_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
      if (!status_ && Clock::now() >= until) break;
      if (!status_) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return status_;
  }

 private:
  static std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (const auto& text : texts) out.push_back(const_cast<char*>(text.c_str()));
    out.push_back(nullptr);
    return out;
  }

  pid_t pid_ = 0;
  int out_ = -1, err_ = -1;
  std::optional<int> status_;
};

}  // namespace lakeform::test
