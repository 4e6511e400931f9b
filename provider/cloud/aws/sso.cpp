#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>

#include "provider/cloud/aws/sources.h"
#include "provider/value/foreign_json.h"
#include "provider/value/log.h"

namespace lakeform::cloud::aws {
namespace {

Error sign_in_again(const SsoSettings& settings, const std::string& why) {
  return {
      Fault::Denied,
      "the single sign-on session " + (settings.session.empty() ? settings.start_url : settings.session) + " " + why,
      "Sign in with `aws sso login" + (settings.session.empty() ? "" : " --sso-session " + settings.session) +
          "`, then run the command once more.",
      {},
      {},
      {},
      0};
}

std::string iso_time(TimePoint time) {
  const std::string basic = basic_time(time);  // 20150830T123600Z
  return basic.substr(0, 4) + "-" + basic.substr(4, 2) + "-" + basic.substr(6, 2) + "T" + basic.substr(9, 2) + ":" +
         basic.substr(11, 2) + ":" + basic.substr(13);
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// Other tools read the cache too: written beside and renamed, at no time readable by anybody but the user. A cache that
// cannot be written is no failure.
void write_cache(const std::string& file, const Json& content) {
  static std::atomic<unsigned> count = 0;
  const std::string beside = file + ".lakeform-" + std::to_string(getpid()) + "-" + std::to_string(++count);
  std::remove(beside.c_str());  // of a process that died
  const int out = open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (out < 0) return;
  const bool whole = write_all(out, content.dump(-1, ' ', false, Json::error_handler_t::replace));
  if (close(out) != 0 || !whole || std::rename(beside.c_str(), file.c_str()) != 0) std::remove(beside.c_str());
}

// A number of the answer, kept to what the clock can count; the fallback where it has another type.
std::int64_t number_in(const Json& answer, const char* name, std::int64_t fallback) {
  constexpr double latest = 253402300799000;  // the year 9999, in milliseconds
  const auto found = answer.is_object() ? answer.find(name) : answer.end();
  if (found == answer.end() || !found->is_number()) return fallback;
  return static_cast<std::int64_t>(std::clamp(found->get<double>(), 0.0, latest));
}

}  // namespace

Result<std::string> SsoCredentials::renewed(Json cached, const std::string& file, const StopToken& stop) const {
  Call call;
  call.service = "ssooidc";
  call.operation = "CreateToken";
  call.path = "/token";
  call.region = settings_.region;
  call.idempotent = false;  // a refresh token may be good for one use
  call.limit = kPatience;
  call.body = {{"clientId", text_in(cached, "clientId")},
               {"clientSecret", text_in(cached, "clientSecret")},
               {"grantType", "refresh_token"},
               {"refreshToken", text_in(cached, "refreshToken")}};
  for (const char* secret : {"clientSecret", "refreshToken"}) log::keep_secret(text_in(cached, secret));
  const auto reply = sender_->send(call, nullptr, stop);
  if (!reply) {
    if (reply.error().fault == Fault::Cancelled || reply.error().fault == Fault::Unavailable) return reply.error();
    return sign_in_again(settings_, "has ended and could not be renewed");
  }
  const std::string token = text_in(reply->body, "accessToken");
  if (token.empty()) return sign_in_again(settings_, "has ended and could not be renewed");
  cached["accessToken"] = token;
  if (const auto next = text_in(reply->body, "refreshToken"); !next.empty()) cached["refreshToken"] = next;
  log::keep_secret(text_in(cached, "refreshToken"));
  cached["expiresAt"] = iso_time(
      now() + std::chrono::seconds(std::min<std::int64_t>(number_in(reply->body, "expiresIn", 3600), 31536000)));
  write_cache(file, cached);
  return token;
}

Result<std::string> SsoCredentials::token(const StopToken& stop) const {
  const std::string file = settings_.cache_folder + "/" +
                           hex(sha1(settings_.session.empty() ? settings_.start_url : settings_.session)) + ".json";
  std::string content;
  if (!read_file(file, content)) return sign_in_again(settings_, "is not signed in");
  Json cached = parse_foreign(content);
  const std::string token = text_in(cached, "accessToken");
  log::keep_secret(token);
  const auto ends = parse_rfc3339(text_in(cached, "expiresAt"));
  if (token.empty() || !ends) return sign_in_again(settings_, "has a cache that cannot be read");
  const auto left = *ends - now();
  const bool renewable =
      !settings_.session.empty() && !text_in(cached, "refreshToken").empty() && !text_in(cached, "clientId").empty();
  if (left > std::chrono::minutes(renewable ? 5 : 0)) return token;
  if (renewable) {
    auto fresh = renewed(std::move(cached), file, stop);
    if (fresh || left <= std::chrono::seconds(0)) return fresh;
    return token;
  }
  return sign_in_again(settings_, "has expired");
}

Result<Credentials> SsoCredentials::fetch(const StopToken& stop) {
  const auto bearer = token(stop);
  if (!bearer) return bearer.error();
  log::keep_secret(*bearer);
  Call call;
  call.service = "sso";
  call.operation = "GetRoleCredentials";
  call.method = "GET";
  call.path = "/federation/credentials";
  call.region = settings_.region;
  call.query = {{"role_name", settings_.role_name}, {"account_id", settings_.account_id}};
  call.limit = kPatience;
  call.headers = {{"x-amz-sso_bearer_token", *bearer}};
  const auto reply = sender_->send(call, nullptr, stop);
  if (!reply)
    return reply.error().code == "UnauthorizedException" ? sign_in_again(settings_, "is no longer valid")
                                                         : reply.error();
  const Json given = reply->body.is_object() ? reply->body.value("roleCredentials", Json()) : Json();
  Credentials out{text_in(given, "accessKeyId"),
                  text_in(given, "secretAccessKey"),
                  text_in(given, "sessionToken"),
                  {},
                  "single sign-on"};
  if (out.access_key.empty() || out.secret_key.empty())
    return sign_in_again(settings_, "gave no credentials for role " + settings_.role_name);
  if (const auto ends = number_in(given, "expiration", 0)) out.expires = TimePoint(std::chrono::milliseconds(ends));
  return out;
}

}  // namespace lakeform::cloud::aws
