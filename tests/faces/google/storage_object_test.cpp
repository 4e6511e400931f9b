#include <doctest/doctest.h>

#include <functional>

#include "provider/cloud/codec.h"
#include "provider/engine/plan/plan.h"
#include "provider/engine/request/call.h"
#include "provider/faces/google/hooks/hooks.h"
#include "tests/cloud/folder.h"
#include "tests/engine/fake_cloud.h"

namespace lakeform::faces::google {

namespace {

using namespace engine;
using Texts = std::vector<std::string>;

const Definition& bucket_object() {
  return *schema::find_definition(*schema::find_provider("google"), "google_storage_bucket_object");
}

Value object_of(const Json& json) { return shaped(bucket_object().root, json); }

std::string header(const cloud::Call& call, const std::string& wanted) {
  for (const auto& [name, value] : call.headers) {
    if (name == wanted) return value;
  }
  return {};
}

/// The end of a piece, "bytes 0-9/20": of it the service keeps so much.
std::string kept_to_the_end(const std::string& range) {
  return "bytes=0-" + range.substr(range.find('-') + 1, range.find('/') - range.find('-') - 1);
}

/// The calls of one upload; a session is answered with an address, every piece but the last with 308 and what `kept`
/// says of it.
std::vector<cloud::Call> uploaded(const Json& json, std::size_t pieces = 1,
                                  const std::function<std::string(const std::string&)>& kept = kept_to_the_end) {
  std::vector<cloud::Call> calls;
  FakeCloud service;
  service.answer = [&](const cloud::Call& call, int) -> Result<cloud::Reply> {
    calls.push_back(call);
    cloud::Reply out = reply({{"name", "n"}});
    if (call.method == "POST") out.headers = {{"location", "https://storage.googleapis.com/upload/session"}};
    if (call.method == "PUT" && calls.size() <= pieces) {
      out.status = 308;
      out.headers = {{"range", kept(header(call, "Content-Range"))}};
    }
    return out;
  };
  Context context;
  context.client = &service;
  Scope scope{bucket_object(), context};
  scope.object = object_of(json);
  const auto done = storage_upload(scope);
  CHECK_MESSAGE(done, (done ? "" : done.error().summary));
  return calls;
}

/// What a plan of an object that has been there makes of a new configuration.
Value planned(const Json& state, const Json& config) {
  FakeCloud service{{{"project", "acme"}}};
  Context context;
  context.client = &service;
  PlanRequest request;
  request.prior = object_of(state);
  request.config = request.proposed = object_of(config);
  for (const Field& field : bucket_object().root.fields) {
    if (request.config[field.name].is_null() && field.computed())
      request.proposed.set(field.name, request.prior[field.name]);
  }
  return plan_object(bucket_object(), context, request).planned;
}

}  // namespace

TEST_CASE("a text goes out in one request with what describes it, and the key of its own in headers") {
  const auto calls =
      uploaded({{"bucket", "b"},
                {"name", "a/n"},
                {"content", "hello"},
                {"metadata", {{"k", "v"}}},
                {"customer_encryption", {{{"encryption_key", "MDEyMw=="}, {"encryption_algorithm", "AES256"}}}}});
  REQUIRE(calls.size() == 1);
  CHECK(calls[0].service == "storage-upload");
  CHECK(calls[0].path == "/b/b/o");
  CHECK(calls[0].query[0] == cloud::Header{"name", "a/n"});
  CHECK(calls[0].raw_body ==
        "--lakeform-part\r\nContent-Type: application/json\r\n\r\n{\"bucket\":\"b\",\"metadata\":{\"k\":\"v\"}}\r\n"
        "--lakeform-part\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nhello\r\n--lakeform-part--\r\n");
  CHECK(header(calls[0], "x-goog-encryption-key-sha256") == cloud::base64(cloud::sha256("0123")));
}

TEST_CASE("no line of the content is taken for the end of a part") {
  const auto calls = uploaded({{"bucket", "b"}, {"name", "n"}, {"content", "--lakeform-part--"}});
  CHECK(header(calls[0], "Content-Type").starts_with("multipart/related; boundary=lakeform-part-"));
}

TEST_CASE("a large file goes out piece by piece to the session that the service names") {
  const cloud::Folder folder;
  const std::string path = folder.write("large", std::string((std::size_t{16} << 20) + 5, 'x'));
  const auto calls = uploaded({{"bucket", "b"}, {"name", "n"}, {"source", path}, {"content_type", "text/csv"}}, 2);
  REQUIRE(calls.size() == 3);
  CHECK(calls[0].query[1] == cloud::Header{"uploadType", "resumable"});
  CHECK(calls[0].body["contentType"] == "text/csv");
  CHECK(header(calls[0], "X-Upload-Content-Length") == "16777221");
  CHECK(calls[1].url == "https://storage.googleapis.com/upload/session");
  CHECK(header(calls[1], "Content-Range") == "bytes 0-16777215/16777221");
  CHECK(header(calls[2], "Content-Range") == "bytes 16777216-16777220/16777221");
  CHECK(calls[2].raw_body == "xxxxx");
}

TEST_CASE("a piece of which the service kept a part is followed from there") {
  const cloud::Folder folder;
  const std::string path = folder.write("large", std::string((std::size_t{16} << 20) + 5, 'x'));
  const auto calls = uploaded({{"bucket", "b"}, {"name", "n"}, {"source", path}}, 3, [](const std::string& range) {
    return std::string(range.starts_with("bytes 0-") ? "bytes=0-262143" : "");
  });
  REQUIRE(calls.size() == 4);
  CHECK(header(calls[2], "Content-Range") == "bytes 262144-16777220/16777221");
  CHECK(header(calls[3], "Content-Range") == "bytes 0-16777215/16777221");  // without a range nothing was kept
}

TEST_CASE("an upload of which nothing is kept ends") {
  const cloud::Folder folder;
  const std::string path = folder.write("large", std::string(std::size_t{16} << 20, 'x'));
  FakeCloud service;
  service.answer = [](const cloud::Call& call, int) -> Result<cloud::Reply> {
    cloud::Reply out = reply(Json::object());
    if (call.method == "PUT") out.status = 308;
    return out;
  };
  Context context;
  context.client = &service;
  Scope scope{bucket_object(), context};
  scope.object = object_of({{"bucket", "b"}, {"name", "n"}, {"source", path}});
  CHECK_FALSE(storage_upload(scope));
}

TEST_CASE("hash, checksum and generation are unknown when the bytes differ, though the path is the same") {
  const cloud::Folder folder;
  const std::string path = folder.write("file", "one");
  const Json state = {{"bucket", "b"},
                      {"name", "n"},
                      {"source", path},
                      {"md5hash", cloud::base64(cloud::md5("one"))},
                      {"content", ""},
                      {"id", "b-n"},
                      {"deletion_policy", "DELETE"},
                      {"detect_md5hash", "different hash"}};
  const Json config = {{"bucket", "b"}, {"name", "n"}, {"source", path}};
  CHECK(planned(state, config)["md5hash"] == Value(cloud::base64(cloud::md5("one"))));
  folder.write("file", "two");
  CHECK(planned(state, config)["md5hash"].is_unknown());
  CHECK(planned(state, config)["generation"].is_unknown());
  Json told = state;
  told["source_md5hash"] = "x";
  Json same = config;
  same["source_md5hash"] = "x";
  CHECK_FALSE(planned(told, same)["md5hash"].is_unknown());
}

TEST_CASE("an update uploads again when the bytes or the told hash differ from what is there") {
  FakeCloud service;
  Context context;
  context.client = &service;
  Scope scope{bucket_object(), context};
  const auto upload = [&](const Json& now, const Json& before) {
    scope.object = object_of(now);
    scope.prior = object_of(before);
    CHECK(storage_object_differs(scope));
    return scope.saved["upload"] == "yes";
  };
  const std::string hash = cloud::base64(cloud::md5("one"));
  CHECK_FALSE(upload({{"content", "one"}}, {{"md5hash", hash}}));
  CHECK(upload({{"content", "two"}}, {{"md5hash", hash}}));
  CHECK_FALSE(upload({{"content", "two"}, {"source_md5hash", "x"}}, {{"md5hash", hash}, {"source_md5hash", "x"}}));
  CHECK(upload({{"content", "one"}, {"source_md5hash", "y"}}, {{"md5hash", hash}, {"source_md5hash", "x"}}));
}

TEST_CASE("contexts come by key, and none twice") {
  const Field& field = *bucket_object().root.find("contexts")->find("custom");
  const Value list = Value::List{Value(Value::Map{{"key", "dept"}, {"value", "finance"}})};
  const Json sent = storage_contexts.send(list, field);
  CHECK(sent == Json({{"dept", {{"value", "finance"}}}}));
  CHECK(storage_contexts.take(sent, field).as_list()[0]["key"] == Value("dept"));
  FakeCloud service;
  Context context;
  context.client = &service;
  PlanRequest request;
  request.config = request.proposed =
      object_of({{"bucket", "b"},
                 {"name", "n"},
                 {"content", "c"},
                 {"contexts", {{{"custom", {{{"key", "a"}, {"value", "1"}}, {{"key", "a"}, {"value", "2"}}}}}}}});
  CHECK(has_error(plan_object(bucket_object(), context, request).diagnostics));
}

TEST_CASE("an object's name is one segment of the path, whatever slashes it has") {
  FakeCloud service;
  Context context;
  context.client = &service;
  Scope scope{bucket_object(), context};
  scope.object = object_of({{"bucket", "b"}, {"name", "a/b c"}});
  CHECK(call_of(bucket_object().calls.at("read").front(), scope).path == "/b/b/o/a%2Fb%20c");
}

}  // namespace lakeform::faces::google
