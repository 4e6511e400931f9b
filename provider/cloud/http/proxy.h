// Proxy settings as people write them: which proxy serves a URL, and its address taken apart, so that nothing else has
// to read a text with a password in it. Sources: golang.org/x/net/http/httpproxy and net/url, which the official
// providers use.
#pragma once

#include <string>
#include <string_view>

#include "provider/cloud/http/settings.h"
#include "provider/value/result.h"

namespace lakeform::cloud {

struct Proxy {
  std::string address;         ///< "http://host:3128", without user name and password; empty: a direct connection
  std::string user, password;  ///< not encoded
};

/// "[scheme://][user[:password]@]host[:port]". Schemes: http (the default), https, socks5, socks5h; ports: 80, 443,
/// 1080 where none is named, as the official providers take them. An "@" belongs to the password unless it is the last
/// one; "/",
/// "?", "#" and blanks in a password must be percent-encoded. An error never holds any of the text.
Result<Proxy> parse_proxy(std::string_view text);

/// Why the proxy that the settings name for a URL can't be used, with the settings' names.
std::string unusable_proxy(std::string_view url, const Error& why);

/// What the settings say for a URL: the proxy's address as it was written, or "" for a direct connection. Loopback is
/// always direct.
std::string proxy_for(std::string_view url, const HttpSettings& settings);

/// Keeps the passwords of all addresses in a setting out of every text from now on, however wrong the addresses are.
/// The setting may be a list with commas (NO_PROXY, where a proxy's address has been seen).
void keep_passwords(std::string_view setting);

/// The address without user name and password, for messages; everything between "://" and the last "@" is left out.
std::string without_login(std::string_view address);

}  // namespace lakeform::cloud
