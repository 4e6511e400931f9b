// What a service answers as a tree: only what has the form of the operation's answer is one.
#include <algorithm>
#include <array>

#include "provider/cloud/aws/styles.h"
#include "provider/cloud/codec.h"
#include "provider/value/foreign_json.h"

namespace lakeform::cloud::aws {
namespace {

/// What a proxy, a portal or a load balancer says instead of the service.
bool is_web_page(std::string_view text) {
  const std::string head = lower_case(trimmed(text).substr(0, 15));
  return head.starts_with("<!doctype html") || head.starts_with("<html");
}

std::string of_json(const Service& service, const HttpAnswer& answer, Json& payload) {
  const std::string_view type = answer.header("content-type");
  if (service.style == Style::RestJson && !type.empty() && type.find("json") == std::string_view::npos)
    return {};  // content: raw_body
  std::string why;
  Json tree = parse_foreign(answer.body, &why);
  if (!why.empty()) return why;
  if (!tree.is_object()) return "it is no JSON object";
  payload = std::move(tree);
  return {};
}

/// "<XResponse><XResult>...</XResult><ResponseMetadata/></XResponse>"; ec2 has no Result. An operation that answers
/// nothing has none either.
std::string of_query(const Service& service, const Call& call, const HttpAnswer& answer, Json& payload) {
  std::string root;
  Json tree;
  if (std::string why = from_xml(answer.body, root, tree); !why.empty()) return why;
  if (root != call.operation + "Response")
    return "its root element is <" + root + "> instead of <" + call.operation + "Response>";
  if (service.style == Style::Ec2) {
    if (!tree.is_object()) return "its root element holds no elements";
    tree.erase("requestId");
    payload = std::move(tree);
    return {};
  }
  const auto result = tree.is_object() ? tree.find(call.operation + "Result") : tree.end();
  if (!tree.is_object() || result == tree.end())
    return only_reads("POST", call.operation) ? "it has no <" + call.operation + "Result>" : "";
  const bool nothing = result->is_string() && trimmed(result->get_ref<const std::string&>()).empty();
  if (!nothing && !result->is_object()) return "its <" + call.operation + "Result> holds no elements";
  payload = nothing ? Json::object() : std::move(*result);
  return {};
}

/// XML with the root element that the call names, a JSON text (a bucket policy), or an object's content.
std::string of_rest_xml(const Call& call, const HttpAnswer& answer, Json& payload) {
  if (call.answer == "json") {
    std::string why;
    if (!parse_foreign(answer.body, &why).is_object()) return why.empty() ? "it is no JSON object" : why;
    return {};
  }
  const auto text = trimmed(answer.body);
  if (call.answer.empty() && (text.empty() || text.front() != '<')) return {};
  std::string root;
  Json tree;
  if (std::string why = from_xml(answer.body, root, tree); !why.empty()) {
    return call.answer.empty() && answer.header("content-type").find("xml") == std::string_view::npos ? "" : why;
  }
  if (!call.answer.empty() && call.answer != root && root == "ListBucketResult") return std::string(kListedInstead);
  // Servers that are made from the models name the root after the operation.
  if (!call.answer.empty() && root != call.answer && !root.starts_with(call.operation))
    return "its root element is <" + root + "> instead of <" + call.answer + ">";
  payload = std::move(tree);
  return {};
}

}  // namespace

bool only_reads(std::string_view method, std::string_view operation) {
  constexpr std::array<std::string_view, 8> kReads{"Get",      "List",   "Describe",   "Head",
                                                   "BatchGet", "Search", "AssumeRole", "CreateToken"};
  return method == "GET" || method == "HEAD" ||
         (method == "POST" &&
          std::any_of(kReads.begin(), kReads.end(), [&](auto read) { return operation.starts_with(read); }));
}

std::string from_wire(const Service& service, const Call& call, const HttpAnswer& answer, Json& payload) {
  payload = nullptr;
  if (is_web_page(answer.body)) return "it is a web page";
  if (trimmed(answer.body).empty()) {
    const bool may_be =
        service.style == Style::RestXml
            ? call.answer.empty()
            : call.method == "HEAD" || (!speaks_xml(service) && !only_reads(call.method, call.operation));
    return may_be ? "" : "it is empty";
  }
  if (!speaks_xml(service)) return of_json(service, answer, payload);
  return service.style == Style::RestXml ? of_rest_xml(call, answer, payload)
                                         : of_query(service, call, answer, payload);
}

}  // namespace lakeform::cloud::aws
