// A subject token that AWS vouches for: a signed GetCallerIdentity request, which Google sends. Source: AIP-4117.
#include "provider/cloud/aws/sigv4.h"
#include "provider/cloud/base_url.h"
#include "provider/cloud/google/credentials/sources.h"
#include "provider/cloud/nearby.h"
#include "provider/value/foreign_json.h"
#include "provider/value/log.h"
#include "provider/value/text.h"

namespace lakeform::cloud::google {

namespace {

using aws::SigningKeys;

class FromAws final : public SubjectToken {
 public:
  FromAws(const Json& source, std::string audience, Transport transport, const Environment& environment)
      : region_url_(text_in(source, "region_url")),
        keys_url_(text_in(source, "url")),
        session_url_(text_in(source, "imdsv2_session_token_url")),
        verify_url_(text_in(source, "regional_cred_verification_url")),
        audience_(std::move(audience)),
        transport_(std::move(transport)),
        environment_(environment) {}

  Result<std::string> get(const StopToken& stop) override {
    auto session = instance_session(stop);
    if (!session) return session;
    const auto region = this->region(*session, stop);
    if (!region) return region;
    const auto keys = this->keys(*session, stop);
    if (!keys) return keys.error();
    return percent_encode(described(*region, *keys).dump());
  }

 private:
  static Error missing(const std::string& what) {
    return {Fault::InvalidInput,
            "the external account's " + what + " is not known",
            "Set AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run on an EC2 instance with a role.",
            {},
            {},
            {},
            0};
  }

  Result<std::string> ask(std::string method, const std::string& url, std::vector<Header> headers,
                          const StopToken& stop) const {
    HttpRequest request;
    request.method = std::move(method);
    request.url = url;
    request.headers = std::move(headers);
    const auto exchange = ask_nearby(*transport_, request, std::chrono::seconds(1), stop);
    if (!exchange || exchange.answer.status != 200) return no_answer("the instance metadata service", exchange);
    return std::string(trimmed(exchange.answer.body));
  }

  bool keys_in_environment() const {
    return !environment_("AWS_ACCESS_KEY_ID").empty() && !environment_("AWS_SECRET_ACCESS_KEY").empty();
  }
  std::string named_region() const { return environment_.first({"AWS_REGION", "AWS_DEFAULT_REGION"}); }

  /// Of the second version of the instance's service; empty where it is not needed.
  Result<std::string> instance_session(const StopToken& stop) const {
    if (session_url_.empty() || (keys_in_environment() && !named_region().empty())) return std::string();
    return ask("PUT", session_url_, {{"X-aws-ec2-metadata-token-ttl-seconds", "300"}}, stop);
  }
  static std::vector<Header> headers(const std::string& session) {
    return session.empty() ? std::vector<Header>() : std::vector<Header>{{"X-aws-ec2-metadata-token", session}};
  }

  Result<std::string> region(const std::string& session, const StopToken& stop) const {
    if (std::string named = named_region(); !named.empty()) return named;
    if (region_url_.empty()) return missing("AWS region");
    auto zone = ask("GET", region_url_, headers(session), stop);
    if (zone && !zone->empty()) zone->pop_back();  // us-east-1b is in us-east-1
    return zone;
  }

  Result<SigningKeys> keys(const std::string& session, const StopToken& stop) const {
    if (keys_in_environment())
      return SigningKeys{environment_("AWS_ACCESS_KEY_ID"), environment_("AWS_SECRET_ACCESS_KEY"),
                         environment_("AWS_SESSION_TOKEN")};
    if (keys_url_.empty()) return missing("AWS access key");
    const auto role = ask("GET", keys_url_, headers(session), stop);
    if (!role) return role.error();
    const auto document = ask("GET", keys_url_ + "/" + *role, headers(session), stop);
    if (!document) return document.error();
    const Json tree = parse_foreign(*document);
    SigningKeys out{text_in(tree, "AccessKeyId"), text_in(tree, "SecretAccessKey"), text_in(tree, "Token")};
    if (out.access_key.empty() || out.secret_key.empty()) return missing("AWS access key");
    log::keep_secret(out.secret_key);
    log::keep_secret(out.session_token);
    return out;
  }

  /// The request that Google is to send, with its signature.
  Json described(const std::string& region, const SigningKeys& keys) const {
    std::string url = verify_url_.empty()
                          ? "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15"
                          : verify_url_;
    if (const auto at = url.find("{region}"); at != std::string::npos) url.replace(at, 8, region);
    BaseUrl base;
    parse_base_url(url, base);
    aws::SignedRequest request;
    request.method = "POST";
    request.host = base.host;
    request.path = base.prefix.empty() ? "/" : base.prefix;
    const auto question = url.find('?');
    if (question != std::string::npos) {
      for (const auto pair : split(std::string_view(url).substr(question + 1), '&')) {
        const auto equals = std::min(pair.find('='), pair.size());
        request.query.emplace_back(percent_decode(pair.substr(0, equals)),
                                   percent_decode(pair.substr(std::min(equals + 1, pair.size()))));
      }
    }
    request.headers = {{"x-goog-cloud-target-resource", audience_}};
    sign(request, {region, "sts", now()}, keys);
    Json headers = Json::array({{{"key", "host"}, {"value", base.host}}});
    for (const auto& [name, value] : request.headers) {
      if (lower_case(name) != "host") headers.push_back({{"key", name}, {"value", value}});
    }
    return {{"url", url}, {"method", "POST"}, {"headers", headers}};
  }

  std::string region_url_, keys_url_, session_url_, verify_url_, audience_;
  Transport transport_;
  Environment environment_;
};

}  // namespace

std::unique_ptr<SubjectToken> aws_subject_token(const Json& source, const std::string& audience,
                                                const Transport& transport, const Environment& environment) {
  return std::make_unique<FromAws>(source, audience, transport, environment);
}

}  // namespace lakeform::cloud::google
