#include "provider/cloud/aws/environment.h"

#include <unistd.h>

#include <fstream>

#include "provider/cloud/codec.h"

namespace lakeform::cloud::aws {

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

bool read_file(const std::string& path, std::string& content) {
  constexpr std::size_t most = std::size_t{1} << 20;
  std::ifstream file(path, std::ios::binary);
  if (!file) return false;
  content.resize(most);
  file.read(content.data(), static_cast<std::streamsize>(most));
  if (file.bad()) return false;
  content.resize(static_cast<std::size_t>(file.gcount()));
  return true;
}

}  // namespace lakeform::cloud::aws
