// A certificate authority of the sandbox's own, made at start and gone with the process.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <string>

namespace lakeform::sandbox {

class Tls {
 public:
  /// Makes the authority and a certificate for 127.0.0.1, ::1 and localhost. Throws std::runtime_error.
  Tls();
  ~Tls();
  /// Certificate of the authority, as PEM: what clients must trust.
  std::string authority() const;
  /// For server sockets. A client that asks for a name below `localhost` ("bucket.s3.localhost") gets a certificate
  /// made for it: wildcards directly below a top-level domain are refused by OpenSSL.
  boost::asio::ssl::context& context();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace lakeform::sandbox
