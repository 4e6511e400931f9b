// The parts of a bucket that are a document one puts, gets and removes: most of S3's bucket API, as data.
#pragma once

#include "tests/sandbox/s3/s3.h"
#include "tests/sandbox/s3/shape.h"

namespace lakeform::sandbox::s3 {

/// A document on its way into a bucket. A check may refuse it and may complete it as S3 does (ids, defaults).
struct Put {
  Call& call;
  pugi::xml_node root;
  std::string header;  ///< value of Part::header

  Bucket& bucket() { return *call.bucket; }
};

struct Part {
  std::string name;    ///< GetNAME, PutNAME
  std::string remove;  ///< operation that removes it; empty: there is none
  std::string query;
  const char* shape;
  /// What a get finds when nothing was put: a document, or an error code that ends in its message after a colon.
  std::string absent;
  void (*check)(Put&) = nullptr;
  bool needs_digest = true;  ///< the put must come with Content-MD5 or a checksum
  int put_status = 200;
  std::string header{};          ///< goes with the document both ways
  std::string header_default{};  ///< value of `header` when the put has none
  std::string list{};            ///< operation that lists the documents, for a part with many, told apart by `id`
};

const std::vector<Part>& parts();
const Part& part(const std::string& query);

/// Puts what every new bucket has: no public access, no ACLs.
void add_defaults(Bucket& bucket, const std::string& ownership, const World& world);
/// Stores a document as if it had been put.
void store(Bucket& bucket, const std::string& query, const std::string& text, const World& world);
/// The part's text as it is, whoever can see it, parsed; empty when nothing was put.
void load_latest(const Bucket& bucket, const std::string& query, pugi::xml_document& into);
/// A document as a bucket keeps it: without declaration or indentation.
std::string text_of(const pugi::xml_document& document);
/// Whether the bucket's public access block has the flag on ("BlockPublicAcls").
bool blocks_public(const Bucket& bucket, const char* flag);

/// "Enabled", "Suspended", or empty when versioning was never put.
std::string versioning_of(const Bucket& bucket);

/// The tags in a document with a TagSet, checked as S3 does.
std::map<std::string, std::string> tags_of(pugi::xml_node tag_set, std::size_t limit);
/// The tags of a bucket as readers see them.
std::map<std::string, std::string> bucket_tags(const Bucket& bucket, const World& world);
void store_tags(Bucket& bucket, const std::map<std::string, std::string>& tags, const World& world);

}  // namespace lakeform::sandbox::s3
