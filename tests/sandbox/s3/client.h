// A client of the sandbox's S3 in one process: signs as SDKs do and calls Front::answer.
#pragma once

#include <doctest/doctest.h>

#include <pugixml.hpp>

#include "provider/cloud/codec.h"
#include "tests/sandbox/core/front.h"

namespace lakeform::sandbox::s3 {

struct Answer {
  int status = 0;
  Pairs headers;
  std::string body;
  pugi::xml_document xml;

  std::string header(const std::string& name) const {
    for (const auto& [key, value] : headers) {
      if (key == name) return value;
    }
    return "";
  }
  /// The code of a refusal.
  std::string code() const {
    const auto root = xml.document_element();
    return (std::string(root.name()) == "ErrorResponse" ? root.child("Error") : root).child("Code").text().get();
  }
  /// The text at a path of element names below the root.
  std::string at(const char* path) const { return xml.document_element().first_element_by_path(path).text().get(); }
};

/// One account's client in one region.
class Client {
 public:
  explicit Client(Front& front, std::string region = "us-east-1", int account = 1)
      : front_(front), region_(std::move(region)), account_(std::to_string(account)) {}

  /// `target` is the path with its query: "/lake?versioning".
  Answer call(const std::string& method, const std::string& target, const std::string& body = "",
              std::map<std::string, std::string> headers = {}) {
    auto request = request_of(method, target, body);
    for (auto& [name, value] : headers) request.headers[name] = value;
    const auto& method_body = request.body;
    if (!method_body.empty() && !headers.count("x-amz-checksum-crc32") && !headers.count("x-amz-trailer") && digests) {
      request.headers["x-amz-checksum-crc32"] = cloud::base64(cloud::crc32_bytes(method_body));
    }
    if (signs) sign(request);
    auto out = front_.answer(request).response;
    Answer answer{out.status, out.headers, out.body, {}};
    answer.xml.load_string(out.body.c_str());
    return answer;
  }

  Answer put(const std::string& target, const std::string& body = "") { return call("PUT", target, body); }
  Answer get(const std::string& target) { return call("GET", target); }
  Answer head(const std::string& target) { return call("HEAD", target); }
  Answer remove(const std::string& target) { return call("DELETE", target); }

  bool signs = true;
  bool digests = true;  ///< a checksum goes with every body
  std::string host = "127.0.0.1";

 private:
  static Request request_of(const std::string& method, const std::string& target, const std::string& body) {
    Request request;
    request.method = method;
    const auto mark = target.find('?');
    request.path = target.substr(0, mark);
    for (auto from = mark == std::string::npos ? target.size() : mark + 1; from < target.size();) {
      const auto end = std::min(target.find('&', from), target.size());
      const auto part = target.substr(from, end - from);
      const auto equal = part.find('=');
      request.query.emplace_back(cloud::percent_decode(part.substr(0, equal)),
                                 equal == std::string::npos ? "" : cloud::percent_decode(part.substr(equal + 1)));
      from = end + 1;
    }
    request.body = body;
    return request;
  }

  void sign(Request& request) const {
    const auto time = cloud::basic_time(cloud::now());
    const auto scope = time.substr(0, 8) + "/" + region_ + "/s3/aws4_request";
    request.host = host;
    request.headers["host"] = host;
    request.headers["x-amz-date"] = time;
    request.headers.emplace("x-amz-content-sha256", cloud::hex(cloud::sha256(request.body)));
    std::string names;
    std::string lines;
    for (const auto& [name, value] : request.headers) {
      names += (names.empty() ? "" : ";") + name;
      lines += name + ":" + value + "\n";
    }
    std::vector<std::string> query;
    for (const auto& [name, value] : request.query)
      query.push_back(cloud::percent_encode(name) + "=" + cloud::percent_encode(value));
    std::sort(query.begin(), query.end());
    std::string queries;
    for (const auto& part : query) queries += (queries.empty() ? "" : "&") + part;
    const auto canonical = request.method + "\n" + request.path + "\n" + queries + "\n" + lines + "\n" + names + "\n" +
                           request.headers.at("x-amz-content-sha256");
    const auto text = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + cloud::hex(cloud::sha256(canonical));
    auto key = cloud::hmac_sha256("AWS4sandbox-secret-" + account_, time.substr(0, 8));
    for (const auto& part : {region_, std::string("s3"), std::string("aws4_request")})
      key = cloud::hmac_sha256(key, part);
    request.headers["authorization"] = "AWS4-HMAC-SHA256 Credential=AKIASANDBOX00000000" + account_ + "/" + scope +
                                       ", SignedHeaders=" + names +
                                       ", Signature=" + cloud::hex(cloud::hmac_sha256(key, text));
  }

  Front& front_;
  std::string region_;
  std::string account_;
};

/// A sandbox and the client of its first account.
struct Sandbox {
  explicit Sandbox(Options options = {}) : front(std::move(options)), client(front) {}
  Front front;
  Client client;
};

}  // namespace lakeform::sandbox::s3
