#include "provider/cloud/google/credentials/sources.h"
#include "provider/cloud/jwt.h"
#include "provider/cloud/nearby.h"
#include "provider/value/foreign_json.h"
#include "provider/value/log.h"
#include "provider/value/text.h"

namespace lakeform::cloud::google {

namespace {

constexpr std::string_view kExchange = "urn:ietf:params:oauth:grant-type:token-exchange";
constexpr std::string_view kAccessToken = "urn:ietf:params:oauth:token-type:access_token";

std::string endpoint_at(const std::string& url) { return "the token endpoint " + host_of(url); }

std::int64_t epoch(TimePoint time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

Result<Credentials> token_from(HttpTransport& transport, const HttpRequest& request, const std::string& source,
                               const StopToken& stop) {
  const std::string whom = endpoint_at(request.url);
  const auto answer = ask_for_token(transport, request, whom, stop);
  return answer ? bearer_token(*answer, whom, source) : answer.error();
}

}  // namespace

std::string header_of_client(const std::string& id, const std::string& secret) {
  return "Basic " + base64(percent_encode(id) + ":" + percent_encode(secret));
}

Result<Credentials> ServiceAccount::fetch(const StopToken& stop) {
  const std::string source = "the service account " + key_.email;
  const auto begin = now(), end = begin + std::chrono::hours(1);
  Json claims = {{"iss", key_.email}, {"scope", joined(key_.scopes, " ")}, {"iat", epoch(begin)}, {"exp", epoch(end)}};
  claims[key_.self_signed ? "sub" : "aud"] = key_.self_signed ? key_.email : key_.token_uri;
  const auto token = signed_token(key_.private_key, {{"kid", key_.key_id}}, claims, source);
  if (!token) return token.error();
  if (key_.self_signed) return Credentials{{}, {}, *token, end, source};
  log::keep_secret(*token);
  return token_from(*transport_,
                    form_request(key_.token_uri, {{"grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"},
                                                  {"assertion", *token}}),
                    source, stop);
}

Result<Credentials> AuthorizedUser::fetch(const StopToken& stop) {
  std::vector<Header> fields{{"grant_type", "refresh_token"}, {"refresh_token", token_.refresh_token}};
  if (!token_.secret_in_header) {
    fields.emplace_back("client_id", token_.client_id);
    fields.emplace_back("client_secret", token_.client_secret);
  }
  HttpRequest request = form_request(token_.token_uri, fields);
  if (token_.secret_in_header)
    request.headers.emplace_back("Authorization", header_of_client(token_.client_id, token_.client_secret));
  auto token = token_from(*transport_, request, "application default credentials", stop);
  if (token || token.error().code != "invalid_grant") return token;
  Error error = token.error();
  error.detail += "\n\nThe sign-in has ended: run `gcloud auth application-default login`.";
  return error;
}

Result<Credentials> ExternalAccount::fetch(const StopToken& stop) {
  const auto subject = subject_->get(stop);
  if (!subject) return subject.error();
  log::keep_secret(*subject);
  std::vector<Header> fields{{"grant_type", std::string(kExchange)},
                             {"audience", settings_.audience},
                             {"scope", joined(settings_.scopes, " ")},
                             {"requested_token_type", std::string(kAccessToken)},
                             {"subject_token_type", settings_.subject_token_type},
                             {"subject_token", *subject}};
  const bool known_client = !settings_.client_id.empty();
  if (!known_client && !settings_.workforce_project.empty())
    fields.emplace_back("options", Json({{"userProject", settings_.workforce_project}}).dump());
  HttpRequest request = form_request(settings_.token_url, fields);
  if (known_client)
    request.headers.emplace_back("Authorization", header_of_client(settings_.client_id, settings_.client_secret));
  return token_from(*transport_, request, "the external account", stop);
}

Result<Credentials> Impersonated::fetch(const StopToken& stop) {
  const auto base = base_.get(stop);
  if (!base) return base.error();
  Json body = {{"lifetime", std::to_string(settings_.lifetime.count()) + "s"}, {"scope", settings_.scopes}};
  if (!settings_.delegates.empty()) body["delegates"] = settings_.delegates;
  HttpRequest request = json_request(settings_.url, body);
  request.headers.emplace_back("Authorization", "Bearer " + base->session_token);
  const auto accounts = settings_.url.rfind('/') + 1;
  const std::string who = settings_.url.substr(accounts, settings_.url.rfind(':') - accounts);
  const std::string whom = "iamcredentials, asked for a token of " + who + ",";
  const auto answer = ask_for_token(*transport_, request, whom, stop);
  if (!answer) {
    Error error = answer.error();
    if (error.fault == Fault::Denied)
      error.detail += "\n\nThe credentials (" + base->source +
                      ") need the role roles/iam.serviceAccountTokenCreator on that service account.";
    return error;
  }
  Credentials out{{}, {}, text_in(*answer, "accessToken"), parse_rfc3339(text_in(*answer, "expireTime")), who};
  if (out.session_token.empty() || !out.expires)
    return Error{Fault::Unavailable, whom + " answered without one", {}, {}, {}, {}, 0};
  return out;
}

MetadataServer::MetadataServer(Transport transport, const Environment& environment, std::vector<std::string> scopes)
    : transport_(std::move(transport)), scopes_(std::move(scopes)) {
  const std::string host = environment("GCE_METADATA_HOST");
  root_ = "http://" + (host.empty() ? std::string("169.254.169.254") : host) + "/computeMetadata/v1/";
}

HttpExchange MetadataServer::get(const std::string& path, const StopToken& stop) {
  HttpRequest request;
  request.url = root_ + path;
  request.headers = {{"Metadata-Flavor", "Google"}};
  return ask_nearby(*transport_, request, std::chrono::seconds(1), stop);
}

Result<Credentials> MetadataServer::fetch(const StopToken& stop) {
  const std::string whom = "the metadata server";
  const auto exchange =
      get("instance/service-accounts/default/token?scopes=" + percent_encode(joined(scopes_, ",")), stop);
  // Who answers without this header is a portal or a router of the network.
  const bool google = exchange && exchange.answer.header("metadata-flavor") == "Google";
  if (!exchange || exchange.answer.status != 200) return no_answer(whom, exchange);
  if (!google) return Error{Fault::Unavailable, "what answers in its place is no metadata server", {}, {}, {}, {}, 0};
  const Json answer = parse_foreign(exchange.answer.body);
  return answer.is_object() ? bearer_token(answer, whom, whom)
                            : Error{Fault::Unavailable, whom + " answered no JSON object", {}, {}, {}, {}, 0};
}

std::string MetadataServer::universe_domain(const StopToken& stop) {
  const auto exchange = get("universe/universe-domain", stop);
  const bool said = exchange && exchange.answer.status == 200 && exchange.answer.header("metadata-flavor") == "Google";
  const std::string name(said ? trimmed(exchange.answer.body) : std::string_view());
  return name.empty() ? "googleapis.com" : name;
}

}  // namespace lakeform::cloud::google
