// Shows that gRPC and libcurl, linked as the shipped program is, work together; see README.md beside this file.
#include <curl/curl.h>
#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/grpcpp.h>

#include <cstdio>
#include <memory>
#include <string_view>

namespace {

bool curl_has_what_clouds_need() {
  const curl_version_info_data* info = curl_version_info(CURLVERSION_NOW);
  const int wanted = CURL_VERSION_SSL | CURL_VERSION_HTTP2 | CURL_VERSION_LIBZ | CURL_VERSION_ASYNCHDNS;
  if ((info->features & wanted) != wanted) {
    std::fprintf(stderr, "libcurl lacks a feature: have %x, want %x\n", static_cast<unsigned>(info->features),
                 static_cast<unsigned>(wanted));
    return false;
  }
  for (const char* const* protocol = info->protocols; *protocol != nullptr; ++protocol) {
    if (std::string_view(*protocol) != "http" && std::string_view(*protocol) != "https") {
      std::fprintf(stderr, "libcurl speaks %s, which nothing here needs\n", *protocol);
      return false;
    }
  }
  return true;
}

// The port is one that nothing listens on: what is shown is that the name resolved and the connection was tried.
bool localhost_resolves() {
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(), curl_easy_cleanup);
  curl_easy_setopt(handle.get(), CURLOPT_URL, "https://localhost:1/");
  curl_easy_setopt(handle.get(), CURLOPT_PROXY, "");
  const CURLcode code = curl_easy_perform(handle.get());
  if (code != CURLE_COULDNT_CONNECT) {
    std::fprintf(stderr, "asking a closed port on localhost: %s\n", curl_easy_strerror(code));
  }
  return code == CURLE_COULDNT_CONNECT;
}

bool grpc_serves() {
  grpc::CallbackGenericService service;
  grpc::SslServerCredentialsOptions tls;  // names the TLS half, so that its size counts
  tls.pem_key_cert_pairs.push_back({"", ""});
  const std::shared_ptr<grpc::ServerCredentials> refused = grpc::SslServerCredentials(tls);
  grpc::ServerBuilder builder;
  builder.RegisterCallbackGenericService(&service);
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr || port == 0) {
    std::fprintf(stderr, "gRPC server did not start\n");
    return false;
  }
  server->Shutdown();
  return true;
}

}  // namespace

int main() {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  const bool good = curl_has_what_clouds_need() && localhost_resolves() && grpc_serves();
  curl_global_cleanup();
  std::puts(good ? "linking: ok" : "linking: failed");
  return good ? 0 : 1;
}
