// JSON web tokens that this program signs with a private key of the user's (RFC 7515, RFC 7519).
#pragma once

#include <string>
#include <string_view>

#include "provider/cloud/call.h"

namespace lakeform::cloud {

/// base64 in the alphabet for URLs, without padding.
std::string base64url(std::string_view bytes);

/// A token signed with RSA and SHA-256 (RS256); `header` gets "alg" and "typ". `key` is a private RSA key in PEM
/// (PKCS #1 or #8). The error, of a key that can't be used, holds nothing of it; `whose` names it.
Result<std::string> signed_token(std::string_view key, Json header, const Json& claims, std::string_view whose);

}  // namespace lakeform::cloud
