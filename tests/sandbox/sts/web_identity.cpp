#include "tests/sandbox/sts/web_identity.h"

#include <nlohmann/json.hpp>

#include "tests/sandbox/core/http.h"

namespace lakeform::sandbox::sts {
namespace {

using Json = nlohmann::json;

/// Of base64 in the alphabet for URLs, without padding.
std::string decoded(std::string_view text) {
  static const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string out;
  unsigned bits = 0;
  int have = 0;
  for (const char c : text) {
    const auto at = alphabet.find(c);
    if (at == std::string::npos) return "";
    bits = (bits << 6U | static_cast<unsigned>(at)) & 0xFFFFU;
    have += 6;
    if (have >= 8) {
      have -= 8;
      out += static_cast<char>(bits >> static_cast<unsigned>(have) & 0xFFU);
    }
  }
  return out;
}

std::string text(const Json& claims, const char* name) {
  const auto value = claims.value(name, Json());
  if (value.is_array() && !value.empty() && value[0].is_string()) return value[0];
  return value.is_string() ? value.get<std::string>() : "";
}

}  // namespace

WebIdentity web_identity(const std::string& token, Time now) {
  const auto first = token.find('.');
  const auto second = token.find('.', first == std::string::npos ? first : first + 1);
  const auto claims =
      second == std::string::npos
          ? Json()
          : Json::parse(decoded(std::string_view(token).substr(first + 1, second - first - 1)), nullptr, false);
  if (!claims.is_object() || text(claims, "iss").empty() || text(claims, "sub").empty()) {
    throw Failure(400, "InvalidIdentityToken",
                  "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
  }
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
  if (claims.contains("exp") && claims["exp"].is_number() &&
      claims["exp"].get<double>() <= static_cast<double>(seconds)) {
    throw Failure(400, "ExpiredTokenException",
                  "Token expired: current date/time must be before the expiration date/time");
  }
  auto issuer = text(claims, "iss");
  if (issuer.rfind("https://", 0) == 0) issuer = issuer.substr(8);
  return {issuer, text(claims, "sub"), text(claims, "aud")};
}

}  // namespace lakeform::sandbox::sts
