#include "provider/cloud/operations.h"

#include <charconv>

#include "provider/value/text.h"

namespace lakeform::cloud {

namespace {

const Json& member(const Json& json, const char* name) {
  static const Json none;
  const auto found = json.is_object() ? json.find(name) : json.end();
  return json.is_object() && found != json.end() ? *found : none;
}

/// Codes of google.rpc.Code.
Fault fault_of_rpc(int code) {
  switch (code) {
    case 1:
      return Fault::Cancelled;
    case 3:
    case 9:
    case 11:
      return Fault::InvalidInput;
    case 5:
      return Fault::NotFound;
    case 6:
    case 10:
      return Fault::Conflict;
    case 7:
    case 16:
      return Fault::Denied;
    case 8:
      return Fault::Throttled;
    default:
      return Fault::Unavailable;
  }
}

Error failed(const Call& call, Fault fault, std::string code, std::string message) {
  Error error;
  error.fault = fault;
  error.summary =
      call.service + " " + call.operation + " began, and its operation failed" + (code.empty() ? "" : " with " + code);
  error.code = std::move(code);
  error.detail = error.message = std::move(message);
  return error;
}

/// "/v1" of "/v1/projects/p"; empty where the version belongs to the service's address.
std::string version_of(std::string_view path) {
  const bool has_one = path.size() > 2 && path.starts_with("/v") && path[2] >= '0' && path[2] <= '9';
  return has_one ? std::string(path.substr(0, path.find('/', 1))) : std::string();
}

class GoogleOperation final : public Operation {
 public:
  GoogleOperation(const Call& call, std::string name) : call_(call), name_(std::move(name)) {}

  std::string name() const override { return name_; }

  Call look() const override {
    Call out;
    out.service = call_.service;
    out.operation = "GetOperation";
    out.method = "GET";
    out.path = version_of(call_.path) + "/" + name_;
    return out;
  }

  std::optional<Progress> at_once(Reply& reply) override {
    const bool ended = member(reply.body, "done") == true || member(reply.body, "error").is_object();
    return ended ? std::optional(take(reply)) : std::nullopt;
  }

  Progress take(Reply& reply) override {
    Progress out;
    const Json& error = member(reply.body, "error");
    if (error.is_object() && !error.empty()) {
      const int code = member(error, "code").is_number_integer() ? error["code"].get<int>() : 2;
      out.failed = failed(call_, fault_of_rpc(code), std::to_string(code), text_in(error, "message"));
      return out;
    }
    out.done = member(reply.body, "done") == true;
    if (out.done) reply.body = Json(member(reply.body, "response"));
    return out;
  }

 private:
  Call call_;
  std::string name_;
};

/// "Succeeded", "succeeded".
enum class State { GoesOn, Succeeded, Failed };
State state_of(std::string_view text) {
  const std::string lower = lower_case(text);
  if (lower == "succeeded") return State::Succeeded;
  return lower == "failed" || lower == "canceled" || lower == "cancelled" ? State::Failed : State::GoesOn;
}

Fault fault_of_arm(const std::string& code) {
  if (code.find("NotFound") != std::string::npos) return Fault::NotFound;
  if (code.find("Conflict") != std::string::npos || code.find("AlreadyExists") != std::string::npos)
    return Fault::Conflict;
  if (code.find("Authorization") != std::string::npos || code.find("Forbidden") != std::string::npos)
    return Fault::Denied;
  return Fault::InvalidInput;
}

class ArmOperation final : public Operation {
 public:
  enum class By { Status, Location, Object };

  ArmOperation(const Call& call, By by, std::string url, std::string location)
      : call_(call), by_(by), url_(std::move(url)), location_(std::move(location)) {}

  std::string name() const override { return by_ == By::Object ? call_.path : url_; }

  Call look() const override { return by_ == By::Object ? the_object() : at(url_); }

  Progress take(Reply& reply) override {
    if (by_ == By::Location) {
      // It names itself anew while it goes on.
      if (const std::string next = reply.header("location"); reply.status == 202 && !next.empty()) url_ = next;
      Progress out;
      out.done = reply.status != 202;
      return out;
    }
    const Json& properties = member(reply.body, "properties");
    const std::string text =
        by_ == By::Status ? text_in(reply.body, "status") : text_in(properties, "provisioningState");
    return judged(by_ == By::Object && text.empty() ? State::Succeeded : state_of(text), text, reply);
  }

 private:
  Progress judged(State state, const std::string& text, const Reply& reply) const {
    Progress out;
    if (state == State::Failed) {
      const Json& error = member(reply.body, "error");
      std::string code = text_in(error, "code"), message = text_in(error, "message");
      if (code.empty()) code = text;
      const Fault fault = fault_of_arm(code);
      out.failed = failed(call_, fault, std::move(code), std::move(message));
    }
    out.done = state == State::Succeeded;
    if (out.done && by_ == By::Status && (call_.method == "PUT" || call_.method == "PATCH")) out.last = the_object();
    if (out.done && by_ == By::Status && call_.method == "POST" && !location_.empty()) out.last = at(location_);
    return out;
  }

  Call at(const std::string& url) const {
    Call out;
    out.service = call_.service;
    out.operation = "GetOperation";
    out.method = "GET";
    out.url = url;
    return out;
  }
  Call the_object() const {
    Call out = call_;
    out.method = "GET";
    out.body = nullptr;
    out.raw_body.clear();
    return out;
  }

  Call call_;
  By by_;
  std::string url_, location_;
};

}  // namespace

std::unique_ptr<Operation> google_operation(const Call& call, const Reply& reply) {
  const std::string name = text_in(reply.body, "name");
  const bool is_one =
      name.find("operations/") != std::string::npos && (reply.body.contains("done") || reply.body.contains("metadata"));
  return is_one ? std::make_unique<GoogleOperation>(call, name) : nullptr;
}

std::unique_ptr<Operation> arm_operation(const Call& call, const Reply& reply) {
  using By = ArmOperation::By;
  if (call.method == "GET" || call.method == "HEAD") return nullptr;
  const std::string status = reply.header("azure-asyncoperation"), location = reply.header("location");
  if (!status.empty()) return std::make_unique<ArmOperation>(call, By::Status, status, location);
  if (reply.status == 202 && !location.empty())
    return std::make_unique<ArmOperation>(call, By::Location, location, location);
  const std::string state = text_in(member(reply.body, "properties"), "provisioningState");
  const bool made = call.method == "PUT" || call.method == "PATCH";
  if (made && !state.empty() && state_of(state) != State::Succeeded)
    return std::make_unique<ArmOperation>(call, By::Object, std::string(), std::string());
  return nullptr;
}

}  // namespace lakeform::cloud
