// Multipart uploads.
#include <charconv>

#include "provider/cloud/codec.h"
#include "tests/sandbox/s3/body.h"
#include "tests/sandbox/s3/objects.h"
#include "tests/sandbox/s3/parts.h"

namespace lakeform::sandbox::s3 {
namespace {

constexpr std::size_t least_part = 5U << 20U;

const char* const complete_shape = R"(CompleteMultipartUpload { Part+ {
  PartNumber int  ETag text
  ChecksumCRC32? text  ChecksumCRC32C? text  ChecksumCRC64NVME? text  ChecksumSHA1? text  ChecksumSHA256? text
} })";

Upload& addressed_upload(Call& call) {
  const auto id = call.query("uploadId");
  const auto at = call.bucket->uploads.find(id);
  if (at == call.bucket->uploads.end() || at->second.key != call.target.key) {
    throw refused(404, "NoSuchUpload",
                  "The specified upload does not exist. The upload ID may be invalid, or the upload may have been "
                  "aborted or completed.",
                  {{"UploadId", id}});
  }
  return at->second;
}

Response create_upload(Call& call) {
  Upload upload;
  upload.key = call.target.key;
  upload.object = version_of_headers(call);
  upload.algorithm = cloud::lower_case(call.header("x-amz-checksum-algorithm"));
  upload.checksum_type = call.header("x-amz-checksum-type");
  if (upload.checksum_type.empty() && !upload.algorithm.empty())
    upload.checksum_type = upload.algorithm == "crc64nvme" ? "FULL_OBJECT" : "COMPOSITE";
  if (!upload.algorithm.empty()) digest(upload.algorithm, "");  // refuses an unknown one
  const auto id = call.world.make_id(64);
  pugi::xml_document document;
  auto root = root_of(document, "InitiateMultipartUploadResult");
  add(root, "Bucket", call.bucket->name);
  add(root, "Key", call.target.key);
  add(root, "UploadId", id);
  auto response = xml_answer(document);
  describe_encryption(response, upload.object);
  if (!upload.algorithm.empty()) {
    response.set("x-amz-checksum-algorithm", call.header("x-amz-checksum-algorithm"));
    response.set("x-amz-checksum-type", upload.checksum_type);
  }
  call.bucket->uploads[id] = std::move(upload);
  return response;
}

Response upload_part(Call& call) {
  auto& upload = addressed_upload(call);
  const auto text = call.query("partNumber");
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  if (number < 1 || number > 10000) {
    throw invalid_argument("Part number must be an integer between 1 and 10000, inclusive",
                           {{"ArgumentName", "partNumber"}, {"ArgumentValue", text}});
  }
  UploadPart part;
  part.time = whole_seconds(call.world.now());
  part.etag = "\"" + md5_hex(call.body) + "\"";
  part.data = call.body;
  part.checksum = call.checksum;
  if (!part.checksum && !upload.algorithm.empty())
    part.checksum = Checksum{upload.algorithm, digest(upload.algorithm, call.body)};
  auto response = empty_answer();
  response.set("etag", part.etag);
  if (part.checksum) response.set("x-amz-checksum-" + part.checksum->algorithm, part.checksum->value);
  describe_encryption(response, upload.object);
  upload.parts[number] = std::move(part);
  return response;
}

/// The parts that the client names, in its order. Throws Failure: InvalidPart, InvalidPartOrder, EntityTooSmall.
std::vector<const UploadPart*> chosen_parts(const Upload& upload, const std::string& body) {
  pugi::xml_document sent;
  Shape(complete_shape).read(body, sent);
  std::vector<const UploadPart*> chosen;
  int before = 0;
  for (const auto node : sent.document_element().children("Part")) {
    const int number = node.child("PartNumber").text().as_int();
    if (number <= before)
      throw refused(400, "InvalidPartOrder",
                    "The list of parts was not in ascending order. Parts must be ordered by part number.");
    before = number;
    const auto at = upload.parts.find(number);
    const std::string etag = node.child("ETag").text().get();
    if (at == upload.parts.end() || (at->second.etag != etag && at->second.etag != "\"" + etag + "\"")) {
      throw refused(400, "InvalidPart",
                    "One or more of the specified parts could not be found.  The part may not have been uploaded, or "
                    "the specified entity tag may not "
                    "match the part's entity tag.",
                    {{"PartNumber", std::to_string(number)}, {"ETag", etag}});
    }
    if (!chosen.empty() && chosen.back()->data.size() < least_part) {
      throw refused(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
    }
    chosen.push_back(&at->second);
  }
  return chosen;
}

/// From the parts' data, and for a composite checksum from their digests.
Checksum checksum_of(const Upload& upload, const std::vector<const UploadPart*>& parts, const std::string& data) {
  if (upload.checksum_type != "COMPOSITE") {
    const auto algorithm = upload.algorithm.empty() ? "crc64nvme" : upload.algorithm;
    return {algorithm, digest(algorithm, data)};
  }
  std::string digests;
  for (const auto* part : parts) digests += digest_bytes(upload.algorithm, part->data);
  return {upload.algorithm, digest(upload.algorithm, digests) + "-" + std::to_string(parts.size()), "COMPOSITE"};
}

std::string unhex(const std::string& text) {
  std::string escaped;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) escaped += "%" + text.substr(i, 2);
  return cloud::percent_decode(escaped);
}

