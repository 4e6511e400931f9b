#include "provider/rpc/rest/official.h"

#include <algorithm>

#include "provider/rpc/rest/ask.h"
#include "provider/value/log.h"

namespace lakeform::rpc {

namespace {

using namespace std::chrono_literals;

constexpr auto kStopLimit = 5s;
constexpr auto kFateLimit = 2s;  // the connection breaks a moment before the process is seen to have ended

Diagnostic error_of(std::string summary, std::string detail) {
  return {Diagnostic::Severity::Error, std::move(summary), std::move(detail), {}};
}

/// Its path is left out: it leads into the provider block, not into the message that is answered.
Diagnostic from_wire(const tfplugin6::Diagnostic& message) {
  const bool error = message.severity() == tfplugin6::Diagnostic::ERROR;
  return {error ? Diagnostic::Severity::Error : Diagnostic::Severity::Warning,
          "The official provider: " + message.summary(),
          message.detail(),
          {}};
}

constexpr const char* kUntouched =
    "\n\nWhat Lakeform itself does is not touched by this. The official provider answers for the types that Lakeform "
    "does not cover; TF_LOG=debug shows what it said.";

Result<Running> start(const std::filesystem::path& executable, const std::function<bool()>& cancelled) {
  const auto own = make_certificate();
  if (!own)
    return Error{Fault::Internal,
                 "Could not make a certificate",
                 "OpenSSL has no EC P-256 or no randomness here.",
                 {},
                 {},
                 {},
                 0};
  auto process = PluginProcess::start({executable, own->certificate_pem, 60s, cancelled});
  if (!process) return process.error();
  auto channel = std::make_unique<PluginChannel>((*process)->handshake(), *own);
  return Running{std::move(*process), std::move(channel)};
}

}  // namespace

Official::~Official() { end(0ms); }

Result<RestSchemas> ask_schemas(const std::filesystem::path& executable) {
  auto running = start(executable, [] { return false; });
  if (!running) return running.error();
  RestSchemas out;
  const auto status = running->channel->call("GetProviderSchema", "", out.provider, nullptr, 60s);
  const auto ignored = running->channel->call("GetResourceIdentitySchemas", "", out.identities, nullptr, 60s);
  if (!ignored.ok()) out.identities.clear();  // older releases have none
  running->channel->shut_down(1s);
  running->process->ended(1s);
  if (!status.ok())
    return Error{Fault::Unavailable,
                 executable.filename().string() + " did not tell its schemas",
                 status.error_message(),
                 {},
                 {},
                 {},
                 0};
  return out;
}

void Official::configure(const tfplugin6::Configure& request) {
  const std::lock_guard lock(mutex_);
  configuration_ = request;
  refused_.reset();
}

std::shared_ptr<Running> Official::running() {
  const std::lock_guard lock(mutex_);
  return running_;
}

std::shared_ptr<Running> Official::ready(const grpc::ServerContext* caller, Diagnostics& found) {
  const std::lock_guard starting(starting_);
  if (!running() && !failed_) {
    if (stopped_)
      return found.push_back(
                 error_of("Interrupted", "Terraform asked for an end before the official provider was needed.")),
             nullptr;
    log::write(log::Level::Info, "Starting the official provider", {{"executable", rest_.executable.string()}});
    const auto different = changed(rest_, false);
    auto started =
        different ? Result<Running>(*different) : start(rest_.executable, [this] { return stopped_.load(); });
    const std::lock_guard lock(mutex_);
    if (started)
      running_ = std::make_shared<Running>(std::move(*started));
    else
      failed_ = started.error();
  }
  if (failed_) return found.push_back(to_diagnostic(*failed_)), nullptr;
  const auto out = running();
  send_configuration(*out, caller, found);
  return has_error(found) ? nullptr : out;
}

/// What it says against the block is said again by every call that would have needed it; warnings are told once.
void Official::send_configuration(Running& running, const grpc::ServerContext* caller, Diagnostics& found) {
  std::optional<tfplugin6::Configure> request;
  {
    const std::lock_guard lock(mutex_);
    if (refused_) found = *refused_;
    request = std::move(configuration_);
    configuration_.reset();
  }
  if (!request) return;
  std::string bytes;
  const auto status = running.channel->call("ConfigureProvider", request->SerializeAsString(), bytes, caller);
  tfplugin6::Findings1 answer;
  if (!status.ok() || !answer.ParseFromString(bytes)) {
    found = outcome("ConfigureProvider", running, status, {}, {}).findings;
    const std::lock_guard lock(mutex_);
    if (status.error_code() == grpc::StatusCode::CANCELLED && !configuration_)
      configuration_ = std::move(request);  // another call may want it
    return;
  }
  for (const auto& one : answer.diagnostics()) found.push_back(from_wire(one));
  if (!has_error(found)) return;
  const std::lock_guard lock(mutex_);
  refused_ = found;
}

PassedOn Official::outcome(const char* rpc, Running& running, grpc::Status status, std::string response,
                           Diagnostics found) {
  if (status.ok()) return {std::move(response), std::move(found), status};
  const bool through = status.error_code() == grpc::StatusCode::UNIMPLEMENTED ||
                       (status.error_code() == grpc::StatusCode::CANCELLED && !running.process->ended(0s));
  if (through) return {std::nullopt, std::move(found), status};
  const bool broken =
      status.error_code() == grpc::StatusCode::UNAVAILABLE || status.error_code() == grpc::StatusCode::CANCELLED;
  const std::string why =
      broken && running.process->ended(kFateLimit) ? "Its process " + running.process->fate() : status.error_message();
  found.push_back(error_of("The official provider " + rest_.name() + " failed in " + rpc, why + kUntouched));
  return {std::nullopt, std::move(found), grpc::Status::OK};
}

PassedOn Official::call(const char* rpc, const std::string& request, const grpc::ServerContext* caller) {
  Diagnostics found;
  const auto running = ready(caller, found);
  if (!running) return {std::nullopt, std::move(found), grpc::Status::OK};
  std::string response;
  auto status = running->channel->call(rpc, request, response, caller);
  return outcome(rpc, *running, std::move(status), std::move(response), std::move(found));
}

PassedOn Official::stream(const char* rpc, const std::string& request, const grpc::ServerContext* caller,
                          const std::function<bool(const std::string&)>& take) {
  Diagnostics found;
  const auto running = ready(caller, found);
  if (!running) return {std::nullopt, std::move(found), grpc::Status::OK};
  auto status = running->channel->stream(rpc, request, caller, take);
  return outcome(rpc, *running, std::move(status), {}, std::move(found));
}

void Official::stop() {
  stopped_ = true;
  const auto running = this->running();
  std::string ignored;
  if (running) running->channel->call("StopProvider", "", ignored, nullptr, kStopLimit);
}

void Official::end(std::chrono::milliseconds patience) {
  stopped_ = true;
  const auto running = this->running();
  if (!running) return;
  if (patience > 0ms) {
    const auto until = std::chrono::steady_clock::now() + patience;
    running->channel->shut_down(patience);
    running->process->ended(
        std::max(0ms, std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now())));
  }
  running->process->kill();
}

}  // namespace lakeform::rpc
