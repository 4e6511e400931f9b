#include "tests/sandbox/s3/parts.h"

#include <algorithm>

#include "tests/sandbox/s3/checks.h"

namespace lakeform::sandbox::s3 {
namespace {

const char* const versioning = "VersioningConfiguration { Status? Enabled|Suspended  MfaDelete? Enabled|Disabled }";

const char* const lifecycle = R"(LifecycleConfiguration { Rule+ {
  ID? text  Prefix? text  Status Enabled|Disabled
  Filter? {
    Prefix? text  Tag? { Key text  Value text }  ObjectSizeGreaterThan? int  ObjectSizeLessThan? int
    And? { Prefix? text  Tag* { Key text  Value text }  ObjectSizeGreaterThan? int  ObjectSizeLessThan? int }
  }
  Expiration? { Date? date  Days? int  ExpiredObjectDeleteMarker? bool }
  Transition* { Date? date  Days? int  StorageClass GLACIER|STANDARD_IA|ONEZONE_IA|INTELLIGENT_TIERING|DEEP_ARCHIVE|GLACIER_IR }
  NoncurrentVersionTransition* {
    NoncurrentDays? int  NewerNoncurrentVersions? int
    StorageClass GLACIER|STANDARD_IA|ONEZONE_IA|INTELLIGENT_TIERING|DEEP_ARCHIVE|GLACIER_IR
  }
  NoncurrentVersionExpiration? { NoncurrentDays? int  NewerNoncurrentVersions? int }
  AbortIncompleteMultipartUpload? { DaysAfterInitiation? int }
} })";

const char* const encryption = R"(ServerSideEncryptionConfiguration { Rule+ {
  ApplyServerSideEncryptionByDefault? { SSEAlgorithm AES256|aws:kms|aws:kms:dsse|aws:fsx|aws:backup  KMSMasterKeyID? text }
  BucketKeyEnabled? bool
  BlockedEncryptionTypes? { EncryptionType* NONE|SSE-C }
} })";

// Since April 2026 a new bucket takes no objects with keys that the writer brings.
const char* const default_encryption =
    "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm>"
    "</ApplyServerSideEncryptionByDefault><BucketKeyEnabled>false</BucketKeyEnabled><BlockedEncryptionTypes>"
    "<EncryptionType>SSE-C</EncryptionType></BlockedEncryptionTypes></Rule></ServerSideEncryptionConfiguration>";

const char* const public_access_block = R"(PublicAccessBlockConfiguration {
  BlockPublicAcls? bool  IgnorePublicAcls? bool  BlockPublicPolicy? bool  RestrictPublicBuckets? bool
})";

const char* const ownership =
    "OwnershipControls { Rule { ObjectOwnership BucketOwnerPreferred|ObjectWriter|BucketOwnerEnforced } }";

const char* const tagging = "Tagging { TagSet { Tag* { Key text  Value text } } }";

const char* const cors = R"(CORSConfiguration { CORSRule+ {
  ID? text  AllowedHeader* text  AllowedMethod+ text  AllowedOrigin+ text  ExposeHeader* text  MaxAgeSeconds? int
} })";

const char* const website = R"(WebsiteConfiguration {
  ErrorDocument? { Key text }
  IndexDocument? { Suffix text }
  RedirectAllRequestsTo? { HostName text  Protocol? http|https }
  RoutingRules? { RoutingRule* {
    Condition? { HttpErrorCodeReturnedEquals? text  KeyPrefixEquals? text }
    Redirect { HostName? text  HttpRedirectCode? text  Protocol? http|https  ReplaceKeyPrefixWith? text  ReplaceKeyWith? text }
  } }
})";

const char* const logging = R"(BucketLoggingStatus { LoggingEnabled? {
  TargetBucket text  TargetPrefix text
  TargetGrants? { Grant* { Grantee { DisplayName? text  EmailAddress? text  ID? text  URI? text }  Permission FULL_CONTROL|READ|WRITE } }
  TargetObjectKeyFormat? { SimplePrefix? { }  PartitionedPrefix? { PartitionDateSource? EventTime|DeliveryTime } }
} })";

const char* const replication = R"(ReplicationConfiguration { Role text  Rule+ {
  ID? text  Priority? int  Prefix? text  Status Enabled|Disabled
  Filter? { Prefix? text  Tag? { Key text  Value text }  And? { Prefix? text  Tag* { Key text  Value text } } }
  SourceSelectionCriteria? {
    SseKmsEncryptedObjects? { Status Enabled|Disabled }
    ReplicaModifications? { Status Enabled|Disabled }
  }
  ExistingObjectReplication? { Status Enabled|Disabled }
  DeleteMarkerReplication? { Status? Enabled|Disabled }
  Destination {
    Bucket text  Account? text
    StorageClass? STANDARD|REDUCED_REDUNDANCY|STANDARD_IA|ONEZONE_IA|INTELLIGENT_TIERING|GLACIER|DEEP_ARCHIVE|GLACIER_IR
    AccessControlTranslation? { Owner Destination }
    EncryptionConfiguration? { ReplicaKmsKeyID? text }
    ReplicationTime? { Status Enabled|Disabled  Time { Minutes? int } }
    Metrics? { Status Enabled|Disabled  EventThreshold? { Minutes? int } }
  }
} })";

