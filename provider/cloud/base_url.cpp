#include "provider/cloud/base_url.h"

#include <algorithm>

#include "provider/value/text.h"

namespace lakeform::cloud {
namespace {

// "user:pa/ss@host" would be taken for a host with an odd port, and part of the password be shown as an address.
bool port_is_number(std::string_view host) {
  const auto colon = host.find(':', host.starts_with('[') ? host.find(']') : 0);
  if (colon == std::string_view::npos) return true;
  host.remove_prefix(colon + 1);
  return host.size() <= 5 && std::all_of(host.begin(), host.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

bool parse_base_url(std::string_view text, BaseUrl& base) {
  const auto scheme_end = text.find("://");
  if (scheme_end == std::string_view::npos) return false;
  const std::string scheme = lower_case(text.substr(0, scheme_end));
  if (scheme != "http" && scheme != "https") return false;
  text.remove_prefix(scheme_end + 3);
  const auto host = text.substr(0, text.find_first_of("/?#"));
  if (host.empty() || host.find_first_of(" @\\") != std::string_view::npos || !port_is_number(host)) return false;
  auto path = text.substr(host.size());
  path = path.substr(0, path.find_first_of("?#"));
  while (path.ends_with('/')) path.remove_suffix(1);
  base.scheme = scheme;
  base.host = host;
  // The scheme's own port is not part of the Host header, so it must not be signed either.
  const std::string_view own_port = scheme == "https" ? ":443" : ":80";
  if (base.host.ends_with(own_port)) base.host.resize(base.host.size() - own_port.size());
  base.prefix = path;
  return true;
}

}  // namespace lakeform::cloud
