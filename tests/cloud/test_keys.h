// An RSA key pair made for one test run.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <memory>
#include <string>

namespace lakeform::cloud {

class TestKey {
 public:
  TestKey() : key_(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{2048})) {}
  ~TestKey() { EVP_PKEY_free(key_); }
  TestKey(const TestKey&) = delete;
  TestKey& operator=(const TestKey&) = delete;

  std::string pem() const {
    BIO* bio = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(bio, key_, nullptr, nullptr, 0, nullptr, nullptr);
    char* data = nullptr;
    const long length = BIO_get_mem_data(bio, &data);
    std::string out(data, static_cast<std::size_t>(length));
    BIO_free_all(bio);
    return out;
  }

  /// Whether the third part of a token is the signature of the first two (RS256).
  bool signed_by_it(const std::string& token) const {
    const auto dot = token.rfind('.');
    const std::string text = token.substr(0, dot), signature = decoded(token.substr(dot + 1));
    EVP_MD_CTX* digest = EVP_MD_CTX_new();
    EVP_DigestVerifyInit(digest, nullptr, EVP_sha256(), nullptr, key_);
    const int ok = EVP_DigestVerify(digest, reinterpret_cast<const unsigned char*>(signature.data()), signature.size(),
                                    reinterpret_cast<const unsigned char*>(text.data()), text.size());
    EVP_MD_CTX_free(digest);
    return ok == 1;
  }

  /// Part number `index` of a token, as text.
  static std::string part(const std::string& token, int index) {
    std::size_t from = 0;
    for (int i = 0; i < index; ++i) from = token.find('.', from) + 1;
    return decoded(token.substr(from, token.find('.', from) - from));
  }

 private:
  static std::string decoded(std::string text) {
    for (char& c : text) c = c == '-' ? '+' : c == '_' ? '/' : c;
    const auto pad = (4 - text.size() % 4) % 4;
    text.append(pad, '=');
    std::string out(text.size() / 4 * 3, '\0');
    EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()), reinterpret_cast<const unsigned char*>(text.data()),
                    static_cast<int>(text.size()));
    out.resize(out.size() - pad);
    return out;
  }

  EVP_PKEY* key_;
};

}  // namespace lakeform::cloud
