#include "provider/value/msgpack.h"

#include <doctest/doctest.h>

using namespace lakeform;

namespace {

Value round_trip(const Value& value) {
  const auto decoded = msgpack::decode(msgpack::encode(value));
  REQUIRE(decoded);
  return *decoded;
}

}  // namespace

TEST_CASE("every kind of value survives the way through MessagePack") {
  const Value value = Value::Map{{"null", {}},
                                 {"unknown", Value::unknown()},
                                 {"refined", Value::unknown(std::string("\x81\x01\xc2", 3))},
                                 {"yes", true},
                                 {"small", -7},
                                 {"large", std::int64_t{9007199254740993}},
                                 {"text", std::string(70000, 'x')},
                                 {"list", Value::List{"a", Value::List{}, Value::Map{}}}};
  CHECK(round_trip(value) == value);
  CHECK(round_trip(value)["refined"].refinement() == std::string("\x81\x01\xc2", 3));
}

TEST_CASE("long lists and maps keep their length") {
  Value::List list;
  Value::Map map;
  for (int i = 0; i < 70000; ++i) {
    list.emplace_back(i);
    map[std::to_string(i)] = i;
  }
  CHECK(round_trip(list) == Value(list));
  CHECK(round_trip(map) == Value(map));
}

TEST_CASE("numbers that a double can't hold travel as text") {
  CHECK(msgpack::encode(Number("0.1")) == std::string("\xa3") + "0.1");
  CHECK(round_trip(Number("12345678901234567890123")) == Value("12345678901234567890123"));
}

TEST_CASE("what Terraform sends is understood in every width") {
  const auto decoded = [](std::string_view bytes) { return *msgpack::decode(bytes); };
  CHECK(decoded(std::string_view("\xcc\xff", 2)) == Value(255));
  CHECK(decoded(std::string_view("\xd1\xff\x00", 3)) == Value(-256));
  CHECK(decoded(std::string_view("\xcf\xff\xff\xff\xff\xff\xff\xff\xff", 9)) == Value(Number("18446744073709551615")));
  CHECK(decoded(std::string_view("\xcb\x3f\xe0\x00\x00\x00\x00\x00\x00", 9)) == Value(Number("0.5")));
  CHECK(decoded(std::string_view("\xd4\x05\x00", 3)).is_unknown());
  CHECK(decoded(std::string_view("\xc7\x09\x0c\x82\x01\xc2\x02\xa4pre-", 12)).is_unknown());
  CHECK(decoded("").is_null());
}

TEST_CASE("broken bytes are an error, never a crash") {
  const std::string good = msgpack::encode(Value::Map{{"a", Value::List{1, "b", Value::unknown()}}});
  for (std::size_t size = 1; size < good.size(); ++size)
    CHECK_FALSE(msgpack::decode(std::string_view(good).substr(0, size)));
  for (const std::string_view bad :
       {std::string_view("\xc1"), std::string_view("\x81\x01\x01"), std::string_view("\xdd\xff\xff\xff\xff"),
        std::string_view("\xc0\xc0"), std::string_view("\xcb\x7f\xf0\x00\x00\x00\x00\x00\x00", 9)}) {
    CHECK_FALSE(msgpack::decode(bad));
  }
  CHECK_FALSE(msgpack::decode(std::string(100000, '\x91')));
}
