#include "provider/cloud/aws/styles.h"

#include <doctest/doctest.h>

using namespace lakeform::cloud;
using namespace lakeform::cloud::aws;

namespace {

const Service& named(std::string_view name) {
  const Service* found = find_service(name);
  REQUIRE(found);
  return *found;
}

Call call(std::string_view service_name, std::string_view operation, Json body = nullptr) {
  Call made;
  made.service = service_name;
  made.operation = operation;
  made.body = std::move(body);
  return made;
}

std::string header(const WireRequest& request, std::string_view wanted) {
  for (const auto& [name, value] : request.headers) {
    if (name == wanted) return value;
  }
  return {};
}

Json payload(std::string_view name, const std::string& body) {
  Json out;
  const auto start = body.find('<', body.starts_with("<?") ? 2 : 0);
  const auto element =
      start == std::string::npos ? std::string() : body.substr(start + 1, body.find_first_of(" >/", start) - start - 1);
  const bool query = element.ends_with("Response");
  CHECK(from_wire(named(name), call(name, query ? element.substr(0, element.size() - 8) : "Put"), {200, {}, body}, out)
            .empty());
  return out;
}

}  // namespace

TEST_CASE("a JSON call names its operation in a header and sends its tree, or {} for none") {
  const auto glue = to_wire(
      named("glue"), call("glue", "CreateCrawler", {{"Name", "sales"}, {"Targets", {{"S3Targets", Json::array()}}}}));
  CHECK(glue.method == "POST");
  CHECK(glue.path == "/");
  CHECK(header(glue, "X-Amz-Target") == "AWSGlue.CreateCrawler");
  CHECK(header(glue, "Content-Type") == "application/x-amz-json-1.1");
  CHECK(glue.body == R"({"Name":"sales","Targets":{"S3Targets":[]}})");
  const auto states = to_wire(named("sfn"), call("sfn", "ListStateMachines"));
  CHECK(header(states, "Content-Type") == "application/x-amz-json-1.0");
  CHECK(states.body == "{}");
}

TEST_CASE("a query call flattens its tree: numbered lists under their wire name, an empty list as a bare name") {
  const Json body = {{"ClusterIdentifier", "dw &1"},
                     {"Encrypted", true},
                     {"NumberOfNodes", 2},
                     {"KmsKeyId", nullptr},
                     {"DBName", ""},
                     {"AddIamRoles", {{"IamRoleArn", Json::array()}}},
                     {"Tags", {{"Tag", {{{"Key", "a"}, {"Value", "1"}}, {{"Key", "b"}, {"Value", ""}}}}}},
                     {"ClusterSecurityGroups", {{"member", {"x"}}}}};
  CHECK(query_form(named("redshift"), call("redshift", "CreateCluster", body)) ==
        "Action=CreateCluster&Version=2012-12-01&AddIamRoles=&ClusterIdentifier=dw%20%261&ClusterSecurityGroups.member."
        "1=x&DBName="
        "&Encrypted=true&NumberOfNodes=2&Tags.Tag.1.Key=a&Tags.Tag.1.Value=1&Tags.Tag.2.Key=b&Tags.Tag.2.Value=");
  const auto wire = to_wire(named("iam"), call("iam", "ListRoles"));
  CHECK(wire.body == "Action=ListRoles&Version=2010-05-08");
  CHECK(header(wire, "Content-Type") == "application/x-www-form-urlencoded");
}

TEST_CASE("ec2 numbers lists directly and leaves empty ones out") {
  const Json body = {{"Filter", {{{"Name", "state"}, {"Value", {"available", "impaired"}}}}},
                     {"ZoneName", Json::array()}};
  CHECK(query_form(named("ec2"), call("ec2", "DescribeAvailabilityZones", body)) ==
        "Action=DescribeAvailabilityZones&Version=2016-11-15&Filter.1.Name=state&Filter.1.Value.1=available&Filter.1."
        "Value.2=impaired");
}

