#include "provider/engine/provider.h"

#include <mutex>

#include "provider/engine/face.h"
#include "provider/engine/operations.h"
#include "provider/engine/plan/plan.h"
#include "provider/engine/plan/shape.h"
#include "provider/engine/plan/validate.h"
#include "provider/engine/read/misfit.h"
#include "provider/engine/read/upgrade.h"
#include "provider/schema/registry.h"
#include "provider/value/state_json.h"

namespace lakeform::engine {

namespace {

using schema::Kind;

Diagnostic error(std::string summary, std::string detail, Path at = {}) {
  return {Diagnostic::Severity::Error, std::move(summary), std::move(detail), std::move(at)};
}

Diagnostic unknown_type(std::string_view provider, std::string_view type) {
  return error("Unknown type " + std::string(type),
               "This build of the " + std::string(provider) +
                   " provider has no definition of it. Use a newer build, or the official provider for this type.");
}

class EngineProvider final : public Provider {
 public:
  EngineProvider(const schema::Compiled& compiled, std::shared_ptr<cloud::HttpTransport> transport)
      : compiled_(compiled), face_(face_named(compiled.name)), transport_(std::move(transport)) {}

  std::string_view schema_response() const override { return schema::unpacked(compiled_.schema_response); }
  std::string_view identity_response() const override { return schema::unpacked(compiled_.identity_response); }
  std::string_view metadata_response() const override { return schema::unpacked(compiled_.metadata_response); }
  std::string_view functions_response() const override { return schema::unpacked(compiled_.functions_response); }

  Diagnostics validate_provider(const Value& config) override {
    Diagnostics found = validate_object(schema::provider_definition(compiled_).root, config);
    const Diagnostics more = face_.check(config);
    found.insert(found.end(), more.begin(), more.end());
    return found;
  }

  Diagnostics configure(const Value& config, std::string_view terraform_version) override {
    Diagnostics found;
    auto connection = face_.connect(config, {terraform_version, stop_, found, transport_});
    if (!connection) {
      found.push_back(to_diagnostic(connection.error()));
    } else {
      const std::lock_guard lock(mutex_);
      connection_ = *connection;
    }
    return found;
  }

  void stop() override { stop_.request(); }

  Diagnostics validate_resource(std::string_view type, const Value& config,
                                const ClientCapabilities& capabilities) override {
    return validate(type, config, capabilities, Kind::Resource);
  }
  Diagnostics validate_data(std::string_view type, const Value& config) override {
    return validate(type, config, {.write_only_attributes_allowed = true}, Kind::Data);
  }

  ObjectAnswer upgrade(std::string_view type, std::int64_t version, const RawState& raw) override {
    const auto* definition = find(type);
    if (!definition) return failed(unknown_type(compiled_.name, type));
    if (version > definition->version) {
      return failed(error("The state of a " + std::string(type) + " is too new",
                          "It has schema version " + std::to_string(version) + ", this provider knows " +
                              std::to_string(definition->version) +
                              ". Use the provider version that wrote it, or a newer one."));
    }
    const auto connection = connected();
    const Context context = connection ? connection->context : Context{};
    return stored(definition->root, type, raw,
                  [&](Value& state) { return upgrade_state(*definition, context, static_cast<int>(version), state); });
  }

  ObjectAnswer upgrade_identity(std::string_view type, std::int64_t, const RawState& raw) override {
    const auto* definition = find(type);
    if (!definition || !definition->identity) return failed(unknown_type(compiled_.name, type));
    ObjectAnswer answer = stored(identity_object(*definition), type, raw);
    answer.identity = std::move(answer.state);
    answer.state = {};
    return answer;
  }

  ObjectAnswer read(std::string_view type, const Value& state, std::string private_data, const Value& identity,
                    const Value& meta) override {
    const auto* definition = find(type);
    if (!definition) return failed(unknown_type(compiled_.name, type));
    const auto connection = connected();
    if (!connection) return failed(not_configured(type));
    ObjectAnswer answer = read_object(*definition, context_of(*connection, meta), state);
    answer.private_data = std::move(private_data);
    if (answer.identity.is_null()) answer.identity = identity;
    return answer;
  }

  PlanAnswer plan(const PlanRequest& request) override {
    const auto* definition = find(request.type);
    if (!definition) {
      PlanAnswer answer;
      answer.diagnostics.push_back(unknown_type(compiled_.name, request.type));
      return answer;
    }
    const auto connection = connected();
    return plan_object(*definition, connection ? connection->context : Context{}, request);
  }

  ApplyAnswer apply(const ApplyRequest& request) override {
    const auto* definition = find(request.type);
    const auto connection = connected();
    if (definition && connection && !out_of_reach(*connection))
      return apply_object(*definition, context_of(*connection, request.meta), request);
    ApplyAnswer answer;
    answer.state = request.prior;  // nothing was done
    answer.private_data = request.private_data;
    answer.diagnostics.push_back(definition ? not_configured(request.type)
                                            : unknown_type(compiled_.name, request.type));
    return answer;
  }

