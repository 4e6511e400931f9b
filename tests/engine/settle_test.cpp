#include "provider/language/settle.h"

#include <doctest/doctest.h>

#include "provider/engine/apply/steps.h"
#include "provider/engine/plan/plan.h"
#include "provider/engine/read/decode.h"
#include "tests/engine/fake_cloud.h"

using namespace lakeform;
using namespace lakeform::engine;

namespace {

/// What the service answers for one block, and what the configuration says of it.
struct Answered {
  const char* what;
  Json json;     ///< null: nothing
  bool written;  ///< the configuration has an empty one
};
const std::vector<Answered> kAnswers{
    {"an empty object", Json::object(), false}, {"an empty element", "", false}, {"nothing", nullptr, true}};

/// Puts a value where the field is read from, by the first place where there are several.
void put(Json& object, std::string_view place, Json value) {
  place = place.substr(0, place.find('|'));
  if (place == ".")
    return object.is_object() && value.is_object() ? object.update(value) : void(object = std::move(value));
  const auto dot = place.find('.');
  if (!object.is_object()) object = Json::object();
  if (dot == std::string_view::npos) return void(object[std::string(place)] = std::move(value));
  put(object[std::string(place.substr(0, dot))], place.substr(dot + 1), std::move(value));
}

/// An object of a type in which nothing stands but the blocks on one way.
struct Way {
  const Definition& definition;
  std::vector<const Field*> fields;  ///< from the root's field to the block
  const Answered& answered;

  Value element(const Field& field) const {
    Value::Map out;
    for (const Field& member : field.fields)
      out[member.name] = member.block && member.collection() ? Value(Value::List{}) : Value();
    return out;
  }

  /// Blocks around it with one element each, which says more where it stands in a set of several; itself left out, or
  /// with one empty element.
  Value state(std::size_t at = 0) const {
    const Field& field = *fields[at];
    if (at + 1 == fields.size()) return Value::List(answered.written ? 1 : 0, element(field));
    Value one = element(field);
    one.set(fields[at + 1]->name, state(at + 1));
    return Value::List{one};
  }

  Json answer(std::size_t at = 0) const {
    Json members = Json::object();
    if (at + 1 == fields.size()) {
      members = answered.json;
    } else {
      put(members, fields[at + 1]->take, answer(at + 1));
    }
    return members.is_null() ? members : fields[at]->array ? Json::array({members}) : members;
  }

  std::string name() const {
    std::string out = definition.type;
    for (const Field* field : fields) out += "." + field->name;
    return out + " is answered as " + answered.what;
  }
};

/// Every block that may be left out, with its way, once for each answer.
void walk(const Definition& definition, const Field& parent, std::vector<const Field*>& way,
          const std::function<void(const Way&)>& visit) {
  for (const Field& field : parent.fields) {
    if (!field.of_objects() || !field.block || field.take.empty()) continue;
    way.push_back(&field);
    for (const Answered& answered : kAnswers) {
      if (may_be_left_out(field) && !(field.take == "." && answered.json.is_string()))
        visit({definition, way, answered});
    }
    walk(definition, field, way, visit);
    way.pop_back();
  }
}

void every_block(const std::function<void(const Way&)>& visit) {
  for (const auto* provider : schema::providers()) {
    for (const auto& entry : provider->entries) {
      const Definition& definition = *schema::find_definition(*provider, entry.type, entry.kind);
      std::vector<const Field*> way;
      if (entry.kind == schema::Kind::Resource) walk(definition, definition.root, way, visit);
    }
  }
}

Scope scope_of(const Definition& definition, const Context& context, Value object) {
  return Scope{definition, context, std::move(object), {}, {}, "x", "us-east-1", {}, {}, {}, {}, {}};
}

Value whole_object(const Way& way) {
  Value out = shaped(way.definition.root, Json::object());
  out.set(way.fields.front()->name, way.state());
  return out;
}

Value plan(const Way& way, const Context& context, Value prior, const Value& config, const Value& proposed) {
  PlanRequest request{};
  request.type = way.definition.type;
  request.prior = std::move(prior);
  request.config = config;
  request.proposed = proposed;
  return plan_object(way.definition, context, request).planned;
}

/// What is made of a plan: what was left to the service is nothing here.
Value made_of(const Value& planned) {
  if (planned.is_unknown()) return {};
  Value out = planned;
  if (out.is_list()) {
    for (Value& item : out.as_list()) item = made_of(item);
  } else if (out.is_map()) {
    for (auto& [key, item] : out.as_map()) item = made_of(item);
  }
  return out;
}

/// The value that the state of the way has where it ends.
const Value& at_end(const Way& way, const Value& object) {
  const Value* here = &object[way.fields.front()->name];
  for (std::size_t i = 1; i < way.fields.size() && here->is_list() && !here->as_list().empty(); ++i)
    here = &here->as_list().front()[way.fields[i]->name];
  return *here;
}

Value rule_of(const Json& answer, const Value& state) {
  FakeCloud cloud;
  Context context;
  context.client = &cloud;
  const Definition& definition = aws("aws_s3_bucket_lifecycle_configuration");
  return taken(*definition.root.find("rule"), answer, state, scope_of(definition, context, {}));
}

Value rules(const Json& json) { return aws_object("aws_s3_bucket_lifecycle_configuration", {{"rule", json}})["rule"]; }

}  // namespace

