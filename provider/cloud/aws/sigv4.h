// AWS Signature Version 4, in headers. Source: "Create a signed AWS API request" in the AWS IAM user guide; checked
// against AWS's own signing test suite (tests/cloud/sigv4_vectors.h).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "provider/cloud/codec.h"

namespace lakeform::cloud::aws {

struct SigningKeys {
  std::string access_key, secret_key, session_token;
};

/// A request as it will be sent: the path percent-encoded once, the query not yet encoded.
struct SignedRequest {
  std::string method;
  std::string host;  ///< value of the Host header, with a port that is not the scheme's own
  std::string path = "/";
  std::vector<std::pair<std::string, std::string>> query;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

struct SigningScope {
  std::string region, service;
  TimePoint time;
  bool encode_path_twice = true;    ///< every service but S3
  bool normalize_path = true;       ///< every service but S3: "." and ".." and doubled slashes go
  bool body_digest_header = false;  ///< S3: x-amz-content-sha256
  bool sign_session_token = true;
};

/// The text whose digest is signed. `headers` must be the ones to sign, Host included.
std::string canonical_request(const SignedRequest& request, const SigningScope& scope, std::string_view body_digest);

/// Adds X-Amz-Date, X-Amz-Security-Token where there is one, x-amz-content-sha256 where asked for, and Authorization.
void sign(SignedRequest& request, const SigningScope& scope, const SigningKeys& keys);

/// "a=1&b=2", percent-encoded, sorted by encoded name and value; empty values keep their "=".
std::string canonical_query(const std::vector<std::pair<std::string, std::string>>& query);

}  // namespace lakeform::cloud::aws
