#include "tests/sandbox/s3/acl.h"

#include <array>
#include <sstream>

#include "tests/sandbox/s3/parts.h"

namespace lakeform::sandbox::s3 {
namespace {

constexpr const char* all_users = "http://acs.amazonaws.com/groups/global/AllUsers";
constexpr const char* authenticated_users = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";
constexpr const char* log_delivery = "http://acs.amazonaws.com/groups/s3/LogDelivery";

const char* const acl_shape = R"(AccessControlPolicy {
  Owner? { DisplayName? text  ID? text }
  AccessControlList? { Grant* {
    Grantee { DisplayName? text  EmailAddress? text  ID? text  URI? text }  Permission FULL_CONTROL|WRITE|WRITE_ACP|READ|READ_ACP
  } }
})";

/// A grant beside the owner's own.
struct Grant {
  const char* acl;
  const char* group;
  const char* permission;
};

constexpr std::array<Grant, 6> canned_grants = {{{"public-read", all_users, "READ"},
                                                 {"public-read-write", all_users, "READ"},
                                                 {"public-read-write", all_users, "WRITE"},
                                                 {"authenticated-read", authenticated_users, "READ"},
                                                 {"log-delivery-write", log_delivery, "WRITE"},
                                                 {"log-delivery-write", log_delivery, "READ_ACP"}}};

void add_grant(pugi::xml_node list, const std::string& type, const std::string& who, const std::string& permission) {
  auto grant = add(list, "Grant");
  auto grantee = add(grant, "Grantee");
  grantee.append_attribute("xmlns:xsi").set_value("http://www.w3.org/2001/XMLSchema-instance");
  grantee.append_attribute("xsi:type").set_value(type.c_str());
  add(grantee, type == "Group" ? "URI" : "ID", who);
  add(grant, "Permission", permission);
}

pugi::xml_node begin_acl(pugi::xml_document& document, const std::string& account) {
  auto root = document.append_child("AccessControlPolicy");
  add(add(root, "Owner"), "ID", canonical_user(account));
  return add(root, "AccessControlList");
}

/// `id="...", uri="..."` of the x-amz-grant headers.
void add_header_grants(pugi::xml_node list, const std::string& header, const std::string& permission) {
  std::stringstream stream(header);
  for (std::string grantee; std::getline(stream, grantee, ',');) {
    const auto equal = grantee.find('=');
    auto kind = grantee.substr(0, equal);
    kind.erase(0, kind.find_first_not_of(' '));
    auto who = equal == std::string::npos ? "" : grantee.substr(equal + 1);
    if (who.size() > 1 && who.front() == '"') who = who.substr(1, who.rfind('"') - 1);
    if (kind != "id" && kind != "uri")
      throw invalid_argument("Argument format not recognized", {{"ArgumentValue", grantee}});
    add_grant(list, kind == "uri" ? "Group" : "CanonicalUser", who, permission);
  }
}

std::string header_acl(const Call& call) {
  pugi::xml_document document;
  auto list = begin_acl(document, call.bucket->account);
  constexpr std::array<std::array<const char*, 2>, 5> headers = {{{"x-amz-grant-full-control", "FULL_CONTROL"},
                                                                  {"x-amz-grant-read", "READ"},
                                                                  {"x-amz-grant-read-acp", "READ_ACP"},
                                                                  {"x-amz-grant-write", "WRITE"},
                                                                  {"x-amz-grant-write-acp", "WRITE_ACP"}}};
  for (const auto& [header, permission] : headers) add_header_grants(list, call.header(header), permission);
  return list.first_child() ? text_of(document) : "";
}

bool acls_are_off(const Bucket& bucket) {
  pugi::xml_document document;
  load_latest(bucket, "ownershipControls", document);
  return std::string(document.document_element().child("Rule").child("ObjectOwnership").text().get()) ==
         "BucketOwnerEnforced";
}

std::string body_acl(const Call& call) {
  pugi::xml_document document;
  Shape(acl_shape).read(call.body, document);
  auto root = document.document_element();
  if (std::string(root.child("Owner").child("ID").text().get()) != canonical_user(call.bucket->account))
    throw access_denied();
  root.remove_attribute("xmlns");
  return text_of(document);
}

Response get_bucket_acl(Call& call) {
  const auto at = call.bucket->parts.find("acl");
  const auto stored = at == call.bucket->parts.end() ? std::nullopt : at->second.get(call.world);
  return acl_answer(stored ? stored->text : canned_acl("private", call.bucket->account));
}

Response put_bucket_acl(Call& call) {
  call.bucket->parts["acl"].set(arriving_acl(call), call.world);
  return empty_answer();
}

}  // namespace

std::string canned_acl(const std::string& name, const std::string& owner_account) {
  pugi::xml_document document;
  auto list = begin_acl(document, owner_account);
  add_grant(list, "CanonicalUser", canonical_user(owner_account), "FULL_CONTROL");
  bool known = name == "private" || name == "bucket-owner-read" || name == "bucket-owner-full-control" ||
               name == "aws-exec-read";
  for (const auto& grant : canned_grants) {
    if (name != grant.acl) continue;
    add_grant(list, "Group", grant.group, grant.permission);
    known = true;
  }
  if (!known) throw invalid_argument("", {{"ArgumentName", "x-amz-acl"}, {"ArgumentValue", name}});
  return text_of(document);
}

Document arriving_acl(const Call& call) {
  const auto canned = call.header("x-amz-acl");
  Document document;
  document.header = canned.empty() ? "custom" : canned;
  document.text = canned.empty() ? header_acl(call) : canned_acl(canned, call.bucket->account);
  if (document.text.empty()) document.text = body_acl(call);
  if (acls_are_off(*call.bucket) && canned != "bucket-owner-full-control") {
    throw refused(400, "AccessControlListNotSupported", "The bucket does not allow ACLs");
  }
  const bool open = document.text.find(all_users) != std::string::npos ||
                    document.text.find(authenticated_users) != std::string::npos;
  if (open && blocks_public(*call.bucket, "BlockPublicAcls")) throw access_denied();
  return document;
}

Response acl_answer(const std::string& text) {
  pugi::xml_document document;
  document.load_string(text.c_str());
  document.document_element().append_attribute("xmlns").set_value(name_space);
  return xml_answer(document);
}

Routes acl_routes() {
  return {
      {"GetBucketAcl", "GET", Level::bucket, "acl", get_bucket_acl},
      {"PutBucketAcl", "PUT", Level::bucket, "acl", put_bucket_acl},
  };
}

}  // namespace lakeform::sandbox::s3
