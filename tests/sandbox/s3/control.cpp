// Tags of a bucket by its ARN: S3 Control, and what the tagging service sees and changes.
#include "tests/sandbox/s3/parts.h"

namespace lakeform::sandbox::s3 {
namespace {

const char* const control_name_space = "http://awss3control.amazonaws.com/doc/2018-08-20/";

Bucket& named(Call& call) {
  const std::string prefix = "tags/arn:aws:s3:::";
  const auto& path = call.target.key;
  auto* bucket = path.rfind(prefix, 0) == 0 ? call.s3.visible(path.substr(prefix.size())) : nullptr;
  if (!bucket || bucket->region != call.request.region) {
    throw refused(404, "NoSuchResource", "The specified resource doesn't exist.", {{"Resource", path}});
  }
  if (bucket->account != call.request.account || call.header("x-amz-account-id") != bucket->account)
    throw access_denied();
  return *bucket;
}

Response list_tags(Call& call) {
  const auto tags = bucket_tags(named(call), call.world);
  pugi::xml_document document;
  auto root = document.append_child("ListTagsForResourceResult");
  root.append_attribute("xmlns").set_value(control_name_space);
  add_tags(root, "Tags", "Tag", tags);
  return xml_answer(document);
}

std::map<std::string, std::string> latest_tags(const Bucket& bucket) {
  pugi::xml_document document;
  load_latest(bucket, "tagging", document);
  return tags_of(document.document_element().child("TagSet"), 50);
}

Response tag(Call& call) {
  auto& bucket = named(call);
  pugi::xml_document document;
  Shape("TagResourceRequest { Tags { Tag* { Key text  Value text } } }").read(call.body, document);
  auto tags = tags_of(document.document_element().child("Tags"), 50);
  tags.merge(latest_tags(bucket));
  if (tags.size() > 50) throw refused(400, "BadRequest", "Tag count cannot be greater than 50");
  store_tags(bucket, tags, call.world);
  return empty_answer(204);
}

Response untag(Call& call) {
  auto& bucket = named(call);
  auto tags = latest_tags(bucket);
  for (const auto& [name, value] : call.request.query) {
    if (name == "tagKeys") tags.erase(value);
  }
  store_tags(bucket, tags, call.world);
  return empty_answer(204);
}

}  // namespace

std::vector<std::string> S3::inventory() {
  std::vector<std::string> out;
  for (const auto& [name, bucket] : buckets_) {
    if (!bucket.exists.latest()) continue;
    out.push_back("bucket " + name);
    for (const auto& part : bucket.parts) {
      if (part.second.latest()) out.push_back(part.first + " of bucket " + name);
    }
    for (const auto& object : bucket.objects) out.push_back("object " + name + "/" + object.first);
    for (const auto& upload : bucket.uploads) out.push_back("upload " + name + "/" + upload.second.key);
  }
  return out;
}

std::vector<Tagged> S3::tagged(const Request& request) const {
  std::vector<Tagged> out;
  for (const auto& [name, bucket] : buckets_) {
    if (!bucket.exists.get(world_) || bucket.account != request.account || bucket.region != request.region) continue;
    if (auto tags = bucket_tags(bucket, world_); !tags.empty()) out.push_back({bucket.arn(), std::move(tags)});
  }
  return out;
}

bool S3::tag(const Request& request, const std::string& arn, const std::map<std::string, std::string>& add,
             const std::vector<std::string>& remove) {
  auto* bucket = visible(arn.substr(arn.rfind(':') + 1));
  if (!bucket || bucket->arn() != arn || bucket->account != request.account || bucket->region != request.region)
    return false;
  auto tags = latest_tags(*bucket);
  for (const auto& key : remove) tags.erase(key);
  for (const auto& [key, value] : add) tags[key] = value;
  if (tags.size() > 50) throw refused(400, "BadRequest", "Tag count cannot be greater than 50");
  store_tags(*bucket, tags, world_);
  return true;
}

Routes control_routes() {
  return {
      {"ListTagsForResource", "GET", Level::control, "", list_tags},
      {"TagResource", "POST", Level::control, "", tag},
      {"UntagResource", "DELETE", Level::control, "", untag},
  };
}

}  // namespace lakeform::sandbox::s3