  ObjectAnswer import(std::string_view type, std::string_view id, const Value& identity,
                      const ClientCapabilities& capabilities) override {
    const auto* definition = find(type);
    if (!definition) return failed(unknown_type(compiled_.name, type));
    const auto connection = connected();
    if (connection && capabilities.deferral_allowed && out_of_reach(*connection)) return later();
    return connection ? import_object(*definition, connection->context, id, identity) : failed(not_configured(type));
  }

  ObjectAnswer move(std::string_view source_provider, std::string_view source_type, std::int64_t version,
                    const RawState& raw, std::string_view target_type, std::string private_data) override {
    const std::string suffix = "/" + std::string(compiled_.name);
    if (source_type != target_type || !source_provider.ends_with(suffix)) {
      return failed(error("Can't move this object", "A " + std::string(target_type) + " can take over the state of a " +
                                                        std::string(target_type) + " of another " +
                                                        std::string(compiled_.name) + " provider; here it would be a " +
                                                        std::string(source_type) + " of " +
                                                        std::string(source_provider) + "."));
    }
    ObjectAnswer answer = upgrade(target_type, version, raw);
    answer.private_data = std::move(private_data);
    return answer;
  }

  ObjectAnswer generate_config(std::string_view type, const Value& state) override {
    const auto* definition = find(type);
    if (!definition) return failed(unknown_type(compiled_.name, type));
    ObjectAnswer answer;
    answer.state = as_configuration(*definition, state);
    return answer;
  }

  ObjectAnswer read_data(std::string_view type, const Value& config, const ClientCapabilities& capabilities,
                         const Value& meta) override {
    const auto* definition = find(type, Kind::Data);
    if (!definition) return failed(unknown_type(compiled_.name, type));
    const auto connection = connected();
    if (connection && out_of_reach(*connection) && !definition->calls.empty())
      return capabilities.deferral_allowed ? later()
                                           : failed(not_settled("Data source", type, connection->context.unsettled));
    return connection ? read_data_source(*definition, context_of(*connection, meta), config)
                      : failed(not_configured(type));
  }

  Diagnostics validate_ephemeral(std::string_view type, const Value& config) override {
    return validate(type, config, {.write_only_attributes_allowed = true}, Kind::Ephemeral);
  }

  EphemeralAnswer open_ephemeral(std::string_view type, const Value& config,
                                 const ClientCapabilities& capabilities) override {
    return ephemeral(type, capabilities, [&](const Definition& definition, const Context& context) {
      return engine::open_ephemeral(definition, context, config);
    });
  }
  EphemeralAnswer renew_ephemeral(std::string_view type, std::string_view private_data) override {
    return ephemeral(type, {}, [&](const Definition& definition, const Context& context) {
      return engine::renew_ephemeral(definition, context, private_data);
    });
  }
  EphemeralAnswer close_ephemeral(std::string_view type, std::string_view private_data) override {
    return ephemeral(type, {}, [&](const Definition& definition, const Context& context) {
      return engine::close_ephemeral(definition, context, private_data);
    });
  }

  Diagnostics validate_action(std::string_view type, const Value& config) override {
    return validate(type, config, {.write_only_attributes_allowed = true}, Kind::Action);
  }
  Diagnostics plan_action(std::string_view type, const Value& config) override {
    const auto* definition = find(type, Kind::Action);
    return definition ? refusals(*definition, {}, config) : Diagnostics{unknown_type(compiled_.name, type)};
  }
  Diagnostics invoke_action(std::string_view type, const Value& config,
                            const std::function<void(const std::string&)>& progress) override {
    const auto* definition = find(type, Kind::Action);
    if (!definition) return {unknown_type(compiled_.name, type)};
    const auto connection = connected();
    if (!connection) return {not_configured(type)};
    if (out_of_reach(*connection)) return {not_settled("Action", type, connection->context.unsettled)};
    return engine::invoke_action(*definition, connection->context, config, progress);
  }

  FunctionAnswer call_function(std::string_view name, const std::vector<Value>& arguments) override {
    return face_.call(name, arguments);
  }

  Diagnostics validate_list(std::string_view type, const Value&) override {
    return find(type) ? Diagnostics{} : Diagnostics{unknown_type(compiled_.name, type)};
  }

  void list(const ListRequest& request, const std::function<bool(ListEvent)>& emit) override {
    const auto* definition = find(request.type);
    const auto connection = connected();
    if (definition && connection && !out_of_reach(*connection))
      return list_objects(*definition, connection->context, request, emit);
    ListEvent event;
    event.diagnostics.push_back(definition ? not_configured(request.type) : unknown_type(compiled_.name, request.type));
    emit(std::move(event));
  }

