// Put, get, head and copy of objects.
#include "tests/sandbox/s3/objects.h"

#include <algorithm>
#include <charconv>

#include "provider/cloud/codec.h"
#include "tests/sandbox/s3/body.h"
#include "tests/sandbox/s3/parts.h"

namespace lakeform::sandbox::s3 {
namespace {

struct Range {
  std::size_t from = 0;
  std::size_t size = 0;
  bool partial = false;
};

/// `bytes=FROM-TO`, `bytes=FROM-` or `bytes=-LAST`; anything else is the whole object.
Range range_of(const Call& call, std::size_t size) {
  const auto text = call.header("range");
  Range range{0, size, false};
  const auto dash = text.find('-');
  if (text.rfind("bytes=", 0) != 0 || dash == std::string::npos || text.find(',') != std::string::npos) return range;
  std::size_t from = 0;
  std::size_t to = size ? size - 1 : 0;
  const char* const end = text.data() + text.size();
  const bool has_from = std::from_chars(text.data() + 6, end, from).ec == std::errc();
  const bool has_to = std::from_chars(text.data() + dash + 1, end, to).ec == std::errc();
  if (!has_from && !has_to) return range;
  if (!has_from) {
    from = size - std::min(to, size);
    to = size ? size - 1 : 0;
  }
  if (from >= size || to < from) {
    throw refused(416, "InvalidRange", "The requested range is not satisfiable",
                  {{"RangeRequested", text}, {"ActualObjectSize", std::to_string(size)}});
  }
  return {from, std::min(to, size - 1) - from + 1, true};
}

/// If-Match and its kin, as RFC 9110 orders them.
void check_conditions(const Call& call, const Version& version) {
  const auto precondition = [](const char* name) {
    return refused(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold",
                   {{"Condition", name}});
  };
  const auto same = [&](const std::string& tag) {
    return tag == "*" || tag == version.etag || "\"" + tag + "\"" == version.etag;
  };
  const auto since = cloud::parse_http_date(call.header("if-modified-since"));
  const auto until = cloud::parse_http_date(call.header("if-unmodified-since"));
  const auto match = call.header("if-match");
  const auto none = call.header("if-none-match");
  if (!match.empty() && !same(match)) throw precondition("If-Match");
  if (match.empty() && until && version.time > *until) throw precondition("If-Unmodified-Since");
  if ((!none.empty() && same(none)) || (none.empty() && since && version.time <= *since))
    throw refused(304, "NotModified", "Not Modified");
}

Response get_object(Call& call) {
  const auto& version = addressed_version(call);
  check_conditions(call, version);
  const auto range = range_of(call, version.data.size());
  const bool head = call.request.method == "HEAD";
  Response response;
  response.status = range.partial ? 206 : 200;
  describe(response, *call.bucket, version, call.header("x-amz-checksum-mode") == "ENABLED" && !range.partial);
  response.set("accept-ranges", "bytes");
  if (range.partial) {
    response.set("content-range", "bytes " + std::to_string(range.from) + "-" +
                                      std::to_string(range.from + range.size - 1) + "/" +
                                      std::to_string(version.data.size()));
  }
  if (head) {
    response.set("content-length", std::to_string(range.size));
  } else {
    response.body = version.data.substr(range.from, range.size);
    if (!version.tags.empty()) response.set("x-amz-tagging-count", std::to_string(version.tags.size()));
  }
  for (const auto& [name, value] : call.request.query) {
    if (name.rfind("response-", 0) == 0) response.set(name.substr(9), value);
  }
  return response;
}

/// If-None-Match: * and If-Match of a write.
void check_write_conditions(const Call& call) {
  const auto* newest = find_version(*call.bucket, call.target.key, "");
  const bool there = newest && !newest->marker;
  const auto match = call.header("if-match");
  if ((call.header("if-none-match") == "*" && there) ||
      (!match.empty() && there && match != newest->etag && "\"" + match + "\"" != newest->etag)) {
    throw refused(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
  }
  if (!match.empty() && !there)
    throw refused(404, "NoSuchKey", "The specified key does not exist.", {{"Key", call.target.key}});
}

Response put_object(Call& call) {
  check_write_conditions(call);
  auto version = version_of_headers(call);
  version.data = call.body;
  version.etag = "\"" + md5_hex(call.body) + "\"";
  version.checksum = call.checksum ? call.checksum : Checksum{"crc64nvme", digest("crc64nvme", call.body)};
  const auto stored = add_version(*call.bucket, call.target.key, std::move(version), call.world);
  auto response = empty_answer();
  response.set("etag", stored.etag);
  response.set("x-amz-checksum-" + stored.checksum->algorithm, stored.checksum->value);
  response.set("x-amz-checksum-type", stored.checksum->type);
  describe_encryption(response, stored);
  if (!versioning_of(*call.bucket).empty()) response.set("x-amz-version-id", stored.id);
  return response;
}

struct Source {
  std::string bucket;
  std::string key;
  std::string version;
};

Source source_of(const Call& call) {
  auto text = call.header("x-amz-copy-source");
  Source source;
  const auto mark = text.find("?versionId=");
  if (mark != std::string::npos) {
    source.version = text.substr(mark + 11);
    text.resize(mark);
  }
  text = cloud::percent_decode(text);
  if (!text.empty() && text.front() == '/') text.erase(0, 1);
  const auto slash = text.find('/');
  if (slash == std::string::npos) {
    throw invalid_argument("Invalid copy source object key",
                           {{"ArgumentName", "x-amz-copy-source"}, {"ArgumentValue", text}});
  }
  source.bucket = text.substr(0, slash);
  source.key = text.substr(slash + 1);
  return source;
}

Response copy_object(Call& call) {
  const auto source = source_of(call);
  auto* bucket = call.s3.visible(source.bucket);
  if (!bucket)
    throw refused(404, "NoSuchBucket", "The specified bucket does not exist", {{"BucketName", source.bucket}});
  if (bucket->account != call.request.account) throw access_denied();
  const auto* from = find_version(*bucket, source.key, source.version);
  if (!from || from->marker)
    throw refused(404, "NoSuchKey", "The specified key does not exist.", {{"Key", source.key}});
  auto version = version_of_headers(call);
  const bool replaces = call.header("x-amz-metadata-directive") == "REPLACE";
  const bool changes =
      replaces || !call.header("x-amz-storage-class").empty() || !call.header("x-amz-server-side-encryption").empty();
  if (bucket == call.bucket && source.key == call.target.key && source.version.empty() && !changes) {
    throw invalid_request(
        "This copy request is illegal because it is trying to copy an object to itself without changing the "
        "object's metadata, storage class, website redirect location or encryption attributes.");
  }
  if (!replaces) version.headers = from->headers;
  if (call.header("x-amz-tagging-directive") != "REPLACE") version.tags = from->tags;
  version.data = from->data;
  version.etag = "\"" + md5_hex(from->data) + "\"";
  version.checksum = from->checksum;
  const auto stored = add_version(*call.bucket, call.target.key, std::move(version), call.world);
  pugi::xml_document document;
  auto root = root_of(document, "CopyObjectResult");
  add(root, "LastModified", iso_time(stored.time));
  add(root, "ETag", stored.etag);
  auto response = xml_answer(document);
  if (!versioning_of(*call.bucket).empty()) response.set("x-amz-version-id", stored.id);
  return response;
}

}  // namespace

Routes object_routes() {
  return {
      {"PutObject", "PUT", Level::object, "", put_object},
      {"CopyObject", "PUT", Level::object, "header:x-amz-copy-source", copy_object},
      {"GetObject", "GET", Level::object, "", get_object},
      {"HeadObject", "HEAD", Level::object, "", get_object},
  };
}

}  // namespace lakeform::sandbox::s3
