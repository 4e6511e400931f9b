// What STS, single sign-on and the metadata services answer, and the cache of a sign-in: credentials or an error,
// whatever the bytes are. The first byte picks the source.
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "provider/cloud/aws/sources.h"
#include "provider/cloud/aws/sts.h"

using namespace lakeform;
using namespace lakeform::cloud;
using namespace lakeform::cloud::aws;

namespace {

/// Answers every request with the same bytes.
class OneAnswer final : public HttpTransport {
 public:
  std::string body;
  HttpExchange send(const HttpRequest&, const StopToken&) override {
    HttpExchange out;
    out.answer = {200, {}, body};
    return out;
  }
};

class Keys final : public CredentialSource {
 public:
  Result<Credentials> fetch(const StopToken&) override { return Credentials{"AKIAFUZZ", "secret", "", {}, "fuzz"}; }
};

/// A folder that goes with the process.
struct Folder {
  std::string path = "/dev/shm/lakeform-fuzz-XXXXXX";
  Folder() {
    if (!::mkdtemp(path.data())) std::abort();
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
};

/// The folder, with the sign-in's cache as it stands or as the input has it.
std::string cache_folder(const std::string& content) {
  static const Folder folder;
  std::ofstream(folder.path + "/" + hex(sha1("https://x")) + ".json") << content;
  return folder.path;
}

Result<Credentials> ask(std::uint8_t which, const std::string& text, const std::shared_ptr<OneAnswer>& transport,
                        const StopToken& stop) {
  SenderSettings settings{"us-east-1", {}, {}, "fuzz", {}};
  settings.retry.max_attempts = 1;
  const auto sender = std::make_shared<Sender>(settings, transport);
  CredentialCache keys(std::make_unique<Keys>());
  const Sts sts{sender, "us-east-1"};
  AssumeRole role;
  role.role_arn = "arn:aws:iam::123456789012:role/x";
  const SsoSettings sign_in{
      "",          "https://x",
      "us-east-1", "123456789012",
      "x",         cache_folder(which % 6 == 3 ? text : R"({"accessToken":"t","expiresAt":"2999-01-01T00:00:00Z"})")};
  switch (which % 6) {
    case 0:
      return assume_role(sts, keys, role, stop);
    case 1: {
      const auto caller = caller_identity(sts, keys, stop);
      if (!caller) return caller.error();
      return Credentials{};
    }
    case 2:
    case 3:
      return SsoCredentials(sender, sign_in).fetch(stop);
    case 4:
      return InstanceCredentials(std::make_shared<InstanceMetadata>(transport, "http://127.0.0.1")).fetch(stop);
    default:
      return credentials_from_json(text, "SessionToken", "credential_process");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  static const auto transport = std::make_shared<OneAnswer>();
  const StopToken stop;
  transport->body.assign(reinterpret_cast<const char*>(data + 1), size - 1);
  const auto given = ask(data[0], transport->body, transport, stop);
  if (!given && given.error().summary.empty()) std::abort();
  if (given && data[0] % 6 != 1 && (given->access_key.empty() || given->secret_key.empty())) std::abort();
  return 0;
}
