// lakeform-sandbox: clouds on a loopback port. Prints export lines that point any client at them, then serves until it
// is stopped.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "tests/sandbox/core/server.h"

namespace {

using namespace lakeform::sandbox;

constexpr auto about =
    "A sandbox that behaves like the parts of the clouds that Lakeform talks to, on a loopback port.\n"
    "Prints `export` lines for a shell, an empty line, then serves until SIGINT or SIGTERM:\n\n"
    "  lakeform-sandbox --tls > env & sleep 0.1; . ./env; aws redshift describe-clusters";

constexpr auto more =
    "Clouds\n"
    "  aws     S3, Glue, IAM, STS, Redshift, and of EC2 what these need. Signatures are checked. Accounts:\n"
    "            111111111111  AKIASANDBOX000000001 / sandbox-secret-1   (the one in the export lines)\n"
    "            222222222222  AKIASANDBOX000000002 / sandbox-secret-2\n"
    "          Regions are those of the requests; --region sets the one in the export lines.\n\n"
    "Control while it runs, on the same port (no signature needed)\n"
    "  POST   /_sandbox/reset     forget everything but the accounts\n"
    "  GET    /_sandbox/requests  the last 20,000 requests as JSON; ?service=s3&operation=PutObject for some,\n"
    "                             ?summary for counts of all; DELETE clears them, too\n"
    "  POST   /_sandbox/faults    "
    "[{\"service\":\"s3\",\"operation\":\"PutBucket*\",\"kind\":\"refuse\",\"status\":503,\n"
    "                             \"code\":\"SlowDown\",\"skip\":0,\"times\":1}]; replaces the faults before it. "
    "Kinds:\n"
    "                               refuse    answers status, code and message\n"
    "                               deny      this action is not allowed; times is -1 (always) unless given\n"
    "                               throttle  too many requests, in the form of the protocol\n"
    "                               expire    session tokens are expired from now on\n"
    "                               page      answers status and message as a page of somebody in between\n"
    "                               slow      answers after wait_ms\n"
    "                               drop      does it, and closes the connection in mid-answer\n"
    "                               lost      does it, and closes the connection before the answer\n"
    "                               half      does it, and half of the answer looks like all of it\n"
    "                               cut       closes the connection and does nothing\n"
    "                               partial   a list with pages of one item (\"page\": n for more)\n"
    "                             Any kind takes wait_ms; refusals take retry_after (seconds).\n"
    "  POST   /_sandbox/options   {\"delay\":ms,\"lag\":ms,\"latency\":ms,\"rate\":n,\"page\":n}\n"
    "  POST   /_sandbox/expire    session tokens given out so far are expired\n"
    "  GET    /_sandbox/inventory a line for everything that was made and is still there\n"
    "  GET    /_sandbox/health";

struct Wanted {
  Options options;
  std::vector<std::string> clouds = {"aws"};
  std::uint16_t port = 0;
  bool tls = false;
  std::string log;
};

void add_options(CLI::App& app, Wanted& wanted) {
  const auto millis = [&](const char* name, Millis& into, const char* what) {
    app.add_option_function<int>(
           name, [&into](int value) { into = Millis(value); }, what)
        ->check(CLI::NonNegativeNumber)
        ->type_name("MS");
  };
  auto& options = wanted.options;
  app.add_option("CLOUD", wanted.clouds, "clouds to serve, all unless named: aws")->check(CLI::IsMember({"aws"}));
  app.add_option("--port", wanted.port, "port to listen on; 0 takes a free one")->type_name("PORT");
  app.add_flag("--tls", wanted.tls, "serve HTTPS with a certificate authority made at start, and export it");
  app.add_option("--region", options.region, "region in the export lines")->type_name("NAME");
  millis("--delay", options.delay,
         "milliseconds that a slow change takes (a cluster created, a crawler run); 200 unless given");
  millis("--lag", options.lag, "milliseconds after a write in which reads still see what was before");
  millis("--latency", options.latency, "milliseconds that every answer takes");
  app.add_option("--rate", options.rate, "calls per second of a service in one account and region before it throttles")
      ->check(CLI::NonNegativeNumber)
      ->type_name("N");
  app.add_option("--page", options.page, "upper limit of a page of any list; 0: the service's own")->type_name("N");
  app.add_option("--log", wanted.log,
                 "write every request to this file, one JSON object a line (bodies are as sent, secrets included)")
      ->type_name("FILE");
}

/// The authority in a file that is gone with the process, behind it what the system trusts: SSL_CERT_FILE replaces
/// that.
class AuthorityFile {
 public:
  explicit AuthorityFile(const Tls& tls)
      : path_(std::filesystem::temp_directory_path() / ("lakeform-sandbox-ca-" + std::to_string(::getpid()) + ".pem")) {
    std::ofstream file(path_, std::ios::trunc);
    file << tls.authority();
    for (const char* system :
         {"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"}) {
      std::ifstream trusted(system);
      if (trusted && file << trusted.rdbuf()) break;
    }
    file.flush();
    if (!file) throw std::runtime_error("cannot write " + path_.string());
  }
  ~AuthorityFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  AuthorityFile(const AuthorityFile&) = delete;
  AuthorityFile& operator=(const AuthorityFile&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

void print_exports(const Wanted& wanted, const std::string& url, const AuthorityFile* authority) {
  const auto line = [](const char* name, const std::string& value) {
    std::cout << "export " << name << "=" << value << "\n";
  };
  line("AWS_ENDPOINT_URL", url);
  line("AWS_ACCESS_KEY_ID", "AKIASANDBOX000000001");
  line("AWS_SECRET_ACCESS_KEY", "sandbox-secret-1");
  line("AWS_REGION", wanted.options.region);
  line("AWS_DEFAULT_REGION", wanted.options.region);
  line("AWS_EC2_METADATA_DISABLED", "true");
  if (authority) {
    for (const char* name : {"AWS_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"})
      line(name, authority->path().string());
  }
  std::cout << std::endl;
}

void serve(const Wanted& wanted) {
  Front front(wanted.options);
  if (!wanted.log.empty()) front.log().write_to(wanted.log);
  std::unique_ptr<Tls> tls;
  std::unique_ptr<AuthorityFile> authority;
  if (wanted.tls) {
    tls = std::make_unique<Tls>();
    authority = std::make_unique<AuthorityFile>(*tls);
  }
  Server server(front, wanted.port, tls.get());
  server.stop_on_signals();
  print_exports(wanted, (tls ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(server.port()),
                authority.get());
  server.run();
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app(about, "lakeform-sandbox");
  app.footer(more);
  Wanted wanted;
  add_options(app, wanted);
  CLI11_PARSE(app, argc, argv);
  std::signal(SIGPIPE, SIG_IGN);
  try {
    serve(wanted);
  } catch (const std::exception& error) {
    std::cerr << "lakeform-sandbox: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
