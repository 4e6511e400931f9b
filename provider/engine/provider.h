// One provider process: every protocol operation in terms of values. What gRPC carries in and out is provider/rpc's
// business.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "provider/engine/answers.h"

namespace lakeform::cloud {
class HttpTransport;
}

namespace lakeform::engine {

/// All members may be called from several threads at once, in any order, also before configure() (reads and applies
/// then answer an error). No member throws.
class Provider {
 public:
  virtual ~Provider() = default;

  /// Serialized tfplugin6 GetProviderSchema.Response and GetResourceIdentitySchemas.Response, made at build time.
  virtual std::string_view schema_response() const = 0;
  virtual std::string_view identity_response() const = 0;
  /// Serialized GetMetadata.Response and GetFunctions.Response.
  virtual std::string_view metadata_response() const = 0;
  virtual std::string_view functions_response() const = 0;

  virtual Diagnostics validate_provider(const Value& config) = 0;
  virtual Diagnostics configure(const Value& config, std::string_view terraform_version) = 0;
  virtual void stop() = 0;

  virtual Diagnostics validate_resource(std::string_view type, const Value& config, const ClientCapabilities&) = 0;
  virtual ObjectAnswer upgrade(std::string_view type, std::int64_t version, const RawState&) = 0;
  virtual ObjectAnswer upgrade_identity(std::string_view type, std::int64_t version, const RawState&) = 0;
  /// `meta` is what the module's provider_meta block says.
  virtual ObjectAnswer read(std::string_view type, const Value& state, std::string private_data, const Value& identity,
                            const Value& meta = {}) = 0;
  virtual PlanAnswer plan(const PlanRequest&) = 0;
  virtual ApplyAnswer apply(const ApplyRequest&) = 0;
  /// By id, or by identity when `id` is empty.
  virtual ObjectAnswer import(std::string_view type, std::string_view id, const Value& identity,
                              const ClientCapabilities& capabilities = {}) = 0;
  virtual ObjectAnswer move(std::string_view source_provider, std::string_view source_type, std::int64_t version,
                            const RawState&, std::string_view target_type, std::string private_data) = 0;
  /// The state with computed values nulled, as configuration text would have it (GenerateResourceConfig).
  virtual ObjectAnswer generate_config(std::string_view type, const Value& state) = 0;

  virtual Diagnostics validate_data(std::string_view type, const Value& config) = 0;
  virtual ObjectAnswer read_data(std::string_view type, const Value& config,
                                 const ClientCapabilities& capabilities = {}, const Value& meta = {}) = 0;

  virtual Diagnostics validate_ephemeral(std::string_view type, const Value& config) = 0;
  virtual EphemeralAnswer open_ephemeral(std::string_view type, const Value& config,
                                         const ClientCapabilities& capabilities) = 0;
  /// The result of these two is null.
  virtual EphemeralAnswer renew_ephemeral(std::string_view type, std::string_view private_data) = 0;
  virtual EphemeralAnswer close_ephemeral(std::string_view type, std::string_view private_data) = 0;

  virtual Diagnostics validate_action(std::string_view type, const Value& config) = 0;
  virtual Diagnostics plan_action(std::string_view type, const Value& config) = 0;
  /// Calls `progress` with what is going on until it is done.
  virtual Diagnostics invoke_action(std::string_view type, const Value& config,
                                    const std::function<void(const std::string&)>& progress) = 0;

  virtual FunctionAnswer call_function(std::string_view name, const std::vector<Value>& arguments) = 0;

  virtual Diagnostics validate_list(std::string_view type, const Value& config) = 0;
  /// Calls `emit` per object until it returns false (the client has enough or went away).
  virtual void list(const ListRequest&, const std::function<bool(ListEvent)>& emit) = 0;
};

/// The provider named "aws", "google" or "azurerm"; null for another name. Tests give the transport that carries its
/// requests; null: the network.
std::unique_ptr<Provider> make_provider(std::string_view name,
                                        std::shared_ptr<cloud::HttpTransport> transport = nullptr);

}  // namespace lakeform::engine
