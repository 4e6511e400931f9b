#include "provider/schema/definition.h"

#include <stdexcept>

#include "provider/value/foreign_json.h"

namespace lakeform::schema {

namespace {

using std::chrono::milliseconds;

Shape shape_of(std::string_view text) {
  if (text == "bool") return Shape::Bool;
  if (text == "number") return Shape::Number;
  if (text == "list") return Shape::List;
  if (text == "set") return Shape::Set;
  if (text == "map") return Shape::Map;
  return text == "object" ? Shape::Object : Shape::String;
}

Mode mode_of(std::string_view text) {
  if (text == "required") return Mode::Required;
  if (text == "computed") return Mode::Computed;
  return text == "optional_computed" ? Mode::OptionalComputed : Mode::Optional;
}

Value value_of(const Json& json) {
  switch (json.type()) {
    case Json::value_t::boolean:
      return json.get<bool>();
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
      return json.get<std::int64_t>();
    case Json::value_t::number_float:
      return Number::from_double(json.get<double>());
    case Json::value_t::string:
      return json.get<std::string>();
    case Json::value_t::array: {
      Value::List list;
      for (const auto& item : json) list.push_back(value_of(item));
      return list;
    }
    case Json::value_t::object: {
      Value::Map map;
      for (const auto& [key, item] : json.items()) map.emplace(key, value_of(item));
      return map;
    }
    default:
      return {};
  }
}

/// Reads the member into `out` when it is there.
template <class T>
void take(const Json& json, const char* key, T& out) {
  if (const auto found = json.find(key); found != json.end()) out = found->template get<T>();
}

void take(const Json& json, const char* key, milliseconds& out) {
  if (const auto found = json.find(key); found != json.end()) out = milliseconds(found->get<std::int64_t>());
}

std::optional<Number> number_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end()) return std::nullopt;
  return value_of(*found).as_number();
}

Checks checks_of(const Json& json) {
  Checks out;
  take(json, "one_of", out.one_of);
  take(json, "ignore_case", out.ignore_case);
  out.min = number_at(json, "min");
  out.max = number_at(json, "max");
  if (json.contains("min_length")) out.min_length = json.at("min_length").get<std::size_t>();
  if (json.contains("max_length")) out.max_length = json.at("max_length").get<std::size_t>();
  take(json, "patterns", out.patterns);
  take(json, "not_pattern", out.not_pattern);
  take(json, "pattern_message", out.pattern_message);
  take(json, "format", out.format);
  return out;
}

Conditions conditions_of(const Json& json) {
  Conditions out;
  for (const auto& c : json) {
    Condition condition;
    take(c, "negated", condition.negated);
    take(c, "word", condition.word);
    take(c, "paths", condition.paths);
    take(c, "value", condition.value);
    out.push_back(std::move(condition));
  }
  return out;
}

Field field_of(const Json& json) {
  Field out;
  take(json, "name", out.name);
  out.shape = shape_of(json.value("shape", ""));
  take(json, "block", out.block);
  for (const auto& inner : json.value("fields", Json::array())) out.fields.push_back(field_of(inner));
  if (json.contains("element")) out.element = std::make_shared<Field>(field_of(json.at("element")));
  out.mode = mode_of(json.value("mode", ""));
  take(json, "sensitive", out.sensitive);
  take(json, "write_only", out.write_only);
  take(json, "deprecated", out.deprecated);
  take(json, "replace", out.replace);
  if (const auto rule = json.find("replace_rule"); rule != json.end()) {
    out.replace_rule =
        std::make_shared<const ReplaceRule>(ReplaceRule{conditions_of(rule->at("when")), rule->at("unless_own")});
  }
  if (const auto fallback = json.find("fallback"); fallback != json.end()) {
    take(*fallback, "fact", out.fallback);
    take(*fallback, "always", out.fallback_always);
  }
  if (json.contains("default")) out.default_value = value_of(json.at("default"));
  take(json, "min_items", out.min_items);
  take(json, "max_items", out.max_items);
  take(json, "fraction", out.fraction);
  if (json.contains("checks")) out.checks = checks_of(json.at("checks"));
  if (json.contains("key_checks")) out.key_checks = checks_of(json.at("key_checks"));
  take(json, "equal", out.equal);
  take(json, "same_element", out.same_element);
  take(json, "store", out.store);
  take(json, "plan", out.plan);
  take(json, "send", out.send);
  take(json, "take", out.take);
  take(json, "as", out.as);
  out.send_if = conditions_of(json.value("send_if", Json::array()));
  take(json, "send_else", out.send_else);
  take(json, "send_zero", out.send_zero);
  out.send_zero_when = conditions_of(json.value("send_zero_when", Json::array()));
  out.send_when = conditions_of(json.value("send_when", Json::array()));
  take(json, "send_config", out.send_config);
  take(json, "take_as", out.take_as);
  take(json, "generate", out.generate);
  out.generate_if = conditions_of(json.value("generate_if", Json::array()));
  take(json, "generate_else", out.generate_else);
  take(json, "as_answered", out.as_answered);
  take(json, "keep_absent", out.keep_absent);
  take(json, "order", out.order);
  take(json, "drop_when", out.drop_when);
  take(json, "drop_keys", out.drop_keys);
  take(json, "mask", out.mask);
  take(json, "own_keys", out.own_keys);
  take(json, "array", out.array);
  take(json, "derive", out.derive);
  out.derive_if = conditions_of(json.value("derive_if", Json::array()));
  take(json, "derive_else", out.derive_else);
  return out;
}