TEST_CASE(
    "a block that says nothing is as good as none: in every definition the state keeps which of the two it has, and "
    "the next plan is empty") {
  FakeCloud cloud;
  Context context;
  context.client = &cloud;
  int walked = 0;
  every_block([&](const Way& way) {
    CAPTURE(way.name());
    const std::string& name = way.fields.front()->name;
    const Value config = whole_object(way);
    Value state = made_of(plan(way, context, {}, config, config));
    const Value planned = at_end(way, state);
    const bool says = planned.is_list() && !planned.as_list().empty() &&
                      !says_nothing(*way.fields.back(), planned.as_list()[0], way.definition.legacy);
    if (says) return;  // its members have defaults: an empty one is not nothing
    ++walked;
    Json answer = Json::object();
    put(answer, way.fields.front()->take, way.answer());
    state.set(name, taken(*way.fields.front(), answer, state[name], scope_of(way.definition, context, state)));
    const Value& end = at_end(way, state);
    REQUIRE(end.is_list());
    const auto& words = way.fields.back()->equal;
    const bool kept = std::find(words.begin(), words.end(), "absent-block") != words.end();
    CHECK(end.as_list().size() == (way.answered.written || kept ? 1u : 0u));
    CHECK(plan(way, context, state, config, state)[name] == state[name]);
  });
  CHECK(walked > 60);
}

TEST_CASE("waiters for what was planned take a block that says nothing for none, in every definition") {
  FakeCloud cloud;
  Context context;
  context.client = &cloud;
  int waited = 0;
  every_block([&](const Way& way) {
    for (const auto& [name, waiter] : way.definition.waiters) {
      if (std::find(waiter.same.begin(), waiter.same.end(), way.fields.front()->name) == waiter.same.end()) continue;
      CAPTURE(way.name());
      ++waited;
      schema::Waiter once = waiter;
      once.in_a_row = 1;
      once.timeout = "1ms";
      once.same = {way.fields.front()->name};
      cloud.answer = [&](const cloud::Call&, int) {
        Json answer = Json::object();
        put(answer, way.fields.front()->take, way.answer());
        return reply(answer);
      };
      Scope scope = scope_of(way.definition, context, whole_object(way));
      CHECK(bool(wait_for(once, scope)));
    }
  });
  CHECK(waited > 10);
}

