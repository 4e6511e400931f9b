#include "provider/cloud/environment.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "provider/cloud/codec.h"

namespace lakeform::cloud {

Environment Environment::of_process() {
  std::map<std::string, std::string, std::less<>> variables;
  for (char** entry = environ; entry && *entry; ++entry) {
    const std::string_view text(*entry);
    const auto equals = text.find('=');
    if (equals != std::string_view::npos) variables.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return Environment(std::move(variables));
}

std::string Environment::operator()(std::string_view name) const {
  const auto found = variables_.find(name);
  return found == variables_.end() ? std::string() : found->second;
}

std::string Environment::first(std::initializer_list<std::string_view> names) const {
  for (const auto name : names) {
    if (auto value = (*this)(name); !value.empty()) return value;
  }
  return {};
}

bool Environment::flag(std::string_view name) const {
  const std::string value = lower_case((*this)(name));
  return value == "true" || value == "1";
}

std::string Environment::expanded(std::string_view path) const {
  if (path != "~" && !path.starts_with("~/")) return std::string(path);
  return (*this)("HOME") + std::string(path.substr(1));
}

bool read_file(const std::string& path, std::string& content, std::chrono::milliseconds patience) {
  constexpr std::size_t most = std::size_t{1} << 20;
  content.clear();
  const int file = open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (file < 0) return false;
  ssize_t got = 0;
  std::array<char, 8192> block{};
  while (content.size() < most) {
    pollfd waited{file, POLLIN, 0};
    if (poll(&waited, 1, static_cast<int>(patience.count())) == 0) break;
    got = read(file, block.data(), std::min(block.size(), most - content.size()));
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got <= 0) break;
    content.append(block.data(), static_cast<std::size_t>(got));
  }
  close(file);
  return got >= 0;
}

}  // namespace lakeform::cloud
