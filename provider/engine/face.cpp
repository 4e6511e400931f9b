#include "provider/engine/face.h"

#include <map>

#include "provider/value/log.h"

namespace lakeform::engine {

namespace {

/// A provider whose definitions can be planned, and that reaches no cloud.
class PlainFace final : public Face {
 public:
  std::string_view name() const override { return {}; }
  Diagnostics check(const Value&) const override { return {}; }
  Result<std::shared_ptr<const Connection>> connect(const Value&, const Session&) const override {
    return std::shared_ptr<const Connection>(std::make_shared<Connection>());
  }
};

std::map<std::string_view, const Face*>& faces() {
  static std::map<std::string_view, const Face*> all;
  return all;
}

}  // namespace

Outcome taken_findings(Diagnostics found, Diagnostics& warnings) {
  for (Diagnostic& one : found) {
    if (one.severity == Diagnostic::Severity::Error)
      return Error{Fault::InvalidInput, std::move(one.summary), std::move(one.detail), std::move(one.at), {}, {}, 0};
    warnings.push_back(std::move(one));
  }
  return Done{};
}

Outcome put_client(Connection& connection, Result<std::unique_ptr<cloud::Client>> client) {
  const std::string& open = connection.context.unsettled.access;
  if (client) {
    connection.client = std::move(*client);
    connection.context.client = connection.client.get();
  } else if (open.empty()) {
    return client.error();
  } else {
    log::write(log::Level::Info, "no connection as long as the provider block is not known",
               {{"error", client.error().summary}, {"unknown", open}});
  }
  return Done{};
}

FunctionAnswer Face::call(std::string_view function, const std::vector<Value>&) const {
  return {{}, "The " + std::string(name()) + " provider has no function " + std::string(function) + ".", -1};
}

void add_face(const Face& face) { faces()[face.name()] = &face; }

const Face& face_named(std::string_view provider) {
  static const PlainFace plain;
  const auto found = faces().find(provider);
  return found == faces().end() ? plain : *found->second;
}

const Face& face_of(const Definition& definition) {
  return face_named(std::string_view(definition.type).substr(0, definition.type.find('_')));
}

}  // namespace lakeform::engine
