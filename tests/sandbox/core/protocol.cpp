#include "tests/sandbox/core/protocol.h"

#include <map>

namespace lakeform::sandbox {
namespace {

struct Form {
  int status;
  const char* code;
  const char* message;
};

constexpr auto invalid_token = "The security token included in the request is invalid.";
constexpr auto expired_token = "The security token included in the request is expired";
constexpr auto not_validated = "AWS was not able to validate the provided access credentials";
constexpr auto no_match =
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key "
    "and signing method.";

// In the order of Trouble; sources: the services' common errors pages and what they answer.
const Form query[] = {{403, "AccessDenied", "Access denied"},       {400, "Throttling", "Rate exceeded"},
                      {403, "InvalidClientTokenId", invalid_token}, {403, "InvalidClientTokenId", invalid_token},
                      {403, "SignatureDoesNotMatch", no_match},     {403, "ExpiredToken", expired_token}};
const Form ec2[] = {{403, "UnauthorizedOperation", "You are not authorized to perform this operation."},
                    {503, "RequestLimitExceeded", "Request limit exceeded."},
                    {401, "AuthFailure", not_validated},
                    {401, "AuthFailure", not_validated},
                    {401, "AuthFailure", not_validated},
                    {400, "RequestExpired", "Request has expired."}};
const Form json[] = {
    {400, "AccessDeniedException", "Access denied"},     {400, "ThrottlingException", "Rate exceeded"},
    {400, "UnrecognizedClientException", invalid_token}, {400, "UnrecognizedClientException", invalid_token},
    {400, "InvalidSignatureException", no_match},        {400, "ExpiredTokenException", expired_token}};
const Form rest_xml[] = {
    {403, "AccessDenied", "Access Denied"},
    {503, "SlowDown", "Please reduce your request rate."},
    {403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."},
    {400, "InvalidToken", "The provided token is malformed or otherwise invalid."},
    {403, "SignatureDoesNotMatch", no_match},
    {400, "ExpiredToken", "The provided token has expired."}};

const Form* forms_of(Protocol protocol) {
  switch (protocol) {
    case Protocol::query:
      return query;
    case Protocol::ec2:
      return ec2;
    case Protocol::rest_xml:
      return rest_xml;
    default:
      return json;
  }
}

/// The action that policies name where it is not the operation: from the table of S3's API operations and permissions.
std::string action_of(const std::string& service, const std::string& operation) {
  static const std::map<std::string, std::string> s3 = {
      {"HeadBucket", "ListBucket"},
      {"ListObjects", "ListBucket"},
      {"ListObjectsV2", "ListBucket"},
      {"ListObjectVersions", "ListBucketVersions"},
      {"ListBuckets", "ListAllMyBuckets"},
      {"HeadObject", "GetObject"},
      {"DeleteObjects", "DeleteObject"},
      {"CopyObject", "PutObject"},
      {"GetBucketLifecycleConfiguration", "GetLifecycleConfiguration"},
      {"PutBucketLifecycleConfiguration", "PutLifecycleConfiguration"},
      {"DeleteBucketLifecycle", "PutLifecycleConfiguration"},
      {"GetBucketEncryption", "GetEncryptionConfiguration"},
      {"PutBucketEncryption", "PutEncryptionConfiguration"},
      {"DeleteBucketEncryption", "PutEncryptionConfiguration"},
      {"GetPublicAccessBlock", "GetBucketPublicAccessBlock"},
      {"PutPublicAccessBlock", "PutBucketPublicAccessBlock"},
      {"DeletePublicAccessBlock", "PutBucketPublicAccessBlock"}};
  const auto at = s3.find(operation);
  return service + ":" + (service == "s3" && at != s3.end() ? at->second : operation);
}

}  // namespace

Protocol protocol_of(const std::string& service) {
  static const std::map<std::string, Protocol> known = {{"s3", Protocol::rest_xml},
                                                        {"ec2", Protocol::ec2},
                                                        {"iam", Protocol::query},
                                                        {"sts", Protocol::query},
                                                        {"redshift", Protocol::query}};
  const auto at = known.find(service);
  return at == known.end() ? Protocol::json : at->second;
}

Failure failure_of(Trouble trouble, Protocol protocol, const std::string& message) {
  const auto& form = forms_of(protocol)[static_cast<std::size_t>(trouble)];
  Failure failure(form.status, form.code, message.empty() ? form.message : message);
  if (trouble == Trouble::throttled && form.status == 503) failure.headers.emplace_back("Retry-After", "1");
  return failure;
}

std::string denial(const Request& request, const std::string& operation, const std::string& resource) {
  const auto action = action_of(request.service, operation);
  return "User: " + request.caller + " is not authorized to perform: " + action + " on resource: " + resource +
         " because no identity-based policy allows the " + action + " action";
}

}  // namespace lakeform::sandbox
