// The server's throw-away certificate for mutual TLS. Source: reference of the plugin protocol, section 2.
#pragma once

#include <optional>
#include <string>

namespace lakeform::rpc {

struct Certificate {
  std::string certificate_pem, key_pem;
  std::string der_base64;  ///< without padding, as the handshake line wants it
};

/// An EC P-256 key and a self-signed certificate for "localhost", valid from a minute ago for a year; none when OpenSSL
/// fails. Takes under 1 ms.
std::optional<Certificate> make_certificate();

}  // namespace lakeform::rpc
