#include <thread>

#include "tests/sandbox/s3/client.h"

using namespace lakeform::sandbox;
using namespace lakeform::sandbox::s3;

namespace {

struct Lake : Sandbox {
  Lake() { client.put("/lake"); }
  /// The code of the refusal, or the status.
  std::string put(const std::string& part, const std::string& body) {
    const auto answer = client.put("/lake?" + part, body);
    return answer.code().empty() ? std::to_string(answer.status) : answer.code();
  }
};

std::string rule(const std::string& inside) {
  return "<LifecycleConfiguration><Rule><Status>Enabled</Status>" + inside + "</Rule></LifecycleConfiguration>";
}

std::string policy(const std::string& principal, const std::string& resource = "arn:aws:s3:::lake/*",
                   const std::string& effect = "Allow") {
  return R"({"Version":"2012-10-17","Statement":[{"Effect":")" + effect + R"(","Principal":)" + principal +
         R"(,"Action":"s3:GetBucketVersioning","Resource":")" + resource + R"("}]})";
}

}  // namespace

TEST_CASE_FIXTURE(Lake, "a new bucket is encrypted, closed to the public and without ACLs") {
  CHECK(client.get("/lake?encryption").at("Rule/ApplyServerSideEncryptionByDefault/SSEAlgorithm") == "AES256");
  CHECK(client.get("/lake?publicAccessBlock").at("BlockPublicPolicy") == "true");
  CHECK(client.get("/lake?ownershipControls").at("Rule/ObjectOwnership") == "BucketOwnerEnforced");
  CHECK(client.call("PUT", "/lake?acl", "", {{"x-amz-acl", "private"}}).code() == "AccessControlListNotSupported");
  CHECK(client.get("/lake?acl").at("AccessControlList/Grant/Permission") == "FULL_CONTROL");
}

TEST_CASE_FIXTURE(Lake,
                  "a sub-resource that the sandbox lacks is refused by name, and not taken for a list of objects") {
  const auto answer = client.get("/lake?inventory");
  CHECK(answer.status == 501);
  CHECK(answer.code() == "NotImplemented");
  CHECK(answer.body.find("?inventory") != std::string::npos);
}

TEST_CASE_FIXTURE(Lake, "what was never put is told by a code of its own") {
  CHECK(client.get("/lake?tagging").code() == "NoSuchTagSet");
  CHECK(client.get("/lake?lifecycle").code() == "NoSuchLifecycleConfiguration");
  CHECK(client.get("/lake?policy").code() == "NoSuchBucketPolicy");
  CHECK(client.get("/lake?cors").code() == "NoSuchCORSConfiguration");
  CHECK(client.get("/lake?website").code() == "NoSuchWebsiteConfiguration");
  CHECK(client.get("/lake?replication").code() == "ReplicationConfigurationNotFoundError");
  CHECK(client.get("/lake?object-lock").code() == "ObjectLockConfigurationNotFoundError");
  CHECK(client.get("/lake?versioning").status == 200);
  CHECK(client.get("/lake?requestPayment").at("Payer") == "BucketOwner");
}

