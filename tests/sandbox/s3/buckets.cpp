// Buckets themselves: create, head, delete, list.
#include <algorithm>

#include "provider/cloud/codec.h"
#include "tests/sandbox/s3/bucket_name.h"
#include "tests/sandbox/s3/parts.h"

namespace lakeform::sandbox::s3 {
namespace {

const char* const create_shape = R"(CreateBucketConfiguration {
  LocationConstraint? text
  Location? { Type? AvailabilityZone|LocalZone  Name? text }
  Bucket? { DataRedundancy? SingleAvailabilityZone|SingleLocalZone  Type? Directory }
  Tags? { Tag* { Key text  Value text } }
})";

std::string region_of(const Call& call, const std::string& constraint) {
  const auto& signed_for = call.request.region;
  if (constraint.empty()) {
    if (signed_for == "us-east-1") return signed_for;
    throw refused(400, "IllegalLocationConstraintException",
                  "The unspecified location constraint is incompatible for the region specific endpoint this request "
                  "was sent to.");
  }
  const auto region = constraint == "EU" ? std::string("eu-west-1") : constraint;
  if (region == "us-east-1" || std::count(region.begin(), region.end(), '-') < 2) {
    throw refused(400, "InvalidLocationConstraint", "The specified location-constraint is not valid",
                  {{"LocationConstraint", constraint}});
  }
  if (signed_for != "us-east-1" && signed_for != region) {
    throw refused(
        400, "IllegalLocationConstraintException",
        "The " + constraint +
            " location constraint is incompatible for the region specific endpoint this request was sent to.");
  }
  return region;
}

void check_name(const Call& call, const std::string& region) {
  const auto& name = call.target.bucket;
  const auto space = call.header("x-amz-bucket-namespace");
  if (!is_bucket_name(name) || !fits_namespace(name, space, call.request.account, region)) {
    throw refused(400, "InvalidBucketName", "The specified bucket is not valid.", {{"BucketName", name}});
  }
}

/// True when the caller has the bucket already and us-east-1 says nothing about it.
bool taken(const Call& call, const std::string& region) {
  const auto& name = call.target.bucket;
  const auto at = call.s3.buckets().find(name);
  if (at == call.s3.buckets().end()) return false;
  const auto& bucket = at->second;
  if (!bucket.exists.latest()) {
    if (call.world.now() >= bucket.changed + call.world.options.lag) return false;
    throw refused(
        409, "OperationAborted",
        "A conflicting conditional operation is currently in progress against this resource. Please try again.");
  }
  if (bucket.account != call.request.account) {
    throw refused(409, "BucketAlreadyExists",
                  "The requested bucket name is not available. The bucket namespace is shared by all users of the "
                  "system. Please select a "
                  "different name and try again.",
                  {{"BucketName", name}});
  }
  if (bucket.region == "us-east-1" && region == "us-east-1") return true;
  throw refused(409, "BucketAlreadyOwnedByYou",
                "Your previous request to create the named bucket succeeded and you already own it.",
                {{"BucketName", name}});
}

