#include "provider/cloud/http/proxy.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "provider/cloud/codec.h"
#include "provider/value/log.h"

namespace lakeform::cloud {
namespace {

struct Scheme {
  std::string_view name, port;
};
constexpr std::array<Scheme, 4> kSchemes{{{"http", "80"}, {"https", "443"}, {"socks5", "1080"}, {"socks5h", "1080"}}};

Error unusable(std::string what) {
  Error error;
  error.fault = Fault::InvalidInput;
  error.summary = std::move(what);
  error.detail =
      "Expected http://user:password@host:port. In user name and password the characters / ? # and blanks are written "
      "%2F %3F %23 %20.";
  return error;
}

// Takes "scheme://" off.
std::string taken_scheme(std::string_view& text) {
  const auto end = text.find("://");
  if (end == std::string_view::npos || text.find_first_of("@/?#") < end) return "http";
  const std::string scheme = lower_case(text.substr(0, end));
  text.remove_prefix(end + 3);
  return scheme;
}

bool is_port(std::string_view text) {
  unsigned port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc{} && end == text.data() + text.size() && port <= 65535;
}

// "host", "host:port", "[::1]:port": the port, empty where there is none; nothing when it is none of these.
std::optional<std::string> port_of(std::string_view host) {
  const bool bracket = host.starts_with('[');
  const auto end = bracket ? host.find(']') : host.find(':');
  if (bracket && end == std::string_view::npos) return std::nullopt;
  const auto name = host.substr(0, bracket ? end + 1 : end);
  const auto odd = [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || std::string_view("\"<>\\^`{|}%").find(c) != std::string_view::npos;
  };
  if (name.empty() || std::any_of(name.begin(), name.end(), odd)) return std::nullopt;
  const auto rest = host.substr(name.size());
  if (rest.empty() || rest == ":") return std::string();
  if (rest.front() != ':' || !is_port(rest.substr(1))) return std::nullopt;
  return std::string(rest.substr(1));
}

// A name without password is often a token.
void keep_password(std::string_view address) {
  if (const auto scheme = address.find("://"); scheme != std::string_view::npos) address.remove_prefix(scheme + 3);
  const auto at = address.rfind('@');
  if (at == std::string_view::npos) return;
  const auto login = address.substr(0, at);
  log::keep_secret(login.substr(login.find(':') + 1));
}

}  // namespace

Result<Proxy> parse_proxy(std::string_view text) {
  text = trimmed(text);
  Proxy proxy;
  if (text.empty()) return proxy;
  const std::string name = taken_scheme(text);
  const auto scheme =
      std::find_if(kSchemes.begin(), kSchemes.end(), [&](const Scheme& known) { return known.name == name; });
  if (scheme == kSchemes.end()) return unusable("its scheme is not http, https, socks5 or socks5h");
  const auto authority = text.substr(0, text.find_first_of("/?#"));
  const auto at = authority.rfind('@');
  if (at == std::string_view::npos && text.find('@') != std::string_view::npos)
    return unusable("its user name or password has a character that must be encoded");
  const auto login = at == std::string_view::npos ? std::string_view() : authority.substr(0, at);
  const auto host = at == std::string_view::npos ? authority : authority.substr(at + 1);
  if (std::any_of(login.begin(), login.end(), [](char c) { return static_cast<unsigned char>(c) <= ' '; }))
    return unusable("its user name or password has a blank that must be encoded");
  const auto port = port_of(host);
  if (!port) return unusable("it names no host, or a port that is no number");
  const auto named = host.substr(0, host.size() - (host.ends_with(':') ? 1 : 0));
  proxy.address = name + "://" + std::string(named) + (port->empty() ? ":" + std::string(scheme->port) : "");
  const auto colon = std::min(login.find(':'), login.size());
  proxy.user = percent_decode(login.substr(0, colon));
  if (colon < login.size()) proxy.password = percent_decode(login.substr(colon + 1));
  return proxy;
}

std::string proxy_for(std::string_view url, const HttpSettings& settings) {
  const auto scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return {};
  std::string_view host = url.substr(scheme_end + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (host.starts_with('[')) {
    host = host.substr(1, host.find(']') - 1);
  } else {
    host = host.substr(0, host.find(':'));
  }
  if (host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.") || host == "::1") return {};
  return url.substr(0, scheme_end) == "https" ? settings.https_proxy : settings.http_proxy;
}

void keep_passwords(std::string_view setting) {
  keep_password(setting);  // a password may hold a comma
  while (!setting.empty()) {
    const auto part = setting.substr(0, setting.find(','));
    keep_password(trimmed(part));
    setting.remove_prefix(std::min(part.size() + 1, setting.size()));
  }
}

std::string without_login(std::string_view address) {
  const auto at = address.rfind('@');
  if (at == std::string_view::npos) return std::string(address);
  const auto scheme = address.find("://");
  return std::string(address.substr(0, scheme < at ? scheme + 3 : 0)) + "(secret)" + std::string(address.substr(at));
}

std::string unusable_proxy(std::string_view url, const Error& why) {
  const bool tls = url.starts_with("https:");
  return std::string("the address of the proxy (") + (tls ? "https_proxy, HTTPS_PROXY" : "http_proxy, HTTP_PROXY") +
         ") cannot be used: " + why.summary + ". " + why.detail;
}

}  // namespace lakeform::cloud
