// The Resource Groups Tagging API: tags of all services' objects in the caller's account and region.
// Facts: botocore's model "resourcegroupstaggingapi". Objects that have no tags are not listed.
#include <algorithm>
#include <set>

#include "tests/sandbox/core/json.h"
#include "tests/sandbox/core/store.h"

namespace lakeform::sandbox {
namespace {

using Tags = std::map<std::string, std::string>;

/// "glue:database" of arn:aws:glue:us-east-1:1:database/sales, "s3:bucket" of arn:aws:s3:::lake.
std::string type_of(const std::string& arn) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; parts.size() < 5;) {
    const auto colon = arn.find(':', from);
    if (colon == std::string::npos) return "";
    parts.push_back(arn.substr(from, colon - from));
    from = colon + 1;
    if (parts.size() == 5) parts.push_back(arn.substr(from));
    if (parts.size() == 6) break;
  }
  if (parts[2] == "s3") return "s3:bucket";
  return parts[2] + ":" + parts[5].substr(0, parts[5].find_first_of("/:"));
}

bool has_type(const std::string& arn, const Json& filters) {
  if (filters.empty()) return true;
  const auto type = type_of(arn);
  return std::any_of(filters.begin(), filters.end(), [&](const Json& filter) {
    const auto wanted = filter.get<std::string>();
    return wanted == type || wanted == type.substr(0, type.find(':'));
  });
}

/// Every filter must hold: the key is there, with one of the values if there are any.
bool has_tags(const Tags& tags, const Json& filters) {
  return std::all_of(filters.begin(), filters.end(), [&](const Json& filter) {
    const auto at = tags.find(filter.value("Key", ""));
    const auto values = filter.value("Values", Json::array());
    return at != tags.end() && (values.empty() || std::find(values.begin(), values.end(), at->second) != values.end());
  });
}

Json pairs_of(const Tags& tags) {
  Json out = Json::array();
  for (const auto& [key, value] : tags) out.push_back({{"Key", key}, {"Value", value}});
  return out;
}

class Tagging : public JsonService {
 public:
  explicit Tagging(World& world) : JsonService(world, "resourcegroupstaggingapi", "InvalidParameterException") {
    on("GetResources", [this](const Request& request, const Json& input) { return resources(request, input); });
    on("TagResources", [this](const Request& request, const Json& input) {
      return change(request, input["ResourceARNList"], input["Tags"], {});
    });
    on("UntagResources", [this](const Request& request, const Json& input) {
      return change(request, input["ResourceARNList"], {}, input["TagKeys"]);
    });
    on("GetTagKeys", [this](const Request& request, const Json& input) {
      std::map<std::string, Tags> keys;
      for (const auto& item : all(request)) {
        for (const auto& tag : item.second) keys[tag.first];
      }
      return names(keys, input, "TagKeys");
    });
    on("GetTagValues", [this](const Request& request, const Json& input) {
      std::map<std::string, Tags> values;
      for (const auto& item : all(request)) {
        if (const auto at = item.second.find(input["Key"]); at != item.second.end()) values[at->second];
      }
      return names(values, input, "TagValues");
    });
  }

  std::vector<std::string> inventory() override { return {}; }

 private:
  /// By ARN.
  std::map<std::string, Tags> all(const Request& request) const {
    std::map<std::string, Tags> out;
    for (const auto& entry : Registered::all()) {
      for (const auto& item : world_.service(entry.name)->tagged(request)) {
        if (!item.tags.empty()) out[item.arn] = item.tags;
      }
    }
    return out;
  }

  Page<Tags> page(const std::map<std::string, Tags>& found, const Json& input) const {
    std::vector<std::pair<std::string, const Tags*>> items;
    for (const auto& [name, tags] : found) items.emplace_back(name, &tags);
    const std::optional<long> asked =
        input.contains("ResourcesPerPage") ? std::optional<long>(input["ResourcesPerPage"].get<long>()) : std::nullopt;
    return page_of(items, input.value("PaginationToken", ""), asked, asked ? 100 : 50, world_);
  }

  Json names(const std::map<std::string, Tags>& found, const Json& input, const char* member) const {
    const auto some = page(found, input);
    Json out = {{member, Json::array()}, {"PaginationToken", some.next}};
    for (const auto& item : some.items) out[member].push_back(item.first);
    return out;
  }

  Json resources(const Request& request, const Json& input) const {
    const auto arns = input.value("ResourceARNList", std::vector<std::string>());
    const auto types = input.value("ResourceTypeFilters", Json::array());
    const auto filters = input.value("TagFilters", Json::array());
    if (!arns.empty() && (!types.empty() || !filters.empty())) {
      throw Failure(400, "InvalidParameterException", "ResourceARNList cannot be combined with filters");
    }
    auto found = all(request);
    std::erase_if(found, [&](const auto& item) {
      if (!arns.empty()) return std::find(arns.begin(), arns.end(), item.first) == arns.end();
      return !has_type(item.first, types) || !has_tags(item.second, filters);
    });
    const auto some = page(found, input);
    Json out = {{"ResourceTagMappingList", Json::array()}, {"PaginationToken", some.next}};
    for (const auto& item : some.items)
      out["ResourceTagMappingList"].push_back({{"ResourceARN", item.first}, {"Tags", pairs_of(*item.second)}});
    return out;
  }

  Json change(const Request& request, const std::vector<std::string>& arns, const Tags& added,
              const std::vector<std::string>& removed) {
    if (arns.size() > 20)
      throw Failure(400, "InvalidParameterException", "At most 20 resources can be named in one call");
    Json failed = Json::object();
    for (const auto& arn : arns) {
      const auto type = type_of(arn);
      auto* service = world_.service(type.substr(0, type.find(':')));
      try {
        if (service && service->tag(request, arn, added, removed)) continue;
        failed[arn] = {{"ErrorCode", "InvalidParameterException"},
                       {"ErrorMessage", "There is no such resource"},
                       {"StatusCode", 400}};
      } catch (const Failure& failure) {
        failed[arn] = {{"ErrorCode", failure.code}, {"ErrorMessage", failure.what()}, {"StatusCode", failure.status}};
      }
    }
    return {{"FailedResourcesMap", failed}};
  }
};

const Registered entry = registered<Tagging>("tagging");

}  // namespace
}  // namespace lakeform::sandbox
