#include "provider/rpc/serve.h"

#include <fcntl.h>
#include <grp.h>
#include <grpcpp/ext/health_check_service_server_builder_option.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <thread>

#include "plugin.grpc.pb.h"  // the service type of gRPC, complete
#include "provider/rpc/certificate.h"
#include "provider/rpc/crash.h"
#include "provider/rpc/plugin_services.h"
#include "provider/rpc/rest/service.h"
#include "provider/rpc/service.h"
#include "provider/schema/registry.h"
#include "provider/value/log.h"

namespace lakeform::rpc {

namespace {

constexpr const char* kCookieName = "TF_PLUGIN_MAGIC_COOKIE";
constexpr const char* kCookie = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";
constexpr std::size_t kLongestSocketPath = 107;
constexpr std::chrono::minutes kPatience{10};
constexpr std::chrono::milliseconds kPatienceOfOfficial{1500};  // Terraform gives both of us 2 s

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

/// The line for Terraform goes to the real standard output; whatever a library prints goes to standard error from now
/// on.
int take_stdout() {
  const int line = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  ::dup2(STDERR_FILENO, STDOUT_FILENO);
  return line;
}

bool print_line(int descriptor, const std::string& line) {
  return ::write(descriptor, line.data(), line.size()) == static_cast<ssize_t>(line.size());
}

std::string socket_path() {
  std::string folder = environment("PLUGIN_UNIX_SOCKET_DIR");
  if (folder.empty()) folder = environment("TMPDIR");
  if (folder.empty()) folder = "/tmp";
  static constexpr char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
  std::random_device random;
  std::string name = "/lakeform-";
  for (int i = 0; i < 12; ++i) name += letters[random() % (sizeof letters - 1)];
  const std::string path = folder + name;
  // A deep TMPDIR does not fit into a socket address.
  return path.size() <= kLongestSocketPath ? path : "/tmp" + name;
}

/// A host with a runner of its own names the group that may connect.
void share_socket(const std::string& path) {
  const std::string group = environment("PLUGIN_UNIX_SOCKET_GROUP");
  if (group.empty()) return;
  gid_t id = 0;
  const auto read = std::from_chars(group.data(), group.data() + group.size(), id);
  if (read.ec != std::errc() || read.ptr != group.data() + group.size()) {
    const auto* found = ::getgrnam(group.c_str());
    if (!found) return;
    id = found->gr_gid;
  }
  if (::chown(path.c_str(), static_cast<uid_t>(-1), id) == 0) ::chmod(path.c_str(), 0660);
}

std::shared_ptr<grpc::ServerCredentials> credentials(const std::string& client, const std::optional<Certificate>& own) {
  if (client.empty() || !own) return grpc::InsecureServerCredentials();
  grpc::SslServerCredentialsOptions options(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  options.pem_root_certs = client;
  options.pem_key_cert_pairs.push_back({own->key_pem, own->certificate_pem});
  return grpc::SslServerCredentials(options);
}

/// A server with all services on a unix socket.
class Server {
 public:
  Server(std::unique_ptr<engine::Provider> engine, const schema::Compiled& compiled, const std::optional<Rest>& rest,
         const ShutdownWish& wish)
      : engine_(std::move(engine)), services_(make_plugin_services(wish)) {
    auto service = make_provider_service(*engine_, compiled, working_);
    if (rest) {
      auto both = make_service_with_rest(std::move(service), *engine_, compiled, *rest, working_);
      official_ = std::move(both.official);
      service = std::move(both.service);
    }
    services_.push_back(std::move(service));
  }

  bool start(const std::string& path, const std::shared_ptr<grpc::ServerCredentials>& how) {
    grpc::EnableDefaultHealthCheckService(true);
    grpc::ServerBuilder builder;
    builder.SetMaxReceiveMessageSize(-1);
    builder.SetMaxSendMessageSize(-1);
    builder.SetSyncServerOption(grpc::ServerBuilder::NUM_CQS, 1);
    builder.SetSyncServerOption(grpc::ServerBuilder::MIN_POLLERS, 1);
    builder.AddListeningPort("unix:" + path, how);
    for (const auto& service : services_) builder.RegisterService(service.get());
    const mode_t before = ::umask(0077);
    server_ = builder.BuildAndStart();
    ::umask(before);
    if (!server_) return false;
    if (auto* health = server_->GetHealthCheckService()) health->SetServingStatus("plugin", true);
    return true;
  }

  /// What is being changed right now ends as early as it can, and its answer still goes out to whoever is there.
  /// Terraform does not wait longer than 2 s for a plugin that it asked to end; after a signal, or without Terraform, a
  /// call may take its time.
  void finish() {
    if (working_ > 0) finish_work();
    if (official_) end(*official_, kPatienceOfOfficial);
  }

 private:
  void finish_work() {
    engine_->stop();
    if (official_) stop(*official_);
    const auto until = std::chrono::steady_clock::now() + kPatience;
    while (working_ > 0 && std::chrono::steady_clock::now() < until)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }

  std::unique_ptr<engine::Provider> engine_;
  std::shared_ptr<Official> official_;
  std::atomic<int> working_ = 0;
  std::vector<std::unique_ptr<grpc::Service>> services_;
  std::unique_ptr<grpc::Server> server_;
};

/// A program started by hand says what it is instead of waiting for a plugin host.
int explain_yourself(const std::string& provider, bool known) {
  if (!known) {
    std::cerr << "Lakeform has no provider named \"" << provider << "\"; it has aws, google and azurerm.\n";
    return 1;
  }
  std::cerr << "This is the " << provider
            << " provider of Lakeform, a plugin for Terraform and OpenTofu; they start it themselves.\n"
            << "Put it into a plugin folder, or name its folder in dev_overrides, and run terraform.\n"
            << "To debug it, start it with -debug and export the line that it prints.\n";
  return 1;
}

std::string reattach_line(const std::string& provider, const std::string& path) {
  nlohmann::json one{{"Protocol", "grpc"},
                     {"ProtocolVersion", 6},
                     {"Pid", ::getpid()},
                     {"Test", true},
                     {"Addr", {{"Network", "unix"}, {"String", path}}}};
  nlohmann::json all;
  for (const char* vendor : {"lakeform", "hashicorp"})
    all["registry.terraform.io/" + std::string(vendor) + "/" + provider] = one;
  return "TF_REATTACH_PROVIDERS='" + all.dump() + "'\n";
}

const ShutdownWish* wish_of_signals = nullptr;
void on_stop_signal(int) { wish_of_signals->make(); }

/// Terraform and its plugins share a process group: Ctrl-C reaches both, and a plugin that dies of it loses what it is
/// creating.
void set_signals(const ShutdownWish& wish, bool debug) {
  wish_of_signals = &wish;
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGINT, debug ? on_stop_signal : SIG_IGN);
  ::signal(SIGTERM, on_stop_signal);
}

/// Until the host or a signal asks for the end, or until the host is gone without asking.
void wait_for_end(const ShutdownWish& wish, bool debug, pid_t host) {
  while (!wish.wait(std::chrono::seconds(1))) {
    if (!debug && ::getppid() != host) return;
  }
}

/// Terraform shows this line to the user; what goes to standard error it does not show.
int cannot_start(int out, const std::string& why) {
  print_line(out, "lakeform " + why + "\n");
  return 1;
}

}  // namespace

int serve(const ServeOptions& options, const MakeProvider& make) {
  // Before the host has its line: one that dies right after it would leave init as the parent that never changes.
  const pid_t host = ::getppid();
  log::configure_from_environment(options.provider);
  const auto* compiled = schema::find_provider(options.provider);
  if (!compiled || (!options.debug && environment(kCookieName) != kCookie))
    return explain_yourself(options.provider, compiled != nullptr);
  static const std::string path = socket_path();
  install_crash_handlers(path.c_str());
  const ShutdownWish wish;
  set_signals(wish, options.debug);
  const int out = take_stdout();
  const std::string client = options.debug ? "" : environment("PLUGIN_CLIENT_CERT");
  const auto own = client.empty() ? std::nullopt : make_certificate();
  if (!client.empty() && !own)
    return cannot_start(out, "could not make a certificate: OpenSSL has no EC P-256 or no randomness here");
  const auto rest = options.program.empty() ? Result<std::optional<Rest>>(std::nullopt) : find_rest(options.program);
  if (!rest) return cannot_start(out, rest.error().summary + ". " + rest.error().detail);
  Server server(make(options.provider), *compiled, *rest, wish);
  if (!server.start(path, credentials(client, own)))
    return cannot_start(out, "could not listen on " + path + "; is TMPDIR a folder that can be written?");
  share_socket(path);
  const std::string mux = environment("PLUGIN_MULTIPLEX_GRPC").empty() ? "" : "|false";
  const std::string line = options.debug ? reattach_line(options.provider, path)
                                         : "1|6|unix|" + path + "|grpc|" + (own ? own->der_base64 : "") + mux + "\n";
  if (!print_line(out, line)) {
    ::unlink(path.c_str());
    return 1;
  }
  wait_for_end(wish, options.debug, host);
  ::unlink(path.c_str());
  server.finish();
  // Nothing is left to save; taking gRPC apart would only cost time.
  std::_Exit(0);
}

}  // namespace lakeform::rpc
