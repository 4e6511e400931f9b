#include "tests/sandbox/core/tls.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <map>
#include <mutex>
#include <stdexcept>

#include "provider/value/release.h"

namespace lakeform::sandbox {
namespace {

using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using Context = std::unique_ptr<SSL_CTX, Release<SSL_CTX_free>>;

void require(bool done) {
  if (!done) throw std::runtime_error("OpenSSL cannot make the sandbox's certificates");
}

Key make_key() {
  Key key(EVP_EC_gen("P-256"));
  require(key != nullptr);
  return key;
}

void add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  std::unique_ptr<X509_EXTENSION, Release<X509_EXTENSION_free>> extension(
      X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
  require(extension != nullptr && X509_add_ext(certificate, extension.get(), -1) == 1);
}

/// Valid from an hour ago for ten days.
Certificate make_certificate(EVP_PKEY* key, const char* name, X509* issuer) {
  Certificate certificate(X509_new());
  require(certificate != nullptr);
  auto* made = certificate.get();
  unsigned char serial[8];
  require(RAND_bytes(serial, sizeof serial) == 1);
  std::uint64_t number = 0;
  for (const auto byte : serial) number = number << 8U | byte;
  require(X509_set_version(made, 2) == 1 && ASN1_INTEGER_set_uint64(X509_get_serialNumber(made), number >> 1U) == 1);
  require(X509_gmtime_adj(X509_getm_notBefore(made), -3600) &&
          X509_gmtime_adj(X509_getm_notAfter(made), 10L * 24 * 3600));
  auto* subject = X509_get_subject_name(made);
  require(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(name), -1, -1,
                                     0) == 1);
  require(X509_set_issuer_name(made, X509_get_subject_name(issuer ? issuer : made)) == 1 &&
          X509_set_pubkey(made, key) == 1);
  return certificate;
}

bool below_localhost(const std::string& name) {
  static const std::string end = ".localhost";
  return name.size() > end.size() && name.size() < 254 &&
         name.compare(name.size() - end.size(), end.size(), end) == 0 &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_") ==
             std::string::npos;
}

}  // namespace

struct Tls::Parts {
  Parts() {
    ca = make_certificate(ca_key.get(), "Lakeform sandbox", nullptr);
    add_extension(ca.get(), ca.get(), NID_basic_constraints, "critical,CA:TRUE");
    add_extension(ca.get(), ca.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    add_extension(ca.get(), ca.get(), NID_subject_key_identifier, "hash");
    require(X509_sign(ca.get(), ca_key.get(), EVP_sha256()) > 0);
    use(context.native_handle(), "DNS:localhost,IP:127.0.0.1,IP:::1");
    SSL_CTX_set_tlsext_servername_callback(context.native_handle(), &Parts::named);
    SSL_CTX_set_tlsext_servername_arg(context.native_handle(), this);
  }

  /// Gives the context a new certificate for these names.
  void use(SSL_CTX* with, const std::string& names) {
    const auto certificate = make_certificate(key.get(), "localhost", ca.get());
    add_extension(certificate.get(), ca.get(), NID_subject_alt_name, names);
    add_extension(certificate.get(), ca.get(), NID_ext_key_usage, "serverAuth");
    add_extension(certificate.get(), ca.get(), NID_authority_key_identifier, "keyid");
    require(X509_sign(certificate.get(), ca_key.get(), EVP_sha256()) > 0);
    require(SSL_CTX_use_certificate(with, certificate.get()) == 1 && SSL_CTX_use_PrivateKey(with, key.get()) == 1);
  }

  SSL_CTX* context_for(const std::string& name) {
    const std::lock_guard guard(lock);
    auto& found = contexts[name];
    if (!found) {
      if (contexts.size() > 10'000) contexts.clear();  // names are the client's choice
      Context made(SSL_CTX_new(TLS_server_method()));
      require(made != nullptr);
      use(made.get(), "DNS:" + name);
      return (contexts[name] = std::move(made)).get();
    }
    return found.get();
  }

  static int named(SSL* connection, int* alert, void* argument) {
    const auto* name = SSL_get_servername(connection, TLSEXT_NAMETYPE_host_name);
    if (!name || !below_localhost(name)) return SSL_TLSEXT_ERR_OK;
    try {
      SSL_set_SSL_CTX(connection, static_cast<Parts*>(argument)->context_for(name));
      return SSL_TLSEXT_ERR_OK;
    } catch (const std::exception&) {
      *alert = SSL_AD_INTERNAL_ERROR;
      return SSL_TLSEXT_ERR_ALERT_FATAL;
    }
  }

  Key ca_key = make_key();
  Key key = make_key();
  Certificate ca;
  boost::asio::ssl::context context{boost::asio::ssl::context::tls_server};
  std::mutex lock;
  std::map<std::string, Context> contexts;
};

Tls::Tls() : parts_(std::make_unique<Parts>()) {}
Tls::~Tls() = default;
boost::asio::ssl::context& Tls::context() { return parts_->context; }

std::string Tls::authority() const {
  std::unique_ptr<BIO, Release<BIO_free_all>> out(BIO_new(BIO_s_mem()));
  require(out != nullptr && PEM_write_bio_X509(out.get(), parts_->ca.get()) == 1);
  char* text = nullptr;
  const auto size = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

}  // namespace lakeform::sandbox
