#include "tests/sandbox/s3/frames.h"

#include <charconv>

#include "provider/cloud/codec.h"

namespace lakeform::sandbox::s3 {
namespace {

using cloud::hex;
using cloud::hmac_sha256;
using cloud::sha256;

Failure incomplete() { return {400, "IncompleteBody", "The request body terminated unexpectedly"}; }

std::string line_at(const std::string& text, std::size_t& at) {
  const auto end = text.find("\r\n", at);
  if (end == std::string::npos) throw incomplete();
  auto line = text.substr(at, end - at);
  at = end + 2;
  return line;
}

std::string between(const std::string& text, const std::string& begin, char end) {
  const auto at = text.find(begin);
  if (at == std::string::npos) return "";
  const auto from = at + begin.size();
  return text.substr(from, text.find(end, from) - from);
}

/// Each signature covers the one before it; the first one the request's own.
class Chain {
 public:
  Chain(const Request& request, const std::string& secret) : time_(request.header("x-amz-date")) {
    const auto authorization = request.header("authorization");
    before_ = between(authorization, "Signature=", ',');
    const auto credential = between(authorization, "Credential=", ',');
    scope_ = credential.substr(credential.find('/') + 1);
    key_ = "AWS4" + secret;
    for (std::size_t from = 0; from < scope_.size();) {
      const auto end = std::min(scope_.find('/', from), scope_.size());
      key_ = hmac_sha256(key_, scope_.substr(from, end - from));
      from = end + 1;
    }
  }

  void check_frame(const std::string& data, const std::string& signature) {
    check("AWS4-HMAC-SHA256-PAYLOAD", hex(sha256("")) + "\n" + hex(sha256(data)), signature);
  }
  void check_trailer(const std::string& lines, const std::string& signature) {
    check("AWS4-HMAC-SHA256-TRAILER", hex(sha256(lines)), signature);
  }

 private:
  void check(const std::string& kind, const std::string& digests, const std::string& signature) {
    before_ = hex(hmac_sha256(key_, kind + "\n" + time_ + "\n" + scope_ + "\n" + before_ + "\n" + digests));
    if (before_ != signature) {
      throw Failure(403, "SignatureDoesNotMatch",
                    "The chunk signature we calculated does not match the signature you provided. Check your key and "
                    "signing method.");
    }
  }

  std::string time_;
  std::string scope_;
  std::string key_;
  std::string before_;
};

std::size_t size_of(const std::string& line) {
  std::size_t size = 0;
  const char* const last = line.data() + line.size();
  const auto [end, error] = std::from_chars(line.data(), last, size, 16);
  if (error != std::errc() || (end != last && *end != ';')) throw incomplete();
  return size;
}

}  // namespace

bool is_framed(const Request& request) { return request.header("x-amz-content-sha256").rfind("STREAMING-", 0) == 0; }

Unframed unframed(const Request& request, const std::string& secret) {
  const bool has_signatures = request.header("x-amz-content-sha256").rfind("STREAMING-AWS4-HMAC-SHA256", 0) == 0;
  Chain chain(request, secret);
  Unframed out;
  const auto& body = request.body;
  std::size_t at = 0;
  for (std::size_t size = 1; size != 0;) {
    const auto line = line_at(body, at);
    size = size_of(line);
    if (size > body.size() - at) throw incomplete();
    if (has_signatures) chain.check_frame(body.substr(at, size), between(line, "chunk-signature=", ';'));
    if (size == 0) break;
    out.data.append(body, at, size);
    at += size;
    if (!line_at(body, at).empty()) throw incomplete();
  }
  std::string lines;
  while (at < body.size()) {
    const auto line = line_at(body, at);
    const auto colon = line.find(':');
    if (colon == std::string::npos) continue;
    const auto name = cloud::lower_case(line.substr(0, colon));
    const std::string value(cloud::trimmed(line.substr(colon + 1)));
    if (name == "x-amz-trailer-signature") {
      chain.check_trailer(lines, value);
    } else {
      lines += name + ":" + value + "\n";
      out.trailers[name] = value;
    }
  }
  return out;
}

}  // namespace lakeform::sandbox::s3
