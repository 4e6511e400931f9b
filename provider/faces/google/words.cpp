#include "provider/faces/google/words.h"

#include <arpa/inet.h>

#include "provider/cloud/codec.h"
#include "provider/faces/google/policy/policy.h"
#include "provider/faces/google/policy/table_schema.h"
#include "provider/value/pattern.h"
#include "provider/value/text.h"

namespace lakeform::faces::google {

namespace {

/// The second is what the configuration says, nothing included.
bool removed(const std::string&, const std::string& configured) { return configured.empty(); }

/// An address of either kind with the length of its prefix, as Go's net.ParseCIDR takes them.
std::string cidr_problem(const std::string& text) {
  constexpr const char* none = "is no range of addresses; one looks like 10.0.0.0/8 or 2001:db8::/32";
  const auto slash = text.find('/');
  if (slash == std::string::npos) return none;
  const std::string address = text.substr(0, slash), length = text.substr(slash + 1);
  in6_addr ignored{};
  const bool four = ::inet_pton(AF_INET, address.c_str(), &ignored) == 1;
  const bool six = !four && ::inet_pton(AF_INET6, address.c_str(), &ignored) == 1;
  const bool digits =
      !length.empty() && length.size() <= 3 && length.find_first_not_of("0123456789") == std::string::npos;
  return (four || six) && digits && std::stoi(length) <= (four ? 32 : 128) ? "" : none;
}

std::string base64_problem(const std::string& text) {
  return text.empty() || !cloud::from_base64(text).empty() ? "" : "is no base64";
}

bool same_segment(const std::string& a, const std::string& b) {
  return a.substr(a.rfind('/') + 1) == b.substr(b.rfind('/') + 1);
}

/// ".../v1/projects/p/topics/t" as "projects/p/topics/t"; other texts as they are.
std::string relative(const std::string& link) {
  const auto parts = groups_of(link, "^(?:https?:)?//[^/]+/(?:[a-z]+/)?(?:v[0-9][a-z0-9]*/)?(.+)$");
  return parts.size() > 1 ? parts[1] : link;
}

bool same_resource(const std::string& state, const std::string& configured) {
  if (configured.find('/') == std::string::npos) return state.substr(state.rfind('/') + 1) == configured;
  return relative(state) == relative(configured);
}

std::string predefined_role(const std::string& role) {
  if (role == "READER") return "roles/bigquery.dataViewer";
  if (role == "WRITER") return "roles/bigquery.dataEditor";
  return role == "OWNER" ? "roles/bigquery.dataOwner" : role;
}

bool same_role(const std::string& a, const std::string& b) { return predefined_role(a) == predefined_role(b); }

bool same_connection(const std::string& state, const std::string& configured) {
  if (state == configured) return true;
  const auto a = groups_of(state, "^([^.]+)\\.([^.]+)\\.([^.]+)$");
  const auto b = groups_of(configured, "^projects/([^/]+)/(?:locations|regions)/([^/]+)/connections/([^/]+)$");
  return !a.empty() && !b.empty() && a[1] == b[1] && same_ignoring_case(a[2], b[2]) && a[3] == b[3];
}

bool same_key(const std::string& state, const std::string& configured) {
  return state.substr(0, state.find("/cryptoKeyVersions/")) == configured;
}

}  // namespace

language::CloudWords words() {
  return {.equal = {{"removed-is-kept", {removed}},
                    {"any-text", {[](const std::string&, const std::string&) { return true; }}},
                    {"bigquery-schema", {policy::same_schema}},
                    {"bigquery-connection", {same_connection}},
                    {"key-version", {same_key}},
                    {"resource-name", {same_resource}},
                    {"bigquery-role", {same_role}},
                    {"last-segment", {same_segment}},
                    {"iam-member", {policy::same_member}},
                    {"iam-bindings", {policy::same_document}}},
          .formats = {{"bigquery-schema", policy::schema_problem},
                      {"base64", base64_problem},
                      {"cidr", cidr_problem},
                      {"iam-document", policy::document_problem}}};
}

}  // namespace lakeform::faces::google
