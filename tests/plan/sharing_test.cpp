#include "plan/live/sharing.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>
#include <tuple>

using namespace lakeform;
using plan::SharingClient;

namespace {

class CountingClient final : public cloud::Client {
 public:
  std::atomic<int> calls = 0;
  bool refuse = false;

  Result<cloud::Reply> send(const cloud::Call& call) override {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    if (refuse) return Error{Fault::NotFound, "gone", {}, {}, "NoSuchBucketPolicy", {}, 404};
    cloud::Reply reply;
    reply.raw_body = call.bucket + " " + std::to_string(++calls);
    return reply;
  }
  const cloud::Facts& facts() const override { return facts_; }
  const StopToken& stop() const override { return stop_; }

 private:
  cloud::Facts facts_;
  StopToken stop_;
};

cloud::Call versioning(const std::string& bucket) {
  cloud::Call call;
  call.service = "s3";
  call.operation = "GetBucketVersioning";
  call.method = "GET";
  call.query = {{"versioning", ""}};
  call.bucket = bucket;
  return call;
}

}  // namespace

TEST_CASE("a call that several readers were announced for is made once, then no answer is kept") {
  CountingClient cloud;
  SharingClient shared(cloud);
  for (int i = 0; i < 3; ++i) shared.expect(versioning("lake"));
  shared.expect(versioning("other"));
  for (int i = 0; i < 3; ++i) CHECK(shared.send(versioning("lake"))->raw_body == "lake 1");
  CHECK(shared.send(versioning("other"))->raw_body == "other 2");
  CHECK(shared.send(versioning("lake"))->raw_body == "lake 3");
}

TEST_CASE("calls that nobody announced pass through") {
  CountingClient cloud;
  SharingClient shared(cloud);
  CHECK(shared.send(versioning("lake")));
  CHECK(shared.send(versioning("lake")));
  CHECK(cloud.calls == 2);
}

TEST_CASE("other headers, queries or regions are other calls") {
  CountingClient cloud;
  SharingClient shared(cloud);
  cloud::Call owned = versioning("lake"), elsewhere = versioning("lake"), policy = versioning("lake");
  owned.headers = {{"x-amz-expected-bucket-owner", "1"}};
  elsewhere.region = "eu-west-1";
  policy.query = {{"policy", ""}};
  for (const auto& call : {versioning("lake"), owned, elsewhere, policy}) {
    shared.expect(call);
    shared.expect(call);
  }
  for (int i = 0; i < 2; ++i) {
    for (const auto& call : {versioning("lake"), owned, elsewhere, policy}) CHECK(shared.send(call));
  }
  CHECK(cloud.calls == 4);
}

TEST_CASE("an error is an answer too, and readers in many threads share one call") {
  CountingClient cloud;
  SharingClient shared(cloud);
  for (int i = 0; i < 8; ++i) shared.expect(versioning("lake"));
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] { std::ignore = shared.send(versioning("lake")); });
    }
  }
  CHECK(cloud.calls == 1);
  cloud.refuse = true;
  shared.expect(versioning("none"));
  shared.expect(versioning("none"));
  CHECK(shared.send(versioning("none")).error().code == "NoSuchBucketPolicy");
  CHECK(shared.send(versioning("none")).error().code == "NoSuchBucketPolicy");
}
