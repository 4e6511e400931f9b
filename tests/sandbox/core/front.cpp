#include "tests/sandbox/core/front.h"

#include <algorithm>

#include "tests/sandbox/core/service.h"
#include "tests/sandbox/core/signature.h"

namespace lakeform::sandbox {
namespace {

using Json = nlohmann::json;

Json pairs_json(const Pairs& pairs) {
  Json out = Json::array();
  for (const auto& [name, value] : pairs) out.push_back({name, value});
  return out;
}

Json line_of(const Request& request, const World& world) {
  Json headers = Json::object();
  for (const auto& [name, value] : request.headers) {
    if (name != "authorization" && name != "x-amz-security-token") headers[name] = value;
  }
  return {{"time", iso_time(world.now())}, {"method", request.method}, {"path", request.path}, {"query", pairs_json(request.query)},
          {"headers", headers},            {"body", request.body},     {"host", request.host}};
}

Response json_answer(const Json& body, int status = 200) {
  Response response;
  response.status = status;
  response.set("content-type", "application/json");
  response.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  return response;
}

void add_request_id(Response& response, const Request& request, World& world) {
  response.set("date", http_time(world.now()));
  const auto given = [](const auto& header) { return header.first == "x-amz-request-id"; };
  if (std::any_of(response.headers.begin(), response.headers.end(), given)) return;
  const auto id = world.make_id(32);
  response.set(request.service == "s3" ? "x-amz-request-id" : "x-amzn-requestid", id);
  if (request.service == "s3") response.set("x-amz-id-2", id + id);
}

}  // namespace

Response Front::control(const Request& request) {
  const auto name = request.path.substr(std::string("/_sandbox/").size());
  if (request.method == "POST" && name == "reset") {
    world_.reset();
    faults_.load(Json::array());
    log_ = Json::array();
    return json_answer(Json::object());
  }
  if (name == "requests") {
    const auto answer = json_answer(log_);
    if (request.method == "DELETE") log_ = Json::array();
    return answer;
  }
  if (request.method == "POST" && name == "faults") {
    faults_.load(Json::parse(request.body));
    return json_answer(Json::object());
  }
  if (request.method == "POST" && name == "options") {
    const auto wanted = Json::parse(request.body);
    world_.options.delay = Millis(wanted.value("delay", world_.options.delay.count()));
    world_.options.lag = Millis(wanted.value("lag", world_.options.lag.count()));
    world_.options.page = wanted.value("page", world_.options.page);
    return json_answer(Json::object());
  }
  if (name == "health") return json_answer({{"status", "ok"}});
  return json_answer({{"error", "POST reset, faults, options; GET or DELETE requests; GET health"}}, 404);
}

/// In the form of the service that was called, as far as the request says which.
Response Front::refusal(const Request& request, const Failure& failure, Json& line) {
  line["error"] = failure.code;
  const auto* service = world_.service(request.service);
  auto response = service ? service->refusal(request, failure)
                          : json_answer({{"__type", failure.code}, {"message", failure.what()}}, failure.status);
  for (const auto& [name, value] : failure.headers) response.set(name, value);
  return response;
}

Outgoing Front::served(Request& request, Json& line) {
  Outgoing out;
  // Without a signature only S3 has anything to say.
  request.service = "s3";
  try {
    check_signature(request, world_);
    auto* service = world_.service(request.service);
    if (!service) return {json_answer({{"__type", "UnknownOperationException"}, {"message", "The sandbox has no service " + request.service}}, 404)};
    line["service"] = request.service;
    line["operation"] = service->operation(request);
    line["account"] = request.account;
    line["region"] = request.region;
    if (const auto fault = faults_.met_by(request.service, line["operation"])) {
      line["fault"] = fault->kind;
      out.cut = fault->kind == "cut";
      out.dropped = fault->kind == "drop";
      if (fault->kind == "refuse") throw Failure(fault->status, fault->code, fault->message);
      out.wait_ms = fault->wait_ms;
    }
    if (!out.cut) out.response = service->answer(request);
  } catch (const Failure& failure) {
    out.response = refusal(request, failure, line);
  } catch (const std::exception& error) {
    out.response = refusal(request, Failure(500, "InternalFailure", error.what()), line);
  }
  return out;
}

Outgoing Front::answer(Request request) {
  const std::lock_guard guard(lock_);
  if (request.path.rfind("/_sandbox/", 0) == 0) {
    try {
      return {control(request)};
    } catch (const std::exception& error) {
      return {json_answer({{"error", error.what()}}, 400)};
    }
  }
  auto line = line_of(request, world_);
  auto out = served(request, line);
  add_request_id(out.response, request, world_);
  line["status"] = out.response.status;
  log_.push_back(std::move(line));
  return out;
}

}  // namespace lakeform::sandbox