std::vector<ErrorMatch> errors_of(const Json& json, const char* key) {
  std::vector<ErrorMatch> out;
  for (const auto& e : json.value(key, Json::array())) out.push_back({e.at("code"), e.at("text")});
  return out;
}

std::shared_ptr<const Made> made_of(const Json& json);

Step step_of(const Json& json) {
  Step out;
  take(json, "call", out.call);
  take(json, "service", out.service);
  take(json, "method", out.method);
  take(json, "path", out.path);
  take(json, "query", out.query);
  take(json, "headers", out.headers);
  take(json, "body", out.body);
  take(json, "body_root", out.body_root);
  take(json, "raw_body", out.raw_body);
  take(json, "bucket", out.bucket);
  out.when = conditions_of(json.value("when", Json::array()));
  take(json, "each", out.each);
  take(json, "take", out.take);
  take(json, "items", out.items);
  take(json, "match", out.match);
  take(json, "answer", out.answer);
  take(json, "names", out.names);
  take(json, "new_is", out.new_is);
  take(json, "into", out.into);
  take(json, "save", out.save);
  out.gone = errors_of(json, "gone");
  out.ignore = errors_of(json, "ignore");
  for (const auto& rule : json.value("retry", Json::array())) {
    out.retry.push_back({errors_of(rule, "errors"), milliseconds(rule.at("time").get<std::int64_t>())});
  }
  take(json, "wait", out.wait);
  take(json, "page_token", out.page_token);
  take(json, "page_next", out.page_next);
  take(json, "creates", out.creates);
  take(json, "tags", out.tags);
  take(json, "idempotent", out.idempotent);
  if (json.contains("made")) out.made = made_of(json["made"]);
  out.again_after = errors_of(json, "again_after");
  take(json, "again_from", out.again_from);
  take(json, "pause", out.pause);
  take(json, "progress", out.progress);
  take(json, "fail", out.fail);
  take(json, "fail_at", out.fail_at);
  take(json, "hook", out.hook);
  take(json, "reason", out.reason);
  return out;
}

std::shared_ptr<const Made> made_of(const Json& json) {
  Made out;
  out.step = step_of(json["step"]);
  take(json, "time", out.time);
  take(json, "before", out.before);
  return std::make_shared<const Made>(std::move(out));
}

std::vector<Step> steps_of(const Json& json) {
  std::vector<Step> out;
  for (const auto& step : json) out.push_back(step_of(step));
  return out;
}

Waiter waiter_of(const Json& json) {
  Waiter out;
  take(json, "name", out.name);
  out.step = step_of(json.at("step"));
  take(json, "state", out.state);
  take(json, "same", out.same);
  take(json, "pending", out.pending);
  take(json, "target", out.target);
  take(json, "fallback_state", out.fallback_state);
  take(json, "fallback_target", out.fallback_target);
  take(json, "reason", out.reason);
  take(json, "in_a_row", out.in_a_row);
  take(json, "first", out.first);
  take(json, "every", out.every);
  take(json, "timeout", out.timeout);
  return out;
}

Bulk bulk_of(const Json& json) {
  Bulk out;
  out.step = step_of(json.at("step"));
  take(json, "key", out.key);
  take(json, "inside", out.inside);
  take(json, "serves", out.serves);
  take(json, "save", out.save);
  take(json, "has_tags", out.has_tags);
  take(json, "value", out.value);
  take(json, "except", out.except);
  take(json, "over", out.over);
  take(json, "over_give", out.over_give);
  return out;
}

Tagging tagging_of(const Json& json) {
  Tagging out;
  if (json.contains("bulk")) out.bulk = bulk_of(json.at("bulk"));
  take(json, "bulk_form", out.bulk_form);
  take(json, "policy", out.policy);
  take(json, "send", out.send);
  take(json, "take", out.take);
  take(json, "form", out.form);
  take(json, "after", out.after);
  take(json, "whole", out.whole);
  out.read = steps_of(json.value("read", Json::array()));
  out.tag = steps_of(json.value("tag", Json::array()));
  out.untag = steps_of(json.value("untag", Json::array()));
  out.tag_some = steps_of(json.value("tag_some", Json::array()));
  out.untag_some = steps_of(json.value("untag_some", Json::array()));
  return out;
}