TEST_CASE(
    "an empty filter that is configured stays, whichever way the service answers it; a filter that says something is "
    "seen") {
  const Value written = rules({{{"id", "n"}, {"status", "Enabled"}, {"filter", {{{"prefix", ""}}}}}});
  for (const Json& filter : {Json(""), Json::object(), Json{{"Prefix", ""}}, Json()}) {
    CAPTURE(filter.dump());
    CHECK(rule_of({{"Rule", {{"ID", "n"}, {"Status", "Enabled"}, {"Filter", filter}}}}, written)
              .as_list()[0]["filter"]
              .as_list()
              .size() == 1);
  }
  const Value left_out = rules({{{"id", "n"}, {"status", "Enabled"}}});
  const Value seen =
      rule_of({{"Rule", {{"ID", "n"}, {"Status", "Enabled"}, {"Filter", {{"Prefix", "a/"}}}}}}, left_out);
  CHECK(seen.as_list()[0]["filter"].as_list().at(0)["prefix"] == Value("a/"));
  const Value gone = rule_of({{"Rule", {{"ID", "n"}, {"Status", "Enabled"}, {"Filter", ""}}}}, seen);
  CHECK(gone.as_list()[0]["filter"].as_list().empty());
  const Value sized =
      rule_of({{"Rule", {{"ID", "n"}, {"Status", "Enabled"}, {"Filter", {{"ObjectSizeGreaterThan", "0"}}}}}}, left_out);
  CHECK(sized.as_list()[0]["filter"].as_list().size() == 1);
}

TEST_CASE("an import has no filter for an empty one, and one for an empty prefix, as the official provider 5.100.0") {
  const Value none = rules(Json::array());
  CHECK(rule_of({{"Rule", {{"ID", "n"}, {"Filter", ""}}}}, none).as_list()[0]["filter"].as_list().empty());
  CHECK(
      rule_of({{"Rule", {{"ID", "n"}, {"Filter", {{"Prefix", ""}}}}}}, none).as_list()[0]["filter"].as_list().size() ==
      1);
}

TEST_CASE(
    "the state of a crawler has the empty Lake Formation block that Glue answers, also after an update without it") {
  FakeCloud cloud;
  Context context;
  context.client = &cloud;
  const Definition& crawler = aws("aws_glue_crawler");
  const Field& block = *crawler.root.find("lake_formation_configuration");
  const auto read = [&](const Json& answer, const Json& state) {
    const Value before = aws_object("aws_glue_crawler", {{block.name, state}})[block.name];
    return taken(block, {{"LakeFormationConfiguration", answer}}, before, scope_of(crawler, context, {}));
  };
  const Json empty{{"account_id", ""}, {"use_lake_formation_credentials", false}};
  const Value written = aws_object("aws_glue_crawler", {{block.name, {empty}}})[block.name];
  const Json answer{{"AccountId", ""}, {"UseLakeFormationCredentials", false}};
  CHECK(read(answer, Json::array()) == written);
  CHECK(read(answer, {empty}) == written);
  CHECK(read(nullptr, {empty}) == written);
  CHECK(read(nullptr, Json::array()) == Value(Value::List{}));
}

TEST_CASE("a time that is answered in other words is the one of the state, also inside a set") {
  const Value state = rules({{{"id", "n"},
                              {"expiration", {{{"date", "2031-01-01T00:00:00+00:00"}}}},
                              {"transition",
                               {{{"date", "2031-01-01T01:00:00.000+01:00"}, {"storage_class", "GLACIER"}},
                                {{"date", "2030-01-01T00:00:00.000Z"}, {"storage_class", "GLACIER_IR"}}}}}});
  const auto moved = [](const char* to, const char* at) { return Json{{"Date", at}, {"StorageClass", to}}; };
  const Json answer{
      {"Rule",
       {{"ID", "n"},
        {"Expiration", {{"Date", "2031-01-01T00:00:00.000Z"}}},
        {"Transition", {moved("GLACIER_IR", "2030-01-01T00:00:00Z"), moved("GLACIER", "2031-01-01T00:00:00Z")}}}}};
  const Value rule = rule_of(answer, state).as_list()[0];
  CHECK(rule["expiration"].as_list()[0]["date"] == Value("2031-01-01T00:00:00+00:00"));
  CHECK(rule["transition"].as_list()[0]["date"] == Value("2030-01-01T00:00:00.000Z"));
  CHECK(rule["transition"].as_list()[1]["date"] == Value("2031-01-01T01:00:00.000+01:00"));
  const Json other{{"Rule", {{"ID", "n"}, {"Transition", moved("GLACIER", "2031-01-02T00:00:00Z")}}}};
  CHECK(rule_of(other, state).as_list()[0]["transition"].as_list()[0]["date"] == Value("2031-01-02T00:00:00Z"));
}

