// S3 as a service of the sandbox: addressing, the table of operations, what every call goes through before its handler.
#pragma once

#include <functional>
#include <pugixml.hpp>

#include "tests/sandbox/core/query.h"
#include "tests/sandbox/core/service.h"
#include "tests/sandbox/s3/state.h"

namespace lakeform::sandbox::s3 {

class S3;

enum class Level { service, bucket, object, control };

/// What a request is addressed to: `/BUCKET/KEY` on an IP address or a name of S3's own, `/KEY` on `BUCKET.anything`.
struct Target {
  Level level = Level::service;
  std::string bucket;
  std::string key;
  bool virtual_host = false;
};
Target target_of(const Request& request);

/// One call on its way through its handler.
struct Call {
  S3& s3;
  World& world;
  const Request& request;
  Target target;
  Bucket* bucket = nullptr;            ///< null on Level::service and for CreateBucket
  std::string body{};                  ///< without the frames of aws-chunked
  std::optional<Checksum> checksum{};  ///< the one the client sent; it is right
  bool has_digest = false;             ///< Content-MD5 or a checksum came with the body

  std::string header(const std::string& name) const { return request.header(name); }
  std::string query(const std::string& name, const std::string& otherwise = "") const {
    return request.query_value(name, otherwise);
  }
};

/// A line of the table of operations. `needs` names what a request must have, separated by spaces: a query parameter
/// ("uploads"), with its value ("list-type=2"), or a header ("header:x-amz-copy-source"). The line with the most needs
/// wins.
struct Route {
  std::string operation;
  std::string method;
  Level level = Level::bucket;
  std::string needs;
  std::function<Response(Call&)> handler;
};
using Routes = std::vector<Route>;

Routes bucket_routes();
Routes part_routes();
Routes policy_routes();
Routes acl_routes();
Routes control_routes();
Routes object_routes();
Routes object_part_routes();
Routes delete_routes();
Routes listing_routes();
Routes upload_routes();

class S3 : public Service {
 public:
  explicit S3(World& world);

  std::string operation(const Request& request) const override;
  Response answer(const Request& request) override;
  Response refusal(const Request& request, const Failure& failure) const override;
  std::vector<std::string> inventory() override;
  std::vector<Tagged> tagged(const Request& request) const override;
  bool tag(const Request& request, const std::string& arn, const std::map<std::string, std::string>& add,
           const std::vector<std::string>& remove) override;

  /// The bucket as readers see it; null when they see none.
  Bucket* visible(const std::string& name);
  std::map<std::string, Bucket>& buckets() { return buckets_; }

 private:
  const Route* route(const Request& request, const Target& target) const;
  Bucket& addressed(const Call& call, const std::string& operation);

  Routes routes_;
  std::map<std::string, Bucket> buckets_;
};

extern const char* const name_space;

/// An XML document as answer.
Response xml_answer(const pugi::xml_document& document, int status = 200);
/// Root element of an answer, with S3's namespace.
pugi::xml_node root_of(pugi::xml_document& document, const char* name);
/// An answer without a body.
Response empty_answer(int status = 200);
/// A refusal with further elements in its body.
Failure refused(int status, const char* code, const std::string& message, Pairs details = {});
Failure invalid_request(const std::string& message, Pairs details = {});
Failure invalid_argument(const std::string& message, Pairs details = {});
Failure malformed_xml();
Failure access_denied(const std::string& message = "Access Denied");
/// The canonical user id of an account.
std::string canonical_user(const std::string& account);
/// The smaller of what was asked for, the service's limit, and the sandbox's option.
std::size_t page_size(const Call& call, const std::string& parameter, std::size_t limit);

}  // namespace lakeform::sandbox::s3
