#include "tests/properties/generator.h"

#include <array>

#include "provider/schema/registry.h"
#include "tests/harness/bench.h"

namespace lakeform::properties {

using schema::Field;
using Json = harness::Json;

namespace {

Json without_unknowns(const Json& given) {
  if (given.is_object() && given.contains("$unknown")) return without_unknowns(given["$unknown"]);
  if (!given.is_structured()) return given;
  Json out = given;
  for (Json& item : out) item = without_unknowns(item);
  return out;
}

}  // namespace

harness::Configuration resolved(harness::Configuration configuration) {
  configuration.provider = without_unknowns(configuration.provider);
  for (auto& resource : configuration.resources) resource.body = without_unknowns(resource.body);
  return configuration;
}

Json Generator::tag_value() {
  static const std::array<Json, 5> values{"raw", "data", "x y", nullptr, ""};
  Json value = values[below(values.size() - (blank_tags_ ? 0 : 1))];
  return chance(0.35) ? unknown(std::move(value)) : value;
}

Json Generator::tags() {
  static const std::array<const char*, 5> keys{"Stage", "Team", "Owner", "cost:centre", "tmp-run"};
  Json out = Json::object();
  for (const char* key : keys) {
    if (chance(0.4)) out[key] = tag_value();
  }
  return chance(0.2) ? unknown(without_unknowns(out)) : out;
}

Json Generator::provider() {
  Json out = harness::Bench::provider_block();
  if (chance(0.25)) out["region"] = unknown(chance(0.5) ? "us-east-1" : "eu-central-1");
  if (chance(0.5)) out["default_tags"] = Json::array({{{"tags", tags()}}});
  if (chance(0.3)) {
    Json ignored = Json::object();
    if (chance(0.6)) ignored["keys"] = Json::array({chance(0.4) ? unknown("Owner") : Json("Owner")});
    if (chance(0.5)) ignored["key_prefixes"] = chance(0.3) ? unknown(Json::array({"tmp-"})) : Json::array({"tmp-"});
    out["ignore_tags"] = Json::array({ignored});
  }
  return out;
}

void Generator::spoil_there(const Field& field, Json& value) {
  if (field.block && value.is_array() && !chance(0.12)) {
    for (Json& item : value) {
      if (item.is_object()) spoil(field, item);
    }
    return;
  }
  if (!chance(0.25)) return;
  const bool inside = !field.block && value.is_structured() && !value.empty() && chance(0.5);
  if (!inside) {
    value = unknown(value);
    return;
  }
  auto at = value.begin();
  std::advance(at, static_cast<std::ptrdiff_t>(below(value.size())));
  *at = unknown(*at);
}

/// What the configuration leaves out may as well be a value of which nobody knows that it will be none.
void Generator::add_missing(const Field& block, Json& body) {
  for (const Field& member : block.fields) {
    if (body.contains(member.name) || member.name == "id" || !member.optional() || member.deprecated ||
        member.write_only || member.shape == schema::Shape::Object)
      continue;
    if (chance(member.block ? 0.02 : 0.05)) body[member.name] = unknown(member.block ? Json::array() : Json());
  }
}

void Generator::spoil(const Field& block, Json& body) {
  for (auto& item : body.items()) {
    if (const Field* field = block.find(item.key())) spoil_there(*field, item.value());
  }
  add_missing(block, body);
}

harness::Configuration Generator::configuration(const harness::Life& life, Json body) {
  const Field& root = schema::find_definition(*schema::find_provider("aws"), life.type)->root;
  if (root.find("tags") && chance(0.6)) body["tags"] = tags();
  if (root.find("timeouts") && chance(0.3)) body["timeouts"] = {{"update", chance(0.5) ? "30m" : "40m"}};
  spoil(root, body);
  auto out = life.configuration(body);
  out.provider = provider();
  return out;
}

Sample Generator::sample(const harness::Life& life) {
  std::seed_seq from(life.type.begin(), life.type.end());
  std::array<std::uint64_t, 1> of_type{};
  from.generate(of_type.begin(), of_type.end());
  random_.seed(seed_ * 1000003 + of_type[0]);
  Sample out;
  out.life = life;
  out.blank_tags = blank_tags_ = chance(0.1);
  out.first = configuration(life, life.create);
  out.second = life.update ? configuration(life, *life.update) : out.first;
  // The region is a place where the objects of the first configuration are; and what was ignored is not seen while it
  // is unknown what is.
  for (const char* lasting : {"region", "ignore_tags"}) {
    out.second.provider.erase(lasting);
    if (out.first.provider.contains(lasting))
      out.second.provider[lasting] = without_unknowns(out.first.provider[lasting]);
  }
  return out;
}

}  // namespace lakeform::properties