namespace {

PlanAnswer planned(const char* type, const Json& prior, const Json& config) {
  FakeCloud cloud;
  Context context;
  context.client = &cloud;
  PlanRequest request{};
  request.type = type;
  request.prior = aws_object(type, prior);
  request.config = request.proposed = aws_object(type, config);
  return plan_object(aws(type), context, request);
}

Json parameters(std::initializer_list<std::pair<const char*, const char*>> all) {
  Json list = Json::array();
  for (const auto& [name, value] : all) list.push_back({{"name", name}, {"value", value}});
  return {{"name", "g"}, {"family", "redshift-1.0"}, {"description", "Managed by Terraform"}, {"parameter", list}};
}

}  // namespace

TEST_CASE("values of a parameter group that differ in letter case are no change, names that do are one") {
  const Json before = parameters({{"require_ssl", "true"}, {"query_group", "nightly"}});
  const auto changes = [&](const Json& config) {
    return !(planned("aws_redshift_parameter_group", before, config).planned["parameter"] ==
             aws_object("aws_redshift_parameter_group", before)["parameter"]);
  };
  CHECK_FALSE(changes(parameters({{"require_ssl", "TRUE"}, {"query_group", "Nightly"}})));
  CHECK(changes(parameters({{"REQUIRE_SSL", "true"}, {"query_group", "nightly"}})));
  CHECK(changes(parameters({{"require_ssl", "TRUE"}, {"query_group", "daily"}})));
}

TEST_CASE("an empty list of a cluster's security groups keeps those that the service gave it") {
  const Json before{{"cluster_identifier", "w"}, {"vpc_security_group_ids", {"sg-default"}}};
  Json config{{"cluster_identifier", "w"}, {"vpc_security_group_ids", Json::array()}};
  CHECK(planned("aws_redshift_cluster", before, config).planned["vpc_security_group_ids"].as_list().size() == 1);
  config["vpc_security_group_ids"] = {"sg-1", "sg-2"};
  CHECK(planned("aws_redshift_cluster", before, config).planned["vpc_security_group_ids"].as_list().size() == 2);
}

TEST_CASE("an import has no zero that the configuration written for it could not have") {
  FakeCloud cloud;
  Context context;
  context.client = &cloud;
  const Definition& crawler = aws("aws_glue_crawler");
  const Json targets{{"Targets", {{"S3Targets", {{{"Path", "s3://a"}}}}}}};
  const Value fresh =
      taken(*crawler.root.find("s3_target"), targets, Value(Value::List{}), scope_of(crawler, context, {}));
  CHECK(fresh.as_list().at(0)["sample_size"].is_null());
  CHECK(fresh.as_list().at(0)["connection_name"] == Value(""));
  const Value known = aws_object("aws_glue_crawler", {{"s3_target", {{{"path", "s3://a"}}}}})["s3_target"];
  CHECK(taken(*crawler.root.find("s3_target"), targets, known, scope_of(crawler, context, {}))
            .as_list()
            .at(0)["sample_size"] == Value(0));
  const Value rule =
      rule_of({{"Rule", {{"ID", "n"}, {"Filter", {{"And", {{"Prefix", "x/"}}}}}}}}, rules(Json::array())).as_list()[0];
  CHECK(rule["filter"].as_list()[0]["and"].as_list()[0]["object_size_less_than"].is_null());
}
