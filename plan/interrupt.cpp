#include "plan/interrupt.h"

#include <fcntl.h>
#include <semaphore.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>
#include <string_view>
#include <system_error>
#include <thread>

extern "C" char** environ;

namespace lakeform::plan {

namespace {

constexpr int kStepsToEnd = 200;  ///< of 50 ms: what Terraform has to end in order

struct State {
  std::mutex mutex;  ///< held by the one who tidies up, for good: from then on nothing new begins
  std::set<std::string> files, folders;
  std::atomic<pid_t> child = 0;
  sem_t signalled;
  std::atomic<int> signal = 0;
};

/// Never destroyed: the thread that waits outlives main.
State& state() {
  static State& instance = *new State;
  return instance;
}

void on_interrupt(int signal) {
  const int number = errno;
  state().signal = signal;
  sem_post(&state().signalled);
  errno = number;
}

/// Waits for a further signal. False: none came within 50 ms.
bool signalled_again() {
  timespec until{};
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_nsec += 50'000'000;
  until.tv_sec += until.tv_nsec / 1'000'000'000;
  until.tv_nsec %= 1'000'000'000;
  return sem_timedwait(&state().signalled, &until) == 0;
}

bool runs(pid_t child) {
  siginfo_t info{};
  return waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == 0;
}

std::vector<pid_t> children() {
  std::vector<pid_t> out;
  std::ifstream list("/proc/self/task/" + std::to_string(getpid()) + "/children");
  for (pid_t one = 0; list >> one;) out.push_back(one);
  return out;
}

/// Plugins whose Terraform is gone are ours by now; a daemon that a helper left running is in a session of its own.
void kill_orphans() {
  for (const pid_t one : children()) {
    if (getsid(one) == getsid(0)) kill(one, SIGKILL);
  }
}

void end(pid_t child, int signal) {
  kill(child, signal);
  for (int step = 0; runs(child) && step < kStepsToEnd; ++step) {
    if (signalled_again()) break;
  }
  if (runs(child)) kill(child, SIGKILL);
  while (runs(child)) signalled_again();
  kill_orphans();
}

[[noreturn]] void tidy_up() {
  while (sem_wait(&state().signalled) != 0) {
  }
  state().mutex.lock();
  const int signal = state().signal;
  if (const pid_t child = state().child; child != 0) end(child, signal);
  for (const auto& name : state().files) unlink(name.c_str());
  std::error_code ignored;
  for (const auto& name : state().folders) std::filesystem::remove_all(name, ignored);
  std::signal(signal, SIG_DFL);
  raise(signal);
  _exit(128 + signal);
}

/// Between fork and exec: only what is allowed in a signal handler.
[[noreturn]] void become_program(char** argv, pid_t parent, int out, int err) {
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) _exit(127);
  const int none = open("/dev/null", O_RDONLY);
  if (none >= 0 && dup2(none, 0) == 0 && dup2(out, 1) == 1 && dup2(err, 2) == 2) execve(argv[0], argv, environ);
  constexpr std::string_view said = "It cannot be started.\n";
  if (write(err, said.data(), said.size()) < 0) _exit(126);
  _exit(127);
}

}  // namespace

void tidy_up_when_interrupted() {
  sem_init(&state().signalled, 0, 0);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction action{};
    if (sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN) continue;
    action.sa_handler = on_interrupt;
    action.sa_flags = SA_RESTART;
    sigaction(signal, &action, nullptr);
  }
  std::thread(tidy_up).detach();
}

int run_to_end(std::vector<std::string> arguments, int out, int err) {
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  const pid_t parent = getpid();
  pid_t child = 0;
  {
    const std::lock_guard lock(state().mutex);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    child = fork();
    if (child == 0) become_program(argv.data(), parent, out, err);
    if (child < 0) return -1;
    state().child = child;
  }
  int status = 0;
  while (waitpid(child, &status, 0) != child && errno == EINTR) {
  }
  const std::lock_guard lock(state().mutex);
  prctl(PR_SET_CHILD_SUBREAPER, 0);
  state().child = 0;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void take_away_when_interrupted(const std::string& folder) {
  const std::lock_guard lock(state().mutex);
  state().folders.insert(folder);
}

void keep_when_interrupted(const std::string& folder) {
  const std::lock_guard lock(state().mutex);
  state().folders.erase(folder);
}

HalfWritten::HalfWritten(const std::string& path, mode_t mode) {
  const std::lock_guard lock(state().mutex);
  for (int i = 0; i < 100 && descriptor_ < 0; ++i) {
    name_ = path + "." + std::to_string(getpid()) + "-" + std::to_string(i) + ".part";
    descriptor_ = open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (descriptor_ < 0 && errno != EEXIST) return;
  }
  if (descriptor_ >= 0) state().files.insert(name_);
}

HalfWritten::~HalfWritten() {
  if (descriptor_ < 0) return;
  close(descriptor_);
  const std::lock_guard lock(state().mutex);
  if (state().files.erase(name_) > 0) unlink(name_.c_str());
}

bool HalfWritten::become(const std::string& path) {
  const std::lock_guard lock(state().mutex);
  if (std::rename(name_.c_str(), path.c_str()) != 0) return false;
  state().files.erase(name_);
  return true;
}

}  // namespace lakeform::plan
