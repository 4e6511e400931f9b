// A child process with pipes, in a process group of its own, that the kernel ends when the calling thread ends.
#pragma once

#include <sys/types.h>

#include <map>
#include <string>

namespace lakeform::rpc {

struct Child {
  pid_t pid = 0;  ///< 0: it did not start
  int out = -1, err = -1;
  int error = 0;  ///< the errno of what did not work
};

/// Our environment with these changes; an empty value takes a variable away. Its standard input is /dev/null.
Child spawn(const std::string& executable, const std::map<std::string, std::string>& changes);

}  // namespace lakeform::rpc