Identity identity_of(const Json& json) {
  Identity out;
  take(json, "version", out.version);
  for (const auto& field : json.at("fields")) out.fields.push_back(field_of(field));
  take(json, "values", out.values);
  take(json, "id", out.id);
  return out;
}

Upgrade upgrade_of(const Json& json) {
  Upgrade out;
  take(json, "from", out.from);
  take(json, "rename", out.rename);
  take(json, "set", out.set);
  take(json, "drop", out.drop);
  take(json, "to_block", out.to_block);
  take(json, "from_block", out.from_block);
  take(json, "split", out.split);
  take(json, "hook", out.hook);
  return out;
}

Labels labels_of(const Json& json) {
  return {json.at("own"), json.at("all"), json.at("effective"), json.at("attribution")};
}

std::vector<Refusal> refusals_of(const Json& json) {
  std::vector<Refusal> out;
  for (const auto& r : json) out.push_back({conditions_of(r.at("when")), r.at("at"), r.at("message")});
  return out;
}

Data data_of(const Json& json) {
  Data out;
  take(json, "kind", out.kind);
  take(json, "loss", out.loss);
  for (const auto& m : json.value("measures", Json::array())) {
    Measure measure;
    measure.step = step_of(m.at("step"));
    take(m, "pages", measure.pages);
    for (const auto& [name, rule] : m.at("give").items())
      measure.give.push_back({name, rule.at("how"), rule.at("path")});
    out.measures.push_back(std::move(measure));
  }
  for (const auto& e : json.value("effects", Json::array())) {
    out.effects.push_back({e.at("on"), conditions_of(e.at("when")), e.at("impact"), e.at("about"), e.at("way_back")});
  }
  out.more = json;
  return out;
}

void load_behaviour(const Json& json, Definition& out) {
  for (const auto& rule : json.at("rules")) out.rules.push_back({rule.at("kind"), rule.at("at"), rule.at("fields")});
  out.refuse = refusals_of(json.at("refuse"));
  out.forbid = refusals_of(json.value("forbid", Json::array()));
  for (const auto& u : json.at("unknown")) out.unknown.push_back({conditions_of(u.at("when")), u.at("fields")});
  for (const auto& [operation, steps] : json.at("calls").items()) out.calls[operation] = steps_of(steps);
  for (const auto& [name, waiter] : json.at("waiters").items()) out.waiters[name] = waiter_of(waiter);
  for (const auto& b : json.at("bulk")) out.bulk.push_back(bulk_of(b));
  for (const auto& u : json.value("upgrades", Json::array())) out.upgrades.push_back(upgrade_of(u));
  if (json.contains("labels")) out.labels = labels_of(json.at("labels"));
  take(json, "parts", out.parts);
  take(json, "lock", out.lock);
  take(json, "exists", out.exists);
  if (json.contains("tagging")) out.tagging = tagging_of(json.at("tagging"));
  if (json.contains("identity")) out.identity = identity_of(json.at("identity"));
}

}  // namespace

const Field* Field::find(std::string_view member) const {
  for (const Field& field : fields) {
    if (field.name == member) return &field;
  }
  return nullptr;
}

Definition load(std::string_view text) {
  std::string why;
  const Json json = parse_foreign(text, &why);
  if (!json.is_object())
    throw std::invalid_argument("a definition can't be loaded: " +
                                (why.empty() ? std::string("it is no object") : why));
  Definition out;
  take(json, "type", out.type);
  take(json, "provider", out.provider);
  take(json, "data_source", out.data_source);
  for (const auto& field : json.value("meta", Json::array())) out.meta.push_back(field_of(field));
  take(json, "renew_at", out.renew_at);
  take(json, "legacy", out.legacy);
  take(json, "regional", out.regional);
  take(json, "service", out.service);
  take(json, "version", out.version);
  out.root.shape = Shape::Object;
  out.root.block = true;
  for (const auto& field : json.at("root")) out.root.fields.push_back(field_of(field));
  for (const auto& [operation, time] : json.at("timeouts").items())
    out.timeouts[operation] = milliseconds(time.get<std::int64_t>());
  take(json, "id", out.id);
  take(json, "imports", out.imports);
  take(json, "import_parts", out.import_parts);
  const Json import_sets = json.value("import_sets", Json::object());
  for (const auto& [name, value] : import_sets.items()) out.import_sets[name] = value_of(value);
  load_behaviour(json, out);
  take(json, "hooks", out.hooks);
  out.data = data_of(json.value("data", Json::object()));
  return out;
}

}  // namespace lakeform::schema