TEST_CASE("an S3 document becomes sorted elements in its namespace, with a checksum unless one is given") {
  auto put =
      call("s3", "PutBucketLifecycleConfiguration",
           {{"Rule",
             {{{"Status", "Enabled"}, {"ID", "a<b"}, {"Filter", {{"Prefix", ""}}}, {"Expiration", nullptr}},
              {{"ID", "2"}, {"Filter", Json::object()}, {"Days", 30}, {"Flag", true}, {"@xsi:type", "Group"}}}}});
  put.method = "PUT";
  put.body_root = "LifecycleConfiguration";
  put.query = {{"lifecycle", ""}};
  const auto wire = to_wire(named("s3"), put);
  CHECK(wire.method == "PUT");
  CHECK(
      wire.body ==
      "<LifecycleConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
      "<Rule><Filter><Prefix></Prefix></Filter><ID>a&lt;b</ID><Status>Enabled</Status></Rule>"
      "<Rule "
      "xsi:type=\"Group\"><Days>30</Days><Filter></Filter><Flag>true</Flag><ID>2</ID></Rule></LifecycleConfiguration>");
  CHECK(header(wire, "Content-Type") == "application/xml");
  CHECK(header(wire, "x-amz-sdk-checksum-algorithm") == "CRC32");
  CHECK(header(wire, "x-amz-checksum-crc32").size() == 8);
  put.headers = {{"Content-MD5", "given"}};
  CHECK(header(to_wire(named("s3"), put), "x-amz-checksum-crc32").empty());

  auto create = call("s3", "CreateBucket", {{"LocationConstraint", "eu-west-1"}});
  create.method = "PUT";
  create.body_root = "CreateBucketConfiguration";
  CHECK(header(to_wire(named("s3"), create), "x-amz-checksum-crc32").empty());

  auto policy = call("s3", "PutBucketPolicy");
  policy.method = "PUT";
  policy.raw_body = R"({"Version":"2012-10-17"})";
  CHECK(to_wire(named("s3"), policy).body == policy.raw_body);
}

TEST_CASE("a REST JSON call keeps its verb and path; without a tree it has no body") {
  auto get = call("lambda", "GetFunction");
  get.method = "GET";
  get.path = "/2015-03-31/functions/f";
  CHECK(to_wire(named("lambda"), get).body.empty());
  auto put = call("lambda", "PutFunctionConcurrency", {{"ReservedConcurrentExecutions", 5}});
  put.method = "PUT";
  CHECK(to_wire(named("lambda"), put).body == R"({"ReservedConcurrentExecutions":5})");
  CHECK(header(to_wire(named("lambda"), put), "Content-Type") == "application/json");
}

TEST_CASE("XML answers become trees: repeated elements are arrays, empty ones empty strings, wrappers go") {
  CHECK(payload("redshift",
                R"(<?xml version="1.0"?><DescribeClustersResponse xmlns="http://redshift.amazonaws.com/doc/2012-12-01/">
    <DescribeClustersResult><Clusters><Cluster><ClusterIdentifier>a &amp; b</ClusterIdentifier><Tags/><Groups>
    </Groups></Cluster><Cluster><ClusterIdentifier>b</ClusterIdentifier></Cluster></Clusters></DescribeClustersResult>
    <ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></DescribeClustersResponse>)") ==
        Json{{"Clusters",
              {{"Cluster",
                {{{"ClusterIdentifier", "a & b"}, {"Tags", ""}, {"Groups", ""}}, {{"ClusterIdentifier", "b"}}}}}}});
  CHECK(payload("iam", "<DeleteRoleResponse><ResponseMetadata/></DeleteRoleResponse>").is_null());
  CHECK(payload("iam", "<ListRolesResponse><ListRolesResult/></ListRolesResponse>") == Json::object());
  CHECK(payload("ec2", "<XResponse><requestId>1</requestId><zones><item>a</item></zones></XResponse>") ==
        Json{{"zones", {{"item", "a"}}}});
  CHECK(payload(
            "s3",
            R"(<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">eu-west-1</LocationConstraint>)") ==
        "eu-west-1");
  CHECK(payload("s3", R"(<G xmlns:xsi="x"><Grantee xsi:type="Group"><URI>u</URI></Grantee></G>)") ==
        Json{{"Grantee", {{"@xsi:type", "Group"}, {"URI", "u"}}}});
  CHECK(payload("s3", "").is_null());
  CHECK(payload("s3", R"({"Version":"2012-10-17"})").is_null());
  CHECK(payload("glue", R"({"Database":{"Name":"d"}})") == Json{{"Database", {{"Name", "d"}}}});
}

