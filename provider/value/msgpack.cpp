#include "provider/value/msgpack.h"

#include <bit>
#include <charconv>
#include <cstring>
#include <limits>

namespace lakeform::msgpack {

namespace {

constexpr int kMaxDepth = 200;

class Writer {
 public:
  std::string out;

  void value(const Value& v) {
    switch (v.kind()) {
      case Value::Kind::Null:
        byte(0xc0);
        break;
      case Value::Kind::Unknown:
        unknown(v.refinement());
        break;
      case Value::Kind::Bool:
        byte(v.as_bool() ? 0xc3 : 0xc2);
        break;
      case Value::Kind::Number:
        number(v.as_number());
        break;
      case Value::Kind::String:
        text(v.as_string());
        break;
      case Value::Kind::List:
        length(v.as_list().size(), 0x90, 15, 0, 0xdc);
        for (const Value& item : v.as_list()) value(item);
        break;
      case Value::Kind::Map:
        length(v.as_map().size(), 0x80, 15, 0, 0xde);
        for (const auto& [key, item] : v.as_map()) {
          text(key);
          value(item);
        }
        break;
    }
  }

 private:
  void byte(unsigned b) { out.push_back(static_cast<char>(b)); }

  void big_endian(std::uint64_t n, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) byte(static_cast<unsigned>(n >> shift) & 0xff);
  }

  /// The head of a string, array or map. `one` is the code for one length byte (0: there is none), `two` the one for
  /// two; the next is for four.
  void length(std::size_t size, unsigned fixed, std::size_t fixed_max, unsigned one, unsigned two) {
    if (size <= fixed_max) {
      byte(fixed | static_cast<unsigned>(size));
    } else if (one != 0 && size <= 0xff) {
      byte(one);
      big_endian(size, 1);
    } else if (size <= 0xffff) {
      byte(two);
      big_endian(size, 2);
    } else {
      byte(two + 1);
      big_endian(size, 4);
    }
  }

  void text(const std::string& s) {
    length(s.size(), 0xa0, 31, 0xd9, 0xda);
    out += s;
  }

  void number(const Number& n) {
    std::int64_t integer = 0;
    const auto& digits = n.text();
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), integer);
    if (read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return text(digits);
    if (integer >= -32 && integer <= 127) return byte(static_cast<unsigned>(integer) & 0xff);
    byte(0xd3);
    big_endian(static_cast<std::uint64_t>(integer), 8);
  }

  void unknown(const std::string& refinement) {
    if (refinement.empty()) {
      out += std::string("\xd4\x00\x00", 3);
      return;
    }
    byte(0xc8);
    big_endian(refinement.size(), 2);
    byte(12);
    out += refinement;
  }
};

struct Broken {
  const char* why;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  Value value(int depth = 0) {
    if (depth > kMaxDepth) throw Broken{"it nests too deeply"};
    const unsigned head = byte();
    if (head <= 0x7f) return static_cast<std::int64_t>(head);
    if (head >= 0xe0) return static_cast<std::int64_t>(static_cast<std::int8_t>(head));
    if (head <= 0x8f) return map(head & 0x0f, depth);
    if (head <= 0x9f) return list(head & 0x0f, depth);
    if (head <= 0xbf) return text(head & 0x1f);
    return tagged(head, depth);
  }

  bool at_end() const { return rest_.empty(); }

 private:
  Value tagged(unsigned head, int depth) {
    switch (head) {
      case 0xc0:
        return {};
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return text(number(1 << (head - 0xc4)));
      case 0xc7:
      case 0xc8:
      case 0xc9:
        return extension(number(1 << (head - 0xc7)));
      case 0xca:
        return real(std::bit_cast<float>(static_cast<std::uint32_t>(number(4))));
      case 0xcb:
        return real(std::bit_cast<double>(number(8)));
      case 0xcc:
      case 0xcd:
      case 0xce:
      case 0xcf:
        return Number(std::to_string(number(1 << (head - 0xcc))));
      case 0xd0:
        return static_cast<std::int64_t>(static_cast<std::int8_t>(number(1)));
      case 0xd1:
        return static_cast<std::int64_t>(static_cast<std::int16_t>(number(2)));
      case 0xd2:
        return static_cast<std::int64_t>(static_cast<std::int32_t>(number(4)));
      case 0xd3:
        return static_cast<std::int64_t>(number(8));
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return extension(std::size_t{1} << (head - 0xd4));
      case 0xd9:
      case 0xda:
      case 0xdb:
        return text(number(1 << (head - 0xd9)));
      case 0xdc:
      case 0xdd:
        return list(number(head == 0xdc ? 2 : 4), depth);
      case 0xde:
      case 0xdf:
        return map(number(head == 0xde ? 2 : 4), depth);
      default:
        throw Broken{"it holds a code that MessagePack does not have"};
    }
  }

  unsigned byte() {
    if (rest_.empty()) throw Broken{"it ends too early"};
    const auto b = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return b;
  }

  std::uint64_t number(int bytes) {
    std::uint64_t n = 0;
    for (int i = 0; i < bytes; ++i) n = n << 8 | byte();
    return n;
  }

  std::string take(std::uint64_t size) {
    if (size > rest_.size()) throw Broken{"it ends too early"};
    std::string out(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return out;
  }

  Value text(std::uint64_t size) { return take(size); }

  static Value real(double d) {
    if (d != d || d == std::numeric_limits<double>::infinity() || d == -std::numeric_limits<double>::infinity()) {
      throw Broken{"it holds an infinite number, which no service takes"};
    }
    return Number::from_double(d);
  }

  Value extension(std::uint64_t size) {
    const unsigned type = byte();
    std::string payload = take(size);
    if (size <= 1) return Value::unknown();
    if (type != 12) throw Broken{"it holds an extension that Terraform does not have"};
    return Value::unknown(std::move(payload));
  }

  Value list(std::uint64_t size, int depth) {
    if (size > rest_.size()) throw Broken{"it ends too early"};  // every element takes a byte at least
    Value::List out;
    out.reserve(size);
    for (std::uint64_t i = 0; i < size; ++i) out.push_back(value(depth + 1));
    return out;
  }

  Value map(std::uint64_t size, int depth) {
    if (size > rest_.size()) throw Broken{"it ends too early"};
    Value::Map out;
    for (std::uint64_t i = 0; i < size; ++i) {
      Value key = value(depth + 1);
      if (!key.is_string()) throw Broken{"a key is no text"};
      out[key.as_string()] = value(depth + 1);
    }
    return out;
  }

  std::string_view rest_;
};

}  // namespace

std::string encode(const Value& value) {
  Writer writer;
  writer.value(value);
  return std::move(writer.out);
}

Result<Value> decode(std::string_view bytes) {
  if (bytes.empty()) return Value();
  try {
    Reader reader(bytes);
    Value value = reader.value();
    if (!reader.at_end()) throw Broken{"something follows its end"};
    return value;
  } catch (const Broken& broken) {
    return Error{Fault::Internal,
                 "A value from Terraform can't be read",
                 std::string("Its MessagePack form is broken: ") + broken.why + ".",
                 {},
                 {},
                 {},
                 0};
  }
}

}  // namespace lakeform::msgpack
