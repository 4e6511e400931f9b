// A cloud that is none: JSON over REST, a bearer token that ends, operations that go on, pages with addresses of their
// own. What it takes to make one a dialect of the exchange, and nothing more.
#pragma once

#include <memory>
#include <string>

#include "provider/cloud/dialect.h"
#include "provider/cloud/operations.h"

namespace lakeform::cloud {

class MadeUpDialect final : public Dialect {
 public:
  using Begun = std::unique_ptr<Operation> (*)(const Call&, const Reply&);
  explicit MadeUpDialect(std::string base, Begun follow = google_operation) : base_(std::move(base)), begun_(follow) {}

  std::string_view name() const override { return "made up"; }

  Result<std::unique_ptr<Target>> target(const Call& call) const override {
    auto out = std::make_unique<Target>();
    out->host = base_.substr(base_.find("//") + 2);
    const bool ours = call.url.empty() || call.url.rfind(base_ + "/", 0) == 0;
    if (!ours) return Error{Fault::Unavailable, "an address of another host", call.url, {}, {}, {}, 0};
    out->wire = {call.method, call.url.empty() ? call.path : call.url.substr(base_.size()), call.query, call.headers,
                 call.body.is_null() ? std::string() : call.body.dump()};
    out->rate_key = base_;
    out->only_reads = call.method == "GET";
    return out;
  }

  HttpRequest request(const Target& target, const Credentials* token, TimePoint) const override {
    HttpRequest out;
    out.method = target.wire.method;
    out.url = base_ + target.wire.path;
    out.headers = target.wire.headers;
    if (token) out.headers.emplace_back("Authorization", "Bearer " + token->session_token);
    out.body = target.wire.body;
    return out;
  }

  ServiceError error(const Target&, const HttpAnswer& answer) const override {
    const Json tree = Json::parse(answer.body, nullptr, false);
    const Json said = tree.is_object() && tree.contains("error") ? tree["error"] : Json::object();
    return {text_in(said, "status"), text_in(said, "message"), {}};
  }

  Unreadable read(const Target&, const Call&, const HttpAnswer& answer, Json& payload) const override {
    if (answer.body.empty()) return {};
    payload = Json::parse(answer.body, nullptr, false);
    return payload.is_object() ? Unreadable{} : Unreadable{"it is no JSON object"};
  }

  std::string request_id(const HttpAnswer& answer) const override { return std::string(answer.header("x-id")); }

  Error failure(const Target&, const Call& call, const HttpAnswer& answer, const ServiceError& said) const override {
    const Fault fault = answer.status == 404 ? Fault::NotFound : answer.status == 412 ? Fault::Conflict : Fault::Denied;
    return {fault,        call.operation + " answered " + std::to_string(answer.status),
            said.message, {},
            said.code,    said.message,
            answer.status};
  }

  std::string_view trust_setting() const override { return "nothing"; }

  std::unique_ptr<Operation> begun(const Call& call, const Reply& reply) const override { return begun_(call, reply); }

 private:
  std::string base_;
  Begun begun_;
};

}  // namespace lakeform::cloud
