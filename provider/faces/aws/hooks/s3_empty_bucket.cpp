// force_destroy: a bucket is emptied before it can be deleted.
#include <string>

#include "provider/cloud/codec.h"
#include "provider/engine/answer.h"
#include "provider/engine/apply/steps.h"
#include "provider/engine/read/decode.h"
#include "provider/engine/request/pages.h"
#include "provider/faces/aws/hooks/hooks.h"

namespace lakeform::faces::aws {

namespace {

/// Deletes all versions of all objects of one bucket, page by page.
class Emptying {
 public:
  explicit Emptying(Scope& scope) : scope_(scope), locks_(scope.object["object_lock_enabled"] == Value(true)) {}

  /// `kind` is "Version" or "DeleteMarker".
  Outcome delete_all(const char* kind) {
    std::string key, version;
    PageTokens tokens;
    while (true) {
      if (scope_.context.client->stop().requested())
        return Error{Fault::Cancelled, "it was stopped before the bucket was empty", {}, {}, {}, {}, 0};
      auto page = list(key, version);
      if (!page) return page.error();
      if (auto done = delete_batch(as_list(at_path(*page, kind))); !done) return done;
      if (cloud::text_in(*page, "IsTruncated") != "true") return Done{};
      key = cloud::text_in(*page, "NextKeyMarker");
      version = cloud::text_in(*page, "NextVersionIdMarker");
      if (key.empty()) return no_answer("ListObjectVersions", "is cut short, but does not say where it goes on");
      if (auto turned = tokens.turn("ListObjectVersions", key + '\n' + version, 0); !turned) return turned.error();
    }
  }

 private:
  cloud::Call call(const char* operation, const char* method) const {
    cloud::Call call;
    call.service = "s3";
    call.operation = operation;
    call.method = method;
    call.bucket = scope_.object["bucket"].to_text();
    call.region = scope_.region;
    return call;
  }

  Result<Json> list(const std::string& key, const std::string& version) {
    cloud::Call list = call("ListObjectVersions", "GET");
    list.answer = "ListVersionsResult";
    list.query = {{"versions", ""}};
    if (!key.empty()) list.query.emplace_back("key-marker", key);
    if (!version.empty()) list.query.emplace_back("version-id-marker", version);
    auto reply = scope_.context.client->send(list);
    if (!reply) return reply.error();
    return reply->body;
  }

  Outcome delete_batch(const Json& items) {
    if (items.empty()) return Done{};
    Json objects = Json::array();
    for (const Json& item : items) {
      if (cloud::text_in(item, "Key").empty()) return no_answer("ListObjectVersions", "has a version without Key");
      objects.push_back(named(item));
    }
    cloud::Call batch = call("DeleteObjects", "POST");
    batch.query = {{"delete", ""}};
    batch.body_root = "Delete";
    batch.answer = "DeleteResult";
    batch.body = {{"Object", objects}, {"Quiet", true}};
    bypass_retention(batch);
    auto reply = scope_.context.client->send(batch);
    if (!reply) return reply.error();
    for (const Json& refused : as_list(at_path(reply->body, "Error"))) {
      if (auto done = after_refusal(refused); !done) return done;
    }
    return Done{};
  }

  static Json named(const Json& item) {
    Json out{{"Key", cloud::text_in(item, "Key")}};
    if (!cloud::text_in(item, "VersionId").empty()) out["VersionId"] = cloud::text_in(item, "VersionId");
    return out;
  }

  void bypass_retention(cloud::Call& call) const {
    if (locks_) call.headers.emplace_back("x-amz-bypass-governance-retention", "true");
  }

  /// A refused object may be on legal hold: it is lifted, and the object deleted alone. Compliance locks nothing can
  /// lift.
  Outcome after_refusal(const Json& refused) {
    const std::string key = cloud::text_in(refused, "Key"), version = cloud::text_in(refused, "VersionId"),
                      code = cloud::text_in(refused, "Code");
    if (code == "NoSuchKey" || code == "NoSuchVersion") return Done{};
    if (code != "AccessDenied" || !locks_ || version.empty())
      return failure(key, version, code, cloud::text_in(refused, "Message"));
    cloud::Call lift = call("PutObjectLegalHold", "PUT");
    lift.path = "/" + cloud::percent_encode(key, true);
    lift.query = {{"legal-hold", ""}, {"versionId", version}};
    lift.body_root = "LegalHold";
    lift.body = {{"Status", "OFF"}};
    auto lifted = scope_.context.client->send(lift);
    if (!lifted) return failure(key, version, lifted.error().code, lifted.error().message);
    cloud::Call again = call("DeleteObject", "DELETE");
    again.path = lift.path;
    again.query = {{"versionId", version}};
    bypass_retention(again);
    auto deleted = scope_.context.client->send(again);
    if (!deleted) return failure(key, version, deleted.error().code, deleted.error().message);
    return Done{};
  }

  static Error failure(const std::string& key, const std::string& version, const std::string& code,
                       const std::string& message) {
    Error error;
    error.fault = code == "AccessDenied" ? Fault::Denied : Fault::Conflict;
    error.code = code;
    error.message = message;
    error.summary =
        "s3 could not delete \"" + key + "\"" + (version.empty() ? "" : " version " + version) + ": " + code;
    return error;
  }

  Scope& scope_;
  const bool locks_;
};

}  // namespace

/// Every version of every object, then every delete marker.
Outcome s3_empty_bucket(Scope& scope) {
  Emptying emptying(scope);
  if (auto done = emptying.delete_all("Version"); !done) return done;
  return emptying.delete_all("DeleteMarker");
}

}  // namespace lakeform::faces::aws
