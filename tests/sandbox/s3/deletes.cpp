// Removing objects: one, or up to a thousand in one call.
#include <algorithm>

#include "tests/sandbox/s3/objects.h"
#include "tests/sandbox/s3/parts.h"

namespace lakeform::sandbox::s3 {
namespace {

const char* const delete_shape = R"(Delete {
  Object+ { Key text  VersionId? text  ETag? text  LastModifiedTime? text  Size? int }
  Quiet? bool
})";

/// What a delete did, for its answer.
struct Deleted {
  std::string version;  ///< of the version that is gone, or of the marker that came
  bool marker = false;  ///< a delete marker came or went
};

void forget_when_empty(Bucket& bucket, const std::string& key) {
  const auto at = bucket.objects.find(key);
  if (at != bucket.objects.end() && at->second.empty()) bucket.objects.erase(at);
}

Deleted delete_version(const Call& call, const std::string& key, const std::string& id) {
  auto& bucket = *call.bucket;
  Deleted out{id, false};
  const auto* version = find_version(bucket, key, id);
  if (!version) return out;
  check_lock(call, *version);
  out.marker = version->marker;
  auto& versions = bucket.objects[key];
  versions.erase(std::find_if(versions.begin(), versions.end(), [&](const auto& one) { return one.id == id; }));
  forget_when_empty(bucket, key);
  return out;
}

/// Without a version: takes the object away for good, or puts a delete marker before its versions.
Deleted delete_key(const Call& call, const std::string& key) {
  auto& bucket = *call.bucket;
  if (versioning_of(bucket).empty()) {
    bucket.objects.erase(key);
    return {};
  }
  Version marker;
  marker.marker = true;
  marker.time = whole_seconds(call.world.now());
  return {add_version(bucket, key, std::move(marker), call.world).id, true};
}

Deleted deleted(const Call& call, const std::string& key, const std::string& id) {
  pugi::xml_document document;
  load_latest(*call.bucket, "versioning", document);
  const bool mfa = std::string(document.document_element().child("MfaDelete").text().get()) == "Enabled";
  if (mfa && !id.empty() && call.header("x-amz-mfa").empty())
    throw access_denied("Mfa Authentication must be used for this request");
  return id.empty() ? delete_key(call, key) : delete_version(call, key, id);
}

Response delete_object(Call& call) {
  const auto done = deleted(call, call.target.key, call.query("versionId"));
  auto response = empty_answer(204);
  if (!done.version.empty()) response.set("x-amz-version-id", done.version);
  if (done.marker) response.set("x-amz-delete-marker", "true");
  return response;
}

void add_deleted(pugi::xml_node root, const std::string& key, const std::string& id, const Deleted& done) {
  auto node = add(root, "Deleted");
  add(node, "Key", key);
  if (!id.empty()) add(node, "VersionId", id);
  if (!done.marker) return;
  add(node, "DeleteMarker", true);
  add(node, "DeleteMarkerVersionId", done.version);
}

Response delete_objects(Call& call) {
  if (!call.has_digest)
    throw invalid_request("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
  pugi::xml_document sent;
  Shape(delete_shape).read(call.body, sent);
  const auto objects = sent.document_element().children("Object");
  if (std::distance(objects.begin(), objects.end()) > 1000) {
    throw malformed_xml();
  }
  const bool quiet = std::string(sent.document_element().child("Quiet").text().get()) == "true";
  pugi::xml_document document;
  auto root = root_of(document, "DeleteResult");
  for (const auto object : objects) {
    const std::string key = object.child("Key").text().get();
    const std::string id = object.child("VersionId").text().get();
    try {
      const auto done = deleted(call, key, id);
      if (!quiet) add_deleted(root, key, id, done);
    } catch (const Failure& failure) {
      auto error = add(root, "Error");
      add(error, "Key", key);
      if (!id.empty()) add(error, "VersionId", id);
      add(error, "Code", failure.code);
      add(error, "Message", failure.what());
    }
  }
  return xml_answer(document);
}

}  // namespace

Routes delete_routes() {
  return {
      {"DeleteObject", "DELETE", Level::object, "", delete_object},
      {"DeleteObjects", "POST", Level::bucket, "delete", delete_objects},
  };
}

}  // namespace lakeform::sandbox::s3
