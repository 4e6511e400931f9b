#include "provider/cloud/aws/endpoints.h"
#include "provider/cloud/aws/sources.h"
#include "provider/cloud/nearby.h"
#include "provider/cloud/process.h"
#include "provider/value/clock.h"
#include "provider/value/foreign_json.h"
#include "provider/value/log.h"

namespace lakeform::cloud::aws {
namespace {

using std::chrono::milliseconds;

bool may_use_plain_http(std::string_view host) {
  if (host.starts_with('[')) {
    host = host.substr(1, host.find(']') - 1);
    return host == "::1" || host == "fd00:ec2::23";
  }
  host = host.substr(0, host.find(':'));
  return host == "localhost" || host.starts_with("127.") || host == "169.254.170.2" || host == "169.254.170.23";
}

}  // namespace

Result<Credentials> credentials_from_json(const std::string& document, const char* token_name,
                                          const std::string& source) {
  const Json tree = parse_foreign(document);
  Credentials out{text_in(tree, "AccessKeyId"), text_in(tree, "SecretAccessKey"), text_in(tree, token_name),
                  parse_rfc3339(text_in(tree, "Expiration")), source};
  if (!out.access_key.empty() && !out.secret_key.empty()) return out;
  const std::string code = text_in(tree, "Code");
  return Error{Fault::Denied,
               source + " gave no credentials" + (code.empty() || code == "Success" ? "" : " (" + code + ")"),
               tree.is_object() ? "The answer lacks AccessKeyId or SecretAccessKey." : "The answer is no JSON object.",
               {},
               {},
               {},
               0};
}

bool ContainerCredentials::configured(const Environment& environment) {
  return !environment.first({"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"}).empty();
}

Result<Credentials> ContainerCredentials::fetch(const StopToken& stop) {
  HttpRequest request;
  const std::string relative = environment_("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
  request.url =
      relative.empty() ? environment_("AWS_CONTAINER_CREDENTIALS_FULL_URI") : "http://169.254.170.2" + relative;
  Endpoint endpoint;
  if (!parse_endpoint(request.url, endpoint) || (endpoint.scheme == "http" && !may_use_plain_http(endpoint.host))) {
    return Error{
        Fault::InvalidInput,
        "AWS_CONTAINER_CREDENTIALS_FULL_URI is not an address that credentials may be asked from",
        "It must use https, or name loopback or the container metadata addresses 169.254.170.2 and 169.254.170.23.",
        {},
        {},
        {},
        0};
  }
  std::string token = environment_("AWS_CONTAINER_AUTHORIZATION_TOKEN");
  if (const std::string file = environment_("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"); !file.empty()) {
    if (!read_file(file, token)) {
      return Error{
          Fault::InvalidInput, "cannot read AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE (" + file + ")", {}, {}, {}, {}, 0};
    }
  }
  token = trimmed(token);
  log::keep_secret(token);
  if (!token.empty()) request.headers.emplace_back("Authorization", token);
  const auto exchange = ask_nearby(*transport_, request, milliseconds(2000), stop);
  if (!exchange || exchange.answer.status != 200) return no_answer("the container credentials service", exchange);
  return credentials_from_json(exchange.answer.body, "Token", "the container credentials service");
}

Result<std::string> InstanceMetadata::token(const StopToken& stop) {
  const std::lock_guard lock(mutex_);
  const auto now = clock::steady();
  if (!token_.empty() && now < token_ends_) return token_;
  constexpr std::chrono::seconds lasts(21600);
  const HttpRequest request{"PUT",
                            endpoint_ + "/latest/api/token",
                            {{"X-aws-ec2-metadata-token-ttl-seconds", std::to_string(lasts.count())}},
                            ""};
  const auto exchange = ask_nearby(*transport_, request, milliseconds(1000), stop);
  if (!exchange || exchange.answer.status != 200) return no_answer("the instance metadata service", exchange);
  token_ = trimmed(exchange.answer.body);
  log::keep_secret(token_);
  token_ends_ = now + lasts - std::chrono::minutes(5);
  return token_;
}

Result<std::string> InstanceMetadata::get(const std::string& path, const StopToken& stop) {
  const auto session = token(stop);
  if (!session) return session.error();
  const HttpRequest request{"GET", endpoint_ + "/latest/" + path, {{"X-aws-ec2-metadata-token", *session}}, ""};
  const auto exchange = ask_nearby(*transport_, request, milliseconds(1000), stop);
  if (!exchange || exchange.answer.status != 200) return no_answer("the instance metadata service", exchange);
  return exchange.answer.body;
}

Result<Credentials> InstanceCredentials::fetch(const StopToken& stop) {
  const auto roles = metadata_->get("meta-data/iam/security-credentials/", stop);
  if (!roles) {
    if (roles.error().status != 404) return roles.error();
    return Error{Fault::Denied, "the instance has no IAM role", {}, {}, {}, {}, 404};
  }
  const std::string role(trimmed(std::string_view(*roles).substr(0, roles->find('\n'))));
  if (role.empty()) return Error{Fault::Denied, "the instance has no IAM role", {}, {}, {}, {}, 0};
  const auto document = metadata_->get("meta-data/iam/security-credentials/" + percent_encode(role), stop);
  if (!document) return document.error();
  return credentials_from_json(*document, "Token", "the instance metadata service");
}

Result<Credentials> ProcessCredentials::fetch(const StopToken& stop) {
  Command command = Command::in_shell(command_);
  command.name = "credential_process";
  command.advice = "Run the command of the profile's credential_process by hand to see what is wrong.";
  command.timeout = timeout_;
  const auto printed = output_of(command, stop);
  return printed ? credentials_from_json(*printed, "SessionToken", command.name) : printed.error();
}

}  // namespace lakeform::cloud::aws
