// Get, put, remove and list: the calls of every part in the table.
#include <sstream>

#include "provider/cloud/codec.h"
#include "tests/sandbox/s3/parts.h"

namespace lakeform::sandbox::s3 {
namespace {

/// The place of the document in Bucket::parts.
std::string place(const Part& part, const Call& call) {
  if (part.list.empty()) return part.query;
  const auto id = call.query("id");
  if (id.empty()) throw refused(400, "InvalidConfigurationId", "The specified configuration id is invalid.");
  return part.query + "/" + id;
}

Failure absent(const Part& part, const Call& call) {
  const auto colon = part.absent.find(':');
  return refused(404, part.absent.substr(0, colon).c_str(), part.absent.substr(colon + 1),
                 {{"BucketName", call.target.bucket}});
}

std::optional<Document> visible_document(const Call& call, const std::string& where) {
  const auto at = call.bucket->parts.find(where);
  return at == call.bucket->parts.end() ? std::nullopt : at->second.get(call.world);
}

Response get(const Part& part, Call& call) {
  auto document = visible_document(call, place(part, call));
  if (!document && part.absent.front() != '<') throw absent(part, call);
  if (!document) document = Document{part.absent, ""};
  pugi::xml_document answer;
  answer.load_string(document->text.c_str());
  auto root = answer.document_element();
  root.remove_attribute("xmlns");
  root.prepend_attribute("xmlns").set_value(name_space);
  auto response = xml_answer(answer);
  if (!part.header.empty()) response.set(part.header, document->header);
  return response;
}

std::string header_value(const Part& part, const Call& call) {
  if (part.header.empty()) return "";
  const auto value = call.header(part.header);
  return value.empty() ? part.header_default : value;
}

Response put(const Part& part, Call& call) {
  if (part.needs_digest && !call.has_digest) {
    throw invalid_request("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
  }
  const auto where = place(part, call);
  pugi::xml_document document;
  Shape(part.shape).read(call.body, document);
  Put arriving{call, document.document_element(), header_value(part, call)};
  if (part.check) part.check(arriving);
  const bool empty_tags = part.query == "tagging" && !document.child("Tagging").child("TagSet").first_child();
  call.bucket->parts[where].set(
      empty_tags ? std::nullopt : std::make_optional(Document{text_of(document), arriving.header}), call.world);
  auto response = empty_answer(part.put_status);
  if (!part.header.empty()) response.set(part.header, arriving.header);
  return response;
}

Response remove(const Part& part, Call& call) {
  const auto where = place(part, call);
  const auto at = call.bucket->parts.find(where);
  if (!part.list.empty() && (at == call.bucket->parts.end() || !at->second.latest())) throw absent(part, call);
  if (at != call.bucket->parts.end()) at->second.set(std::nullopt, call.world);
  return empty_answer(204);
}

Response list(const Part& part, Call& call) {
  pugi::xml_document answer;
  auto root = root_of(answer, (part.list + "Result").c_str());
  const auto after = call.query("continuation-token");
  const auto size = page_size(call, "max-keys", 100);
  std::size_t count = 0;
  std::string last;
  bool more = false;
  const auto prefix = part.query + "/";
  for (auto at = call.bucket->parts.lower_bound(prefix);
       at != call.bucket->parts.end() && at->first.rfind(prefix, 0) == 0; ++at) {
    const auto& document = at->second.get(call.world);
    if (!document || cloud::hex(at->first) <= after) continue;
    more = count++ == size;
    if (more) break;
    pugi::xml_document one;
    one.load_string(document->text.c_str());
    one.document_element().remove_attribute("xmlns");
    root.append_copy(one.document_element());
    last = at->first;
  }
  add(root, "IsTruncated", more);
  if (!after.empty()) add(root, "ContinuationToken", after);
  if (more) add(root, "NextContinuationToken", cloud::hex(last));
  return xml_answer(answer);
}

}  // namespace

Routes part_routes() {
  Routes out;
  for (const auto& part : parts()) {
    const auto needs = part.query + (part.list.empty() ? "" : " id");
    out.push_back({"Get" + part.name, "GET", Level::bucket, needs, [&part](Call& call) { return get(part, call); }});
    out.push_back({"Put" + part.name, "PUT", Level::bucket, needs, [&part](Call& call) { return put(part, call); }});
    if (!part.remove.empty()) {
      out.push_back({part.remove, "DELETE", Level::bucket, needs, [&part](Call& call) { return remove(part, call); }});
    }
    if (!part.list.empty()) {
      out.push_back({part.list, "GET", Level::bucket, part.query, [&part](Call& call) { return list(part, call); }});
    }
  }
  return out;
}

void store(Bucket& bucket, const std::string& query, const std::string& text, const World& world) {
  bucket.parts[query].set(Document{text, ""}, world);
}

void load_latest(const Bucket& bucket, const std::string& query, pugi::xml_document& into) {
  if (const auto& document = bucket.latest(query)) into.load_string(document->text.c_str());
}

std::string text_of(const pugi::xml_document& document) {
  std::ostringstream out;
  document.save(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  return out.str();
}

bool blocks_public(const Bucket& bucket, const char* flag) {
  pugi::xml_document document;
  load_latest(bucket, "publicAccessBlock", document);
  return std::string(document.document_element().child(flag).text().get()) == "true";
}

void add_defaults(Bucket& bucket, const std::string& ownership, const World& world) {
  store(
      bucket, "publicAccessBlock",
      "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls>"
      "<BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets></"
      "PublicAccessBlockConfiguration>",
      world);
  store(bucket, "ownershipControls",
        "<OwnershipControls><Rule><ObjectOwnership>" + ownership + "</ObjectOwnership></Rule></OwnershipControls>",
        world);
  if (!bucket.object_lock) return;
  store(bucket, "versioning", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>", world);
  store(bucket, "object-lock",
        "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>", world);
}

std::string versioning_of(const Bucket& bucket) {
  pugi::xml_document document;
  load_latest(bucket, "versioning", document);
  return document.document_element().child("Status").text().get();
}

std::map<std::string, std::string> tags_of(pugi::xml_node tag_set, std::size_t limit) {
  std::map<std::string, std::string> tags;
  for (const auto tag : tag_set.children("Tag")) {
    const std::string key = tag.child("Key").text().get();
    const std::string value = tag.child("Value").text().get();
    if (key.empty() || key.size() > 128)
      throw refused(400, "InvalidTag", "The TagKey you have provided is invalid", {{"TagKey", key}});
    if (value.size() > 256)
      throw refused(400, "InvalidTag", "The TagValue you have provided is invalid",
                    {{"TagKey", key}, {"TagValue", value}});
    if (key.rfind("aws:", 0) == 0) throw refused(400, "InvalidTag", "System tags cannot be added/updated by requester");
    if (!tags.emplace(key, value).second) {
      throw refused(400, "InvalidTag", "Cannot provide multiple Tags with the same key", {{"TagKey", key}});
    }
  }
  if (tags.size() > limit)
    throw refused(400, "BadRequest", "Tag count cannot be greater than " + std::to_string(limit));
  return tags;
}

std::map<std::string, std::string> bucket_tags(const Bucket& bucket, const World& world) {
  const auto at = bucket.parts.find("tagging");
  if (at == bucket.parts.end() || !at->second.get(world)) return {};
  pugi::xml_document document;
  document.load_string(at->second.get(world)->text.c_str());
  return tags_of(document.document_element().child("TagSet"), 50);
}

void store_tags(Bucket& bucket, const std::map<std::string, std::string>& tags, const World& world) {
  if (tags.empty()) {
    bucket.parts["tagging"].set(std::nullopt, world);
    return;
  }
  pugi::xml_document document;
  add_tags(document.append_child("Tagging"), "TagSet", "Tag", tags);
  store(bucket, "tagging", text_of(document), world);
}

}  // namespace lakeform::sandbox::s3