TEST_CASE_FIXTURE(Lake, "a part is put, read and removed") {
  CHECK(put("versioning", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>") == "200");
  CHECK(client.get("/lake?versioning").at("Status") == "Enabled");
  CHECK(put("tagging", "<Tagging><TagSet><Tag><Key>a</Key><Value></Value></Tag></TagSet></Tagging>") == "204");
  CHECK(client.get("/lake?tagging").at("TagSet/Tag/Key") == "a");
  CHECK(client.remove("/lake?tagging").status == 204);
  CHECK(client.get("/lake?tagging").code() == "NoSuchTagSet");
  CHECK(client.remove("/lake?publicAccessBlock").status == 204);
  CHECK(client.get("/lake?publicAccessBlock").code() == "NoSuchPublicAccessBlockConfiguration");
}

TEST_CASE_FIXTURE(Lake, "a document must have the shape that S3 publishes") {
  CHECK(put("versioning", "<VersioningConfiguration><Status>On</Status></VersioningConfiguration>") == "MalformedXML");
  CHECK(put("versioning", "<VersioningConfiguration><State>Enabled</State></VersioningConfiguration>") ==
        "MalformedXML");
  CHECK(put("versioning", "<Versioning>") == "MalformedXML");
  CHECK(put("versioning", "<VersioningConfiguration/>") == "IllegalVersioningConfigurationException");
  CHECK(put("lifecycle", rule("<Filter/><Expiration><Days>soon</Days></Expiration>")) == "MalformedXML");
  CHECK(put("ownershipControls", "<OwnershipControls/>") == "MalformedXML");
}

TEST_CASE_FIXTURE(Lake, "a put without a digest, or with a wrong one, is refused") {
  client.digests = false;
  CHECK(put("versioning", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>") ==
        "InvalidRequest");
  CHECK(client.call("PUT", "/lake?versioning", "<V/>", {{"content-md5", "AAAAAAAAAAAAAAAAAAAAAA=="}}).code() ==
        "BadDigest");
  CHECK(client.call("PUT", "/lake?versioning", "<V/>", {{"content-md5", "short"}}).code() == "InvalidDigest");
  CHECK(client.call("PUT", "/lake?versioning", "<V/>", {{"x-amz-checksum-sha256", "AAAA"}}).code() == "BadDigest");
}

TEST_CASE_FIXTURE(Lake, "lifecycle rules come back as they were put, with an id and the header's default") {
  const auto sent = client.put(
      "/lake?lifecycle",
      rule("<Filter><Prefix>raw/</Prefix></Filter><Expiration><Date>2030-01-01T00:00:00Z</Date></Expiration>"));
  CHECK(sent.header("x-amz-transition-default-minimum-object-size") == "all_storage_classes_128K");
  const auto read = client.get("/lake?lifecycle");
  CHECK(read.header("x-amz-transition-default-minimum-object-size") == "all_storage_classes_128K");
  CHECK(read.at("Rule/Filter/Prefix") == "raw/");
  CHECK(read.at("Rule/Expiration/Date") == "2030-01-01T00:00:00.000Z");
  CHECK(read.at("Rule/ID").size() == 48);
}

TEST_CASE_FIXTURE(Lake, "lifecycle rules that make no sense are refused as S3 does") {
  const std::string tag = "<Tag><Key>a</Key><Value>b</Value></Tag>";
  const std::string expiry = "<Expiration><Days>365</Days></Expiration>";
  const auto move = [](const std::string& days, const std::string& storage) {
    return "<Transition><Days>" + days + "</Days><StorageClass>" + storage + "</StorageClass></Transition>";
  };
  CHECK(put("lifecycle", rule("<Filter/>")) == "InvalidRequest");
  CHECK(put("lifecycle", rule(expiry)) == "MalformedXML");
  CHECK(put("lifecycle", rule("<Filter/><Prefix>a</Prefix>" + expiry)) == "InvalidRequest");
  CHECK(put("lifecycle", rule("<Filter><Prefix>a</Prefix>" + tag + "</Filter>" + expiry)) == "MalformedXML");
  CHECK(put("lifecycle", rule("<Filter/>" + move("10", "STANDARD_IA"))) == "InvalidArgument");
  CHECK(put("lifecycle", rule("<Filter/>" + move("400", "GLACIER") + expiry)) == "InvalidArgument");
  CHECK(put("lifecycle", rule("<Filter/>" + move("30", "GLACIER") + move("60", "GLACIER"))) == "InvalidRequest");
  CHECK(put("lifecycle", rule("<Filter/><Expiration><Days>0</Days></Expiration>")) == "InvalidArgument");
  CHECK(put("lifecycle", rule("<Filter/><Expiration><Date>2030-01-01T10:00:00Z</Date></Expiration>")) ==
        "InvalidArgument");
  CHECK(put("lifecycle", rule("<Filter>" + tag +
                              "</Filter><AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation>"
                              "</AbortIncompleteMultipartUpload>")) == "InvalidRequest");
  CHECK(put("lifecycle", rule("<Filter/>" + move("30", "STANDARD_IA") + move("0", "GLACIER_IR") + expiry)) == "200");
}

TEST_CASE_FIXTURE(Lake, "encryption keeps what a put says nothing about, and falls back to S3's own keys") {
  CHECK(put("encryption",
            "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</"
            "SSEAlgorithm>"
            "</ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>") == "200");
  const auto read = client.get("/lake?encryption");
  CHECK(read.at("Rule/BucketKeyEnabled") == "false");
  CHECK(read.at("Rule/BlockedEncryptionTypes/EncryptionType") == "SSE-C");
  CHECK(put("encryption",
            "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</"
            "SSEAlgorithm>"
            "<KMSMasterKeyID>k</KMSMasterKeyID></ApplyServerSideEncryptionByDefault></Rule></"
            "ServerSideEncryptionConfiguration>") == "InvalidArgument");
  client.remove("/lake?encryption");
  CHECK(client.get("/lake?encryption").at("Rule/ApplyServerSideEncryptionByDefault/SSEAlgorithm") == "AES256");
}

TEST_CASE_FIXTURE(Lake, "a policy must be JSON of the right form and speak of the bucket") {
  CHECK(put("policy", "nothing") == "MalformedPolicy");
  CHECK(put("policy", R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]})") == "MalformedPolicy");
  CHECK(put("policy", policy(R"({"AWS":"somebody"})")) == "MalformedPolicy");
  CHECK(put("policy", policy(R"({"AWS":"222222222222"})", "arn:aws:s3:::other/*")) == "MalformedPolicy");
  const auto good = policy(R"({"AWS":"222222222222"})");
  CHECK(put("policy", good) == "204");
  CHECK(client.get("/lake?policy").body == good);
}

TEST_CASE_FIXTURE(Lake, "a public policy is refused while the public access block says so") {
  CHECK(put("policy", policy("\"*\"")) == "AccessDenied");
  client.remove("/lake?publicAccessBlock");
  CHECK(put("policy", policy("\"*\"")) == "204");
  CHECK(client.get("/lake?policyStatus").at("IsPublic") == "true");
}

TEST_CASE_FIXTURE(Lake, "a policy lets another account in and keeps the own one out") {
  Client other(front, "us-east-1", 2);
  CHECK(other.get("/lake?versioning").code() == "AccessDenied");
  put("policy", policy(R"({"AWS":"222222222222"})", "arn:aws:s3:::lake"));
  CHECK(other.get("/lake?versioning").status == 200);
  CHECK(other.get("/lake?encryption").code() == "AccessDenied");
  put("policy", policy(R"({"AWS":"111111111111"})", "arn:aws:s3:::lake", "Deny"));
  CHECK(client.get("/lake?versioning").code() == "AccessDenied");
  CHECK(client.remove("/lake?policy").status == 204);
  CHECK(client.get("/lake?versioning").status == 200);
}

TEST_CASE_FIXTURE(Lake, "tags have distinct keys of a right length") {
  const auto tags = [](const std::string& key) {
    return "<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag><Tag><Key>" + key +
           "</Key><Value>1</Value></Tag></TagSet></Tagging>";
  };
  CHECK(put("tagging", tags("a")) == "InvalidTag");
  CHECK(put("tagging", tags("aws:a")) == "InvalidTag");
  CHECK(put("tagging", tags(std::string(129, 'k'))) == "InvalidTag");
  CHECK(put("tagging", tags("b")) == "204");
}

TEST_CASE_FIXTURE(Lake, "MFA delete is switched with a code only") {
  const std::string body =
      "<VersioningConfiguration><Status>Enabled</Status><MfaDelete>Enabled</MfaDelete></VersioningConfiguration>";
  CHECK(put("versioning", body) == "AccessDenied");
  CHECK(client.call("PUT", "/lake?versioning", body, {{"x-amz-mfa", "serial 123456"}}).status == 200);
  CHECK(client.get("/lake?versioning").at("MfaDelete") == "Enabled");
}

TEST_CASE_FIXTURE(Lake, "another owner than the expected one is refused") {
  CHECK(client.call("GET", "/lake?versioning", "", {{"x-amz-expected-bucket-owner", "222222222222"}}).code() ==
        "AccessDenied");
  CHECK(client.call("GET", "/lake?versioning", "", {{"x-amz-expected-bucket-owner", "111111111111"}}).status == 200);
}

TEST_CASE_FIXTURE(Lake, "replication needs versions on both sides") {
  const std::string body =
      "<ReplicationConfiguration><Role>arn:aws:iam::111111111111:role/r</Role><Rule><Status>Enabled</Status><Prefix></"
      "Prefix>"
      "<Destination><Bucket>arn:aws:s3:::copy</Bucket></Destination></Rule></ReplicationConfiguration>";
  const std::string enabled = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
  CHECK(put("replication", body) == "InvalidRequest");
  client.put("/copy");
  put("versioning", enabled);
  CHECK(put("replication", body) == "InvalidRequest");
  client.put("/copy?versioning", enabled);
  CHECK(put("replication", body) == "200");
  CHECK(put("versioning", "<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>") ==
        "InvalidBucketState");
}

TEST_CASE_FIXTURE(Lake, "tiering configurations stand side by side under their ids") {
  const auto body = [](const std::string& id) {
    return "<IntelligentTieringConfiguration><Id>" + id +
           "</Id><Status>Enabled</Status><Tiering><Days>90</Days><AccessTier>ARCHIVE_ACCESS</AccessTier>"
           "</Tiering></IntelligentTieringConfiguration>";
  };
  CHECK(put("intelligent-tiering&id=one", body("one")) == "200");
  CHECK(put("intelligent-tiering&id=two", body("two")) == "200");
  CHECK(put("intelligent-tiering&id=two", body("three")) == "MalformedXML");
  CHECK(client.get("/lake?intelligent-tiering&id=two").at("Id") == "two");
  CHECK(client.get("/lake?intelligent-tiering").at("IntelligentTieringConfiguration/Id") == "one");
  CHECK(client.remove("/lake?intelligent-tiering&id=two").status == 204);
  CHECK(client.remove("/lake?intelligent-tiering&id=two").code() == "NoSuchConfiguration");
}

TEST_CASE_FIXTURE(Lake, "notifications get ids and may not overlap") {
  const auto queue = [](const std::string& prefix) {
    return "<QueueConfiguration><Queue>arn:aws:sqs:us-east-1:111111111111:q</Queue><Event>s3:ObjectCreated:*</"
           "Event><Filter><S3Key><FilterRule><Name>prefix</Name><Value>" +
           prefix + "</Value></FilterRule></S3Key></Filter></QueueConfiguration>";
  };
  const auto both = [&](const std::string& a, const std::string& b) {
    return "<NotificationConfiguration>" + queue(a) + queue(b) + "</NotificationConfiguration>";
  };
  CHECK(put("notification", both("a/", "a/b/")) == "InvalidArgument");
  CHECK(put("notification", both("a/", "b/")) == "200");
  CHECK(client.get("/lake?notification").at("QueueConfiguration/Id").size() == 48);
}

TEST_CASE("with a lag a part is read as it was before") {
  Options options;
  options.lag = Millis(60);
  Sandbox sandbox(options);
  sandbox.client.put("/lake");
  std::this_thread::sleep_for(Millis(80));
  sandbox.client.put("/lake?versioning", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>");
  CHECK(sandbox.client.get("/lake?versioning").at("Status").empty());
  std::this_thread::sleep_for(Millis(80));
  CHECK(sandbox.client.get("/lake?versioning").at("Status") == "Enabled");
}
