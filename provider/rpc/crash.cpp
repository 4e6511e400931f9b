#include "provider/rpc/crash.h"

#include <cxxabi.h>
#include <ucontext.h>
#include <unistd.h>
#include <unwind.h>

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <initializer_list>
#include <typeinfo>

#include "provider/value/thread.h"

namespace lakeform::rpc {

namespace {

constexpr int kFrames = 48;
const char* volatile left_behind = nullptr;

void clean_up() {
  if (left_behind) ::unlink(left_behind);
}

/// Writes text without allocating: a signal handler may do little else.
void say(const char* text) {
  std::size_t size = 0;
  while (text[size] != '\0') ++size;
  if (::write(STDERR_FILENO, text, size) < 0) return;
}

void say_hex(std::uintptr_t value) {
  char text[2 + 2 * sizeof value + 1] = "0x";
  for (std::size_t i = 0; i < 2 * sizeof value; ++i)
    text[2 + i] = "0123456789abcdef"[value >> (4 * (2 * sizeof value - 1 - i)) & 0xf];
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

_Unwind_Reason_Code say_frame(_Unwind_Context* frame, void* left) {
  const auto at = static_cast<std::uintptr_t>(_Unwind_GetIP(frame));
  if (at == 0 || (*static_cast<int*>(left))-- == 0) return _URC_END_OF_STACK;
  say("  ");
  say_hex(at);
  say("\n");
  return _URC_NO_REASON;
}

/// Code addresses only: a build with symbols names them (addr2line), and nothing that was being worked on is among
/// them.
void say_stack() {
  say("stack of lakeform " LAKEFORM_VERSION "; this is a fault of the provider, please report it and what you ran:\n");
  int left = kFrames;
  _Unwind_Backtrace(say_frame, &left);
}

void on_signal(int signal, siginfo_t*, void* context) {
  // Terraform shows its user what follows a line that begins so.
  say("panic: lakeform crashed with ");
  say(name_of(signal));
  say(" at ");
  say_hex(instruction(context));
  say("\n");
  say_stack();
  clean_up();
  ::signal(signal, SIG_DFL);
  ::raise(signal);
}

/// Says the kind of exception, not its text, which may quote what it choked on.
[[noreturn]] void on_terminate() {
  const std::type_info* kind = abi::__cxa_current_exception_type();
  say("panic: lakeform ends because of an uncaught exception of type ");
  say(kind ? kind->name() : "unknown");
  say("\n");
  say_stack();
  clean_up();
  ::signal(SIGABRT, SIG_DFL);
  std::abort();
}

}  // namespace

void install_crash_handlers(const char* socket) {
  static const SignalStack stack;  // of this thread; others bring their own
  left_behind = socket;
  std::set_terminate(on_terminate);
  struct sigaction action{};
  action.sa_sigaction = on_signal;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) ::sigaction(signal, &action, nullptr);
}

}  // namespace lakeform::rpc