const char* const object_lock = R"(ObjectLockConfiguration {
  ObjectLockEnabled? Enabled  Rule? { DefaultRetention? { Mode? GOVERNANCE|COMPLIANCE  Days? int  Years? int } }
})";

const char* const notification = R"(NotificationConfiguration {
  TopicConfiguration* { Id? text  Topic text  Event+ text  Filter? { S3Key? { FilterRule* { Name text  Value text } } } }
  QueueConfiguration* { Id? text  Queue text  Event+ text  Filter? { S3Key? { FilterRule* { Name text  Value text } } } }
  CloudFunctionConfiguration* { Id? text  CloudFunction text  Event+ text  Filter? { S3Key? { FilterRule* { Name text  Value text } } } }
  EventBridgeConfiguration? { }
})";

const char* const tiering = R"(IntelligentTieringConfiguration {
  Id text  Status Enabled|Disabled
  Filter? { Prefix? text  Tag? { Key text  Value text }  And? { Prefix? text  Tag* { Key text  Value text } } }
  Tiering+ { Days int  AccessTier ARCHIVE_ACCESS|DEEP_ARCHIVE_ACCESS }
})";

std::vector<Part> make_parts() {
  std::vector<Part> out = {
      {"BucketVersioning", "", "versioning", versioning, "<VersioningConfiguration/>", check_versioning},
      {"BucketEncryption", "DeleteBucketEncryption", "encryption", encryption, default_encryption, check_encryption},
      {"PublicAccessBlock", "DeletePublicAccessBlock", "publicAccessBlock", public_access_block,
       "NoSuchPublicAccessBlockConfiguration:The public access block configuration was not found",
       check_public_access_block},
      {"BucketOwnershipControls", "DeleteBucketOwnershipControls", "ownershipControls", ownership,
       "OwnershipControlsNotFoundError:The bucket ownership controls were not found", check_ownership},
      {"BucketCors", "DeleteBucketCors", "cors", cors, "NoSuchCORSConfiguration:The CORS configuration does not exist",
       check_cors},
      {"BucketWebsite", "DeleteBucketWebsite", "website", website,
       "NoSuchWebsiteConfiguration:The specified bucket does not have a website configuration", check_website},
      {"BucketLogging", "", "logging", logging, "<BucketLoggingStatus/>", check_logging},
      {"BucketReplication", "DeleteBucketReplication", "replication", replication,
       "ReplicationConfigurationNotFoundError:The replication configuration was not found", check_replication},
      {"BucketRequestPayment", "", "requestPayment", "RequestPaymentConfiguration { Payer Requester|BucketOwner }",
       "<RequestPaymentConfiguration><Payer>BucketOwner</Payer></RequestPaymentConfiguration>"},
      {"ObjectLockConfiguration", "", "object-lock", object_lock,
       "ObjectLockConfigurationNotFoundError:Object Lock configuration does not exist for this bucket",
       check_object_lock},
  };
  Part tags{"BucketTagging", "DeleteBucketTagging", "tagging", tagging, "NoSuchTagSet:The TagSet does not exist",
            check_tagging};
  tags.put_status = 204;
  out.push_back(tags);
  Part accelerate{"BucketAccelerateConfiguration",
                  "",
                  "accelerate",
                  "AccelerateConfiguration { Status Enabled|Suspended }",
                  "<AccelerateConfiguration/>",
                  check_accelerate};
  accelerate.needs_digest = false;
  out.push_back(accelerate);
  Part events{"BucketNotificationConfiguration",
              "",
              "notification",
              notification,
              "<NotificationConfiguration/>",
              check_notification};
  events.needs_digest = false;
  out.push_back(events);
  Part rules{"BucketLifecycleConfiguration",
             "DeleteBucketLifecycle",
             "lifecycle",
             lifecycle,
             "NoSuchLifecycleConfiguration:The lifecycle configuration does not exist",
             check_lifecycle};
  rules.header = "x-amz-transition-default-minimum-object-size";
  rules.header_default = "all_storage_classes_128K";
  out.push_back(rules);
  Part tiers{"BucketIntelligentTieringConfiguration",
             "DeleteBucketIntelligentTieringConfiguration",
             "intelligent-tiering",
             tiering,
             "NoSuchConfiguration:The specified configuration does not exist.",
             check_tiering};
  tiers.needs_digest = false;
  tiers.list = "ListBucketIntelligentTieringConfigurations";
  out.push_back(tiers);
  return out;
}

}  // namespace

const std::vector<Part>& parts() {
  static const auto all = make_parts();
  return all;
}

const Part& part(const std::string& query) {
  const auto at = std::find_if(parts().begin(), parts().end(), [&](const Part& one) { return one.query == query; });
  if (at == parts().end()) throw std::logic_error("S3 has no part " + query);
  return *at;
}

}  // namespace lakeform::sandbox::s3
