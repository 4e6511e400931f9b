#include "provider/engine/face.h"

#include <map>

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
