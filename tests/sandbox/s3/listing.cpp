// Lists of objects and of their versions, in pages.
#include <algorithm>

#include "provider/cloud/codec.h"
#include "tests/sandbox/s3/objects.h"

namespace lakeform::sandbox::s3 {
namespace {

/// What all lists ask: which keys, folded at a delimiter, how many, where to go on.
struct Listing {
  explicit Listing(const Call& call)
      : prefix(call.query("prefix")),
        delimiter(call.query("delimiter")),
        size(page_size(call, "max-keys", 1000)),
        url(call.query("encoding-type") == "url") {}

  std::string shown(const std::string& text) const { return url ? cloud::percent_encode(text, true) : text; }

  /// The common prefix that stands for the key, or nothing when the key stands for itself.
  std::string folded(const std::string& key) const {
    if (delimiter.empty()) return "";
    const auto at = key.find(delimiter, prefix.size());
    return at == std::string::npos ? "" : key.substr(0, at + delimiter.size());
  }

  void describe(pugi::xml_node root, const Call& call, bool truncated) const {
    add(root, "Name", call.bucket->name);
    add(root, "Prefix", shown(prefix));
    if (!delimiter.empty()) add(root, "Delimiter", shown(delimiter));
    add(root, "MaxKeys", call.query("max-keys", "1000"));
    if (url) add(root, "EncodingType", "url");
    add(root, "IsTruncated", truncated);
  }

