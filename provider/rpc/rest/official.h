// The official provider behind ours: started, configured and called when something is asked that only it knows.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "provider/rpc/rest/channel.h"
#include "provider/rpc/rest/store.h"
#include "tfplugin6.pb.h"

namespace lakeform::rpc {

/// What a call came to.
struct PassedOn {
  std::optional<std::string> bytes;  ///< the answer; none when there is none
  Diagnostics findings;              ///< to be told with the answer, or in its place
  grpc::Status
      status;  ///< what the caller's own call ends with: "unimplemented" goes through, so does a cancelled call
};

/// A process with a connection to it.
struct Running {
  std::unique_ptr<PluginProcess> process;
  std::unique_ptr<PluginChannel> channel;
};

/// Any thread may call any member.
class Official {
 public:
  explicit Official(Rest rest) : rest_(std::move(rest)) {}
  ~Official();
  Official(const Official&) = delete;
  Official& operator=(const Official&) = delete;

  const Rest& rest() const { return rest_; }

  /// What it is configured with before the next call; the block is in the shape of its schema.
  void configure(const tfplugin6::Configure& request);
  PassedOn call(const char* rpc, const std::string& request, const grpc::ServerContext* caller);
  PassedOn stream(const char* rpc, const std::string& request, const grpc::ServerContext* caller,
                  const std::function<bool(const std::string&)>& take);
  /// Goes to it where it runs; it is not started any more.
  void stop();
  /// Ends its process, in at most the time.
  void end(std::chrono::milliseconds patience);

 private:
  /// Started and configured, or why not.
  std::shared_ptr<Running> ready(const grpc::ServerContext* caller, Diagnostics& found);
  void send_configuration(Running& running, const grpc::ServerContext* caller, Diagnostics& found);
  PassedOn outcome(const char* rpc, Running& running, grpc::Status status, std::string response, Diagnostics found);
  std::shared_ptr<Running> running();

  Rest rest_;
  std::atomic<bool> stopped_ = false;
  std::mutex starting_;  // held while it starts and is configured
  std::mutex mutex_;     // guards what follows
  std::shared_ptr<Running> running_;
  std::optional<Error> failed_;                        // why it could not be started
  std::optional<tfplugin6::Configure> configuration_;  // not sent yet
  std::optional<Diagnostics> refused_;                 // what it said against its configuration
};

}  // namespace lakeform::rpc
