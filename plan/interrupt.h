// What must not outlive the program: a child that runs, and a file that is half written.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace lakeform::plan {

/// From now on Ctrl-C, SIGTERM and SIGHUP first end the running child with its own children and take half-written files
/// away; then the program ends by that signal, so that a shell sees 130, 143 or 129. A second signal while the child
/// ends kills it. Signals that are ignored (nohup) stay ignored. Call it once.
void tidy_up_when_interrupted();

/// Runs a program to its end: standard input is empty, what it writes goes into the two open files. The exit status; -1
/// when it was killed. A program that can't be started has status 127 and says so in `err`. It is asked to end
/// (SIGTERM) should this program be gone before it, whatever the reason. One at a time.
int run_to_end(std::vector<std::string> arguments, int out, int err);

/// A folder that goes with everything in it on Ctrl-C, SIGTERM and SIGHUP, once the running child has ended.
void take_away_when_interrupted(const std::string& folder);
/// That one no longer.
void keep_when_interrupted(const std::string& folder);

/// A new file under a name of its own in the folder of `path`, for writing; an interrupt takes it away.
class HalfWritten {
 public:
  /// `mode` is what the file is opened with (open(2)). Without success descriptor() is -1, and errno says why.
  HalfWritten(const std::string& path, mode_t mode);
  ~HalfWritten();
  HalfWritten(const HalfWritten&) = delete;
  HalfWritten& operator=(const HalfWritten&) = delete;
  int descriptor() const { return descriptor_; }
  /// Gives it its name, in the place of what may have it. False: errno says why.
  bool become(const std::string& path);

 private:
  std::string name_;
  int descriptor_ = -1;
};

}  // namespace lakeform::plan
