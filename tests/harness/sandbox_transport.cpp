#include "tests/harness/sandbox_transport.h"

#include <nlohmann/json.hpp>
#include <regex>

#include "provider/cloud/codec.h"
#include "tests/sandbox/core/service.h"

namespace lakeform::harness {
namespace {

using cloud::HttpExchange;
using cloud::HttpFailure;
using sandbox::Request;
using Json = nlohmann::json;

constexpr std::chrono::milliseconds kTakes{5};

void read_query(const std::string& text, sandbox::Pairs& into) {
  for (std::size_t from = 0; from < text.size();) {
    const auto end = std::min(text.find('&', from), text.size());
    const auto part = text.substr(from, end - from);
    const auto equal = std::min(part.find('='), part.size());
    if (!part.empty())
      into.emplace_back(cloud::percent_decode(part.substr(0, equal)),
                        cloud::percent_decode(part.substr(std::min(equal + 1, part.size()))));
    from = end + 1;
  }
}

/// The service that the signature is for.
std::string signed_for(const Request& request) {
  static const std::regex scope("Credential=[^/]+/[0-9]+/[^/]+/([^/]+)/");
  std::smatch found;
  const std::string header = request.header("authorization");
  return std::regex_search(header, found, scope) ? found[1].str() : std::string();
}

Request received(const cloud::HttpRequest& sent) {
  Request request;
  request.method = sent.method;
  const auto host = sent.url.find("://") + 3;
  const auto path = std::min(sent.url.find('/', host), sent.url.size());
  const auto mark = std::min(sent.url.find('?', path), sent.url.size());
  request.path = sent.url.substr(path, mark - path);
  if (mark < sent.url.size()) read_query(sent.url.substr(mark + 1), request.query);
  for (const auto& [name, value] : sent.headers) request.headers[cloud::lower_case(name)] = value;
  const std::string authority = sent.url.substr(host, path - host);
  request.headers.try_emplace("host", authority);
  request.host = cloud::lower_case(authority.substr(0, authority.rfind(':')));
  request.body = sent.body;
  request.service = signed_for(request);
  return request;
}

/// What makes a call distinct: everything but what is random or tells the time.
std::string key_of(const Request& request) {
  static const std::regex random("(ClientRequestToken|RoleSessionName)(=|\":\")[^&\"]*");
  std::string key = request.service + " " + request.method + " " + request.path + "?";
  for (const auto& [name, value] : request.query) key += name + "=" + value + "&";
  return key + " " + request.header("x-amz-target") + " " + std::regex_replace(request.body, random, "$1");
}

HttpExchange broken(HttpFailure failure, const char* text) {
  HttpExchange out;
  out.failure = failure;
  out.text = text;
  out.maybe_sent = true;
  return out;
}

HttpExchange exchange_of(const sandbox::Response& response, bool head) {
  HttpExchange out;
  out.answer.status = response.status;
  for (const auto& [name, value] : response.headers) out.answer.headers.emplace_back(cloud::lower_case(name), value);
  if (!head && response.status != 204) out.answer.body = response.body;
  return out;
}

}  // namespace

std::string SandboxTransport::operation_of(const Request& request) {
  const auto* service = front_.world().service(request.service);
  return request.service + "." + (service ? service->operation(request) : "?");
}

HttpExchange SandboxTransport::answered(Request request, std::chrono::milliseconds patience) {
  const bool head = request.method == "HEAD";
  const auto out = front_.answer(std::move(request));
  const std::chrono::milliseconds takes(out.wait_ms);
  clock_.pass(std::min(takes, patience));
  if (takes > patience) return broken(HttpFailure::Timeout, "no answer in time");
  if (out.cut || out.dropped) return broken(HttpFailure::Interrupted, "the connection was closed");
  return exchange_of(out.response, head);
}

void SandboxTransport::set_fault(const Request& request) {
  Json fault = Json::parse(fault_->sandbox);
  fault["service"] = request.service;
  if (fault["kind"] == "expire")
    clock_.pass(std::chrono::minutes(2));  // no session expires in the moment in which it was given
  Request control;
  control.method = "POST";
  control.path = "/_sandbox/faults";
  control.body = Json::array({fault}).dump();
  front_.answer(std::move(control));
}

HttpExchange SandboxTransport::send(const cloud::HttpRequest& sent, const StopToken& stop) {
  const std::lock_guard lock(mutex_);
  if (stop.requested()) return broken(HttpFailure::Stopped, "stopped");
  ++requests_;
  clock_.pass(kTakes);
  Request request = received(sent);
  if (request.service == "sts" && !sts_) return answered(std::move(request), sent.total_timeout);
  const auto [at, first] = seen_.try_emplace(key_of(request), calls_.size());
  if (first) calls_.push_back({operation_of(request), request.method == "HEAD", false});
  if (fault_ && !struck_ && at->second == target_) {
    struck_ = true;
    set_fault(request);
  }
  auto exchange = answered(std::move(request), sent.total_timeout);
  if (first) calls_.back().answers_empty = exchange && exchange.answer.status < 300 && exchange.answer.body.empty();
  return exchange;
}

void SandboxTransport::watch(bool sts) {
  const std::lock_guard lock(mutex_);
  sts_ = sts;
  seen_.clear();
  calls_.clear();
  fault_ = nullptr;
  struck_ = false;
}

void SandboxTransport::strike(std::size_t number, const Fault& fault, bool sts) {
  watch(sts);
  const std::lock_guard lock(mutex_);
  target_ = number;
  fault_ = &fault;
}

std::vector<DistinctCall> SandboxTransport::calls() const {
  const std::lock_guard lock(mutex_);
  return calls_;
}

bool SandboxTransport::struck() const {
  const std::lock_guard lock(mutex_);
  return struck_;
}

}  // namespace lakeform::harness
