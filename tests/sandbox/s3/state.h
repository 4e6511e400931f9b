// What S3 remembers: buckets with their parts, objects with their versions, uploads under way.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/sandbox/core/http.h"
#include "tests/sandbox/core/world.h"

namespace lakeform::sandbox::s3 {

/// A part of a bucket as it was put: lifecycle rules, policy, tags.
struct Document {
  std::string text;    ///< XML, for the policy JSON
  std::string header;  ///< value of the header that goes with it (Part::header)
};

/// A checksum that goes with an object: "crc32" and the digest in base64.
struct Checksum {
  std::string algorithm;
  std::string value;
  std::string type = "FULL_OBJECT";  ///< or COMPOSITE: made from the digests of parts
};

/// One version of an object, or a delete marker.
struct Version {
  std::string id = "null";
  bool marker = false;
  Time time{};
  std::string etag;  ///< with its quotes
  std::string data;
  std::string storage_class = "STANDARD";
  Pairs headers;  ///< content-type, x-amz-meta-..., encryption: given back as they came
  std::optional<Checksum> checksum;
  std::map<std::string, std::string> tags;
  std::string lock_mode;  ///< GOVERNANCE, COMPLIANCE or none
  std::string lock_until;
  std::string legal_hold;  ///< ON, OFF or none
  std::string acl;         ///< as AccessControlPolicy; empty: the owner has full control
};

struct UploadPart {
  Time time{};
  std::string etag;
  std::string data;
  std::optional<Checksum> checksum;
};

/// A multipart upload: the object's version to be, and the parts so far.
struct Upload {
  std::string key;
  Version object;
  std::string algorithm;  ///< of its checksum, in lower case; empty: none was asked for
  std::string checksum_type;
  std::map<int, UploadPart> parts;
};

struct Bucket {
  std::string name;
  std::string account;
  std::string region;
  Time created{};
  bool object_lock = false;
  Lagged<bool> exists;
  Time changed{};  ///< when it was created or deleted
  /// By part (Part::query), for parts with several documents "query/id".
  std::map<std::string, Lagged<std::optional<Document>>> parts;
  std::map<std::string, std::vector<Version>> objects;  ///< by key, the newest version first
  std::map<std::string, Upload> uploads;                ///< by upload id

  std::string arn() const { return "arn:aws:s3:::" + name; }
  /// The part as it is, whoever can see it; its text is empty when there is none.
  const std::optional<Document>& latest(const std::string& part) const {
    static const std::optional<Document> none;
    const auto at = parts.find(part);
    return at == parts.end() ? none : at->second.latest();
  }
};

}  // namespace lakeform::sandbox::s3
