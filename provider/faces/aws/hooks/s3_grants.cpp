// Grants of a bucket: S3 has one for each permission, the state one for each grantee.
#include <algorithm>
#include <map>

#include "provider/engine/read/decode.h"
#include "provider/engine/request/encode.h"
#include "provider/faces/aws/hooks/hooks.h"

namespace lakeform::faces::aws {

namespace {

constexpr const char* kTypeKey = "@xsi:type";

Json grantee_of(const Value& grant) {
  Json out{{"@xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"}, {kTypeKey, grant["type"].to_text()}};
  if (!grant["id"].to_text().empty()) out["ID"] = grant["id"].to_text();
  if (!grant["uri"].to_text().empty()) out["URI"] = grant["uri"].to_text();
  return out;
}

Json send_grants(const Value& grants, const Field& field) {
  Json out = Json::array();
  for (const Value& grant : in_wire_order(field, grants.as_list())) {
    for (const Value& permission : in_wire_order(*field.find("permissions"), grant["permissions"].as_list())) {
      out.push_back({{"Grantee", grantee_of(grant)}, {"Permission", permission.to_text()}});
    }
  }
  return out;
}

Value take_grants(const Json& json, const Field&) {
  Value::List out;
  for (const Json& grant : as_list(json)) {
    const Json grantee = grant.is_object() && grant.contains("Grantee") ? grant["Grantee"] : Json();
    const Value::Map who{{"id", cloud::text_in(grantee, "ID")},
                         {"type", cloud::text_in(grantee, kTypeKey)},
                         {"uri", cloud::text_in(grantee, "URI")}};
    const auto same = std::find_if(out.begin(), out.end(), [&](const Value& one) {
      return std::all_of(who.begin(), who.end(), [&](const auto& part) { return one[part.first] == part.second; });
    });
    if (same == out.end()) {
      Value::Map made = who;
      made["permissions"] = Value::List{cloud::text_in(grant, "Permission")};
      out.emplace_back(std::move(made));
    } else {
      same->as_map().at("permissions").as_list().emplace_back(cloud::text_in(grant, "Permission"));
    }
  }
  return out;
}

}  // namespace

const Conversion s3_grants{send_grants, take_grants};

}  // namespace lakeform::faces::aws
