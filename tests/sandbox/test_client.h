// For tests: a client of a sandbox in the same process. It signs with Lakeform's own signer, which the sandbox does not
// use.
#pragma once

#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <string>

#include "provider/cloud/aws/sigv4.h"
#include "tests/sandbox/core/front.h"

namespace lakeform::sandbox {

/// An answer, with the ways tests look at it.
struct Answer {
  Outgoing out;
  int status() const { return out.response.status; }
  const std::string& body() const { return out.response.body; }
  nlohmann::json json() const { return nlohmann::json::parse(body()); }
  /// Text of an element, by its path below the root: "CreateClusterResult/Cluster/ClusterStatus".
  std::string text(const std::string& path) const {
    const auto document = xml();
    return document->document_element().select_node(pugi::xpath_query(path.c_str())).node().text().get();
  }
  /// How many elements there are under the path.
  std::size_t count(const std::string& path) const {
    return xml()->document_element().select_nodes(path.c_str()).size();
  }
  /// "ClusterNotFound"; empty for a success.
  std::string code() const { return status() < 300 ? "" : text("Error/Code"); }
  std::string header(const std::string& name) const {
    for (const auto& [key, value] : out.response.headers) {
      if (key == name) return value;
    }
    return "";
  }

 private:
  std::shared_ptr<pugi::xml_document> xml() const {
    auto document = std::make_shared<pugi::xml_document>();
    document->load_string(body().c_str(), pugi::parse_default | pugi::parse_ws_pcdata_single);
    return document;
  }
};

class TestClient {
 public:
  using Form = std::vector<std::pair<std::string, std::string>>;
  explicit TestClient(Front& front) : front_(front) {}

  cloud::aws::SigningKeys keys{"AKIASANDBOX000000001", "sandbox-secret-1", ""};
  std::string region = "us-east-1";

  /// A call in the query protocol.
  Answer query(const std::string& service, const std::string& action, const Form& parameters = {}) {
    return send(service, form_request(action, parameters));
  }
  /// The same without a signature.
  Answer unsigned_query(const std::string& action, const Form& parameters = {}) {
    return {front_.answer(received(form_request(action, parameters)))};
  }
  /// A call in the JSON protocol.
  Answer json(const std::string& service, const std::string& target,
              const nlohmann::json& body = nlohmann::json::object()) {
    cloud::aws::SignedRequest request;
    request.method = "POST";
    request.headers = {{"content-type", "application/x-amz-json-1.1"}, {"x-amz-target", target}};
    request.body = body.dump();
    return send(service, std::move(request));
  }
  Answer send(const std::string& service, cloud::aws::SignedRequest request) {
    cloud::aws::SigningScope scope{region, service,
                                   std::chrono::floor<cloud::TimePoint::duration>(front_.world().now())};
    if (service == "s3") {
      scope.encode_path_twice = scope.normalize_path = false;
      scope.body_digest_header = true;
    }
    request.host = "127.0.0.1";
    cloud::aws::sign(request, scope, keys);
    return {front_.answer(received(request))};
  }
  /// The control API.
  Answer control(const std::string& method, const std::string& path, const nlohmann::json& body = nullptr,
                 const Form& query = {}) {
    Request request;
    request.method = method;
    request.path = "/_sandbox/" + path;
    request.query = query;
    if (!body.is_null()) request.body = body.dump();
    return {front_.answer(std::move(request))};
  }

 private:
  static cloud::aws::SignedRequest form_request(const std::string& action, const Form& parameters) {
    cloud::aws::SignedRequest request;
    request.method = "POST";
    request.headers = {{"content-type", "application/x-www-form-urlencoded"}};
    Form form = {{"Action", action}};
    form.insert(form.end(), parameters.begin(), parameters.end());
    request.body = cloud::aws::canonical_query(form);
    return request;
  }
  static Request received(const cloud::aws::SignedRequest& sent) {
    Request request;
    request.method = sent.method;
    request.path = sent.path;
    request.query = sent.query;
    for (const auto& [name, value] : sent.headers) request.headers[cloud::lower_case(name)] = value;
    request.headers["host"] = request.host = "127.0.0.1";
    request.body = sent.body;
    return request;
  }

  Front& front_;
};

}  // namespace lakeform::sandbox
