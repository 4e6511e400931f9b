#include "provider/faces/aws/functions.h"

#include <array>
#include <optional>

namespace lakeform::faces::aws {

namespace {

using engine::FunctionAnswer;
using Arguments = std::vector<Value>;

/// Partition, service, region, account and resource of an ARN.
using ArnParts = std::array<std::string_view, 5>;

/// An ARN has six parts; the last one may hold colons itself. Texts of failures are the ones that the AWS SDK gives.
std::optional<ArnParts> split_arn(std::string_view arn, std::string& problem) {
  constexpr std::string_view prefix = "arn:";
  if (!arn.starts_with(prefix)) {
    problem = "arn: invalid prefix";
    return std::nullopt;
  }
  arn.remove_prefix(prefix.size());
  ArnParts parts;
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    const auto colon = arn.find(':');
    if (colon == std::string_view::npos) {
      problem = "arn: not enough sections";
      return std::nullopt;
    }
    parts[i] = arn.substr(0, colon);
    arn.remove_prefix(colon + 1);
  }
  parts.back() = arn;
  return parts;
}

FunctionAnswer failed(std::string why) { return {{}, std::move(why), 0}; }

FunctionAnswer arn_parse(const Arguments& arguments) {
  std::string problem;
  const auto parts = split_arn(arguments[0].as_string(), problem);
  if (!parts) return failed(problem);
  const auto& [partition, service, region, account, resource] = *parts;
  return {Value::Map{{"partition", partition},
                     {"service", service},
                     {"region", region},
                     {"account_id", account},
                     {"resource", resource}},
          {},
          -1};
}

FunctionAnswer arn_build(const Arguments& arguments) {
  std::string arn = "arn";
  for (const Value& part : arguments) arn += ":" + part.as_string();
  return {arn, {}, -1};
}

FunctionAnswer trim_iam_role_path(const Arguments& arguments) {
  const std::string& arn = arguments[0].as_string();
  std::string problem;
  const auto parts = split_arn(arn, problem);
  if (!parts) return failed(problem);
  const auto& [partition, service, region, account, resource] = *parts;
  constexpr std::string_view kind = "role/";
  if (service != "iam") return failed("service must be \"iam\"");
  if (!region.empty()) return failed("region must be empty");
  if (!resource.starts_with(kind)) return failed("resource must begin with \"role/\"");
  const std::string head = arn.substr(0, arn.size() - resource.size());
  return {head + std::string(kind) + std::string(resource.substr(resource.rfind('/') + 1)), {}, -1};
}

FunctionAnswer user_agent(const Arguments& arguments) {
  const std::string &name = arguments[0].as_string(), &version = arguments[1].as_string(),
                    &comment = arguments[2].as_string();
  if (name.empty()) return failed("product_name must be set: a user agent without a product says nothing");
  return {name + (version.empty() ? "" : "/" + version) + (comment.empty() ? "" : " (" + comment + ")"), {}, -1};
}

struct Entry {
  std::string_view name;
  std::size_t arguments;
  FunctionAnswer (*call)(const Arguments&);
};
constexpr Entry kFunctions[] = {
    {"arn_parse", 1, arn_parse},
    {"arn_build", 5, arn_build},
    {"trim_iam_role_path", 1, trim_iam_role_path},
    {"user_agent", 3, user_agent},
};

}  // namespace

FunctionAnswer call_function(std::string_view name, const std::vector<Value>& arguments) {
  for (const Entry& entry : kFunctions) {
    if (entry.name != name) continue;
    if (arguments.size() != entry.arguments)
      return {{}, std::string(name) + " takes " + std::to_string(entry.arguments) + " arguments.", -1};
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      if (!arguments[i].is_string()) return {{}, "This argument must be a known text.", static_cast<std::int64_t>(i)};
    }
    return entry.call(arguments);
  }
  return {{}, "The aws provider has no function " + std::string(name) + ".", -1};
}

}  // namespace lakeform::faces::aws
