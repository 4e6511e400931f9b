#include "tests/sandbox/s3/client.h"

using namespace lakeform::sandbox;
using namespace lakeform::sandbox::s3;

namespace {

struct Objects : Sandbox {
  Objects() { client.put("/lake"); }
  void version() {
    client.put("/lake?versioning", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>");
  }
  std::size_t count(const Answer& answer, const char* element) const {
    const auto nodes = answer.xml.document_element().children(element);
    return static_cast<std::size_t>(std::distance(nodes.begin(), nodes.end()));
  }
};

}  // namespace

TEST_CASE_FIXTURE(Objects, "an object comes back with its data, metadata, tags and digest") {
  const auto put =
      client.call("PUT", "/lake/raw/a%20b.csv", "1,2",
                  {{"content-type", "text/csv"}, {"x-amz-meta-source", "shop"}, {"x-amz-tagging", "team=data&empty="}});
  CHECK(put.header("etag") == "\"05cf281c050be3da4eecf3bc6e8aac1b\"");
  CHECK(put.header("x-amz-server-side-encryption") == "AES256");
  const auto got = client.call("GET", "/lake/raw/a%20b.csv", "", {{"x-amz-checksum-mode", "ENABLED"}});
  CHECK(got.body == "1,2");
  CHECK(got.header("content-type") == "text/csv");
  CHECK(got.header("x-amz-meta-source") == "shop");
  CHECK(got.header("x-amz-tagging-count") == "2");
  CHECK(got.header("x-amz-checksum-crc32") == put.header("x-amz-checksum-crc32"));
  const auto head = client.head("/lake/raw/a%20b.csv");
  CHECK(head.body.empty());
  CHECK(head.header("content-length") == "3");
  CHECK(client.get("/lake/none").code() == "NoSuchKey");
}

TEST_CASE_FIXTURE(Objects, "a part of an object is read by its range") {
  client.put("/lake/k", "0123456789");
  const auto middle = client.call("GET", "/lake/k", "", {{"range", "bytes=2-4"}});
  CHECK(middle.status == 206);
  CHECK(middle.body == "234");
  CHECK(middle.header("content-range") == "bytes 2-4/10");
  CHECK(client.call("GET", "/lake/k", "", {{"range", "bytes=-3"}}).body == "789");
  CHECK(client.call("GET", "/lake/k", "", {{"range", "bytes=10-"}}).code() == "InvalidRange");
}

TEST_CASE_FIXTURE(Objects, "conditions decide reads and writes") {
  const auto etag = client.put("/lake/k", "v").header("etag");
  CHECK(client.call("GET", "/lake/k", "", {{"if-none-match", etag}}).status == 304);
  CHECK(client.call("GET", "/lake/k", "", {{"if-match", "\"other\""}}).code() == "PreconditionFailed");
  CHECK(client.call("PUT", "/lake/k", "w", {{"if-none-match", "*"}}).code() == "PreconditionFailed");
  CHECK(client.call("PUT", "/lake/k", "w", {{"if-match", etag}}).status == 200);
}

TEST_CASE_FIXTURE(Objects, "with versioning nothing is lost until a version is removed") {
  version();
  const auto first = client.put("/lake/k", "one").header("x-amz-version-id");
  client.put("/lake/k", "two");
  CHECK(client.get("/lake/k").body == "two");
  CHECK(client.get("/lake/k?versionId=" + first).body == "one");
  const auto marker = client.remove("/lake/k");
  CHECK(marker.header("x-amz-delete-marker") == "true");
  const auto hidden = client.get("/lake/k");
  CHECK(hidden.code() == "NoSuchKey");
  CHECK(hidden.header("x-amz-delete-marker") == "true");
  const auto versions = client.get("/lake?versions");
  CHECK(count(versions, "Version") == 2);
  CHECK(count(versions, "DeleteMarker") == 1);
  CHECK(client.remove("/lake").code() == "BucketNotEmpty");
  client.remove("/lake/k?versionId=" + marker.header("x-amz-version-id"));
  CHECK(client.get("/lake/k").body == "two");
}

TEST_CASE_FIXTURE(Objects, "a suspended bucket overwrites its null version only") {
  client.put("/lake/k", "before");
  version();
  client.put("/lake/k", "kept");
  client.put("/lake?versioning", "<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>");
  client.put("/lake/k", "after");
  CHECK(client.get("/lake/k?versionId=null").body == "after");
  CHECK(count(client.get("/lake?versions"), "Version") == 2);
}

TEST_CASE_FIXTURE(Objects, "keys are listed in pages and folded at a delimiter") {
  for (const char* key : {"a/1", "a/2", "b/1", "c", "d"}) client.put(std::string("/lake/") + key, "x");
  const auto first = client.get("/lake?list-type=2&delimiter=%2F&max-keys=2");
  CHECK(count(first, "CommonPrefixes") == 2);
  CHECK(first.at("IsTruncated") == "true");
  const auto second =
      client.get("/lake?list-type=2&delimiter=%2F&max-keys=2&continuation-token=" + first.at("NextContinuationToken"));
  CHECK(count(second, "Contents") == 2);
  CHECK(second.at("IsTruncated") == "false");
  CHECK(client.get("/lake?list-type=2&prefix=a%2F").at("KeyCount") == "2");
  CHECK(client.get("/lake?list-type=2&start-after=c").at("Contents/Key") == "d");
  CHECK(client.get("/lake?marker=b%2F1&max-keys=1").at("Contents/Key") == "c");
  CHECK(client.get("/lake?list-type=2&continuation-token=zz").code() == "InvalidArgument");
}

TEST_CASE_FIXTURE(Objects, "versions are listed in pages that go on inside a key") {
  version();
  for (int i = 0; i < 5; ++i) client.put(i < 3 ? "/lake/a" : "/lake/b", std::to_string(i));
  std::size_t seen = 0;
  std::string marks;
  for (int page = 0; page < 3; ++page) {
    const auto answer = client.get("/lake?versions&max-keys=2" + marks);
    seen += count(answer, "Version");
    marks = "&key-marker=" + answer.at("NextKeyMarker") + "&version-id-marker=" + answer.at("NextVersionIdMarker");
  }
  CHECK(seen == 5);
}

TEST_CASE_FIXTURE(Objects, "many objects are removed in one call, each with its own outcome") {
  version();
  const auto id = client.put("/lake/a", "1").header("x-amz-version-id");
  const auto body =
      "<Delete><Object><Key>a</Key><VersionId>" + id + "</VersionId></Object><Object><Key>none</Key></Object></Delete>";
  const auto answer = client.call("POST", "/lake?delete", body);
  CHECK(count(answer, "Deleted") == 2);
  CHECK(answer.at("Deleted/VersionId") == id);
  client.digests = false;
  CHECK(client.call("POST", "/lake?delete", body).code() == "InvalidRequest");
}

TEST_CASE_FIXTURE(Sandbox, "a locked version is not removed before its time") {
  client.call("PUT", "/safe", "", {{"x-amz-bucket-object-lock-enabled", "true"}});
  CHECK(client.get("/safe?versioning").at("Status") == "Enabled");
  CHECK(client.get("/safe?object-lock").at("ObjectLockEnabled") == "Enabled");
  const std::map<std::string, std::string> lock = {{"x-amz-object-lock-mode", "GOVERNANCE"},
                                                   {"x-amz-object-lock-retain-until-date", "2099-01-01T00:00:00Z"}};
  const auto id = client.call("PUT", "/safe/k", "v", lock).header("x-amz-version-id");
  CHECK(client.remove("/safe/k?versionId=" + id).code() == "AccessDenied");
  const auto batch = client.call("POST", "/safe?delete",
                                 "<Delete><Object><Key>k</Key><VersionId>" + id + "</VersionId></Object></Delete>");
  CHECK(batch.at("Error/Code") == "AccessDenied");
  CHECK(client.put("/safe/k?legal-hold&versionId=" + id, "<LegalHold><Status>ON</Status></LegalHold>").status == 200);
  const std::map<std::string, std::string> bypass = {{"x-amz-bypass-governance-retention", "true"}};
  CHECK(client.call("DELETE", "/safe/k?versionId=" + id, "", bypass).code() == "AccessDenied");
  client.put("/safe/k?legal-hold&versionId=" + id, "<LegalHold><Status>OFF</Status></LegalHold>");
  CHECK(client.call("DELETE", "/safe/k?versionId=" + id, "", bypass).status == 204);
}

TEST_CASE_FIXTURE(Objects, "an object's tags are changed without touching it") {
  client.put("/lake/k", "v");
  CHECK(client.put("/lake/k?tagging", "<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>")
            .status == 200);
  CHECK(client.get("/lake/k?tagging").at("TagSet/Tag/Key") == "a");
  CHECK(client.remove("/lake/k?tagging").status == 204);
  CHECK(count(client.get("/lake/k?tagging"), "TagSet") == 1);
}

TEST_CASE_FIXTURE(Objects, "an upload in parts becomes one object") {
  const std::string big(5U << 20U, 'x');
  const auto id = client.call("POST", "/lake/k?uploads").at("UploadId");
  const auto part = [&](int number, const std::string& data) {
    return client.put("/lake/k?partNumber=" + std::to_string(number) + "&uploadId=" + id, data).header("etag");
  };
  const auto complete = [&](const std::string& one, const std::string& two) {
    return client.call("POST", "/lake/k?uploadId=" + id,
                       "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + one +
                           "</ETag></Part><Part><PartNumber>2</PartNumber><ETag>" + two +
                           "</ETag></Part></CompleteMultipartUpload>");
  };
  const auto small = part(1, "small");
  const auto last = part(2, "end");
  CHECK(complete(small, last).code() == "EntityTooSmall");
  CHECK(complete("\"other\"", last).code() == "InvalidPart");
  const auto first = part(1, big);
  CHECK(count(client.get("/lake/k?uploadId=" + id), "Part") == 2);
  CHECK(client.get("/lake?uploads").at("Upload/Key") == "k");
  const auto done = complete(first, last);
  CHECK(done.at("ETag").find("-2\"") != std::string::npos);
  CHECK(client.get("/lake/k").body == big + "end");
  CHECK(client.get("/lake/k?uploadId=" + id).code() == "NoSuchUpload");
}

TEST_CASE_FIXTURE(Objects, "the frames of aws-chunked are taken off and the trailing checksum is checked") {
  const auto crc = lakeform::cloud::base64(lakeform::cloud::crc32_bytes("hello world"));
  const auto put = [&](const std::string& trailer) {
    return client.call("PUT", "/lake/k",
                       "5\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:" + trailer + "\r\n\r\n",
                       {{"x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"},
                        {"x-amz-trailer", "x-amz-checksum-crc32"},
                        {"content-encoding", "aws-chunked"},
                        {"x-amz-decoded-content-length", "11"}});
  };
  CHECK(put("AAAAAA==").code() == "BadDigest");
  CHECK(put(crc).status == 200);
  const auto got = client.get("/lake/k");
  CHECK(got.body == "hello world");
  CHECK(got.header("content-encoding").empty());
}

TEST_CASE_FIXTURE(Objects, "a copy takes data and metadata along, and to itself must change something") {
  client.call("PUT", "/lake/a", "v", {{"x-amz-meta-m", "1"}});
  CHECK(client.call("PUT", "/lake/b", "", {{"x-amz-copy-source", "/lake/a"}}).at("ETag") ==
        client.head("/lake/a").header("etag"));
  CHECK(client.head("/lake/b").header("x-amz-meta-m") == "1");
  CHECK(client.call("PUT", "/lake/a", "", {{"x-amz-copy-source", "lake/a"}}).code() == "InvalidRequest");
}

TEST_CASE_FIXTURE(Objects, "keys that a writer brings are refused, and ACLs while they are switched off") {
  CHECK(client.call("PUT", "/lake/k", "v", {{"x-amz-server-side-encryption-customer-algorithm", "AES256"}}).code() ==
        "AccessDenied");
  CHECK(client.call("PUT", "/lake/k", "v", {{"x-amz-acl", "public-read"}}).code() == "AccessControlListNotSupported");
  CHECK(client.call("PUT", "/lake/k", "v", {{"x-amz-acl", "bucket-owner-full-control"}}).status == 200);
}
