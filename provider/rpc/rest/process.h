// A plugin's process as go-plugin's hosts start one: handshake, its pipes, its end. It dies with us, whatever ends us.
// Source: reference of the plugin protocol, section 1.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "provider/value/result.h"

namespace lakeform::rpc {

/// What a plugin's first line says.
struct Handshake {
  int protocol = 0;         ///< 5 or 6
  std::string address;      ///< as gRPC dials it: "unix:/tmp/x" or "127.0.0.1:1234"
  std::string certificate;  ///< the server's, in PEM
};

/// The line taken apart; an error says what is wrong with it.
Result<Handshake> read_handshake(const std::string& line);

/// Any thread may call any member.
class PluginProcess {
 public:
  struct Options {
    std::filesystem::path executable;
    std::string certificate_pem;                ///< the client's
    std::chrono::milliseconds patience{60000};  ///< for the first line; as long as go-plugin's hosts wait
    std::function<bool()> cancelled = [] { return false; };
  };

  /// Starts it and waits for its first line.
  static Result<std::unique_ptr<PluginProcess>> start(const Options& options);
  ~PluginProcess();
  PluginProcess(const PluginProcess&) = delete;
  PluginProcess& operator=(const PluginProcess&) = delete;

  const Handshake& handshake() const { return handshake_; }
  pid_t pid() const { return pid_; }
  /// Waits up to the time; true once it has ended.
  bool ended(std::chrono::milliseconds time);
  /// How it ended, with its last words: "ended with signal 9 (Killed)". For a process that has ended.
  std::string fate();
  /// Ends it and what it started, at once.
  void kill();

 private:
  struct Spawned;
  explicit PluginProcess(const Options& options);
  void keep(const Options& options);
  void read(const Spawned& spawned);
  void take(int pipe, std::string& rest, std::string_view bytes);
  void line_of_stderr(const std::string& line);
  void reap();
  Outcome await_handshake(const Options& options);

  std::string name_;
  Handshake handshake_;
  std::atomic<pid_t> pid_ = 0;
  std::mutex mutex_;
  std::condition_variable news_;
  std::string first_line_;  // guarded, as all below
  bool has_line_ = false, ended_ = false, panicking_ = false;
  int status_ = 0, start_error_ = 0;
  std::vector<std::string> last_words_;
  std::thread keeper_;  // starts the process, too: the kernel ends the process when the thread that started it ends
};

}  // namespace lakeform::rpc
