#include "provider/rpc/rest/process.h"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstring>

#include "provider/rpc/rest/log_lines.h"
#include "provider/rpc/rest/spawn.h"
#include "provider/value/log.h"
#include "provider/value/shorten.h"

namespace lakeform::rpc {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kWords = 24;             // lines of a panic that are told
constexpr std::size_t kLongestLine = 1 << 20;  // more without a line end is told in pieces
constexpr const char* kCookie = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

Error cannot_start(const std::string& name, const std::string& why) {
  return {Fault::Unavailable, "The official provider " + name + " could not be started", why, {}, {}, {}, 0};
}

std::string advice(int error) {
  if (error == ENOEXEC)
    return " It is a program for another kind of machine, or no program: name the one for this machine to `lakeform "
           "mirror --rest`.";
  if (error == ENOENT) return " The file, or the interpreter that it names, is missing.";
  return "";
}

/// How a process ended, from the status that waitpid gave.
std::string told(int status) {
  if (!WIFSIGNALED(status)) return "ended with status " + std::to_string(WEXITSTATUS(status));
  return "was ended by signal " + std::to_string(WTERMSIG(status)) + " (" + ::strsignal(WTERMSIG(status)) + ")";
}

}  // namespace

struct PluginProcess::Spawned {
  Child child;
};

Result<std::unique_ptr<PluginProcess>> PluginProcess::start(const Options& options) {
  std::unique_ptr<PluginProcess> out(new PluginProcess(options));
  if (const auto done = out->await_handshake(options); !done) {
    out->kill();
    return done.error();
  }
  return out;
}

PluginProcess::PluginProcess(const Options& options) : name_(options.executable.filename().string()) {
  keeper_ = std::thread([this, options] { keep(options); });
}

PluginProcess::~PluginProcess() {
  kill();
  keeper_.join();
}

void PluginProcess::keep(const Options& options) {
  const std::map<std::string, std::string> changes{{"TF_PLUGIN_MAGIC_COOKIE", kCookie},
                                                   {"PLUGIN_PROTOCOL_VERSIONS", "5,6"},
                                                   {"PLUGIN_CLIENT_CERT", options.certificate_pem},
                                                   {"PLUGIN_MIN_PORT", "10000"},
                                                   {"PLUGIN_MAX_PORT", "25000"},
                                                   {"PLUGIN_MULTIPLEX_GRPC", ""}};
  const Spawned spawned{spawn(options.executable.string(), changes)};
  pid_ = spawned.child.pid;
  start_error_ = spawned.child.error;
  if (spawned.child.pid != 0) {
    read(spawned);
    reap();
  }
  for (const int pipe : {spawned.child.out, spawned.child.err}) {
    if (pipe >= 0) ::close(pipe);
  }
  const std::lock_guard lock(mutex_);
  ended_ = true;
  news_.notify_all();
}

/// Until it has ended. What it started may hold its pipes longer, which is no reason to wait.
void PluginProcess::read(const Spawned& spawned) {
  std::array<pollfd, 2> pipes{{{spawned.child.out, POLLIN, 0}, {spawned.child.err, POLLIN, 0}}};
  std::array<std::string, 2> rest;
  std::array<char, 65536> block{};
  for (bool gone = false;;) {
    const int ready = ::poll(pipes.data(), pipes.size(), gone ? 0 : 100);
    if (ready <= 0 && gone) break;
    for (std::size_t i = 0; i < pipes.size(); ++i) {
      if (pipes[i].revents == 0) continue;
      const auto size = ::read(pipes[i].fd, block.data(), block.size());
      if (size <= 0)
        pipes[i].fd = -1;
      else
        take(static_cast<int>(i), rest[i], {block.data(), static_cast<std::size_t>(size)});
    }
    siginfo_t info{};
    gone = ::waitid(P_PID, static_cast<id_t>(spawned.child.pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid != 0;
    if (pipes[0].fd < 0 && pipes[1].fd < 0 && !gone) std::this_thread::sleep_for(5ms);
  }
  if (!rest[1].empty()) line_of_stderr(rest[1]);
}

void PluginProcess::take(int pipe, std::string& rest, std::string_view bytes) {
  rest += bytes;
  for (auto end = rest.find('\n'); end != std::string::npos || rest.size() > kLongestLine; end = rest.find('\n')) {
    std::string line = rest.substr(0, std::min(end, kLongestLine));
    rest.erase(0, end == std::string::npos ? kLongestLine : end + 1);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (pipe == 1) {
      line_of_stderr(line);
      continue;
    }
    const std::lock_guard lock(mutex_);  // of standard output only the first line is of interest
    if (!has_line_) first_line_ = std::move(line);
    has_line_ = true;
    news_.notify_all();
  }
}

void PluginProcess::line_of_stderr(const std::string& line) {
  bool panicking = false;
  {
    const std::lock_guard lock(mutex_);
    if (!panicking_ && begins_panic(line)) {
      panicking_ = true;
      last_words_.clear();
    }
    panicking = panicking_;
    if (panicking ? last_words_.size() < kWords : !line.empty() && line.front() != '{') last_words_.push_back(line);
    if (!panicking && last_words_.size() > 3) last_words_.erase(last_words_.begin());
  }
  tell_on(line, name_, panicking);
}

/// What it started goes first, while its number still means its group.
void PluginProcess::reap() {
  const pid_t pid = pid_;
  ::kill(-pid, SIGKILL);
  int status = 0;
  const std::lock_guard lock(mutex_);
  ::waitpid(pid, &status, 0);
  status_ = status;
  pid_ = 0;
}

Outcome PluginProcess::await_handshake(const Options& options) {
  const auto until = std::chrono::steady_clock::now() + options.patience;
  std::unique_lock lock(mutex_);
  while (!has_line_ && !ended_) {
    if (options.cancelled())
      return Error{
          Fault::Cancelled, "Interrupted while the official provider " + name_ + " was starting", "", {}, {}, {}, 0};
    if (std::chrono::steady_clock::now() >= until)
      return cannot_start(name_, "It said nothing for " + std::to_string(options.patience.count() / 1000) + " s.");
    news_.wait_for(lock, 50ms);
  }
  if (!has_line_) {
    const bool ran = start_error_ == 0;
    lock.unlock();
    return cannot_start(name_, ran ? "It " + fate()
                                   : std::string(::strerror(start_error_)) + ": " + options.executable.string() + "." +
                                         advice(start_error_));
  }
  auto read = read_handshake(first_line_);
  if (!read) return cannot_start(name_, read.error().detail);
  handshake_ = std::move(*read);
  return Done{};
}

bool PluginProcess::ended(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return news_.wait_for(lock, time, [this] { return ended_; });
}

std::string PluginProcess::fate() {
  const std::lock_guard lock(mutex_);
  std::string out = told(status_) + ".";
  if (!last_words_.empty()) out += " Its last words:\n";
  for (const auto& line : last_words_) out += "\n" + shortened(log::valid_utf8(log::scrub(line)), 300);
  return out;
}

void PluginProcess::kill() {
  const std::lock_guard lock(mutex_);  // reaped and gone cannot happen in between: then the number may be another's
  if (const pid_t pid = pid_; pid > 0) ::kill(-pid, SIGKILL), ::kill(pid, SIGKILL);
}

}  // namespace lakeform::rpc
