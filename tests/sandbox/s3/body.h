// Bodies as SDKs send them: aws-chunked frames, digests in headers and trailers.
#pragma once

#include "tests/sandbox/s3/s3.h"

namespace lakeform::sandbox::s3 {

/// Fills the call's body, checksum and has_digest. Throws Failure: BadDigest, InvalidDigest, InvalidRequest,
/// IncompleteBody.
void read_body(Call& call);

/// The digest in base64; `algorithm` is crc32, crc32c, crc64nvme, sha1 or sha256, anything else throws Failure
/// (InvalidRequest).
std::string digest(const std::string& algorithm, const std::string& data);
/// The same as bytes.
std::string digest_bytes(const std::string& algorithm, const std::string& data);
/// MD5 in hex.
std::string md5_hex(const std::string& data);

}  // namespace lakeform::sandbox::s3
