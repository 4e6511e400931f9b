#include "provider/cloud/google/dialect.h"

#include <algorithm>

#include "provider/cloud/codec.h"
#include "provider/cloud/google/errors.h"
#include "provider/cloud/operations.h"
#include "provider/value/foreign_json.h"

namespace lakeform::cloud::google {

namespace {

struct GoogleTarget final : Target {
  BaseUrl base;
  std::string agent;
  bool any_payload = false;  ///< the answer is an object's content, not JSON
};

const GoogleTarget& ours(const Target& target) { return static_cast<const GoogleTarget&>(target); }

Error internal(std::string summary, std::string detail = {}) {
  return {Fault::Internal, std::move(summary), std::move(detail), {}, {}, {}, 0};
}

bool asks_for_content(const Call& call) {
  return std::any_of(call.query.begin(), call.query.end(),
                     [](const Header& one) { return one.first == "alt" && one.second == "media"; });
}

/// Custom methods that change nothing are POSTs too (AIP-136).
bool only_looks(const Call& call) {
  if (call.method == "GET" || call.method == "HEAD") return true;
  return call.path.ends_with(":getIamPolicy") || call.path.ends_with(":testIamPermissions");
}

std::string query_text(const std::vector<Header>& query) {
  std::string out;
  for (const auto& [name, value] : query) {
    // None of Google's parameters means something when it is empty: a definition's placeholder was.
    if (!value.empty()) out += (out.empty() ? "?" : "&") + percent_encode(name) + "=" + percent_encode(value);
  }
  return out;
}

bool has_header(const std::vector<Header>& headers, std::string_view wanted) {
  return std::any_of(headers.begin(), headers.end(),
                     [&](const Header& header) { return lower_case(header.first) == wanted; });
}

}  // namespace

Result<std::unique_ptr<Target>> GoogleDialect::target(const Call& call) const {
  const Service* service = find_service(call.service);
  if (!service) return internal("the service \"" + call.service + "\" is not in the table of Google's services");
  auto out = std::make_unique<GoogleTarget>();
  out->base = base_of(*service, settings_.endpoints);
  if (out->base.host.empty()) return internal("the service \"" + call.service + "\" has no address");
  out->host = out->base.host;
  out->agent = call.agent;
  out->wire = {call.method, out->base.prefix + call.path, call.query, call.headers, call.raw_body};
  if (!call.url.empty()) {
    // The token must not go elsewhere.
    const std::string root = out->base.scheme + "://" + out->base.host;
    if (!call.url.starts_with(root + "/"))
      return Error{Fault::Unavailable, "the service named an address of another host", call.url, {}, {}, {}, 0};
    out->wire.path = call.url.substr(root.size());
    out->wire.query.clear();
  }
  if (call.raw_body.empty() && !call.body.is_null())
    out->wire.body = call.body.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (!out->wire.body.empty() && !has_header(out->wire.headers, "content-type"))
    out->wire.headers.emplace_back("Content-Type", "application/json");
  if (const std::string payer = this->payer(call); !payer.empty())
    out->wire.headers.emplace_back("X-Goog-User-Project", payer);
  out->rate_key = std::string(service->name) + "/" + settings_.rate_scope;
  out->only_reads = only_looks(call);
  out->any_payload = asks_for_content(call);
  return std::unique_ptr<Target>(std::move(out));
}

/// The project whose quota a call uses, where it is not that of the credentials: billing_project, else the one in the
/// call, else the provider's.
std::string GoogleDialect::payer(const Call& call) const {
  if (!settings_.project_pays) return {};
  if (!settings_.quota_project.empty()) return settings_.quota_project;
  constexpr std::string_view before = "/projects/";
  if (call.path.starts_with(before)) {
    const auto rest = std::string_view(call.path).substr(before.size());
    return percent_decode(rest.substr(0, rest.find_first_of("/:")));
  }
  for (const auto& [name, value] : call.query) {
    if (name == "project") return value;
  }
  return settings_.project;
}

HttpRequest GoogleDialect::request(const Target& target, const Credentials* token, TimePoint) const {
  const GoogleTarget& to = ours(target);
  HttpRequest out;
  out.method = to.wire.method;
  out.url = to.base.scheme + "://" + to.base.host + to.wire.path + query_text(to.wire.query);
  out.headers = to.wire.headers;
  out.headers.emplace_back("User-Agent", settings_.user_agent + (to.agent.empty() ? "" : " " + to.agent));
  if (!settings_.request_reason.empty()) out.headers.emplace_back("X-Goog-Request-Reason", settings_.request_reason);
  if (token) out.headers.emplace_back("Authorization", "Bearer " + token->session_token);
  out.body = to.wire.body;
  out.total_timeout = settings_.request_timeout;
  return out;
}

// 308 says that more of an upload is to come.
bool GoogleDialect::failed(const Target&, const HttpAnswer& answer) const {
  return answer.status >= 300 && answer.status != 308;
}

ServiceError GoogleDialect::error(const Target&, const HttpAnswer& answer) const { return error_from(answer); }

ErrorClass GoogleDialect::classify(int status, const ServiceError& said) const {
  return google::classify(status, said);
}

std::optional<std::chrono::milliseconds> GoogleDialect::retry_after(const HttpAnswer& answer, TimePoint now) const {
  return google::retry_after(answer, now);
}

Unreadable GoogleDialect::read(const Target& target, const Call&, const HttpAnswer& answer, Json& payload) const {
  if (ours(target).any_payload || trimmed(answer.body).empty()) return {};
  std::string why;
  payload = parse_foreign(answer.body, &why);
  if (payload.is_object()) return {};
  payload = nullptr;
  return {why.empty() ? "it is no JSON object" : why};
}

// Deletes are answered with nothing; what is asked for has always something to say.
bool GoogleDialect::is_silent(const Target& target, const Call& call, const HttpAnswer& answer) const {
  return call.method == "GET" && !ours(target).any_payload && trimmed(answer.body).empty();
}

std::string GoogleDialect::request_id(const HttpAnswer& answer) const {
  return std::string(answer.header("x-guploader-uploadid"));
}

Error GoogleDialect::failure(const Target&, const Call& call, const HttpAnswer& answer,
                             const ServiceError& said) const {
  return service_failure(call, answer, said);
}

std::unique_ptr<Operation> GoogleDialect::begun(const Call& call, const Reply& reply) const {
  return call.method == "GET" ? nullptr : google_operation(call, reply);
}

}  // namespace lakeform::cloud::google
