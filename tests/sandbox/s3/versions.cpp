// Versions of objects: finding them, making them, telling about them.
#include <algorithm>
#include <set>

#include "provider/cloud/codec.h"
#include "tests/sandbox/s3/acl.h"
#include "tests/sandbox/s3/objects.h"
#include "tests/sandbox/s3/parts.h"

namespace lakeform::sandbox::s3 {
namespace {

const std::set<std::string> kept_headers = {"content-type",
                                            "content-encoding",
                                            "content-language",
                                            "content-disposition",
                                            "cache-control",
                                            "expires",
                                            "x-amz-website-redirect-location"};

const std::set<std::string> storage_classes = {"STANDARD",     "REDUCED_REDUNDANCY",  "STANDARD_IA",
                                               "ONEZONE_IA",   "INTELLIGENT_TIERING", "GLACIER",
                                               "DEEP_ARCHIVE", "GLACIER_IR"};

/// Content-Encoding without aws-chunked, which only says how the body came.
std::string without_chunked(std::string encoding) {
  const auto at = encoding.find("aws-chunked");
  if (at == std::string::npos) return encoding;
  encoding.erase(at, std::string("aws-chunked").size());
  const auto from = encoding.find_first_not_of(" ,");
  return from == std::string::npos ? "" : encoding.substr(from, encoding.find_last_not_of(" ,") - from + 1);
}

/// What the bucket encrypts with when the put does not say.
void encrypt(Version& version, const Call& call) {
  if (!call.header("x-amz-server-side-encryption-customer-algorithm").empty()) {
    throw access_denied("Requests specifying Server Side Encryption with Customer provided keys are not allowed");
  }
  auto algorithm = call.header("x-amz-server-side-encryption");
  auto key = call.header("x-amz-server-side-encryption-aws-kms-key-id");
  auto bucket_key = call.header("x-amz-server-side-encryption-bucket-key-enabled");
  if (algorithm.empty()) {
    pugi::xml_document document;
    load_latest(*call.bucket, "encryption", document);
    const auto rule = document.document_element().child("Rule");
    const auto chosen = rule.child("ApplyServerSideEncryptionByDefault");
    algorithm = chosen ? chosen.child("SSEAlgorithm").text().get() : "AES256";
    key = chosen.child("KMSMasterKeyID").text().get();
    bucket_key = rule.child("BucketKeyEnabled").text().get();
  }
  version.headers.emplace_back("x-amz-server-side-encryption", algorithm);
  if (algorithm == "AES256") return;
  const auto key_arn = "arn:aws:kms:" + call.bucket->region + ":" + call.bucket->account + ":";
  if (key.empty()) key = key_arn + "alias/aws/s3";
  if (key.rfind("arn:", 0) != 0) key = key_arn + (key.rfind("alias/", 0) == 0 ? key : "key/" + key);
  version.headers.emplace_back("x-amz-server-side-encryption-aws-kms-key-id", key);
  if (bucket_key == "true") version.headers.emplace_back("x-amz-server-side-encryption-bucket-key-enabled", "true");
}

void lock(Version& version, const Call& call) {
  version.lock_mode = call.header("x-amz-object-lock-mode");
  version.lock_until = call.header("x-amz-object-lock-retain-until-date");
  version.legal_hold = call.header("x-amz-object-lock-legal-hold");
  const bool wanted = !version.lock_mode.empty() || !version.legal_hold.empty();
  if (wanted && !call.bucket->object_lock) throw invalid_request("Bucket is missing Object Lock Configuration");
  if (version.lock_mode.empty() != version.lock_until.empty()) {
    throw invalid_argument("x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied");
  }
  if (!version.lock_until.empty()) {
    const auto until = cloud::parse_rfc3339(version.lock_until);
    if (!until || *until <= call.world.now()) throw invalid_argument("The retain until date must be in the future!");
    version.lock_until = iso_time(*until);
  }
  pugi::xml_document document;
  load_latest(*call.bucket, "object-lock", document);
  const auto retention = document.document_element().child("Rule").child("DefaultRetention");
  if (!version.lock_mode.empty() || !retention) return;
  const auto days = retention.child("Days").text().as_int() + 365 * retention.child("Years").text().as_int();
  version.lock_mode = retention.child("Mode").text().get();
  version.lock_until = iso_time(call.world.now() + std::chrono::hours(24) * days);
}

}  // namespace

Time whole_seconds(Time time) { return std::chrono::time_point_cast<std::chrono::seconds>(time); }

Version* find_version(Bucket& bucket, const std::string& key, const std::string& id) {
  const auto at = bucket.objects.find(key);
  if (at == bucket.objects.end()) return nullptr;
  auto& versions = at->second;
  const auto found =
      id.empty() ? versions.begin()
                 : std::find_if(versions.begin(), versions.end(), [&](const auto& one) { return one.id == id; });
  return found == versions.end() ? nullptr : &*found;
}

Version& addressed_version(Call& call) {
  const auto id = call.query("versionId");
  auto* version = find_version(*call.bucket, call.target.key, id);
  if (!version && !id.empty()) {
    throw refused(404, "NoSuchVersion", "The specified version does not exist.",
                  {{"Key", call.target.key}, {"VersionId", id}});
  }
  if (version && !version->marker) return *version;
  auto failure = version && !id.empty()
                     ? refused(405, "MethodNotAllowed", "The specified method is not allowed against this resource.",
                               {{"Method", call.request.method}})
                     : refused(404, "NoSuchKey", "The specified key does not exist.", {{"Key", call.target.key}});
  if (version) {
    failure.headers.emplace_back("x-amz-delete-marker", "true");
    failure.headers.emplace_back("x-amz-version-id", version->id);
  }
  throw failure;
}

std::map<std::string, std::string> tags_of_header(const std::string& text) {
  pugi::xml_document document;
  auto set = document.append_child("TagSet");
  for (std::size_t from = 0; from < text.size();) {
    const auto end = std::min(text.find('&', from), text.size());
    auto part = text.substr(from, end - from);
    std::replace(part.begin(), part.end(), '+', ' ');
    const auto equal = part.find('=');
    auto tag = add(set, "Tag");
    add(tag, "Key", cloud::percent_decode(part.substr(0, equal)));
    add(tag, "Value", equal == std::string::npos ? "" : cloud::percent_decode(part.substr(equal + 1)));
    from = end + 1;
  }
  return tags_of(set, 10);
}

Version version_of_headers(const Call& call) {
  if (call.target.key.size() > 1024) throw refused(400, "KeyTooLongError", "Your key is too long");
  Version version;
  version.time = whole_seconds(call.world.now());
  for (const auto& [name, sent] : call.request.headers) {
    const auto value = name == "content-encoding" ? without_chunked(sent) : sent;
    if (!value.empty() && (kept_headers.count(name) || name.rfind("x-amz-meta-", 0) == 0))
      version.headers.emplace_back(name, value);
  }
  if (call.header("content-type").empty()) version.headers.emplace_back("content-type", "binary/octet-stream");
  const auto storage = call.header("x-amz-storage-class");
  if (!storage.empty() && !storage_classes.count(storage))
    throw refused(400, "InvalidStorageClass", "The storage class you specified is not valid");
  if (!storage.empty()) version.storage_class = storage;
  version.tags = tags_of_header(call.header("x-amz-tagging"));
  encrypt(version, call);
  lock(version, call);
  const auto is_grant = [](const auto& header) {
    return header.first == "x-amz-acl" || header.first.rfind("x-amz-grant-", 0) == 0;
  };
  if (std::any_of(call.request.headers.begin(), call.request.headers.end(), is_grant))
    version.acl = arriving_acl(call).text;
  return version;
}

Version& add_version(Bucket& bucket, const std::string& key, Version version, World& world) {
  auto& versions = bucket.objects[key];
  version.id = versioning_of(bucket) == "Enabled" ? world.make_id(32) : "null";
  if (version.id == "null") {
    versions.erase(std::remove_if(versions.begin(), versions.end(), [](const auto& one) { return one.id == "null"; }),
                   versions.end());
  }
  return *versions.insert(versions.begin(), std::move(version));
}

void describe_encryption(Response& response, const Version& version) {
  for (const auto& [name, value] : version.headers) {
    if (name.rfind("x-amz-server-side-encryption", 0) == 0) response.set(name, value);
  }
}

void describe(Response& response, const Bucket& bucket, const Version& version, bool with_checksum) {
  response.set("etag", version.etag);
  response.set("last-modified", http_time(version.time));
  for (const auto& [name, value] : version.headers) response.set(name, value);
  if (version.storage_class != "STANDARD") response.set("x-amz-storage-class", version.storage_class);
  if (!versioning_of(bucket).empty()) response.set("x-amz-version-id", version.id);
  if (!version.lock_mode.empty()) {
    response.set("x-amz-object-lock-mode", version.lock_mode);
    response.set("x-amz-object-lock-retain-until-date", version.lock_until);
  }
  if (!version.legal_hold.empty()) response.set("x-amz-object-lock-legal-hold", version.legal_hold);
  if (with_checksum && version.checksum) {
    response.set("x-amz-checksum-" + version.checksum->algorithm, version.checksum->value);
    response.set("x-amz-checksum-type", version.checksum->type);
  }
}

void check_lock(const Call& call, const Version& version) {
  const bool bypass = cloud::lower_case(call.header("x-amz-bypass-governance-retention")) == "true";
  const auto until = cloud::parse_rfc3339(version.lock_until);
  const bool kept = until && *until > call.world.now() && (version.lock_mode == "COMPLIANCE" || !bypass);
  if (kept || version.legal_hold == "ON") throw access_denied("Access Denied because object protected by object lock.");
}

}  // namespace lakeform::sandbox::s3
