#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>

#include "provider/cloud/aws/sources.h"

namespace lakeform::cloud::aws {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t kMostOutput = 64 * 1024;

Error failed(const std::string& why) {
  return {Fault::InvalidInput,
          "credential_process " + why,
          "Run the command of the profile's credential_process by hand to see what is wrong.",
          {},
          {},
          {},
          0};
}

struct Child {
  pid_t pid = 0;
  int output = -1;
};

// The command runs in a shell, in a process group of its own so that a timeout reaches its children too.
std::optional<Child> start(const std::string& command) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  // What it prints to stderr may hold anything: it must not reach Terraform's log.
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  std::string shell = "/bin/sh", option = "-c", text = command;
  std::array<char*, 4> arguments{shell.data(), option.data(), text.data(), nullptr};
  Child child{0, ends[0]};
  const int error = posix_spawn(&child.pid, shell.c_str(), &actions, &attributes, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  close(ends[1]);
  if (error == 0) return child;
  close(ends[0]);
  return std::nullopt;
}

enum class End { Closed, Timeout, Stopped, TooLong };

End read_all(const Child& child, std::string& out, Clock::time_point deadline, const StopToken& stop) {
  while (true) {
    if (stop.requested()) return End::Stopped;
    if (Clock::now() >= deadline) return End::Timeout;
    pollfd waited{child.output, POLLIN, 0};
    if (poll(&waited, 1, 50) <= 0) continue;
    std::array<char, 4096> block{};
    const ssize_t got = read(child.output, block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return End::Closed;
    out.append(block.data(), static_cast<std::size_t>(got));
    if (out.size() > kMostOutput) return End::TooLong;
  }
}

int wait_for(pid_t pid) {
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace

Result<Credentials> ProcessCredentials::fetch(const StopToken& stop) {
  const auto child = start(command_);
  if (!child) return failed("cannot be started");
  std::string out;
  const End end = read_all(*child, out, Clock::now() + timeout_, stop);
  if (end != End::Closed) kill(-child->pid, SIGKILL);
  const int status = wait_for(child->pid);
  close(child->output);
  switch (end) {
    case End::Stopped:
      return Error{Fault::Cancelled, "credential_process was cancelled", {}, {}, {}, {}, 0};
    case End::Timeout:
      return failed("did not end within " + std::to_string(timeout_.count()) + " seconds");
    case End::TooLong:
      return failed("printed more than " + std::to_string(kMostOutput) + " bytes");
    case End::Closed:
      break;
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    return failed(WIFEXITED(status) ? "ended with status " + std::to_string(WEXITSTATUS(status))
                                    : "was killed by a signal");
  }
  return credentials_from_json(out, "SessionToken", "credential_process");
}

}  // namespace lakeform::cloud::aws
