#include "provider/faces/google/words.h"

#include <arpa/inet.h>

#include "provider/faces/google/policy/policy.h"

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

bool same_segment(const std::string& a, const std::string& b) {
  return a.substr(a.rfind('/') + 1) == b.substr(b.rfind('/') + 1);
}

}  // namespace

language::CloudWords words() {
  return {.equal = {{"removed-is-kept", {removed}},
                    {"last-segment", {same_segment}},
                    {"iam-member", {policy::same_member}},
                    {"iam-bindings", {policy::same_document}}},
          .formats = {{"cidr", cidr_problem}, {"iam-document", policy::document_problem}}};
}

}  // namespace lakeform::faces::google
