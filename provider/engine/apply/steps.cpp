#include "provider/engine/apply/steps.h"

#include <algorithm>

#include "provider/engine/answer.h"
#include "provider/engine/hooks/registry.h"
#include "provider/engine/read/decode.h"
#include "provider/engine/request/pages.h"
#include "provider/engine/request/template.h"
#include "provider/value/clock.h"
#include "provider/value/duration.h"

namespace lakeform::engine {

namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr milliseconds kNewsSpread{120000};  ///< how long a new object may be invisible
constexpr milliseconds kFirstPause{500}, kLongestPause{10000};
constexpr int kMostLooks = 3;  ///< at answers that are none, before that is an error

/// The body, with what else of the answer a step can look at: all of it in the REST styles, the status where it is to
/// be saved.
Json whole_of(cloud::Reply reply, const Step& step) {
  const bool rest = !step.method.empty();
  Json out = std::move(reply.body);
  if (rest && out.is_string() && out.get_ref<const std::string&>().empty())
    out = Json::object();  // a root element without members
  if ((!rest && step.save.empty()) || (!out.is_null() && !out.is_object())) return out;
  if (out.is_null()) out = Json::object();
  out["status:"] = reply.status;
  if (!rest) return out;
  for (const auto& [name, value] : reply.headers) out["header:" + name] = value;
  out["raw:"] = reply.raw_body;
  return out;
}

/// "Name={id}": a path in the item, and the text that stands there in ours.
bool is_ours(const Json& item, const std::string& match, const Scope& scope) {
  const auto equals = match.find('=');
  const Json found = at_path(item, std::string_view(match).substr(0, equals));
  const std::string text = found.is_string() ? found.get<std::string>() : found.is_null() ? "" : found.dump();
  return text == text_of(std::string_view(match).substr(equals + 1), scope);
}

void set_at(Json& json, std::string_view path, Json value) {
  Json* here = &json;
  while (true) {
    const auto dot = path.find('.');
    if (dot == std::string_view::npos) break;
    here = &(*here)[std::string(path.substr(0, dot))];
    if (!here->is_object()) *here = Json::object();  // XML has text where nothing is
    path.remove_prefix(dot + 1);
  }
  (*here)[std::string(path)] = std::move(value);
}

/// All pages; the items of later ones join those of the first. With a match it ends early.
Result<Json> send_pages(const Step& step, const Scope& scope) {
  cloud::Call call = call_of(step, scope);
  Json first;
  Json items = Json::array();
  PageTokens tokens;
  std::size_t others = 0;
  while (true) {
    auto reply = scope.context.client->send(call);
    if (!reply) return reply.error();
    const std::size_t size = reply->raw_body.size();
    Json whole = whole_of(std::move(*reply), step);
    if (step.items.empty()) return whole;
    if (auto list = check_list(step, step.items, whole); !list) return list.error();
    for (auto& item : as_list(at_path(whole, step.items))) {
      if (!step.match.empty() && is_ours(item, step.match, scope)) return Json{{"found", item}};
      if (step.match.empty()) items.push_back(std::move(item));
      ++others;
    }
    const std::string token = next_page_token(step, whole);
    if (auto turned = tokens.turn(step.call, token, size); !turned) return turned.error();
    if (first.is_null()) first = std::move(whole);
    if (token.empty()) break;
    set_page_token(call, step, token);
  }
  if (!step.match.empty() && others > 0 && asks_by_name(step))
    return other_objects(step, text_of(step.match.substr(step.match.find('=') + 1), scope));
  if (!step.match.empty()) return Json{{"found", nullptr}};
  if (first.is_null()) first = Json::object();
  set_at(first, step.items, std::move(items));
  return first;
}

/// For how long this error is worth another try; zero: not at all.
milliseconds patience(const Step& step, const Error& error) {
  for (const auto& rule : step.retry) {
    if (matches(rule.errors, error)) return rule.time;
  }
  return milliseconds(0);
}

StepEnd failed(const Step& step, Error error) {
  StepEnd end;
  // Only what the definition names means that the object is gone: another thing that is missing is a failure.
  end.kind = matches(step.ignore, error) ? StepEnd::Kind::Ignored
             : matches(step.gone, error) ? StepEnd::Kind::Gone
                                         : StepEnd::Kind::Failed;
  end.error = std::move(error);
  return end;
}

StepEnd end_of(const Step& step, Json whole, const Scope& scope) {
  StepEnd end;
  if (!step.match.empty()) {
    end.answer = whole["found"];
    if (end.answer.is_null()) {
      end.kind = StepEnd::Kind::Gone;
      end.error.message = "no such object in the list";
    }
    end.whole = std::move(whole);
  } else {
    end.answer = at_path(whole, step.take);
    end.whole = std::move(whole);
  }
  if (end.kind == StepEnd::Kind::Gone) return end;
  auto good = check_object(step, end.answer, scope);
  return good ? end : failed(step, good.error());
}

/// Whether the answer is that of an object which had the name before, and which the service has not forgotten yet. What
/// the create saved says so.
bool is_earlier(const Step& step, const StepEnd& end, const Scope& scope) {
  if (step.new_is.empty() || end.kind != StepEnd::Kind::Answered) return false;
  const std::string wanted = text_of(std::string_view(step.new_is).substr(step.new_is.find('=') + 1), scope);
  return !wanted.empty() && !is_ours(end.answer, step.new_is, scope);
}

StepEnd still_earlier() {
  StepEnd end;
  end.kind = StepEnd::Kind::Failed;
  end.error.fault = Fault::Conflict;
  end.error.message = "The service still answers the object that had this name before";
  end.error.detail = "The new one was created. Run plan again in some minutes to see what is there";
  return end;
}

StepEnd call_step(const Step& step, Scope& scope, const StepOptions& options) {
  const auto begin = clock::steady();
  milliseconds pause = kFirstPause;
  for (int looks = 1;; ++looks) {
    auto whole = send_pages(step, scope);
    StepEnd end = whole ? end_of(step, std::move(*whole), scope) : failed(step, whole.error());
    if (looks < kMostLooks && step.idempotent && is_no_answer(end.error) &&
        scope.context.client->stop().sleep(kFirstPause))
      continue;
    const bool earlier = options.just_created && is_earlier(step, end, scope);
    if (earlier) end = still_earlier();
    const bool unseen = earlier || (options.just_created && end.kind == StepEnd::Kind::Gone);
    const milliseconds time = unseen                              ? kNewsSpread
                              : end.kind == StepEnd::Kind::Failed ? patience(step, end.error)
                                                                  : milliseconds(0);
    if (time.count() == 0 || clock::steady() - begin + pause > time) return end;
    if (!scope.context.client->stop().sleep(pause)) return end;
    pause = std::min(pause * 2, kLongestPause);
  }
}

StepEnd hook_step(const Step& step, Scope& scope) {
  StepEnd end;
  const auto hook = find_step_hook(step.hook);
  if (!hook) {
    end.kind = StepEnd::Kind::Failed;
    end.error = {Fault::Internal, "unknown hook " + step.hook, {}, {}, {}, {}, 0};
    return end;
  }
  const auto done = hook(scope);
  if (!done) return failed(step, done.error());
  end.answer = end.whole = scope.reply;
  return end;
}

/// False when a stop ended the pause.
bool paused(const Step& step, const Scope& scope) {
  const std::string text = text_of(step.pause, scope);
  const long time = std::atol(text.c_str());
  return time <= 0 || scope.context.client->stop().sleep(milliseconds(time));
}

}  // namespace

