// The token of a web identity: a JSON Web Token.
#pragma once

#include <string>

#include "tests/sandbox/core/world.h"

namespace lakeform::sandbox::sts {

struct WebIdentity {
  std::string issuer;  ///< without "https://"
  std::string subject;
  std::string audience;
};

/// Reads the claims. The sandbox knows no identity provider's keys: whoever signed the token is believed. Throws
/// Failure: InvalidIdentityToken, ExpiredTokenException.
WebIdentity web_identity(const std::string& token, Time now);

}  // namespace lakeform::sandbox::sts
