#include "tests/sandbox/core/front.h"

#include <algorithm>

#include "tests/sandbox/core/protocol.h"
#include "tests/sandbox/core/service.h"
#include "tests/sandbox/core/signature.h"

namespace lakeform::sandbox {
namespace {

using Json = nlohmann::json;

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

/// Who a request without a signature is for: STS takes web identities without one, all else is S3's.
std::string unsigned_service(const Request& request) {
  const bool form =
      request.method == "POST" && request.header("content-type").rfind("application/x-www-form-urlencoded", 0) == 0;
  return form && request.body.find("Action=AssumeRoleWith") != std::string::npos ? "sts" : "s3";
}

void take_options(const Json& wanted, Options& options) {
  options.delay = Millis(wanted.value("delay", options.delay.count()));
  options.lag = Millis(wanted.value("lag", options.lag.count()));
  options.latency = Millis(wanted.value("latency", options.latency.count()));
  options.rate = wanted.value("rate", options.rate);
  options.page = wanted.value("page", options.page);
}

Json inventory(World& world) {
  Json out = Json::array();
  for (const auto& entry : Registered::all()) {
    for (const auto& one : world.service(entry.name)->inventory()) out.push_back(entry.name + " " + one);
  }
  return out;
}

}  // namespace

Response Front::control(const Request& request) {
  const auto name = request.path.substr(std::string("/_sandbox/").size());
  const bool post = request.method == "POST";
  if (name == "health") return json_answer({{"status", "ok"}});
  if (name == "requests") {
    const auto answer = json_answer(request.has_query("summary")
                                        ? log_.summary()
                                        : log_.lines(request.query_value("service"), request.query_value("operation")));
    if (request.method == "DELETE") log_.clear();
    return answer;
  }
  if (name == "inventory") return json_answer(inventory(world_));
  if (post && name == "reset") {
    world_.reset();
    faults_.load(Json::array());
    log_.clear();
  } else if (post && name == "faults") {
    faults_.load(Json::parse(request.body));
  } else if (post && name == "options") {
    take_options(Json::parse(request.body), world_.options);
  } else if (post && name == "expire") {
    world_.expire_sessions();
  } else {
    return json_answer(
        {{"error", "POST reset, faults, options, expire; GET or DELETE requests; GET inventory, health"}}, 404);
  }
  return json_answer(Json::object());
}

/// In the form of the service that was called, as far as the request says which.
Response Front::refusal(Logged& logged, const Failure& failure) {
  logged.error = failure.code;
  const auto* service = world_.service(logged.request.service);
  if (service && logged.operation.empty()) logged.operation = service->operation(logged.request);
  auto response = service ? service->refusal(logged.request, failure)
                          : json_answer({{"__type", failure.code}, {"message", failure.what()}}, failure.status);
  for (const auto& [name, value] : failure.headers) response.set(name, value);
  return response;
}

Response Front::called(const Request& request, Service& service, const Fault& fault) {
  if (fault.kind == "page") return Response{fault.status, {{"content-type", "text/html"}}, fault.message};
  if (fault.kind == "half") {
    auto response = service.answer(request);
    response.body.resize(response.body.size() / 2);
    return response;
  }
  if (fault.kind != "partial") return service.answer(request);
  // All calls are made under one lock, so the limit holds for this one only.
  const auto page = std::exchange(world_.options.page, fault.page);
  try {
    auto response = service.answer(request);
    world_.options.page = page;
    return response;
  } catch (...) {
    world_.options.page = page;
    throw;
  }
}

Outgoing Front::served(Logged& logged) {
  auto& request = logged.request;
  Outgoing out;
  request.service = unsigned_service(request);
  try {
    check_signature(request, world_);
    auto* service = world_.service(request.service);
    if (!service)
      return {json_answer(
          {{"__type", "UnknownOperationException"}, {"message", "The sandbox has no service " + request.service}},
          404)};
    logged.operation = service->operation(request);
    if (request.anonymous && request.service != "s3" && logged.operation != "AssumeRoleWithWebIdentity") {
      throw Failure(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
    }
    if (!rates_.admits(request.service + request.account + request.region, world_.options.rate, world_.now())) {
      throw failure_of(Trouble::throttled, protocol_of(request.service));
    }
    const auto fault = faults_.met_by(request.service, logged.operation);
    if (fault) {
      logged.fault = fault->kind;
      out.wait_ms = fault->wait_ms;
      out.cut = fault->kind == "cut";
      out.dropped = fault->kind == "drop";
      if (fault->kind == "expire") world_.expire_sessions();
      refuse_by(*fault, request, logged.operation);
    }
    if (!out.cut) out.response = called(request, *service, fault.value_or(Fault{}));
    out.cut = out.cut || (fault && fault->kind == "lost");
  } catch (const Failure& failure) {
    out.response = refusal(logged, failure);
  } catch (const std::exception& error) {
    out.response = refusal(logged, Failure(500, "InternalFailure", error.what()));
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
  Logged logged;
  logged.request = std::move(request);
  logged.time = world_.now();
  auto out = served(logged);
  out.wait_ms += static_cast<int>(world_.options.latency.count());
  add_request_id(out.response, logged.request, world_);
  logged.status = out.response.status;
  log_.add(std::move(logged));
  return out;
}

}  // namespace lakeform::sandbox