  std::string prefix;
  std::string delimiter;
  std::size_t size;
  bool url;
};

/// One line of a list: an object, or the prefix that stands for several.
struct Line {
  std::string key;  ///< or the common prefix
  const Version* version = nullptr;
};

struct Page {
  std::vector<Line> lines;
  bool truncated = false;
};

/// The newest versions behind `after`, delete markers left out.
Page objects_after(const Bucket& bucket, const Listing& listing, const std::string& after) {
  Page page;
  for (auto at = bucket.objects.lower_bound(std::max(listing.prefix, after)); at != bucket.objects.end(); ++at) {
    const auto& [key, versions] = *at;
    if (key.rfind(listing.prefix, 0) != 0) break;
    const auto fold = listing.folded(key);
    const bool seen =
        key <= after || (!fold.empty() && (fold <= after || (!page.lines.empty() && page.lines.back().key == fold)));
    if (seen || versions.front().marker) continue;
    if (page.lines.size() == listing.size) {
      page.truncated = listing.size != 0;
      break;
    }
    page.lines.push_back(fold.empty() ? Line{key, &versions.front()} : Line{fold, nullptr});
  }
  return page;
}

void add_owner(pugi::xml_node node, const Bucket& bucket) {
  add(add(node, "Owner"), "ID", canonical_user(bucket.account));
}

void add_object(pugi::xml_node node, const Version& version) {
  add(node, "LastModified", iso_time(version.time));
  add(node, "ETag", version.etag);
  if (version.checksum) {
    auto name = version.checksum->algorithm;
    std::transform(name.begin(), name.end(), name.begin(), [](char c) { return static_cast<char>(std::toupper(c)); });
    add(node, "ChecksumAlgorithm", name);
    add(node, "ChecksumType", version.checksum->type);
  }
  add(node, "Size", static_cast<long>(version.data.size()));
  add(node, "StorageClass", version.storage_class);
}

void add_lines(pugi::xml_node root, const Call& call, const Listing& listing, const Page& page, bool with_owner) {
  for (const auto& line : page.lines) {
    if (!line.version) continue;
    auto node = add(root, "Contents");
    add(node, "Key", listing.shown(line.key));
    add_object(node, *line.version);
    if (with_owner) add_owner(node, *call.bucket);
  }
  for (const auto& line : page.lines) {
    if (!line.version) add(add(root, "CommonPrefixes"), "Prefix", listing.shown(line.key));
  }
}

/// A token is a key in hex: opaque for clients, and in the order of keys.
std::string key_of_token(const std::string& token) {
  std::string escaped;
  for (std::size_t i = 0; i + 1 < token.size(); i += 2) escaped += "%" + token.substr(i, 2);
  const auto key = cloud::percent_decode(escaped);
  if (!token.empty() && cloud::hex(key) != token)
    throw invalid_argument("The continuation token provided is incorrect");
  return key;
}

Response list_objects_v2(Call& call) {
  const Listing listing(call);
  const auto token = call.query("continuation-token");
  const auto start = call.query("start-after");
  const auto page = objects_after(*call.bucket, listing, token.empty() ? start : key_of_token(token));
  pugi::xml_document document;
  auto root = root_of(document, "ListBucketResult");
  listing.describe(root, call, page.truncated);
  add(root, "KeyCount", static_cast<long>(page.lines.size()));
  if (!start.empty()) add(root, "StartAfter", listing.shown(start));
  if (!token.empty()) add(root, "ContinuationToken", token);
  if (page.truncated) add(root, "NextContinuationToken", cloud::hex(page.lines.back().key));
  add_lines(root, call, listing, page, call.query("fetch-owner") == "true");
  auto response = xml_answer(document);
  response.set("x-amz-bucket-region", call.bucket->region);
  return response;
}

Response list_objects(Call& call) {
  const Listing listing(call);
  const auto page = objects_after(*call.bucket, listing, call.query("marker"));
  pugi::xml_document document;
  auto root = root_of(document, "ListBucketResult");
  listing.describe(root, call, page.truncated);
  add(root, "Marker", listing.shown(call.query("marker")));
  // Without a delimiter a client goes on behind the last key that it got.
  if (page.truncated && !listing.delimiter.empty()) add(root, "NextMarker", listing.shown(page.lines.back().key));
  add_lines(root, call, listing, page, true);
  auto response = xml_answer(document);
  response.set("x-amz-bucket-region", call.bucket->region);
  return response;
}

void add_version_line(pugi::xml_node root, const Call& call, const Listing& listing, const Line& line, bool latest) {
  auto node = add(root, line.version->marker ? "DeleteMarker" : "Version");
  add(node, "Key", listing.shown(line.key));
  add(node, "VersionId", line.version->id);
  add(node, "IsLatest", latest);
  if (line.version->marker) {
    add(node, "LastModified", iso_time(line.version->time));
  } else {
    add_object(node, *line.version);
  }
  add_owner(node, *call.bucket);
}

/// Where a list of versions goes on: behind a key, or behind one of its versions.
struct Mark {
  std::string key;
  std::string version;
};

std::size_t first_version(const std::vector<Version>& versions, const Mark& after) {
  if (after.version.empty()) return versions.size();
  const auto at =
      std::find_if(versions.begin(), versions.end(), [&](const auto& one) { return one.id == after.version; });
  return at == versions.end() ? versions.size() : static_cast<std::size_t>(at - versions.begin()) + 1;
}

Page versions_after(const Bucket& bucket, const Listing& listing, const Mark& after) {
  Page page;
  for (auto at = bucket.objects.lower_bound(std::max(listing.prefix, after.key)); at != bucket.objects.end(); ++at) {
    const auto& [key, versions] = *at;
    if (key.rfind(listing.prefix, 0) != 0) break;
    const auto fold = listing.folded(key);
    if (!fold.empty() && (fold <= after.key || (!page.lines.empty() && page.lines.back().key == fold))) continue;
    const auto lines = fold.empty() ? versions.size() : 1;
    for (auto i = key == after.key ? first_version(versions, after) : 0; i < lines; ++i) {
      if (page.lines.size() == listing.size) {
        page.truncated = listing.size != 0;
        return page;
      }
      page.lines.push_back(fold.empty() ? Line{key, &versions[i]} : Line{fold, nullptr});
    }
  }
  return page;
}

Response list_versions(Call& call) {
  const Listing listing(call);
  const Mark after{call.query("key-marker"), call.query("version-id-marker")};
  if (after.key.empty() && !after.version.empty()) {
    throw invalid_argument("A version-id marker cannot be specified without a key marker.");
  }
  const auto page = versions_after(*call.bucket, listing, after);
  pugi::xml_document document;
  auto root = root_of(document, "ListVersionsResult");
  listing.describe(root, call, page.truncated);
  add(root, "KeyMarker", listing.shown(after.key));
  add(root, "VersionIdMarker", after.version);
  if (page.truncated) {
    const auto& last = page.lines.back();
    add(root, "NextKeyMarker", listing.shown(last.key));
    if (last.version) add(root, "NextVersionIdMarker", last.version->id);
  }
  for (const auto& line : page.lines) {
    if (line.version)
      add_version_line(root, call, listing, line, line.version == &call.bucket->objects.at(line.key).front());
  }
  for (const auto& line : page.lines) {
    if (!line.version) add(add(root, "CommonPrefixes"), "Prefix", listing.shown(line.key));
  }
  return xml_answer(document);
}

}  // namespace

Routes listing_routes() {
  return {
      {"ListObjects", "GET", Level::bucket, "", list_objects},
      {"ListObjectsV2", "GET", Level::bucket, "list-type=2", list_objects_v2},
      {"ListObjectVersions", "GET", Level::bucket, "versions", list_versions},
  };
}

}  // namespace lakeform::sandbox::s3
