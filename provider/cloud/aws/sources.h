// Where credentials come from besides STS: a process, single sign-on, the container's and the instance's metadata
// services. Sources: "Credential providers" in the AWS SDKs and Tools reference guide.
#pragma once

#include <memory>
#include <string>

#include "provider/cloud/aws/sender.h"
#include "provider/cloud/credentials.h"
#include "provider/cloud/environment.h"

namespace lakeform::cloud::aws {

/// credential_process: a command that prints {"Version": 1, "AccessKeyId": ...}.
class ProcessCredentials : public CredentialSource {
 public:
  explicit ProcessCredentials(std::string command, std::chrono::seconds timeout = std::chrono::seconds(60))
      : command_(std::move(command)), timeout_(timeout) {}
  Result<Credentials> fetch(const StopToken& stop) override;

 private:
  std::string command_;
  std::chrono::seconds timeout_;
};

/// IAM Identity Center. The token is what `aws sso login` left in the cache folder; a session's token is renewed when
/// it can be.
struct SsoSettings {
  std::string session;  ///< empty: the older form, where the start URL names the cache file
  std::string start_url, region, account_id, role_name;
  std::string cache_folder;
};
class SsoCredentials : public CredentialSource {
 public:
  SsoCredentials(std::shared_ptr<Sender> sender, SsoSettings settings)
      : sender_(std::move(sender)), settings_(std::move(settings)) {}
  Result<Credentials> fetch(const StopToken& stop) override;

 private:
  Result<std::string> token(const StopToken& stop) const;
  Result<std::string> renewed(Json cached, const std::string& file, const StopToken& stop) const;

  std::shared_ptr<Sender> sender_;
  SsoSettings settings_;
};

/// ECS tasks and EKS Pod Identity: a loopback or link-local server, named by variables.
class ContainerCredentials : public CredentialSource {
 public:
  ContainerCredentials(std::shared_ptr<HttpTransport> transport, Environment environment)
      : transport_(std::move(transport)), environment_(std::move(environment)) {}
  Result<Credentials> fetch(const StopToken& stop) override;
  static bool configured(const Environment& environment);

 private:
  std::shared_ptr<HttpTransport> transport_;
  Environment environment_;
};

/// The EC2 instance metadata service, version 2. Thread-safe.
class InstanceMetadata {
 public:
  InstanceMetadata(std::shared_ptr<HttpTransport> transport, std::string endpoint)
      : transport_(std::move(transport)), endpoint_(std::move(endpoint)) {}
  /// The document at a path below /latest/, "meta-data/placement/region".
  Result<std::string> get(const std::string& path, const StopToken& stop);

 private:
  Result<std::string> token(const StopToken& stop);

  std::shared_ptr<HttpTransport> transport_;
  std::string endpoint_;
  std::mutex mutex_;
  std::string token_;
  std::chrono::steady_clock::time_point token_ends_{};
};

class InstanceCredentials : public CredentialSource {
 public:
  explicit InstanceCredentials(std::shared_ptr<InstanceMetadata> metadata) : metadata_(std::move(metadata)) {}
  Result<Credentials> fetch(const StopToken& stop) override;

 private:
  std::shared_ptr<InstanceMetadata> metadata_;
};

/// Credentials from the JSON forms that processes and metadata services share; `token_name` is "Token" or
/// "SessionToken". An error's text never holds the document.
Result<Credentials> credentials_from_json(const std::string& document, const char* token_name,
                                          const std::string& source);

}  // namespace lakeform::cloud::aws
