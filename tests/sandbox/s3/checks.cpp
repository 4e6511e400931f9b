#include "tests/sandbox/s3/checks.h"

#include <cstdlib>
#include <set>

namespace lakeform::sandbox::s3 {
namespace {

void set_default(Node node, const char* name, const char* value) {
  if (!node.child(name)) node.append_child(name).text().set(value);
}

/// The bucket that an ARN or a name in a document speaks of; null when there is none.
Bucket* other_bucket(Put& put, const std::string& name) {
  auto& buckets = put.call.s3.buckets();
  const auto at = buckets.find(name);
  return at == buckets.end() || !at->second.exists.latest() ? nullptr : &at->second;
}

Failure invalid_state(const std::string& message) { return refused(409, "InvalidBucketState", message); }

}  // namespace

std::string make_rule_id(World& world) { return world.make_id(48); }

void check_versioning(Put& put) {
  const auto status = text(put.root, "Status");
  if (status.empty()) {
    throw refused(400, "IllegalVersioningConfigurationException", "The Versioning element must be specified");
  }
  pugi::xml_document before;
  load_latest(put.bucket(), "versioning", before);
  const bool mfa_before = text(before.document_element(), "MfaDelete") == "Enabled";
  const auto mfa = put.root.child("MfaDelete");
  if ((mfa_before || text(put.root, "MfaDelete") == "Enabled") && put.call.header("x-amz-mfa").empty()) {
    throw access_denied("Mfa Authentication must be used for this request");
  }
  if (!mfa && mfa_before) put.root.append_child("MfaDelete").text().set("Enabled");
  if (status == "Enabled") return;
  if (put.bucket().latest("object-lock")) {
    throw invalid_state(
        "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.");
  }
  if (put.bucket().latest("replication")) {
    throw invalid_state(
        "A replication configuration is present on this bucket, so you cannot change the versioning state. "
        "To change the versioning state, first delete the replication configuration.");
  }
}

void check_encryption(Put& put) {
  if (std::distance(put.root.begin(), put.root.end()) != 1) throw malformed_xml();
  auto rule = put.root.child("Rule");
  auto chosen = rule.child("ApplyServerSideEncryptionByDefault");
  if (!chosen) {
    chosen = rule.prepend_child("ApplyServerSideEncryptionByDefault");
    chosen.append_child("SSEAlgorithm").text().set("AES256");
  }
  const auto key = text(chosen, "KMSMasterKeyID");
  if (key.empty()) chosen.remove_child("KMSMasterKeyID");
  if (!key.empty() && text(chosen, "SSEAlgorithm") == "AES256") {
    throw invalid_argument(
        "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse");
  }
  set_default(rule, "BucketKeyEnabled", "false");
  // What the writer says nothing about stays as it was.
  pugi::xml_document before;
  const auto& latest = put.bucket().latest("encryption");
  before.load_string(latest ? latest->text.c_str() : part("encryption").absent.c_str());
  const auto blocked = before.document_element().child("Rule").child("BlockedEncryptionTypes");
  if (!rule.child("BlockedEncryptionTypes")) rule.append_copy(blocked);
}

void check_public_access_block(Put& put) {
  for (const char* flag : {"BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"}) {
    set_default(put.root, flag, "false");
  }
}

void check_ownership(Put& put) {
  const bool enforced = text(put.root.child("Rule"), "ObjectOwnership") == "BucketOwnerEnforced";
  const auto& acl = put.bucket().latest("acl");
  if (enforced && acl && acl->header != "private") {
    throw refused(400, "InvalidBucketAclWithObjectOwnership",
                  "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
  }
}

void check_tagging(Put& put) { tags_of(put.root.child("TagSet"), 50); }

void check_cors(Put& put) {
  if (std::distance(put.root.begin(), put.root.end()) > 100) throw malformed_xml();
  for (const auto rule : put.root.children("CORSRule")) {
    for (const auto method : rule.children("AllowedMethod")) {
      const std::string name = method.text().get();
      if (name != "GET" && name != "PUT" && name != "HEAD" && name != "POST" && name != "DELETE") {
        throw invalid_request("Found unsupported HTTP method in CORS config. Unsupported method is " + name);
      }
    }
    for (const auto origin : rule.children("AllowedOrigin")) {
      const std::string name = origin.text().get();
      if (name.find('*') != name.rfind('*'))
        throw invalid_request("AllowedOrigin \"" + name + "\" can not have more than one wildcard.");
    }
  }
}

void check_website(Put& put) {
  const auto redirect = put.root.child("RedirectAllRequestsTo");
  if (redirect) {
    if (put.root.child("IndexDocument") || put.root.child("ErrorDocument") || put.root.child("RoutingRules"))
      throw malformed_xml();
    return;
  }
  const auto suffix = text(put.root.child("IndexDocument"), "Suffix");
  if (suffix.empty())
    throw invalid_argument("A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty");
  if (suffix.find('/') != std::string::npos) throw invalid_argument("The IndexDocument Suffix is not well formed");
}

void check_logging(Put& put) {
  const auto enabled = put.root.child("LoggingEnabled");
  if (!enabled) return;
  const auto* target = other_bucket(put, text(enabled, "TargetBucket"));
  const auto invalid = [](const std::string& message) {
    return refused(400, "InvalidTargetBucketForLogging", message);
  };
  if (!target) throw invalid("The target bucket for logging does not exist");
  if (target->account != put.bucket().account)
    throw invalid("The owner for the bucket to be logged and the target bucket must be the same.");
  if (target->region != put.bucket().region)
    throw refused(403, "CrossLocationLoggingProhibited", "Cross S3 location logging not allowed.");
  const auto format = enabled.child("TargetObjectKeyFormat");
  if (format && !format.child("SimplePrefix") == !format.child("PartitionedPrefix")) throw malformed_xml();
}

void check_replication(Put& put) {
  if (versioning_of(put.bucket()) != "Enabled") {
    throw invalid_request("Versioning must be 'Enabled' on the bucket to apply a replication configuration");
  }
  std::set<std::string> ids;
  for (auto rule : put.root.children("Rule")) {
    if (!rule.child("ID") || text(rule, "ID").empty()) {
      rule.remove_child("ID");
      rule.prepend_child("ID").text().set(make_rule_id(put.call.world).c_str());
    }
    if (!ids.insert(text(rule, "ID")).second) throw invalid_argument("Rule Id must be unique");
    if (rule.child("Filter") && (!rule.child("Priority") || !rule.child("DeleteMarkerReplication"))) {
      throw invalid_request(
          rule.child("Priority")
              ? "DeleteMarkerReplication must be specified for this version of Cross Region Replication "
                "configuration schema. Please refer to S3 Developer Guide for more information."
              : "Priority must be specified for this version of Cross Region Replication configuration "
                "schema. Please refer to S3 Developer Guide for more information.");
    }
    const auto arn = text(rule.child("Destination"), "Bucket");
    const auto* target = other_bucket(put, arn.substr(arn.rfind(':') + 1));
    if (!target) throw invalid_request("Destination bucket must exist.");
    if (versioning_of(*target) != "Enabled") throw invalid_request("Destination bucket must have versioning enabled.");
  }
}

void check_accelerate(Put& put) {
  if (put.bucket().name.find('.') != std::string::npos) {
    throw invalid_request("S3 Transfer Acceleration is not supported for buckets with periods (.) in their names");
  }
}

void check_object_lock(Put& put) {
  if (versioning_of(put.bucket()) != "Enabled") {
    throw invalid_state("Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
  }
  if (!put.root.child("ObjectLockEnabled")) throw malformed_xml();
  put.bucket().object_lock = true;
  const auto rule = put.root.child("Rule");
  if (!rule) return;
  const auto retention = rule.child("DefaultRetention");
  if (!retention.child("Mode") || !retention.child("Days") == !retention.child("Years")) throw malformed_xml();
  const auto days = std::strtol(retention.child(retention.child("Days") ? "Days" : "Years").text().get(), nullptr, 10);
  if (days <= 0) throw invalid_argument("Default retention period must be a positive integer value.");
}

void check_tiering(Put& put) {
  if (text(put.root, "Id") != put.call.query("id")) throw malformed_xml();
  const auto filter = put.root.child("Filter");
  if (std::distance(filter.begin(), filter.end()) > 1) throw malformed_xml();
  std::set<std::string> tiers;
  for (const auto tier : put.root.children("Tiering")) {
    const auto name = text(tier, "AccessTier");
    const auto days = std::strtol(tier.child("Days").text().get(), nullptr, 10);
    if (!tiers.insert(name).second) throw malformed_xml();
    if (days < (name == "ARCHIVE_ACCESS" ? 90 : 180) || days > 730) {
      throw invalid_argument("Invalid value for Days in the " + name + " tier: between " +
                             (name == "ARCHIVE_ACCESS" ? "90" : "180") + " and 730");
    }
  }
}

}  // namespace lakeform::sandbox::s3
