#include "tests/sandbox/core/signature.h"

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "provider/cloud/codec.h"
#include "tests/sandbox/core/protocol.h"

namespace lakeform::sandbox {
namespace {

using cloud::hex;
using cloud::hmac_sha256;
using cloud::percent_encode;
using cloud::sha256;

struct Claim {
  std::vector<std::string> scope;  // key, date, region, service, aws4_request
  std::vector<std::string> signed_headers;
  std::string signature;
  std::string time;
  std::string token;
  long expires = 900;  // seconds
  bool in_query = false;
};

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> out;
  std::stringstream stream(text);
  for (std::string part; std::getline(stream, part, at);) out.push_back(part);
  return out;
}

std::string part_of(const std::string& header, const std::string& name) {
  const auto at = header.find(name + "=");
  if (at == std::string::npos)
    throw Failure(400, "IncompleteSignature", "Authorization header requires '" + name + "' parameter.");
  const auto from = at + name.size() + 1;
  return std::string(cloud::trimmed(header.substr(from, header.find(',', from) - from)));
}

Claim claim_of_header(const Request& request) {
  const auto header = request.header("authorization");
  if (header.rfind("AWS4-HMAC-SHA256 ", 0) != 0) {
    throw Failure(400, "InvalidRequest",
                  "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.");
  }
  Claim claim;
  claim.scope = split(part_of(header, "Credential"), '/');
  claim.signed_headers = split(part_of(header, "SignedHeaders"), ';');
  claim.signature = part_of(header, "Signature");
  claim.time = request.header("x-amz-date");
  claim.token = request.header("x-amz-security-token");
  return claim;
}

Claim claim_of_query(const Request& request) {
  Claim claim;
  claim.scope = split(request.query_value("X-Amz-Credential"), '/');
  claim.signed_headers = split(request.query_value("X-Amz-SignedHeaders"), ';');
  claim.signature = request.query_value("X-Amz-Signature");
  claim.time = request.query_value("X-Amz-Date");
  claim.token = request.query_value("X-Amz-Security-Token");
  claim.expires = std::strtol(request.query_value("X-Amz-Expires", "900").c_str(), nullptr, 10);
  claim.in_query = true;
  return claim;
}

std::string canonical_query(const Request& request) {
  std::vector<std::pair<std::string, std::string>> parts;
  for (const auto& [name, value] : request.query) {
    if (name != "X-Amz-Signature") parts.emplace_back(percent_encode(name), percent_encode(value));
  }
  std::sort(parts.begin(), parts.end());
  std::string out;
  for (const auto& [name, value] : parts) out += (out.empty() ? "" : "&") + name + "=" + value;
  return out;
}

std::string canonical_header(std::string value) {
  std::string out;
  for (const char c : cloud::trimmed(value)) {
    if (c != ' ' || out.empty() || out.back() != ' ') out += c;
  }
  return out;
}

std::string canonical_path(const Request& request, bool s3) {
  const auto path = request.path.empty() ? "/" : request.path;
  return s3 ? percent_encode(cloud::percent_decode(path), true) : percent_encode(path, true);
}

std::string canonical_request(const Request& request, const Claim& claim) {
  const bool s3 = claim.scope[3] == "s3";
  std::string out = request.method + "\n" + canonical_path(request, s3) + "\n" + canonical_query(request) + "\n";
  for (const auto& name : claim.signed_headers) out += name + ":" + canonical_header(request.header(name)) + "\n";
  out += "\n";
  for (std::size_t i = 0; i < claim.signed_headers.size(); ++i) out += (i ? ";" : "") + claim.signed_headers[i];
  const auto declared = claim.in_query ? std::string("UNSIGNED-PAYLOAD") : request.header("x-amz-content-sha256");
  const bool unsigned_body = declared == "UNSIGNED-PAYLOAD" || declared.rfind("STREAMING-", 0) == 0;
  if (s3 && !claim.in_query && declared.empty()) {
    throw Failure(400, "InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
  }
  const auto actual = hex(sha256(request.body));
  if (!declared.empty() && !unsigned_body && declared != actual) {
    throw Failure(400, "XAmzContentSHA256Mismatch",
                  "The provided 'x-amz-content-sha256' header does not match what was computed.");
  }
  return out + "\n" + (unsigned_body && s3 ? declared : actual);
}

std::string expected_signature(const Request& request, const Claim& claim, const std::string& secret) {
  const auto scope = claim.scope[1] + "/" + claim.scope[2] + "/" + claim.scope[3] + "/aws4_request";
  const auto text =
      "AWS4-HMAC-SHA256\n" + claim.time + "\n" + scope + "\n" + hex(sha256(canonical_request(request, claim)));
  auto key = hmac_sha256("AWS4" + secret, claim.scope[1]);
  for (const auto& part : {claim.scope[2], claim.scope[3], std::string("aws4_request")}) key = hmac_sha256(key, part);
  return hex(hmac_sha256(key, text));
}

void check_time(const Claim& claim, const World& world, Protocol protocol) {
  if (claim.time.size() != 16)
    throw Failure(403, "AccessDenied", "AWS authentication requires a valid Date or x-amz-date header");
  const auto& t = claim.time;
  const auto time = cloud::parse_rfc3339(t.substr(0, 4) + "-" + t.substr(4, 2) + "-" + t.substr(6, 5) + ":" +
                                         t.substr(11, 2) + ":" + t.substr(13, 3));
  if (!time) throw Failure(403, "AccessDenied", "AWS authentication requires a valid Date or x-amz-date header");
  const auto late = std::chrono::duration_cast<std::chrono::seconds>(world.now() - *time).count();
  if (late <= (claim.in_query ? claim.expires : 900) && late >= -900) return;
  if (protocol == Protocol::rest_xml) {
    throw Failure(403, "RequestTimeTooSkewed",
                  "The difference between the request time and the current time is too large.");
  }
  throw failure_of(Trouble::bad_signature, protocol,
                   "Signature expired: " + t + " is now earlier than the current time less 15 minutes.");
}

/// The owner of the key, whose token must come with it.
const Identity& identity_of(const Claim& claim, const World& world, Protocol protocol) {
  const auto* identity = world.identity(claim.scope[0]);
  if (!identity) throw failure_of(Trouble::unknown_key, protocol);
  if (identity->token != claim.token) throw failure_of(Trouble::bad_token, protocol);
  if (!identity->token.empty() && world.now() >= identity->expires) throw failure_of(Trouble::expired, protocol);
  return *identity;
}

}  // namespace

void check_signature(Request& request, const World& world) {
  const bool in_query = request.has_query("X-Amz-Signature");
  if (!in_query && request.header("authorization").empty()) {
    request.anonymous = true;
    return;
  }
  const auto claim = in_query ? claim_of_query(request) : claim_of_header(request);
  if (claim.scope.size() != 5)
    throw Failure(400, "IncompleteSignature", "Credential must have exactly 5 slash-delimited elements.");
  const auto protocol = protocol_of(claim.scope[3]);
  request.access_key = claim.scope[0];
  request.region = claim.scope[2];
  request.service = claim.scope[3];
  const auto& identity = identity_of(claim, world, protocol);
  check_time(claim, world, protocol);
  for (const auto& [name, value] : request.headers) {
    const bool must = name == "host" || (name.rfind("x-amz-", 0) == 0 && protocol == Protocol::rest_xml && !in_query);
    if (must &&
        std::find(claim.signed_headers.begin(), claim.signed_headers.end(), name) == claim.signed_headers.end()) {
      throw Failure(403, "AccessDenied", "There were headers present in the request which were not signed: " + name);
    }
  }
  if (expected_signature(request, claim, identity.secret) != claim.signature)
    throw failure_of(Trouble::bad_signature, protocol);
  request.account = identity.account;
  request.caller = identity.arn;
  request.caller_id = identity.id;
}

}  // namespace lakeform::sandbox
