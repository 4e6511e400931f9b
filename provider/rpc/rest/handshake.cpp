// The line by which a plugin says how to reach it.
#include "provider/rpc/rest/process.h"
#include "provider/value/log.h"
#include "provider/value/shorten.h"

namespace lakeform::rpc {

namespace {

Error wrong(const std::string& line, const std::string& why) {
  return {Fault::Unavailable,
          "",
          why + " Its first line was: " + shortened(log::valid_utf8(log::scrub(line)), 300),
          {},
          {},
          {},
          0};
}

std::vector<std::string> parts_of(const std::string& line) {
  std::vector<std::string> out(1);
  for (const char c : line) {
    if (c == '|')
      out.emplace_back();
    else if (c != ' ' && c != '\r')
      out.back() += c;
  }
  return out;
}

/// From DER in base64, with or without padding.
std::string pem_of(std::string base64) {
  while (base64.size() % 4 != 0) base64 += '=';
  std::string out = "-----BEGIN CERTIFICATE-----\n";
  for (std::size_t i = 0; i < base64.size(); i += 64) out += base64.substr(i, 64) + "\n";
  return out + "-----END CERTIFICATE-----\n";
}

}  // namespace

Result<Handshake> read_handshake(const std::string& line) {
  const auto parts = parts_of(line);
  if (parts.size() < 5) return wrong(line, "It did not greet as a Terraform provider does.");
  if (parts[0] != "1")
    return wrong(line, "It greets in version " + parts[0] + " of the plugin system, of which Lakeform knows 1.");
  if (parts[1] != "5" && parts[1] != "6")
    return wrong(line, "It speaks protocol " + parts[1] + "; Lakeform speaks 5 and 6.");
  if (parts[4] != "grpc" || (parts[2] != "unix" && parts[2] != "tcp"))
    return wrong(line, "It wants to be reached in a way that Lakeform does not know.");
  if (parts.size() < 6 || parts[5].size() < 50)
    return wrong(line, "It offers no certificate, so its calls would not be encrypted.");
  return Handshake{parts[1] == "5" ? 5 : 6, (parts[2] == "unix" ? "unix:" : "") + parts[3], pem_of(parts[5])};
}

}  // namespace lakeform::rpc
