#include "tests/sandbox/core/json.h"

namespace lakeform::sandbox {
namespace {

Response json_answer(int status, const Json& body) {
  Response response;
  response.status = status;
  response.set("content-type", "application/x-amz-json-1.1");
  response.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  return response;
}

}  // namespace

void JsonService::on(const std::string& operation, Handler handler) {
  if (!model_.has_operation(operation)) throw std::invalid_argument("the model has no operation " + operation);
  handlers_[operation] = std::move(handler);
}

std::string JsonService::operation(const Request& request) const {
  const auto target = request.header("x-amz-target");
  return target.rfind(target_ + ".", 0) == 0 ? target.substr(target_.size() + 1) : std::string();
}

Response JsonService::answer(const Request& request) {
  const auto name = operation(request);
  const auto handler = handlers_.find(name);
  if (handler == handlers_.end())
    throw Failure(400, "UnknownOperationException", "The sandbox has no operation " + request.header("x-amz-target"));
  auto input = Json::parse(request.body.empty() ? "{}" : request.body, nullptr, false);
  if (!input.is_object()) throw Failure(400, "SerializationException", "The body is no JSON object");
  model_.check_input(input, name, invalid_);
  const Json output = handler->second(request, input);
  model_.check_output(output, name);
  return json_answer(200, output);
}

Response JsonService::refusal(const Request&, const Failure& failure) const {
  auto response = json_answer(failure.status, {{"__type", failure.code}, {"Message", failure.what()}});
  response.set("x-amzn-errortype", failure.code);
  return response;
}

double epoch(Time time) {
  return static_cast<double>(std::chrono::duration_cast<Millis>(time.time_since_epoch()).count()) / 1000.0;
}

}  // namespace lakeform::sandbox
