// The shared config and credentials files (~/.aws/config, ~/.aws/credentials). Source: "Shared config and credentials
// files" in the AWS SDKs and Tools reference guide.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lakeform::cloud::aws {

/// One section's settings, names in lower case. A nested setting ("s3 =" with indented lines below) is "s3.name".
using Section = std::map<std::string, std::string, std::less<>>;

class SharedConfig {
 public:
  /// Files that do not exist are passed over. Later files win over earlier ones, credentials files over config files.
  static SharedConfig load(const std::vector<std::string>& config_files,
                           const std::vector<std::string>& credentials_files);

  void add_config(std::string_view text) { add(text, true); }
  void add_credentials(std::string_view text) { add(text, false); }

  /// Null when there is none.
  const Section* profile(std::string_view name) const { return find(profiles_, name); }
  const Section* sso_session(std::string_view name) const { return find(sessions_, name); }
  const Section* services(std::string_view name) const { return find(services_, name); }

 private:
  using Sections = std::map<std::string, Section, std::less<>>;
  void add(std::string_view text, bool config);
  Section* open_section(std::string_view header, bool config);
  static const Section* find(const Sections& sections, std::string_view name) {
    const auto found = sections.find(name);
    return found == sections.end() ? nullptr : &found->second;
  }

  Sections profiles_, sessions_, services_;
};

/// "" when the section is null or has no such setting.
std::string setting(const Section* section, std::string_view name);

}  // namespace lakeform::cloud::aws
