#include "tests/sandbox/glue/regular.h"

#include "tests/sandbox/glue/glue.h"

namespace lakeform::sandbox::glue {
namespace {

/// The object that an input describes, as the service keeps it.
Json object_of(const Regular& type, const Model& model, const Json& input) {
  const Json& sent = *type.input ? input.at(type.input) : input;
  return model.fitting(sent, model.shape_of(model.output_of(std::string("Get") + type.noun), type.noun));
}

Json seen(const Regular& type, const Json& object, const Json& input) {
  return type.shown ? type.shown(object, input) : object;
}

}  // namespace

Store<Json>& Glue::regular(const Request& request, const Json& input, const std::string& kind) {
  return catalog(request, input).regular[kind];
}

const Json& Glue::need_regular(const Request& request, const Json& input, const Regular& type,
                               const std::string& name) {
  const auto* object = regular(request, input, type.kind).latest(name);
  if (!object) throw not_found(std::string(type.noun) + " " + name + " not found.");
  return *object;
}

void Glue::serve_regular(const Regular& type) {
  const std::string noun = type.noun;
  on("Create" + noun, [this, type](const Request& request, const Json& input) {
    Json object = object_of(type, model(), input);
    const std::string name = object["Name"];
    auto& all = regular(request, input, type.kind);
    if (all.latest(name)) throw Failure(400, "AlreadyExistsException", std::string(type.noun) + " already exists.");
    if (type.fill) type.fill(object, nullptr, world_.now());
    set_tags(request, arn(request, std::string(type.kind) + "/" + name), input);
    all.put(name, std::move(object), world_);
    return type.created;
  });
  on("Get" + noun, [this, type](const Request& request, const Json& input) -> Json {
    return {{type.noun, seen(type, need_regular(request, input, type, input[type.name]), input)}};
  });
  on("Get" + noun + "s", [this, type](const Request& request, const Json& input) {
    const auto page = page_of(regular(request, input, type.kind).all_latest(), input.value("NextToken", ""),
                              asked(input), 100, world_);
    return listed(page, type.list, [&](const Json& object) { return seen(type, object, input); });
  });
  on("Update" + noun, [this, type](const Request& request, const Json& input) {
    const Json before = need_regular(request, input, type, input[type.name]);
    Json object = object_of(type, model(), input);
    object["Name"] = before["Name"];
    if (type.fill) type.fill(object, before, world_.now());
    regular(request, input, type.kind).put(before["Name"], std::move(object), world_);
    return Json::object();
  });
  on("Delete" + noun, [this, type](const Request& request, const Json& input) {
    const std::string name = input[type.delete_name];
    need_regular(request, input, type, name);
    regular(request, input, type.kind).erase(name, world_);
    catalog(request).tags.erase(arn(request, std::string(type.kind) + "/" + name), world_);
    return Json::object();
  });
}

}  // namespace lakeform::sandbox::glue
