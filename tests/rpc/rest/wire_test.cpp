#include "provider/rpc/rest/wire.h"

#include <doctest/doctest.h>

#include "provider/rpc/rest/block.h"
#include "provider/rpc/rest/deflate.h"
#include "provider/rpc/rest/merge.h"
#include "provider/rpc/rest/process.h"

using namespace lakeform;
using namespace lakeform::rpc;

TEST_CASE("serialized messages are taken apart, and damage is found wherever they are cut") {
  const std::string message("\x0a\x03one\x10\x96\x01\x1d\x01\x02\x03\x04\x21\x01\x02\x03\x04\x05\x06\x07\x08", 22);
  std::string seen, all;
  CHECK(each_field(message, [&](const WireField& field) {
    seen += std::to_string(field.number) + "=" + std::string(field.content) + ";";
    all += field.record;
  }));
  CHECK(seen == "1=one;2=;3=;4=;");
  CHECK(all == message);
  for (const std::size_t cut : {1, 3, 6, 7, 9, 12, 15, 21})
    CHECK_FALSE(each_field(message.substr(0, cut), [](const WireField&) {}));
  CHECK_FALSE(each_field("\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", [](const WireField&) {}));
  CHECK_FALSE(each_field("\x0b", [](const WireField&) {}));
}

TEST_CASE("what is deflated comes back, and damage is found") {
  const std::string text(3'000'000, 'x');
  CHECK(inflated(deflated(text)) == text);
  CHECK(inflated(deflated("")) == "");
  CHECK_FALSE(inflated(deflated(text).substr(0, 100)));
  CHECK_FALSE(inflated("nonsense"));
}

TEST_CASE("a greeting is taken apart, over a socket or a port, with the certificate padded or not") {
  const std::string certificate(61, 'A');
  const auto local = read_handshake("1|5|unix|/tmp/x|grpc|" + certificate);
  REQUIRE(local);
  CHECK(local->protocol == 5);
  CHECK(local->address == "unix:/tmp/x");
  CHECK(local->certificate.find(certificate + "===\n") != std::string::npos);
  CHECK(read_handshake("1|6|tcp|127.0.0.1:12|grpc|" + certificate + "|true")->address == "127.0.0.1:12");
  for (const char* line : {"", "hello", "2|5|unix|/x|grpc|", "1|7|unix|/x|grpc|", "1|5|unix|/x|netrpc|",
                           "1|5|pigeon|/x|grpc|", "1|5|unix|/x|grpc"})
    CHECK_FALSE(read_handshake(line));
}

TEST_CASE(
    "capabilities that Terraform would use with types of the other provider, too, hold only when both have them") {
  const std::string ours("\x32\x08\x08\x01\x10\x01\x18\x01\x20\x01", 10);
  const std::string off_destroy("\x32\x02\x08\x00", 4), off_generate("\x32\x02\x20\x00", 4);
  CHECK(merged_schemas(ours, "", {}) == ours + off_destroy + off_generate);
  CHECK(merged_schemas(ours, std::string("\x32\x02\x08\x01", 4), {}) == ours + off_generate);
  CHECK(merged_schemas(ours, ours, {}) == ours);
}
