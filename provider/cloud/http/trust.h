// The certificates that are trusted.
#pragma once

#include <string>

#include "provider/cloud/http/settings.h"

namespace lakeform::cloud {

/// A PEM bundle and a folder of hashed certificates; either may be empty.
struct TrustStore {
  std::string file, folder;
};

/// The settings' own bundle, else SSL_CERT_FILE and SSL_CERT_DIR, else the bundle where distributions keep it. The
/// environment and the machine are looked at once in a process.
TrustStore trust_of(const HttpSettings& settings);

}  // namespace lakeform::cloud