 private:
  const Definition* find(std::string_view type, Kind kind = Kind::Resource) const {
    return schema::find_definition(compiled_, type, kind);
  }

  /// With what the module of the object says of itself.
  Context context_of(const Connection& connection, const Value& meta) const {
    Context out = connection.context;
    if (meta.is_map()) out.agent = printable(face_.agent_of(meta));
    return out;
  }

  /// A header takes no line end or other control character.
  static std::string printable(std::string text) {
    std::erase_if(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    return text;
  }

  static ObjectAnswer later() {
    ObjectAnswer answer;
    answer.deferred = true;
    return answer;
  }

  template <class Work>
  EphemeralAnswer ephemeral(std::string_view type, const ClientCapabilities& capabilities, Work work) const {
    EphemeralAnswer answer;
    const auto* definition = find(type, Kind::Ephemeral);
    const auto connection = connected();
    if (!definition) {
      answer.diagnostics.push_back(unknown_type(compiled_.name, type));
    } else if (!connection) {
      answer.diagnostics.push_back(not_configured(type));
    } else if (!out_of_reach(*connection)) {
      return work(*definition, connection->context);
    } else if (capabilities.deferral_allowed) {
      answer.deferred = true;
    } else {
      answer.diagnostics.push_back(not_settled("Ephemeral resource", type, connection->context.unsettled));
    }
    return answer;
  }

  Diagnostics validate(std::string_view type, const Value& config, const ClientCapabilities& capabilities,
                       Kind kind) const {
    const auto* definition = find(type, kind);
    return definition ? validate_config(*definition, config, capabilities)
                      : Diagnostics{unknown_type(compiled_.name, type)};
  }

  std::shared_ptr<const Connection> connected() const {
    const std::lock_guard lock(mutex_);
    return connection_;
  }

  static ObjectAnswer failed(Diagnostic diagnostic) {
    ObjectAnswer answer;
    answer.diagnostics.push_back(std::move(diagnostic));
    return answer;
  }

  Diagnostic not_configured(std::string_view type) const {
    return error("The " + std::string(compiled_.name) + " provider is not configured",
                 "Without credentials and a region " + std::string(type) +
                     " can't be reached. Look for an earlier error of the provider block.");
  }

  /// The provider block is not known enough for a connection.
  static bool out_of_reach(const Connection& connection) {
    return !connection.client && !connection.context.unsettled.access.empty();
  }

  static Diagnostic not_settled(const std::string& kind, std::string_view type, const Unsettled& open) {
    return error(kind + " " + std::string(type) + " can't be read yet",
                 "Of the provider block these are known only after apply: " + open.access +
                     "; without them there is no connection. Apply what they come from first "
                     "(-target), or let it depend on that (depends_on).");
  }

  using Upgrading = std::function<Outcome(Value&)>;

  static ObjectAnswer stored(const Field& root, std::string_view type, const RawState& raw,
                             const Upgrading& upgrade = nullptr) {
    if (raw.flatmap) {
      return failed(error(
          "The state of a " + std::string(type) + " is too old",
          "It was written by Terraform 0.11. Apply it once with Terraform 0.12 and the official provider first."));
    }
    auto state = state_json::decode(raw.json);
    if (!state || !state->is_map())
      return failed(error("The state of a " + std::string(type) + " can't be read",
                          "It is not a JSON object. Restore the state from a backup."));
    if (upgrade) {
      if (const auto done = upgrade(*state); !done) return failed(to_diagnostic(done.error()));
    }
    if (const auto wrong = misfit(root, *state)) {
      return failed(error("The state of a " + std::string(type) + " can't be read",
                          wrong->at.text() + " holds " + wrong->found + " where " + wrong->wanted +
                              " belongs: the state was damaged or edited. Restore it from a backup, or remove the "
                              "object from the state and import it again.",
                          wrong->at));
    }
    ObjectAnswer answer;
    answer.state = in_shape(root, std::move(*state));
    return answer;
  }

  static Field identity_object(const Definition& definition) {
    Field object;
    object.shape = schema::Shape::Object;
    object.fields = definition.identity->fields;
    return object;
  }

  const schema::Compiled& compiled_;
  const Face& face_;
  std::shared_ptr<cloud::HttpTransport> transport_;
  StopToken stop_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Connection> connection_;
};

}  // namespace

std::unique_ptr<Provider> make_provider(std::string_view name, std::shared_ptr<cloud::HttpTransport> transport) {
  const auto* compiled = schema::find_provider(name);
  return compiled ? std::make_unique<EngineProvider>(*compiled, std::move(transport)) : nullptr;
}

}  // namespace lakeform::engine
