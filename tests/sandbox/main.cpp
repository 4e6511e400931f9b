// lakeform-sandbox: AWS on a loopback port. Prints export lines that point any client at it, then serves until it is stopped.
#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>

#include "tests/sandbox/core/server.h"

int main(int argc, char** argv) {
  using namespace lakeform::sandbox;
  CLI::App app(
      "A sandbox that behaves like the parts of AWS that Lakeform talks to, on a loopback port.\n"
      "Prints `export` lines for a shell, an empty line, then serves until it is stopped.\n\n"
      "Control while it runs (no signature needed):\n"
      "  POST /_sandbox/reset      forget everything\n"
      "  GET  /_sandbox/requests   every request so far as JSON; DELETE also clears the log\n"
      "  POST /_sandbox/faults     [{\"service\":\"s3\",\"operation\":\"PutBucketPolicy\",\"kind\":\"refuse|drop|cut|slow\",\n"
      "                             \"status\":503,\"code\":\"SlowDown\",\"skip\":0,\"times\":1,\"wait_ms\":0}]\n"
      "  POST /_sandbox/options    {\"delay\":ms,\"lag\":ms,\"page\":N}\n\n"
      "Accounts: AKIASANDBOX000000001 / sandbox-secret-1 is 111111111111, AKIASANDBOX000000002 / sandbox-secret-2 is 222222222222.",
      "lakeform-sandbox");
  Options options;
  std::uint16_t port = 0;
  int delay = 200;
  int lag = 0;
  app.add_option("--port", port, "port to listen on; 0 takes a free one");
  app.add_option("--delay", delay, "milliseconds that an asynchronous change takes (a cluster that is created, a crawler that runs)");
  app.add_option("--lag", lag, "milliseconds after a write in which reads still see what was before");
  app.add_option("--page", options.page, "upper limit of a page of any list; 0: the service's own");
  app.add_option("--region", options.region, "region in the export lines");
  CLI11_PARSE(app, argc, argv);
  options.delay = Millis(delay);
  options.lag = Millis(lag);
  std::signal(SIGPIPE, SIG_IGN);
  try {
    Front front(options);
    Server server(front, port);
    std::cout << "export AWS_ENDPOINT_URL=http://127.0.0.1:" << server.port() << "\n"
              << "export AWS_ACCESS_KEY_ID=AKIASANDBOX000000001\n"
              << "export AWS_SECRET_ACCESS_KEY=sandbox-secret-1\n"
              << "export AWS_REGION=" << options.region << "\n"
              << "export AWS_DEFAULT_REGION=" << options.region << "\n"
              << "export AWS_EC2_METADATA_DISABLED=true\n"
              << std::endl;
    server.run();
  } catch (const std::exception& error) {
    std::cerr << "lakeform-sandbox: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