std::string ownership_of(const Call& call) {
  const auto ownership = call.header("x-amz-object-ownership");
  const auto acl = call.header("x-amz-acl");
  const bool enforced = ownership.empty() || ownership == "BucketOwnerEnforced";
  if (enforced && !acl.empty() && acl != "private") {
    throw refused(400, "InvalidBucketAclWithObjectOwnership",
                  "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
  }
  return enforced ? "BucketOwnerEnforced" : ownership;
}

Response create_bucket(Call& call) {
  pugi::xml_document document;
  if (!call.body.empty()) Shape(create_shape).read(call.body, document);
  const auto configuration = document.child("CreateBucketConfiguration");
  const auto region = region_of(call, configuration.child("LocationConstraint").text().get());
  check_name(call, region);
  const auto ownership = ownership_of(call);
  const auto tags = tags_of(configuration.child("Tags"), 50);
  auto response = empty_answer();
  response.set("location", "/" + call.target.bucket);
  response.set("x-amz-bucket-arn", "arn:aws:s3:::" + call.target.bucket);
  if (taken(call, region)) return response;

  Bucket bucket;
  bucket.name = call.target.bucket;
  bucket.account = call.request.account;
  bucket.region = region;
  bucket.created = bucket.changed = call.world.now();
  bucket.object_lock = cloud::lower_case(call.header("x-amz-bucket-object-lock-enabled")) == "true";
  bucket.exists.set(true, call.world);
  add_defaults(bucket, ownership, call.world);
  if (!tags.empty()) store_tags(bucket, tags, call.world);
  call.s3.buckets()[bucket.name] = std::move(bucket);
  return response;
}

Response head_bucket(Call& call) {
  auto response = empty_answer();
  response.set("content-type", "application/xml");
  response.set("x-amz-bucket-arn", call.bucket->arn());
  response.set("x-amz-bucket-region", call.bucket->region);
  response.set("x-amz-access-point-alias", "false");
  return response;
}

Response delete_bucket(Call& call) {
  auto& bucket = *call.bucket;
  if (!bucket.objects.empty()) {
    const bool versioned = !versioning_of(bucket).empty();
    throw refused(409, "BucketNotEmpty",
                  versioned ? "The bucket you tried to delete is not empty. You must delete all versions in the bucket."
                            : "The bucket you tried to delete is not empty",
                  {{"BucketName", bucket.name}});
  }
  bucket.exists.set(false, call.world);
  bucket.changed = call.world.now();
  return empty_answer(204);
}

Response get_location(Call& call) {
  pugi::xml_document document;
  const auto& region = call.bucket->region;
  root_of(document, "LocationConstraint").text().set(region == "us-east-1" ? "" : region.c_str());
  return xml_answer(document);
}

void add_bucket(pugi::xml_node list, const Bucket& bucket, bool with_region) {
  auto node = add(list, "Bucket");
  add(node, "Name", bucket.name);
  add(node, "CreationDate", iso_time(bucket.created));
  if (with_region) add(node, "BucketRegion", bucket.region);
  add(node, "BucketArn", bucket.arn());
}

Response list_buckets(Call& call) {
  const bool paged = call.request.has_query("max-buckets") || call.request.has_query("continuation-token") ||
                     call.request.has_query("prefix") || call.request.has_query("bucket-region");
  const auto prefix = call.query("prefix");
  const auto region = call.query("bucket-region");
  const auto after = call.query("continuation-token");  // a name in hex, which sorts as the name does;
  const auto size = page_size(call, "max-buckets", 10000);
  pugi::xml_document document;
  auto root = root_of(document, "ListAllMyBucketsResult");
  auto owner = add(root, "Owner");
  add(owner, "ID", canonical_user(call.request.account));
  auto list = add(root, "Buckets");
  std::size_t count = 0;
  std::string last;
  for (const auto& [name, bucket] : call.s3.buckets()) {
    if (bucket.account != call.request.account || !bucket.exists.get(call.world) || cloud::hex(name) <= after) continue;
    if (name.rfind(prefix, 0) != 0 || (!region.empty() && bucket.region != region)) continue;
    if (count++ == size) {
      add(root, "ContinuationToken", cloud::hex(last));
      break;
    }
    add_bucket(list, bucket, paged);
    last = name;
  }
  if (!prefix.empty()) add(root, "Prefix", prefix);
  return xml_answer(document);
}

}  // namespace

Routes bucket_routes() {
  return {
      {"ListBuckets", "GET", Level::service, "", list_buckets},
      {"CreateBucket", "PUT", Level::bucket, "", create_bucket},
      {"HeadBucket", "HEAD", Level::bucket, "", head_bucket},
      {"DeleteBucket", "DELETE", Level::bucket, "", delete_bucket},
      {"GetBucketLocation", "GET", Level::bucket, "location", get_location},
  };
}

}  // namespace lakeform::sandbox::s3
