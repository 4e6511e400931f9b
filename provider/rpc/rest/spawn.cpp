#include "provider/rpc/rest/spawn.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <vector>

namespace lakeform::rpc {

namespace {

std::vector<std::string> environment(std::map<std::string, std::string> changes) {
  std::vector<std::string> out;
  for (char** entry = environ; *entry; ++entry) {
    const std::string text = *entry;
    if (!changes.contains(text.substr(0, text.find('=')))) out.push_back(text);
  }
  for (const auto& [name, value] : changes) {
    if (!value.empty()) out.push_back(name + "=" + value);
  }
  return out;
}

struct Pipe {
  int read = -1, write = -1;
  bool open() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return false;
    read = ends[0];
    write = ends[1];
    return true;
  }
};

/// Between fork and exec of a program with many threads only system calls are allowed.
[[noreturn]] void become(const char* executable, char** arguments, char** variables, pid_t parent, const Pipe& out,
                         const Pipe& err, const Pipe& failure) {
  ::setpgid(0, 0);  // Ctrl-C in a terminal is for Terraform and us; what the child starts ends with its group
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);
  for (const int signal : {SIGINT, SIGPIPE, SIGTERM}) ::signal(signal, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(out.write, STDOUT_FILENO);
  ::dup2(err.write, STDERR_FILENO);
#ifdef SYS_close_range
  ::syscall(SYS_close_range, 3U, ~0U,
            4U /* CLOSE_RANGE_CLOEXEC */);  // what a library opened without the flag; old kernels refuse, then it stays
#endif
  ::execve(executable, arguments, variables);
  const int why = errno;
  if (::write(failure.write, &why, sizeof why) < 0) ::_exit(2);
  ::_exit(1);
}

}  // namespace

Child spawn(const std::string& executable, const std::map<std::string, std::string>& changes) {
  Child child;
  Pipe out, err, failure;
  if (!out.open() || !err.open() || !failure.open()) return child.error = errno, child;
  auto lines = environment(changes);
  std::vector<char*> variables;
  for (auto& line : lines) variables.push_back(line.data());
  variables.push_back(nullptr);
  std::string program = executable;
  char* arguments[] = {program.data(), nullptr};
  const pid_t parent = ::getpid();
  child.pid = ::fork();
  if (child.pid == 0) become(program.c_str(), arguments, variables.data(), parent, out, err, failure);
  if (child.pid < 0) child.error = errno;
  for (const int end : {out.write, err.write, failure.write}) ::close(end);
  // Nothing comes when the program was replaced: the pipe closes with that.
  if (child.pid > 0 && ::read(failure.read, &child.error, sizeof child.error) > 0) ::waitpid(child.pid, nullptr, 0);
  ::close(failure.read);
  child.out = out.read;
  child.err = err.read;
  if (child.error != 0) child.pid = 0;
  return child;
}

}  // namespace lakeform::rpc
