#include "provider/cloud/aws/sigv4.h"

#include <doctest/doctest.h>

#include "tests/cloud/sigv4_vectors.h"

using namespace lakeform::cloud;
using namespace lakeform::cloud::aws;

namespace {

// The suite's raw text as a request. A header line that begins with a blank goes on with the one before.
SignedRequest parse(std::string_view text) {
  SignedRequest request;
  const auto first_end = text.find('\n');
  const std::string_view first = text.substr(0, first_end);
  const auto target_at = first.find(' ') + 1;
  std::string_view target = first.substr(target_at, first.rfind(' ') - target_at);
  request.method = first.substr(0, target_at - 1);
  const auto question = target.find('?');
  request.path = target.substr(0, question);
  while (question != std::string_view::npos && !target.empty()) {
    if (request.query.empty()) target = target.substr(question + 1);
    const auto pair = target.substr(0, target.find('&'));
    const auto equals = pair.find('=');
    request.query.emplace_back(percent_decode(pair.substr(0, equals)),
                               equals == std::string_view::npos ? "" : percent_decode(pair.substr(equals + 1)));
    target = pair.size() == target.size() ? std::string_view() : target.substr(pair.size() + 1);
  }
  text = text.substr(first_end + 1);
  while (!text.empty() && text.front() != '\n') {
    const auto line = text.substr(0, text.find('\n'));
    text = line.size() == text.size() ? std::string_view() : text.substr(line.size() + 1);
    const auto colon = line.find(':');
    if (line.front() == ' ') {
      request.headers.back().second.append("\n").append(line);
    } else if (line.substr(0, colon) == "Host") {
      request.host = line.substr(colon + 1);
    } else {
      request.headers.emplace_back(line.substr(0, colon), line.substr(colon + 1));
    }
  }
  if (!text.empty()) request.body = text.substr(1);
  return request;
}

std::string signature_of(const SignedRequest& request) {
  for (const auto& [name, value] : request.headers) {
    if (name == "Authorization") return value.substr(value.rfind('=') + 1);
  }
  return {};
}

std::string header(const SignedRequest& request, std::string_view wanted) {
  for (const auto& [name, value] : request.headers) {
    if (name == wanted) return value;
  }
  return {};
}

}  // namespace

TEST_CASE("every request of AWS's signing test suite gets the published signature") {
  for (const auto& vector : kSigningVectors) {
    CAPTURE(std::string(vector.name));
    auto request = parse(vector.request);
    sign(request,
         {.region = "us-east-1",
          .service = "service",
          .time = *parse_rfc3339("2015-08-30T12:36:00Z"),
          .normalize_path = vector.normalize,
          .body_digest_header = vector.digest_header,
          .sign_session_token = vector.sign_token},
         {std::string(kExampleKey), std::string(kExampleSecret), std::string(vector.token)});
    CHECK(signature_of(request) == vector.signature);
  }
}

// The examples of "Signature Calculations for the Authorization Header: Transferring Payload in a Single Chunk" in the
// S3 API reference.
TEST_CASE("S3 requests get the signatures of the S3 API reference") {
  const SigningKeys keys{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", ""};
  const SigningScope scope{.region = "us-east-1",
                           .service = "s3",
                           .time = *parse_rfc3339("2013-05-24T00:00:00Z"),
                           .encode_path_twice = false,
                           .normalize_path = false,
                           .body_digest_header = true};
  const std::string host = "examplebucket.s3.amazonaws.com";
  SignedRequest object{"GET", host, "/test.txt", {}, {{"Range", "bytes=0-9"}}, ""};
  sign(object, scope, keys);
  CHECK(signature_of(object) == "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  CHECK(header(object, "x-amz-content-sha256") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

  SignedRequest put{"PUT",
                    host,
                    "/test%24file.text",
                    {},
                    {{"Date", "Fri, 24 May 2013 00:00:00 GMT"}, {"x-amz-storage-class", "REDUCED_REDUNDANCY"}},
                    "Welcome to Amazon S3."};
  sign(put, scope, keys);
  CHECK(signature_of(put) == "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");

  SignedRequest lifecycle{"GET", host, "/", {{"lifecycle", ""}}, {}, ""};
  sign(lifecycle, scope, keys);
  CHECK(signature_of(lifecycle) == "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");

  SignedRequest list{"GET", host, "/", {{"max-keys", "2"}, {"prefix", "J"}}, {}, ""};
  sign(list, scope, keys);
  CHECK(signature_of(list) == "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
}

TEST_CASE("an S3 key keeps its slashes and dots, other services' paths are normalized and encoded twice") {
  const SignedRequest request{"GET", "h", "/a//b/../%20c", {}, {}, ""};
  SigningScope s3{.region = "r", .service = "s3", .time = {}, .encode_path_twice = false, .normalize_path = false};
  CHECK(canonical_request(request, s3, "d").starts_with("GET\n/a//b/../%20c\n"));
  SigningScope lambda{.region = "r", .service = "lambda", .time = {}};
  CHECK(canonical_request(request, lambda, "d").starts_with("GET\n/a/%2520c\n"));
}
