#include "provider/engine/request/call.h"

#include <algorithm>

#include "provider/cloud/codec.h"
#include "provider/engine/request/labels.h"
#include "provider/engine/request/template.h"
#include "provider/value/state_json.h"

namespace lakeform::engine {

namespace {

/// A path whose literal parts are encoded already; values are encoded here. They keep their slashes, unless a percent
/// sign says that they are one segment ("{%name}").
std::string path_text(const std::string& pattern, const Scope& scope) {
  std::string out;
  std::size_t start = 0;
  while (start < pattern.size()) {
    const auto open = std::min(pattern.find('{', start), pattern.size());
    out += pattern.substr(start, open - start);
    if (open == pattern.size()) break;
    const auto close = std::min(pattern.find('}', open), pattern.size() - 1);
    const bool whole = open + 1 < close && pattern[open + 1] == '%';
    const std::string inner = pattern.substr(open + (whole ? 2 : 1), close - open - (whole ? 2 : 1));
    out += cloud::percent_encode(text_of("{" + inner + "}", scope), !whole);
    start = close + 1;
  }
  return out;
}

/// The elements of a list, set or map that another one lacks; of a map as objects with key and value.
std::vector<Json> elements_of(const Value& value, const Value& without) {
  std::vector<Json> out;
  if (value.is_map()) {
    for (const auto& [key, item] : value.as_map()) {
      if (!(without[key] == item) || without[key].is_null())
        out.push_back({{"key", key}, {"value", state_json::json_of(item)}});
    }
  } else if (value.is_list()) {
    for (const Value& item : value.as_list()) {
      const bool there = without.is_list() &&
                         std::find(without.as_list().begin(), without.as_list().end(), item) != without.as_list().end();
      if (!there && item.wholly_known()) out.push_back(state_json::json_of(item));
    }
  }
  return out;
}

/// One pair; of a list one for each element.
void add_query(cloud::Call& call, const std::string& name, const std::string& pattern, const Scope& scope) {
  const Json value = body_of(Json(pattern), scope);
  if (!value.is_array()) return void(call.query.emplace_back(name, text_of(pattern, scope)));
  for (const Json& item : value)
    call.query.emplace_back(name, item.is_string() ? item.get<std::string>() : item.dump());
}

}  // namespace

cloud::Call call_of(const Step& step, const Scope& scope) {
  cloud::Call call;
  call.service = step.service.empty() ? scope.definition.service : step.service;
  call.operation = step.call;
  if (!step.method.empty()) call.method = step.method;
  if (!step.path.empty()) call.path = path_text(step.path, scope);
  for (const auto& [name, pattern] : step.query) add_query(call, name, pattern, scope);
  for (const auto& [name, pattern] : step.headers) {
    std::string value = text_of(pattern, scope);
    if (!value.empty()) call.headers.emplace_back(name, std::move(value));
  }
  call.body = body_of(step.body, scope);
  put_tags(step, scope, call.body);
  call.body_root = step.body_root;
  call.raw_body = text_of(step.raw_body, scope);
  call.bucket = text_of(step.bucket, scope);
  call.answer = step.answer;
  call.region = scope.region;
  call.agent = scope.context.agent;
  call.idempotent = step.idempotent;
  return call;
}

std::vector<Json> each_of(const Step& step, const Scope& scope) {
  if (step.each.empty()) return {Json()};
  const auto colon = step.each.find(':');
  const std::string word = step.each.substr(0, colon), path = step.each.substr(colon + 1);
  std::vector<Json> out;
  if (word == "reply") {
    for (const auto& item : as_list(at_path(scope.reply, path))) out.push_back(item);
    return out;
  }
  const Value& now = value_at(scope.object, path);
  const Value& before = value_at(scope.prior, path);
  if (word == "all") return elements_of(now, {});
  return word == "added" ? elements_of(now, before) : elements_of(before, now);
}

}  // namespace lakeform::engine
