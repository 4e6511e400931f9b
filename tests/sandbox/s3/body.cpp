#include "tests/sandbox/s3/body.h"

#include <openssl/evp.h>

#include <boost/crc.hpp>

#include "provider/cloud/codec.h"
#include "tests/sandbox/s3/frames.h"

namespace lakeform::sandbox::s3 {
namespace {

// Parameters as in "A painless guide to CRC error detection algorithms": NVMe's CRC-64 is called CRC-64/NVME there.
using Crc32 = boost::crc_optimal<32, 0x04C11DB7, 0xFFFFFFFF, 0xFFFFFFFF, true, true>;
using Crc32c = boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true>;
using Crc64Nvme = boost::crc_optimal<64, 0xAD93D23594C93659, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF, true, true>;

template <class Crc>
std::string crc(const std::string& data) {
  Crc sum;
  sum.process_bytes(data.data(), data.size());
  const auto value = static_cast<std::uint64_t>(sum.checksum());
  std::string out;
  for (int shift = Crc::bit_count - 8; shift >= 0; shift -= 8)
    out += static_cast<char>((value >> static_cast<unsigned>(shift)) & 0xFFU);
  return out;
}

std::string md5(const std::string& data) {
  unsigned char out[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  EVP_Digest(data.data(), data.size(), out, &size, EVP_md5(), nullptr);
  return {reinterpret_cast<const char*>(out), size};
}

void check_md5(const Call& call) {
  const auto sent = call.header("content-md5");
  if (sent.size() != 24)
    throw refused(400, "InvalidDigest", "The Content-MD5 you specified was invalid.", {{"Content-MD5", sent}});
  const auto actual = cloud::base64(md5(call.body));
  if (sent != actual) {
    throw refused(400, "BadDigest", "The Content-MD5 you specified did not match what we received.",
                  {{"ExpectedDigest", sent}, {"CalculatedDigest", actual}});
  }
}

void take_checksum(Call& call, const std::string& name, const std::string& value) {
  const std::string prefix = "x-amz-checksum-";
  if (name.rfind(prefix, 0) != 0 || name == "x-amz-checksum-mode" || name == "x-amz-checksum-type" ||
      name == "x-amz-checksum-algorithm")
    return;
  if (call.checksum)
    throw invalid_request("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
  call.checksum = Checksum{name.substr(prefix.size()), value};
}

}  // namespace

void read_body(Call& call) {
  const auto& request = call.request;
  const auto* identity = call.world.identity(request.access_key);
  auto [body, trailers] =
      is_framed(request) ? unframed(request, identity ? identity->secret : "") : Unframed{request.body, {}};
  call.body = std::move(body);
  const auto declared = request.header("x-amz-decoded-content-length");
  if (!declared.empty() && declared != std::to_string(call.body.size())) {
    throw refused(400, "IncompleteBody", "The request body terminated unexpectedly");
  }
  const auto trailer = cloud::lower_case(request.header("x-amz-trailer"));
  if (!trailer.empty() && !trailers.count(trailer)) {
    throw refused(
        400, "MalformedTrailerError",
        "The request contained trailing data that was not well-formed or did not conform to our published schema.");
  }
  if (!request.header("content-md5").empty()) check_md5(call);
  // The checksum headers of CompleteMultipartUpload speak of the whole object, not of this body.
  if (!request.has_query("uploadId") || request.has_query("partNumber")) {
    for (const auto& [name, value] : request.headers) take_checksum(call, name, value);
    for (const auto& [name, value] : trailers) take_checksum(call, name, value);
  }
  call.has_digest = call.checksum || !request.header("content-md5").empty();
  if (call.checksum && digest(call.checksum->algorithm, call.body) != call.checksum->value) {
    throw refused(400, "BadDigest",
                  "The " + call.checksum->algorithm + " you specified did not match the calculated checksum.");
  }
}

std::string digest_bytes(const std::string& algorithm, const std::string& data) {
  if (algorithm == "crc32") return crc<Crc32>(data);
  if (algorithm == "crc32c") return crc<Crc32c>(data);
  if (algorithm == "crc64nvme") return crc<Crc64Nvme>(data);
  if (algorithm == "sha1") return cloud::sha1(data);
  if (algorithm == "sha256") return cloud::sha256(data);
  throw invalid_request(
      "Checksum algorithm provided is unsupported. Please try again with any of the valid types: "
      "[CRC32, CRC32C, CRC64NVME, SHA1, SHA256]");
}

std::string digest(const std::string& algorithm, const std::string& data) {
  return cloud::base64(digest_bytes(algorithm, data));
}

std::string md5_hex(const std::string& data) { return cloud::hex(md5(data)); }

}  // namespace lakeform::sandbox::s3
