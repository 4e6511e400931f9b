#include "provider/cloud/aws/styles.h"
#include "provider/cloud/codec.h"

namespace lakeform::cloud::aws {
namespace {

void append_pair(std::string& out, std::string_view name, std::string_view value) {
  if (!out.empty()) out += '&';
  out.append(percent_encode(name)).append("=").append(percent_encode(value));
}

void flatten(std::string& out, const std::string& name, const Json& value, bool ec2) {
  if (value.is_null()) return;
  if (value.is_object()) {
    for (const auto& [key, member] : value.items()) flatten(out, name.empty() ? key : name + "." + key, member, ec2);
    return;
  }
  if (!value.is_array()) {
    append_pair(out, name, value.is_string() ? value.get<std::string>() : value.dump());
    return;
  }
  if (value.empty() && !ec2) {
    // An empty list is the list's own name without a value, which clears it: "VpcSecurityGroupIds=".
    const auto dot = name.rfind('.');
    append_pair(out, dot == std::string::npos ? name : name.substr(0, dot), "");
  }
  std::size_t number = 0;
  for (const auto& item : value) flatten(out, name + "." + std::to_string(++number), item, ec2);
}

}  // namespace

std::string query_form(const Service& service, const Call& call) {
  std::string out;
  append_pair(out, "Action", call.operation);
  append_pair(out, "Version", service.version);
  flatten(out, "", call.body, service.style == Style::Ec2);
  return out;
}

}  // namespace lakeform::cloud::aws