TEST_CASE("an answer that is not of the service's style is told from an empty one") {
  const auto why = [](std::string_view service, const char* operation, const std::string& body,
                      const char* answer = "") {
    Json out;
    Call asked = call(service, operation);
    asked.answer = answer;
    if (named(service).style == Style::RestXml) asked.method = "GET";
    return from_wire(named(service), asked, {200, {}, body}, out);
  };
  for (const char* service : {"glue", "redshift", "s3", "ec2", "sso"}) {
    CHECK(why(service, "GetX", "\n<!DOCTYPE HTML><p>login") == "it is a web page");
    CHECK(why(service, "PutX", "<html>login</html>") == "it is a web page");
    CHECK(why(service, "GetX", std::string(service) == "s3" ? "" : " \n", "Tagging") == "it is empty");
  }
  CHECK(why("glue", "DeleteTable", "").empty());
  CHECK(why("glue", "GetTable", "[1]") == "it is no JSON object");
  CHECK(why("glue", "GetTable", "{") == "it is no JSON");
  CHECK(why("iam", "DeleteRole", "") == "it is empty");
  CHECK(why("iam", "DeleteRole", "<DeleteRoleResponse/>").empty());
  CHECK(why("iam", "GetRole", "<GetRoleResponse/>") == "it has no <GetRoleResult>");
  CHECK(why("iam", "GetRole", "<GetUserResponse/>") ==
        "its root element is <GetUserResponse> instead of <GetRoleResponse>");
  CHECK(why("iam", "GetRole", "<GetRoleResponse><GetRoleResult>x</GetRoleResult></GetRoleResponse>") ==
        "its <GetRoleResult> holds no elements");
  CHECK(why("redshift", "DescribeClusters", "<DescribeClustersResponse><Clus") == "it is no XML");
  CHECK(why("s3", "GetBucketVersioning", "<VersioningConfiguration/>", "VersioningConfiguration").empty());
  CHECK(why("s3", "GetBucketVersioning", "<GetBucketVersioningResponse/>", "VersioningConfiguration").empty());  // moto
  CHECK(why("s3", "GetBucketVersioning", "<Tagging/>", "VersioningConfiguration") ==
        "its root element is <Tagging> instead of <VersioningConfiguration>");
  CHECK(why("s3", "GetBucketRequestPayment", "<ListBucketResult/>", "RequestPaymentConfiguration") == kListedInstead);
  CHECK(why("s3", "GetBucketPolicy", "{}", "json").empty());
  CHECK(why("s3", "GetBucketPolicy", "<Policy/>", "json") == "it is no JSON");
  CHECK(why("s3", "PutBucketPolicy", "").empty());
}

TEST_CASE("an answer that nests too deeply or holds too much is refused, with the limit in words") {
  const auto many = [](const std::string& text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
  };
  Json out;
  std::string root;
  CHECK(from_xml(many("<a>", 150) + many("</a>", 150), root, out).empty());
  CHECK(from_xml(many("<a>", 100000) + many("</a>", 100000), root, out) == "it nests more than 200 levels");
  CHECK(from_xml("<r>" + many("<a/>", 1000001) + "</r>", root, out) == "it holds more than 1000000 elements");
  CHECK(from_wire(named("glue"), call("glue", "GetTable"),
                  {200, {}, "{\"a\":" + many("[", 100000) + many("]", 100000) + "}"},
                  out) == "it nests more than 200 levels");
  CHECK(from_wire(named("glue"), call("glue", "GetTable"), {200, {}, "{\"a\":[" + many("0,", 1000001) + "0]}"}, out) ==
        "it holds more than 1000000 values");
  const auto error = error_from_wire(named("s3"), "GET", {400, {}, many("<a>", 100000) + many("</a>", 100000)});
  CHECK(error.code.empty());
}

TEST_CASE("errors are read from every style's form") {
  const auto error = [](std::string_view name, const char* method, int status, std::vector<Header> headers,
                        const char* body) {
    return error_from_wire(named(name), method, {status, std::move(headers), body});
  };
  const auto glue = error("glue", "POST", 400, {},
                          R"({"__type":"com.amazonaws.glue#EntityNotFoundException:x","message":"no such"})");
  CHECK(glue.code == "EntityNotFoundException");
  CHECK(glue.message == "no such");
  CHECK(
      error("glue", "POST", 400, {{"x-amzn-errortype", "AccessDeniedException:http://x"}}, R"({"Message":"M"})").code ==
      "AccessDeniedException");
  CHECK(error("glue", "POST", 400, {}, R"({"Message":"M"})").message == "M");
  const auto iam = error("iam", "POST", 404, {},
                         "<ErrorResponse><Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>m</Message></"
                         "Error><RequestId>1</RequestId></ErrorResponse>");
  CHECK(iam.code == "NoSuchEntity");
  CHECK(iam.message == "m");
  CHECK(error("ec2", "POST", 400, {},
              "<Response><Errors><Error><Code>C</Code><Message>m</Message></Error></Errors></Response>")
            .code == "C");
  const auto moved =
      error("s3", "GET", 400, {},
            "<Error><Code>AuthorizationHeaderMalformed</Code><Message>m</Message><Region>eu-west-1</Region></Error>");
  CHECK(moved.code == "AuthorizationHeaderMalformed");
  CHECK(moved.region == "eu-west-1");
  CHECK(error("s3", "HEAD", 404, {}, "").code == "NotFound");
  CHECK(error("s3", "HEAD", 301, {{"x-amz-bucket-region", "eu-west-1"}}, "").region == "eu-west-1");
  CHECK(error("glue", "POST", 502, {}, "<html>bad gateway</html>").code.empty());
  CHECK(error("redshift", "POST", 500, {}, "Internal").code.empty());
}

TEST_CASE("an error that S3 sends after it began with 200 is seen") {
  CHECK(is_late_error(named("s3"), {200, {}, "<Error><Code>InternalError</Code></Error>"}));
  CHECK_FALSE(is_late_error(named("s3"), {200, {}, "<DeleteResult><Error><Key>k</Key></Error></DeleteResult>"}));
  CHECK_FALSE(is_late_error(named("glue"), {200, {}, "<Error/>"}));
}
