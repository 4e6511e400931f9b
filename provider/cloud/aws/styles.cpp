#include "provider/cloud/aws/styles.h"

#include <algorithm>

#include "provider/cloud/codec.h"
#include "provider/value/foreign_json.h"

namespace lakeform::cloud::aws {
namespace {

constexpr std::string_view kS3Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";
constexpr std::string_view kS3ControlNamespace = "http://awss3control.amazonaws.com/doc/2018-08-20/";

bool has_header(const std::vector<Header>& headers, std::string_view wanted) {
  return std::any_of(headers.begin(), headers.end(),
                     [&](const Header& header) { return lower_case(header.first).starts_with(wanted); });
}

std::string json_text(const Json& tree) {
  return tree.is_null() ? "{}" : tree.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// S3 checks what arrives. Creating a bucket takes no checksum; everything else with a body does.
void add_checksum(WireRequest& request, const Call& call) {
  if (request.body.empty() || call.operation == "CreateBucket") return;
  if (has_header(request.headers, "content-md5") || has_header(request.headers, "x-amz-checksum-")) return;
  if (!has_header(request.headers, "x-amz-sdk-checksum-algorithm"))
    request.headers.emplace_back("x-amz-sdk-checksum-algorithm", "CRC32");
  request.headers.emplace_back("x-amz-checksum-crc32", base64(crc32_bytes(request.body)));
}

void fill_json(WireRequest& request, const Service& service, const Call& call) {
  request.method = "POST";
  request.path = "/";
  request.body = call.raw_body.empty() ? json_text(call.body) : call.raw_body;
  request.headers.emplace_back(
      "Content-Type", service.style == Style::Json10 ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1");
  request.headers.emplace_back("X-Amz-Target", std::string(service.target) + "." + call.operation);
}

void fill_rest(WireRequest& request, const Service& service, const Call& call) {
  std::string_view type = "application/octet-stream";
  if (!call.raw_body.empty()) {
    request.body = call.raw_body;
  } else if (service.style == Style::RestXml && !call.body_root.empty() && !call.body.is_null()) {
    request.body = to_xml(call.body_root, call.body, service.name == "s3control" ? kS3ControlNamespace : kS3Namespace);
    type = "application/xml";
  } else if (service.style == Style::RestJson && !call.body.is_null()) {
    request.body = json_text(call.body);
    type = "application/json";
  }
  if (!request.body.empty() && !has_header(request.headers, "content-type"))
    request.headers.emplace_back("Content-Type", type);
  if (service.name == "s3") add_checksum(request, call);
}

// "com.amazonaws.glue#EntityNotFoundException:http://..." has its name between "#" and ":".
std::string bare_code(std::string_view text) {
  text = text.substr(0, text.find(':'));
  const auto hash = text.rfind('#');
  return std::string(trimmed(hash == std::string_view::npos ? text : text.substr(hash + 1)));
}

ServiceError json_error(const HttpAnswer& answer) {
  ServiceError error;
  const Json tree = parse_foreign(answer.body);
  error.code = bare_code(answer.header("x-amzn-errortype"));
  for (const char* name : {"__type", "code", "Code"}) {
    if (error.code.empty()) error.code = bare_code(text_in(tree, name));
  }
  for (const char* name : {"message", "Message", "errorMessage", "error_description"}) {
    if (error.message.empty()) error.message = text_in(tree, name);
  }
  if (error.code.empty()) error.code = bare_code(text_in(tree, "error"));  // OIDC
  return error;
}

ServiceError xml_error(const HttpAnswer& answer) {
  ServiceError error;
  std::string root;
  Json tree;
  if (!from_xml(answer.body, root, tree).empty()) return error;
  const Json* at = &tree;
  if (root != "Error") {
    for (const char* step : {"Errors", "Error"}) {
      if (at->is_object() && at->contains(step)) at = &(*at)[step];
    }
    if (at->is_array() && !at->empty()) at = &at->front();
    if (at == &tree) return error;
  }
  error.code = text_in(*at, "Code");
  error.message = text_in(*at, "Message");
  error.region = text_in(*at, "Region");
  return error;
}

// A HEAD has no body: the code is what the status stands for.
std::string_view code_of_status(int status) {
  switch (status) {
    case 301:
      return "PermanentRedirect";
    case 400:
      return "BadRequest";
    case 403:
      return "Forbidden";
    case 404:
      return "NotFound";
    case 405:
      return "MethodNotAllowed";
    case 409:
      return "Conflict";
    case 412:
      return "PreconditionFailed";
    default:
      return {};
  }
}

}  // namespace

WireRequest to_wire(const Service& service, const Call& call) {
  WireRequest request{call.method, call.path, call.query, call.headers, {}};
  switch (service.style) {
    case Style::Json10:
    case Style::Json11:
      fill_json(request, service, call);
      break;
    case Style::Query:
    case Style::Ec2:
      request.method = "POST";
      request.path = "/";
      request.body = query_form(service, call);
      request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
      break;
    case Style::RestXml:
    case Style::RestJson:
      fill_rest(request, service, call);
      break;
  }
  return request;
}

ServiceError error_from_wire(const Service& service, std::string_view method, const HttpAnswer& answer) {
  ServiceError error = speaks_xml(service) ? xml_error(answer) : json_error(answer);
  if (error.region.empty()) error.region = answer.header("x-amz-bucket-region");
  if (error.code.empty() && (method == "HEAD" || (service.name == "s3" && answer.body.empty())))
    error.code = code_of_status(answer.status);
  return error;
}

bool is_late_error(const Service& service, const HttpAnswer& answer) {
  if (service.name != "s3" || answer.status != 200 || answer.body.find("<Error>") == std::string::npos) return false;
  std::string root;
  Json tree;
  return from_xml(answer.body, root, tree).empty() && root == "Error";
}

std::string request_id(const HttpAnswer& answer) {
  for (const char* name : {"x-amzn-requestid", "x-amz-request-id", "x-amzn-request-id"}) {
    if (const auto id = answer.header(name); !id.empty()) return std::string(id);
  }
  return {};
}

}  // namespace lakeform::cloud::aws
