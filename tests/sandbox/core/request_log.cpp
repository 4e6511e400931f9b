#include "tests/sandbox/core/request_log.h"

#include <stdexcept>

namespace lakeform::sandbox {
namespace {

using Json = nlohmann::json;

constexpr std::size_t max_body = 64U << 10U;

Json pairs_json(const Pairs& pairs) {
  Json out = Json::array();
  for (const auto& [name, value] : pairs) out.push_back({name, value});
  return out;
}

Json line_of(const Logged& logged) {
  const auto& request = logged.request;
  Json line = {{"time", iso_time(logged.time)}, {"method", request.method},
               {"path", request.path},          {"query", pairs_json(request.query)},
               {"headers", request.headers},    {"body", request.body},
               {"host", request.host},          {"status", logged.status}};
  if (!logged.operation.empty()) {
    line["service"] = request.service;
    line["operation"] = logged.operation;
    line["account"] = request.account;
    line["region"] = request.region;
  }
  if (!logged.fault.empty()) line["fault"] = logged.fault;
  if (!logged.error.empty()) line["error"] = logged.error;
  return line;
}

/// Signatures and tokens are of no use to a test, and no secret should lie about.
void strip(Request& request) {
  request.headers.erase("authorization");
  request.headers.erase("x-amz-security-token");
  std::erase_if(request.query, [](const auto& pair) {
    return pair.first == "X-Amz-Security-Token" || pair.first == "X-Amz-Signature";
  });
  if (request.body.size() > max_body) request.body.resize(max_body);
}

}  // namespace

void RequestLog::write_to(const std::string& file) {
  file_.open(file, std::ios::app);
  if (!file_) throw std::runtime_error("cannot write the request log " + file);
}

void RequestLog::add(Logged logged) {
  strip(logged.request);
  ++total_;
  const auto name = logged.request.service + ":" + (logged.operation.empty() ? "?" : logged.operation);
  ++calls_[name];
  if (!logged.error.empty()) ++errors_[name + " " + logged.error];
  if (file_.is_open()) file_ << line_of(logged).dump(-1, ' ', false, Json::error_handler_t::replace) << std::endl;
  kept_.push_back(std::move(logged));
  if (kept_.size() > keep_) kept_.pop_front();
}

Json RequestLog::lines(const std::string& service, const std::string& operation) const {
  Json out = Json::array();
  for (const auto& logged : kept_) {
    if ((service.empty() || logged.request.service == service) && (operation.empty() || logged.operation == operation))
      out.push_back(line_of(logged));
  }
  return out;
}

Json RequestLog::summary() const {
  return {{"total", total_}, {"kept", kept_.size()}, {"calls", calls_}, {"errors", errors_}};
}

void RequestLog::clear() {
  total_ = 0;
  kept_.clear();
  calls_.clear();
  errors_.clear();
}

}  // namespace lakeform::sandbox
