// Objects: what the calls on them share.
#pragma once

#include "tests/sandbox/s3/s3.h"

namespace lakeform::sandbox::s3 {

/// The version that a call names (`versionId`), or the newest. Throws Failure: NoSuchKey, NoSuchVersion,
/// MethodNotAllowed for a delete marker.
Version& addressed_version(Call& call);
/// Null when there is none.
Version* find_version(Bucket& bucket, const std::string& key, const std::string& id);

/// What the headers of a put say about the object: metadata, storage class, tags, lock, encryption.
Version version_of_headers(const Call& call);
/// Gives the version its id and puts it in front. Takes the place of the null version when the bucket does not keep
/// versions.
Version& add_version(Bucket& bucket, const std::string& key, Version version, World& world);

/// Headers that every answer about a version has.
void describe(Response& response, const Bucket& bucket, const Version& version, bool with_checksum);
void describe_encryption(Response& response, const Version& version);

/// Refuses when the version is locked and the call does not lift it.
void check_lock(const Call& call, const Version& version);

/// `key=value&...` of x-amz-tagging.
std::map<std::string, std::string> tags_of_header(const std::string& text);

/// Seconds, as S3 keeps the time of objects.
Time whole_seconds(Time time);

}  // namespace lakeform::sandbox::s3
