// Where a service is: the address that comes before every call's own path.
#pragma once

#include <string>
#include <string_view>

namespace lakeform::cloud {

struct BaseUrl {
  std::string scheme = "https";
  std::string host;    ///< with a port where the URL has one that is not the scheme's own
  std::string prefix;  ///< path that comes before every call's own; no slash at the end
  std::string url() const { return scheme + "://" + host + prefix; }
};

/// "http://h:1/p/" taken apart; false when the text is no http or https URL with a host (a user name in it is refused:
/// it would be shown as part of the address).
bool parse_base_url(std::string_view text, BaseUrl& base);

}  // namespace lakeform::cloud
