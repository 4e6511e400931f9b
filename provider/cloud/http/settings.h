// How a transport reaches the world: trust and proxies.
#pragma once

#include <string>

namespace lakeform::cloud {

/// Settings of a transport. Unset strings take the usual variables (see from_environment).
struct HttpSettings {
  std::string
      ca_file;  ///< PEM bundle that replaces the system's; empty: SSL_CERT_FILE, SSL_CERT_DIR, else the usual places
  std::string http_proxy, https_proxy, no_proxy;
  bool verify = true;  ///< false only where a user wrote `insecure = true`

  /// Proxies from HTTP_PROXY, HTTPS_PROXY and NO_PROXY, in capitals or not. `lookup` gives "" for what is not set.
  template <class Lookup>
  static HttpSettings from_environment(const Lookup& lookup) {
    const auto either = [&](const char* upper, const char* lower) {
      std::string value = lookup(upper);
      return value.empty() ? std::string(lookup(lower)) : value;
    };
    HttpSettings settings;
    settings.http_proxy = either("HTTP_PROXY", "http_proxy");
    settings.https_proxy = either("HTTPS_PROXY", "https_proxy");
    settings.no_proxy = either("NO_PROXY", "no_proxy");
    return settings;
  }
};

}  // namespace lakeform::cloud
