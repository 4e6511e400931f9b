// What belongs to an object beside its data: tags, retention, legal hold, ACL, attributes.
#include "provider/cloud/codec.h"
#include "tests/sandbox/s3/acl.h"
#include "tests/sandbox/s3/objects.h"
#include "tests/sandbox/s3/parts.h"

namespace lakeform::sandbox::s3 {
namespace {

Response with_version(Response response, const Call& call, const Version& version) {
  if (!versioning_of(*call.bucket).empty()) response.set("x-amz-version-id", version.id);
  return response;
}

Response get_tags(Call& call) {
  const auto& version = addressed_version(call);
  pugi::xml_document document;
  add_tags(root_of(document, "Tagging"), "TagSet", "Tag", version.tags);
  return with_version(xml_answer(document), call, version);
}

Response put_tags(Call& call) {
  auto& version = addressed_version(call);
  pugi::xml_document document;
  Shape("Tagging { TagSet { Tag* { Key text  Value text } } }").read(call.body, document);
  version.tags = tags_of(document.document_element().child("TagSet"), 10);
  return with_version(empty_answer(), call, version);
}

Response delete_tags(Call& call) {
  auto& version = addressed_version(call);
  version.tags.clear();
  return with_version(empty_answer(204), call, version);
}

Version& lockable(Call& call) {
  if (!call.bucket->object_lock) throw invalid_request("Bucket is missing Object Lock Configuration");
  return addressed_version(call);
}

Failure no_lock() {
  return refused(404, "NoSuchObjectLockConfiguration", "The specified object does not have a ObjectLock configuration");
}

Response get_retention(Call& call) {
  const auto& version = lockable(call);
  if (version.lock_mode.empty()) throw no_lock();
  pugi::xml_document document;
  auto root = root_of(document, "Retention");
  add(root, "Mode", version.lock_mode);
  add(root, "RetainUntilDate", version.lock_until);
  return xml_answer(document);
}

Response put_retention(Call& call) {
  auto& version = lockable(call);
  pugi::xml_document document;
  Shape("Retention { Mode? GOVERNANCE|COMPLIANCE  RetainUntilDate? date }").read(call.body, document);
  const auto root = document.document_element();
  const std::string mode = root.child("Mode").text().get();
  const auto until = cloud::parse_rfc3339(root.child("RetainUntilDate").text().get());
  const auto before = cloud::parse_rfc3339(version.lock_until);
  const bool weaker = before && (!until || *until < *before || mode != version.lock_mode);
  auto judged = version;
  judged.legal_hold.clear();  // a hold does not stand in the way of a retention
  if (weaker) check_lock(call, judged);
  if (until && *until <= call.world.now()) throw invalid_argument("The retain until date must be in the future!");
  version.lock_mode = mode;
  version.lock_until = until ? iso_time(*until) : "";
  return empty_answer();
}

Response get_hold(Call& call) {
  const auto& version = lockable(call);
  if (version.legal_hold.empty()) throw no_lock();
  pugi::xml_document document;
  add(root_of(document, "LegalHold"), "Status", version.legal_hold);
  return xml_answer(document);
}

Response put_hold(Call& call) {
  auto& version = lockable(call);
  pugi::xml_document document;
  Shape("LegalHold { Status ON|OFF }").read(call.body, document);
  version.legal_hold = document.document_element().child("Status").text().get();
  return empty_answer();
}

Response get_object_acl(Call& call) {
  const auto& version = addressed_version(call);
  return acl_answer(version.acl.empty() ? canned_acl("private", call.bucket->account) : version.acl);
}

Response put_object_acl(Call& call) {
  auto& version = addressed_version(call);
  version.acl = arriving_acl(call).text;
  return with_version(empty_answer(), call, version);
}

Response get_attributes(Call& call) {
  const auto& version = addressed_version(call);
  const auto wanted = call.header("x-amz-object-attributes");
  const auto asked = [&](const char* name) { return wanted.find(name) != std::string::npos; };
  pugi::xml_document document;
  auto root = root_of(document, "GetObjectAttributesResponse");
  if (asked("ETag")) add(root, "ETag", version.etag.substr(1, version.etag.size() - 2));
  if (asked("StorageClass")) add(root, "StorageClass", version.storage_class);
  if (asked("ObjectSize")) add(root, "ObjectSize", static_cast<long>(version.data.size()));
  auto response = with_version(xml_answer(document), call, version);
  response.set("last-modified", http_time(version.time));
  return response;
}

}  // namespace

Routes object_part_routes() {
  return {
      {"GetObjectTagging", "GET", Level::object, "tagging", get_tags},
      {"PutObjectTagging", "PUT", Level::object, "tagging", put_tags},
      {"DeleteObjectTagging", "DELETE", Level::object, "tagging", delete_tags},
      {"GetObjectRetention", "GET", Level::object, "retention", get_retention},
      {"PutObjectRetention", "PUT", Level::object, "retention", put_retention},
      {"GetObjectLegalHold", "GET", Level::object, "legal-hold", get_hold},
      {"PutObjectLegalHold", "PUT", Level::object, "legal-hold", put_hold},
      {"GetObjectAcl", "GET", Level::object, "acl", get_object_acl},
      {"PutObjectAcl", "PUT", Level::object, "acl", put_object_acl},
      {"GetObjectAttributes", "GET", Level::object, "attributes", get_attributes},
  };
}

}  // namespace lakeform::sandbox::s3
