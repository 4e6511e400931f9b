// The connections that a server has open, so that it can end them.
#pragma once

#include <sys/socket.h>

#include <condition_variable>
#include <mutex>
#include <set>

#include "tests/sandbox/core/world.h"

namespace lakeform::sandbox {

/// All members may be called from any thread.
class Connections {
 public:
  /// False: the server is ending and the connection must be closed.
  bool open(int socket) {
    const std::lock_guard guard(lock_);
    if (ending_) return false;
    sockets_.insert(socket);
    return true;
  }
  /// Closes the socket while nobody can end it, for its number may be another's at once. The last thing its thread does
  /// here.
  template <class Close>
  void close(int socket, Close close_it) {
    const std::lock_guard guard(lock_);
    sockets_.erase(socket);
    close_it();
    changed_.notify_all();
  }
  /// Sleeps, or less when the server ends.
  void wait(Millis time) {
    std::unique_lock guard(lock_);
    if (time.count() > 0) changed_.wait_for(guard, time, [this] { return ending_; });
  }
  /// No connection reads another request; returns when all are closed.
  void end() {
    std::unique_lock guard(lock_);
    ending_ = true;
    for (const int socket : sockets_) ::shutdown(socket, SHUT_RD);
    changed_.notify_all();
    changed_.wait(guard, [this] { return sockets_.empty(); });
  }

 private:
  std::mutex lock_;
  std::condition_variable changed_;
  std::set<int> sockets_;
  bool ending_ = false;
};

}  // namespace lakeform::sandbox
