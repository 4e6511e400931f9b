#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "tests/rpc/client.h"

using namespace lakeform;
using namespace lakeform::test;

namespace {

X509* certificate_of(const std::string& pem) {
  BIO* bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  X509* out = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
  BIO_free(bio);
  return out;
}

}  // namespace

TEST_CASE("the handshake line has the fields that Terraform splits and nothing stands before it") {
  Host host(kFake);
  REQUIRE(host.parts.size() == 6);
  CHECK(host.parts[0] == "1");
  CHECK(host.parts[1] == "6");
  CHECK(host.parts[2] == "unix");
  CHECK(host.parts[3].substr(0, 5) == "/tmp/");
  CHECK(host.parts[4] == "grpc");
  CHECK(host.parts[5].find('=') == std::string::npos);
}

TEST_CASE("the server's certificate is what Go verifies: name, dates, uses and a positive serial") {
  const auto own = rpc::make_certificate();
  REQUIRE(own);
  X509* cert = certificate_of(pem_of(own->der_base64));
  REQUIRE(cert);
  CHECK(X509_check_host(cert, "localhost", 0, X509_CHECK_FLAG_NEVER_CHECK_SUBJECT, nullptr) == 1);
  CHECK(X509_cmp_current_time(X509_get0_notBefore(cert)) < 0);
  CHECK(X509_cmp_current_time(X509_get0_notAfter(cert)) > 0);
  CHECK(ASN1_INTEGER_get_uint64(nullptr, X509_get_serialNumber(cert)) ==
        0);  // 16 octets do not fit, and the sign bit is clear
  CHECK((X509_get_serialNumber(cert)->type & V_ASN1_NEG) == 0);
  CHECK((X509_get_extended_key_usage(cert) & XKU_SSL_SERVER) != 0);
  X509_free(cert);
}

TEST_CASE("only the host's own certificate opens the socket") {
  Host host(kFake);
  host.connect(*rpc::make_certificate());
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(2));
  tfplugin6::Nothing in, out;
  CHECK_FALSE(host.provider->GetProviderSchema(&context, in, &out).ok());
}

TEST_CASE("the socket is the user's alone") {
  Host host(kFake);
  struct stat found{};
  REQUIRE(::stat(host.parts[3].c_str(), &found) == 0);
  CHECK((found.st_mode & 0077) == 0);
}

TEST_CASE("without a client certificate the line has an empty one and calls are not encrypted") {
  Host host(kFake, false);
  CHECK(host.parts[5].empty());
  CHECK(call(host, &tfplugin6::Provider::Stub::GetProviderSchema, tfplugin6::Nothing()).ByteSizeLong() > 1000);
}

TEST_CASE("a host that can multiplex is told that this server does not") {
  Host host(kFake, true, {{"PLUGIN_MULTIPLEX_GRPC", "true"}});
  REQUIRE(host.parts.size() == 7);
  CHECK(host.parts[6] == "false");
}

TEST_CASE("sockets go where the host says, and a folder that is too deep for a socket is left for /tmp") {
  const Host asked(kFake, true, {{"PLUGIN_UNIX_SOCKET_DIR", "/var/tmp"}});
  CHECK(asked.parts[3].substr(0, 9) == "/var/tmp/");
  const Host deep(kFake, true, {{"TMPDIR", "/tmp/" + std::string(120, 'x')}});
  CHECK(deep.parts[3].substr(0, 14) == "/tmp/lakeform-");
}

TEST_CASE("a folder that does not exist is told on the line that Terraform shows to people") {
  Process process(kFake, [] {
    auto environment = host_environment();
    environment["TMPDIR"] = "/nowhere";
    return environment;
  }());
  CHECK(process.line().find("could not listen on /nowhere/") != std::string::npos);
  CHECK(process.end() == 1);
}

TEST_CASE("a program started by hand says what it is for") {
  Process process(kFake, {});
  CHECK(process.line().empty());
  CHECK(process.end() == 1);
  CHECK(process.errors().find("a plugin for Terraform") != std::string::npos);
}

TEST_CASE("in debug mode a client reattaches over the printed address, as often as it likes") {
  Process process({built("fake_provider"), "-debug"}, {{"TMPDIR", "/tmp"}});
  const std::string line = process.line();
  CHECK(line.find("TF_REATTACH_PROVIDERS='{") == 0);
  CHECK(line.find("\"registry.terraform.io/hashicorp/aws\"") != std::string::npos);
  CHECK(line.find("\"Pid\":" + std::to_string(process.pid())) != std::string::npos);
  const auto at = line.find("/tmp/lakeform-");
  REQUIRE(at != std::string::npos);
  const std::string path = line.substr(at, line.find('"', at) - at);
  for (int i = 0; i < 2; ++i) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    const auto stub = tfplugin6::Provider::NewStub(
        grpc::CreateCustomChannel("unix:" + path, grpc::InsecureChannelCredentials(), arguments));
    grpc::ClientContext context;
    tfplugin6::Nothing in, out;
    CHECK(stub->GetMetadata(&context, in, &out).ok());
  }
  process.signal(SIGINT);
  CHECK(process.end() == 0);
  CHECK(::access(path.c_str(), F_OK) != 0);
}
