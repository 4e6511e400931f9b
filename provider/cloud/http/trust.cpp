#include "provider/cloud/http/trust.h"

#include <unistd.h>

#include <array>
#include <cstdlib>

namespace lakeform::cloud {

namespace {

std::string from_env(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

// A fully static program is built on Debian and runs anywhere: the bundle is looked for where distributions keep it.
const TrustStore& system_trust() {
  static const TrustStore found = [] {
    TrustStore store{from_env("SSL_CERT_FILE"), from_env("SSL_CERT_DIR")};
    if (!store.file.empty() || !store.folder.empty()) return store;
    constexpr std::array files{"/etc/ssl/certs/ca-certificates.crt",
                               "/etc/pki/tls/certs/ca-bundle.crt",
                               "/etc/ssl/ca-bundle.pem",
                               "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
                               "/etc/ssl/cert.pem",
                               "/etc/pki/tls/cacert.pem"};
    for (const char* file : files) {
      if (access(file, R_OK) == 0) {
        store.file = file;
        break;
      }
    }
    return store;
  }();
  return found;
}

}  // namespace

TrustStore trust_of(const HttpSettings& settings) {
  return settings.ca_file.empty() ? system_trust() : TrustStore{settings.ca_file, {}};
}

}  // namespace lakeform::cloud