bool matches(const std::vector<schema::ErrorMatch>& known, const Error& error) {
  return std::any_of(known.begin(), known.end(), [&](const auto& one) {
    const bool by_status = error.status > 0 && one.code == std::to_string(error.status);
    return (one.code == "*" ? !error.code.empty() : one.code == error.code || by_status) &&
           (one.text.empty() || error.message.find(one.text) != std::string::npos);
  });
}

milliseconds timeout_of(const Scope& scope, const std::string& operation, milliseconds otherwise) {
  const Value& source = scope.object["timeouts"][operation].is_string() ? scope.object : scope.prior;
  if (source["timeouts"][operation].is_string()) {
    if (const auto written = parse_duration(source["timeouts"][operation].as_string())) return *written;
  }
  const auto known = scope.definition.timeouts.find(operation);
  if (known != scope.definition.timeouts.end()) return known->second;
  return parse_duration(operation).value_or(otherwise);
}

StepEnd run_step(const Step& step, Scope& scope, const StepOptions& options) {
  if (!holds(step.when, scope.conditions())) return {StepEnd::Kind::Skipped, {}, {}, {}};
  if (!step.fail.empty()) {
    return {StepEnd::Kind::Failed, {}, {}, {Fault::InvalidInput, step.fail, {}, Path::parse(step.fail_at), {}, {}, 0}};
  }
  if (!step.pause.empty() && !paused(step, scope))
    return {StepEnd::Kind::Failed, {}, {}, {Fault::Cancelled, "it was stopped", {}, {}, {}, {}, 0}};
  if (step.call.empty() && step.hook.empty()) {  // nothing but a wait or variables
    for (const auto& [name, pattern] : step.save) scope.saved[name] = text_of(pattern, scope);
    return {};
  }
  StepEnd end = step.hook.empty() ? call_step(step, scope, options) : hook_step(step, scope);
  if (end.kind == StepEnd::Kind::Answered) note_answer(step, end, scope);
  return end;
}

void note_answer(const Step& step, const StepEnd& end, Scope& scope) {
  scope.reply = end.answer;
  for (const auto& [name, path] : step.save) scope.saved[name] = at_path(end.whole, path);
}

void take_into(Value& object, const Step& step, const StepEnd& end, const std::vector<std::string>& others,
               const Scope& scope) {
  const bool answered = end.kind == StepEnd::Kind::Answered;
  const bool all = step.into.size() == 1 && step.into.front() == "*";
  for (const Field& field : scope.definition.root.fields) {
    const bool named = std::find(step.into.begin(), step.into.end(), field.name) != step.into.end();
    const bool other = std::find(others.begin(), others.end(), field.name) != others.end();
    if (!named && (!all || other || field.take.empty())) continue;
    object.set(field.name,
               answered ? taken(field, end.answer, object[field.name], scope) : taken_nothing(field, scope));
  }
}

}  // namespace lakeform::engine