Response complete_upload(Call& call) {
  auto& upload = addressed_upload(call);
  const auto parts = chosen_parts(upload, call.body);
  auto version = std::move(upload.object);
  std::string digests;
  for (const auto* part : parts) {
    version.data += part->data;
    digests += unhex(part->etag.substr(1, 32));
  }
  version.etag = "\"" + md5_hex(digests) + "-" + std::to_string(parts.size()) + "\"";
  version.checksum = checksum_of(upload, parts, version.data);
  version.time = whole_seconds(call.world.now());
  const auto stored = add_version(*call.bucket, call.target.key, std::move(version), call.world);
  call.bucket->uploads.erase(call.query("uploadId"));
  pugi::xml_document document;
  auto root = root_of(document, "CompleteMultipartUploadResult");
  add(root, "Location", "/" + call.bucket->name + "/" + cloud::percent_encode(call.target.key, true));
  add(root, "Bucket", call.bucket->name);
  add(root, "Key", call.target.key);
  add(root, "ETag", stored.etag);
  auto response = xml_answer(document);
  describe_encryption(response, stored);
  if (!versioning_of(*call.bucket).empty()) response.set("x-amz-version-id", stored.id);
  return response;
}

Response abort_upload(Call& call) {
  addressed_upload(call);
  call.bucket->uploads.erase(call.query("uploadId"));
  return empty_answer(204);
}

Response list_parts(Call& call) {
  const auto& upload = addressed_upload(call);
  const auto marker = call.query("part-number-marker", "0");
  int after = 0;
  std::from_chars(marker.data(), marker.data() + marker.size(), after);
  const auto size = page_size(call, "max-parts", 1000);
  pugi::xml_document document;
  auto root = root_of(document, "ListPartsResult");
  add(root, "Bucket", call.bucket->name);
  add(root, "Key", call.target.key);
  add(root, "UploadId", call.query("uploadId"));
  add(root, "PartNumberMarker", after);
  add(root, "MaxParts", static_cast<long>(size));
  std::size_t count = 0;
  auto at = upload.parts.upper_bound(after);
  for (; at != upload.parts.end() && count < size; ++at, ++count) {
    auto node = add(root, "Part");
    add(node, "PartNumber", at->first);
    add(node, "LastModified", iso_time(at->second.time));
    add(node, "ETag", at->second.etag);
    add(node, "Size", static_cast<long>(at->second.data.size()));
    after = at->first;
  }
  add(root, "IsTruncated", at != upload.parts.end());
  if (at != upload.parts.end()) add(root, "NextPartNumberMarker", after);
  return xml_answer(document);
}

Response list_uploads(Call& call) {
  pugi::xml_document document;
  auto root = root_of(document, "ListMultipartUploadsResult");
  add(root, "Bucket", call.bucket->name);
  std::map<std::pair<std::string, std::string>, const Upload*> sorted;
  for (const auto& [id, upload] : call.bucket->uploads) sorted[{upload.key, id}] = &upload;
  const auto size = page_size(call, "max-uploads", 1000);
  const auto prefix = call.query("prefix");
  const std::pair<std::string, std::string> after{call.query("key-marker"), call.query("upload-id-marker", "~")};
  std::size_t count = 0;
  bool more = false;
  std::pair<std::string, std::string> last;
  for (auto at = sorted.upper_bound(after); at != sorted.end(); ++at) {
    if (at->first.first.rfind(prefix, 0) != 0) continue;
    more = count++ == size;
    if (more) break;
    auto node = add(root, "Upload");
    add(node, "Key", at->first.first);
    add(node, "UploadId", at->first.second);
    add(node, "Initiated", iso_time(at->second->object.time));
    add(node, "StorageClass", at->second->object.storage_class);
    last = at->first;
  }
  add(root, "MaxUploads", static_cast<long>(size));
  add(root, "IsTruncated", more);
  if (more) {
    add(root, "NextKeyMarker", last.first);
    add(root, "NextUploadIdMarker", last.second);
  }
  return xml_answer(document);
}

}  // namespace

Routes upload_routes() {
  return {
      {"CreateMultipartUpload", "POST", Level::object, "uploads", create_upload},
      {"UploadPart", "PUT", Level::object, "uploadId partNumber", upload_part},
      {"CompleteMultipartUpload", "POST", Level::object, "uploadId", complete_upload},
      {"AbortMultipartUpload", "DELETE", Level::object, "uploadId", abort_upload},
      {"ListParts", "GET", Level::object, "uploadId", list_parts},
      {"ListMultipartUploads", "GET", Level::bucket, "uploads", list_uploads},
  };
}

}  // namespace lakeform::sandbox::s3
