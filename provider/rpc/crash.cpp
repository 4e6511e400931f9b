#include "provider/rpc/crash.h"

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <initializer_list>

#include <ucontext.h>
#include <unistd.h>

#include "provider/value/log.h"

namespace lakeform::rpc {

namespace {

/// Writes text without allocating: a signal handler may do little else.
void say(const char* text) {
  std::size_t size = 0;
  while (text[size] != '\0') ++size;
  if (::write(STDERR_FILENO, text, size) < 0) return;
}

void say_hex(std::uintptr_t value) {
  char text[2 + 2 * sizeof value + 1] = "0x";
  for (std::size_t i = 0; i < 2 * sizeof value; ++i) text[2 + i] = "0123456789abcdef"[value >> (4 * (2 * sizeof value - 1 - i)) & 0xf];
  text[sizeof text - 1] = '\0';
  say(text);
}

const char* name_of(int signal) {
  switch (signal) {
    case SIGSEGV:
      return "SIGSEGV";
    case SIGBUS:
      return "SIGBUS";
    case SIGFPE:
      return "SIGFPE";
    case SIGILL:
      return "SIGILL";
    default:
      return "SIGABRT";
  }
}

std::uintptr_t instruction([[maybe_unused]] const void* context) {
#if defined(__x86_64__)
  return static_cast<std::uintptr_t>(static_cast<const ucontext_t*>(context)->uc_mcontext.gregs[REG_RIP]);
#elif defined(__aarch64__)
  return static_cast<std::uintptr_t>(static_cast<const ucontext_t*>(context)->uc_mcontext.pc);
#else
  return 0;
#endif
}

void on_signal(int signal, siginfo_t*, void* context) {
  say("lakeform crashed with ");
  say(name_of(signal));
  say(" at ");
  say_hex(instruction(context));
  say("; this is a fault of the provider, please report this line and what you ran\n");
  ::signal(signal, SIG_DFL);
  ::raise(signal);
}

[[noreturn]] void on_terminate() {
  const char* what = "an unknown exception";
  try {
    if (const auto current = std::current_exception()) std::rethrow_exception(current);
  } catch (const std::exception& problem) {
    what = problem.what();
  } catch (...) {
  }
  log::write(log::Level::Error, "lakeform ends because of an uncaught exception", {{"exception", what}});
  std::abort();
}

}  // namespace

void install_crash_handlers() {
  std::set_terminate(on_terminate);
  struct sigaction action {};
  action.sa_sigaction = on_signal;
  action.sa_flags = SA_SIGINFO;
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) ::sigaction(signal, &action, nullptr);
}

}  // namespace lakeform::rpc
