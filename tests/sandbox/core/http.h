// A request as the services see it, their answer, and the failures they raise.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lakeform::sandbox {

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// One HTTP request, after its signature was checked.
struct Request {
  std::string method;
  std::string path;                            ///< as sent, still percent-encoded, without the query
  Pairs query;                                 ///< decoded, in the order sent
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
  std::string host;  ///< the Host header without its port, in lower case

  bool anonymous = false;  ///< no signature at all
  std::string access_key;
  std::string account = "000000000000";  ///< of the access key
  std::string region;                    ///< of the signature's scope
  std::string service;                   ///< of the signature's scope: "s3", "redshift"
  std::string caller;                    ///< ARN of the caller
  std::string caller_id;                 ///< UserId of the caller

  std::string header(const std::string& name) const {
    const auto at = headers.find(name);
    return at == headers.end() ? std::string() : at->second;
  }
  bool has_query(std::string_view name) const {
    for (const auto& [key, value] : query) {
      if (key == name) return true;
    }
    return false;
  }
  std::string query_value(std::string_view name, std::string otherwise = "") const {
    for (const auto& [key, value] : query) {
      if (key == name) return value;
    }
    return otherwise;
  }
};

struct Response {
  int status = 200;
  Pairs headers;
  std::string body;

  void set(std::string name, std::string value) { headers.emplace_back(std::move(name), std::move(value)); }
};

/// A refusal by the service, thrown anywhere below Service::answer; each protocol writes it in its own form.
struct Failure : std::runtime_error {
  Failure(int http_status, std::string error_code, const std::string& message)
      : std::runtime_error(message), status(http_status), code(std::move(error_code)) {}
  int status;
  std::string code;
  Pairs details;  ///< further members of the error body (S3: BucketName, Region ...)
  Pairs headers;
};

}  // namespace lakeform::sandbox
