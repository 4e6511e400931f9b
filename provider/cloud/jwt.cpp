#include "provider/cloud/jwt.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <algorithm>
#include <memory>

#include "provider/cloud/codec.h"
#include "provider/value/release.h"

namespace lakeform::cloud {

namespace {

using Bio = std::unique_ptr<BIO, Release<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>>;

// Without it OpenSSL would ask the terminal for the password of an encrypted key.
int no_password(char*, int, int, void*) { return 0; }

Key read_key(std::string_view pem) {
  const Bio text(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Key key(text ? PEM_read_bio_PrivateKey(text.get(), nullptr, no_password, nullptr) : nullptr);
  if (key && EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA) key.reset();
  ERR_clear_error();
  return key;
}

std::string rs256(EVP_PKEY* key, std::string_view text) {
  const Digest digest(EVP_MD_CTX_new());
  std::size_t length = 0;
  const auto* data = reinterpret_cast<const unsigned char*>(text.data());
  if (!digest || EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, key) != 1 ||
      EVP_DigestSign(digest.get(), nullptr, &length, data, text.size()) != 1)
    return {};
  std::string out(length, '\0');
  if (EVP_DigestSign(digest.get(), reinterpret_cast<unsigned char*>(out.data()), &length, data, text.size()) != 1)
    return {};
  out.resize(length);
  return out;
}

}  // namespace

std::string base64url(std::string_view bytes) {
  std::string out = base64(bytes);
  while (out.ends_with('=')) out.pop_back();
  std::replace(out.begin(), out.end(), '+', '-');
  std::replace(out.begin(), out.end(), '/', '_');
  return out;
}

Result<std::string> signed_token(std::string_view key, Json header, const Json& claims, std::string_view whose) {
  header["alg"] = "RS256";
  header["typ"] = "JWT";
  const std::string text = base64url(header.dump()) + "." + base64url(claims.dump());
  const Key parsed = read_key(key);
  const std::string signature = parsed ? rs256(parsed.get(), text) : std::string();
  if (!signature.empty()) return text + "." + base64url(signature);
  ERR_clear_error();
  return Error{Fault::InvalidInput,
               "the private key of " + std::string(whose) + " cannot be used",
               "It must be an RSA key in PEM form without a password (\"-----BEGIN PRIVATE KEY-----\").",
               {},
               {},
               {},
               0};
}

}  // namespace lakeform::cloud
