#include "tests/harness/kinds.h"

#include <fstream>
#include <stdexcept>

#include "provider/schema/registry.h"
#include "tests/harness/bench.h"

namespace lakeform::harness {
namespace {

constexpr auto kNotCalled = "not_called";

Json file_of(const std::string& type) {
  std::ifstream file(std::string(LAKEFORM_KINDS) + "/" + type.substr(0, type.find('_')) + "/" + type + ".json");
  return file ? Json::parse(file) : Json::object();
}

Life life_of(const std::string& type, const std::string& name, const Json& said) {
  Life life;
  life.type = type;
  life.name = name;
  for (const auto& item : said.items()) {
    if (item.key() == "base")
      life.base = item.value();
    else if (item.key() == "create")
      life.create = item.value();
    else if (item.key() == "update")
      life.update = item.value();
    else if (item.key() == "import")
      life.import = item.value().get<std::string>();
    else if (item.key() == "not_imported")
      life.not_imported = item.value().get<std::vector<std::string>>();
    else if (item.key() == "not_replaced")
      life.not_replaced = item.value().get<std::string>();
    else if (item.key() == "moves")
      life.moves = item.value().get<std::vector<std::string>>();
    else if (item.key() == "leaves")
      life.leaves = item.value().get<std::vector<std::string>>();
    else
      throw std::invalid_argument("kinds/*/" + type + ".json, " + name + ": unknown word " + item.key());
  }
  if (life.update) {
    Json changed = life.create;
    changed.merge_patch(*life.update);
    life.update = std::move(changed);
  }
  return life;
}

}  // namespace

Configuration Life::configuration(const Json& body) const {
  Json all = base.is_null() ? Json::object() : base;
  if (!body.is_null()) all[type]["test"] = body;
  return {Bench::provider_block(), resources_of(all)};
}

std::vector<std::string> types_of(const std::string& provider) {
  std::vector<std::string> out;
  for (const auto& entry : schema::find_provider(provider)->entries) {
    if (entry.kind == schema::Kind::Resource) out.emplace_back(entry.type);
  }
  return out;
}

std::vector<Life> lives_of(const std::string& type) {
  std::vector<Life> out;
  const Json all = file_of(type);
  for (const auto& [name, said] : all.items()) {
    if (name != kNotCalled) out.push_back(life_of(type, name, said));
  }
  return out;
}

std::map<std::string, std::string> not_called(const std::string& type) {
  return file_of(type).value(kNotCalled, std::map<std::string, std::string>{});
}

std::vector<Life> replaceable_lives_of(const std::string& type) {
  auto out = lives_of(type);
  std::erase_if(out, [](const Life& life) { return !life.not_replaced.empty(); });
  return out;
}

}  // namespace lakeform::harness
