#include "provider/value/state_json.h"

#include <nlohmann/json.hpp>
#include <vector>

namespace lakeform::state_json {

namespace {

constexpr std::size_t kMaxDepth = 200;

/// Builds values from the parser's events; the parser's own tree would turn long numbers into doubles.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return put({}); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(number_integer_t value) override { return put(static_cast<std::int64_t>(value)); }
  bool number_unsigned(number_unsigned_t value) override { return put(Number(std::to_string(value))); }
  bool number_float(number_float_t, const string_t& text) override { return Number::valid(text) && put(Number(text)); }
  bool string(string_t& text) override { return put(std::move(text)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Value::Map{}); }
  bool start_array(std::size_t) override { return open(Value::List{}); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    open_.back().key = std::move(name);
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

  Value root;

 private:
  struct Open {
    Value value;
    std::string key;  // of the member that comes next
  };

  bool open(Value value) {
    open_.push_back({std::move(value), {}});
    return open_.size() <= kMaxDepth;
  }

  bool close() {
    Value whole = std::move(open_.back().value);
    open_.pop_back();
    return put(std::move(whole));
  }

  bool put(Value value) {
    if (open_.empty()) {
      root = std::move(value);
    } else if (auto& parent = open_.back(); parent.value.is_map()) {
      parent.value.set(parent.key, std::move(value));
    } else {
      parent.value.as_list().push_back(std::move(value));
    }
    return true;
  }

  std::vector<Open> open_;
};

}  // namespace

Result<Value> decode(std::string_view text) {
  Builder builder;
  if (nlohmann::json::sax_parse(text, &builder)) return std::move(builder.root);
  return Error{Fault::Internal,
               "A value can't be read",
               "It is broken JSON, nests too deeply, or holds a number that is too large.",
               {},
               {},
               {},
               0};
}

nlohmann::json json_of(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::Bool:
      return value.as_bool();
    case Value::Kind::Number: {
      const Number& number = value.as_number();
      if (Number(std::to_string(number.to_int64())) == number) return number.to_int64();
      if (Number::from_double(number.to_double()) == number) return number.to_double();
      return number.text();
    }
    case Value::Kind::String:
      return value.as_string();
    case Value::Kind::List: {
      nlohmann::json out = nlohmann::json::array();
      for (const Value& item : value.as_list()) out.push_back(json_of(item));
      return out;
    }
    case Value::Kind::Map: {
      nlohmann::json out = nlohmann::json::object();
      for (const auto& [key, item] : value.as_map()) out[key] = json_of(item);
      return out;
    }
    default:
      return nullptr;
  }
}

}  // namespace lakeform::state_json
