#include "provider/cloud/aws/sigv4.h"

#include <algorithm>
#include <map>

namespace lakeform::cloud::aws {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";

std::string without_dots(std::string_view path) {
  std::vector<std::string_view> kept;
  std::size_t at = 0;
  while (at < path.size()) {
    const auto end = std::min(path.find('/', at), path.size());
    const auto part = path.substr(at, end - at);
    if (part == "..") {
      if (!kept.empty()) kept.pop_back();
    } else if (!part.empty() && part != ".") {
      kept.push_back(part);
    }
    at = end + 1;
  }
  std::string out;
  for (const auto part : kept) out.append("/").append(part);
  const bool ends_with_slash = path.ends_with('/') || path.ends_with("/.") || path.ends_with("/..");
  if (out.empty() || ends_with_slash) out += '/';
  return out;
}

std::string canonical_path(const SignedRequest& request, const SigningScope& scope) {
  const std::string path = scope.normalize_path ? without_dots(request.path) : request.path;
  if (path.empty()) return "/";
  return scope.encode_path_twice ? percent_encode(path, true) : path;
}

// Values without surrounding blanks and with runs of blanks as one; a name that occurs twice has both values, joined.
std::map<std::string, std::string> canonical_headers(const SignedRequest& request) {
  std::map<std::string, std::string> out;
  for (const auto& [name, value] : request.headers) {
    std::string clean;
    for (const char c : trimmed(value)) {
      const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
      if (!blank) {
        clean += c;
      } else if (!clean.ends_with(' ')) {
        clean += ' ';
      }
    }
    const auto [entry, added] = out.emplace(lower_case(name), clean);
    if (!added) entry->second += "," + clean;
  }
  out.emplace("host", request.host);
  return out;
}

std::string names_of(const std::map<std::string, std::string>& headers) {
  std::string out;
  for (const auto& [name, value] : headers) out += (out.empty() ? "" : ";") + name;
  return out;
}

// Only what a proxy on the way leaves alone is signed.
bool is_signed(std::string_view name) {
  const std::string lower = lower_case(name);
  return lower != "user-agent" && lower != "authorization" && lower != "expect" && lower != "x-amzn-trace-id" &&
         lower != "transfer-encoding";
}

}  // namespace

std::string canonical_query(const std::vector<std::pair<std::string, std::string>>& query) {
  std::vector<std::pair<std::string, std::string>> encoded;
  encoded.reserve(query.size());
  for (const auto& [name, value] : query) encoded.emplace_back(percent_encode(name), percent_encode(value));
  std::sort(encoded.begin(), encoded.end());
  std::string out;
  for (const auto& [name, value] : encoded) out += (out.empty() ? "" : "&") + name + "=" + value;
  return out;
}

std::string canonical_request(const SignedRequest& request, const SigningScope& scope, std::string_view body_digest) {
  const auto headers = canonical_headers(request);
  std::string out =
      request.method + "\n" + canonical_path(request, scope) + "\n" + canonical_query(request.query) + "\n";
  for (const auto& [name, value] : headers) out += name + ":" + value + "\n";
  out += "\n" + names_of(headers) + "\n";
  out += body_digest;
  return out;
}

void sign(SignedRequest& request, const SigningScope& scope, const SigningKeys& keys) {
  const std::string time = basic_time(scope.time);
  const std::string date = time.substr(0, 8);
  const std::string body_digest = hex(sha256(request.body));
  request.headers.emplace_back("X-Amz-Date", time);
  if (!keys.session_token.empty() && scope.sign_session_token) {
    request.headers.emplace_back("X-Amz-Security-Token", keys.session_token);
  }
  if (scope.body_digest_header) request.headers.emplace_back("x-amz-content-sha256", body_digest);

  SignedRequest to_sign{request.method, request.host, request.path, request.query, {}, {}};
  std::copy_if(request.headers.begin(), request.headers.end(), std::back_inserter(to_sign.headers),
               [](const auto& header) { return is_signed(header.first); });
  const std::string scope_text = date + "/" + scope.region + "/" + scope.service + "/aws4_request";
  const std::string canonical = canonical_request(to_sign, scope, body_digest);
  const std::string text = std::string(kAlgorithm) + "\n" + time + "\n" + scope_text + "\n" + hex(sha256(canonical));

  std::string key = hmac_sha256("AWS4" + keys.secret_key, date);
  for (const std::string_view part :
       {std::string_view(scope.region), std::string_view(scope.service), std::string_view("aws4_request")}) {
    key = hmac_sha256(key, part);
  }
  request.headers.emplace_back("Authorization", std::string(kAlgorithm) + " Credential=" + keys.access_key + "/" +
                                                    scope_text +
                                                    ", SignedHeaders=" + names_of(canonical_headers(to_sign)) +
                                                    ", Signature=" + hex(hmac_sha256(key, text)));
  if (!keys.session_token.empty() && !scope.sign_session_token) {
    request.headers.emplace_back("X-Amz-Security-Token", keys.session_token);
  }
}

}  // namespace lakeform::cloud::aws
