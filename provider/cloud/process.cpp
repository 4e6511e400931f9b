#include "provider/cloud/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>

namespace lakeform::cloud {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t kMostOutput = 64 * 1024;

Error failed(const Command& command, const std::string& why) {
  return {Fault::InvalidInput, command.name + " " + why, command.advice, {}, {}, {}, 0};
}

struct Child {
  pid_t pid = 0;
  int output = -1;
};

// Nothing of ours: the provider ignores SIGINT and SIGPIPE, which its children would inherit.
void set_signals(posix_spawnattr_t& attributes) {
  sigset_t set;
  sigemptyset(&set);
  posix_spawnattr_setsigmask(&attributes, &set);
  for (const int signal : {SIGINT, SIGPIPE, SIGTERM}) sigaddset(&set, signal);
  posix_spawnattr_setsigdefault(&attributes, &set);
}

/// Texts as exec wants them: pointers that end with a null one. Those of `texts` must outlive it.
std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (std::string& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

std::vector<std::string> environment_of(const Command& command) {
  std::vector<std::string> out;
  const auto given = [&](std::string_view entry) {
    for (const auto& [name, value] : command.environment) {
      if (entry.starts_with(name + "=")) return true;
    }
    return false;
  };
  for (char** entry = environ; entry && *entry; ++entry) {
    if (!given(*entry)) out.emplace_back(*entry);
  }
  for (const auto& [name, value] : command.environment) out.push_back(name + "=" + value);
  return out;
}

// In a process group of its own, so that a timeout reaches its children too.
std::optional<Child> start(const Command& command) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  // What it prints to stderr may hold anything: it must not reach Terraform's log.
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  set_signals(attributes);
  std::vector<std::string> words = command.words, variables = environment_of(command);
  Child child{0, ends[0]};
  const int error = posix_spawnp(&child.pid, words.front().c_str(), &actions, &attributes, pointers(words).data(),
                                 pointers(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  close(ends[1]);
  if (error == 0) return child;
  close(ends[0]);
  return std::nullopt;
}

enum class End { Exited, Timeout, Stopped, TooLong };

// Takes what is there to read. False when nothing more will come.
bool take_output(const Child& child, std::string& out) {
  std::array<char, 4096> block{};
  while (out.size() <= kMostOutput) {
    const ssize_t got = read(child.output, block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return got < 0 && errno == EAGAIN;
    out.append(block.data(), static_cast<std::size_t>(got));
  }
  return true;
}

// The end is that of the process, not of its output: it may close it and live on, or leave it open in a child that
// stays.
End follow(const Child& child, std::string& out, int& status, Clock::time_point deadline, const StopToken& stop) {
  bool open = true;
  while (true) {
    if (stop.requested()) return End::Stopped;
    if (Clock::now() >= deadline) return End::Timeout;
    const pid_t ended = waitpid(child.pid, &status, WNOHANG);  // before reading: what it printed is there then
    if (open) open = take_output(child, out);
    if (out.size() > kMostOutput) return End::TooLong;
    if (ended == child.pid || (ended < 0 && errno == ECHILD)) return End::Exited;
    pollfd waited{child.output, POLLIN, 0};
    poll(&waited, open ? 1 : 0, open ? 50 : 5);
  }
}

// Its children too. Waits for a moment only: what hangs in the kernel cannot be waited for.
void kill_group(pid_t pid) {
  kill(-pid, SIGKILL);
  for (int i = 0; i < 200 && waitpid(pid, nullptr, WNOHANG) == 0; ++i) poll(nullptr, 0, 5);
}

}  // namespace

Result<CommandEnd> run(const Command& command, const StopToken& stop) {
  const auto child = start(command);
  if (!child) return failed(command, "cannot be started");
  CommandEnd out;
  int status = 0;
  const End end = follow(*child, out.output, status, Clock::now() + command.timeout, stop);
  if (end != End::Exited) kill_group(child->pid);
  close(child->output);
  switch (end) {
    case End::Stopped:
      return Error{Fault::Cancelled, command.name + " was cancelled", {}, {}, {}, {}, 0};
    case End::Timeout:
      return failed(command, "did not end within " + std::to_string(command.timeout.count()) + " seconds");
    case End::TooLong:
      return failed(command, "printed more than " + std::to_string(kMostOutput) + " bytes");
    case End::Exited:
      break;
  }
  if (!WIFEXITED(status)) return failed(command, "was killed by a signal");
  out.status = WEXITSTATUS(status);
  return out;
}

Result<std::string> output_of(const Command& command, const StopToken& stop) {
  auto end = run(command, stop);
  if (!end) return end.error();
  if (end->status != 0) return failed(command, "ended with status " + std::to_string(end->status));
  return std::move(end->output);
}

}  // namespace lakeform::cloud
