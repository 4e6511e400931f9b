#include "provider/rpc/rest/block.h"

#include <optional>

#include "rest/schema.pb.h"

namespace lakeform::rpc {

namespace {

using rest::NestedBlock;

/// Nothing was written: an absent attribute, or a block that is not there.
bool unset(const Value& value) { return value.is_null() || (value.is_list() && value.as_list().empty()); }

Error lacks(const Path& at) {
  return {Fault::InvalidInput,
          "The official provider has no argument " + at.text(),
          "It answers for the types that Lakeform does not cover, and takes the same provider block. Either leave the "
          "argument out, or lay out the mirror with a release of the "
          "official provider that has it.",
          at,
          {},
          {},
          0};
}

class Writer {
 public:
  Value block(const rest::Block& schema, const Value& from, const Path& at) {
    Value::Map out;
    for (const auto& one : schema.attributes()) out[one.name()] = from[one.name()];
    for (const auto& one : schema.block_types())
      out[one.type_name()] = nested(one, from[one.type_name()], at / one.type_name());
    if (from.is_map()) {
      for (const auto& [name, value] : from.as_map()) {
        if (!out.contains(name) && !unset(value) && !problem) problem = lacks(at / name);
      }
    }
    return out;
  }

  std::optional<Error> problem;

 private:
  Value nested(const NestedBlock& schema, const Value& from, const Path& at) {
    const bool one = schema.nesting() == NestedBlock::SINGLE || schema.nesting() == NestedBlock::GROUP;
    if (from.is_unknown()) return from;
    if (one) return from.is_null() ? from : block(schema.block(), from, at);
    if (schema.nesting() == NestedBlock::MAP) return from.is_null() ? Value(Value::Map()) : from;
    Value::List out;
    if (from.is_list()) {
      for (const Value& item : from.as_list()) {
        const Path here = schema.nesting() == NestedBlock::SET ? at : at / static_cast<Index>(out.size());
        out.push_back(item.is_map() ? block(schema.block(), item, here) : item);
      }
    }
    return out;
  }
};

}  // namespace

Result<Value> in_schema_of(const std::string& schema, const Value& block) {
  rest::Schema read;
  if (!read.ParseFromString(schema))
    return Error{Fault::Internal, "The stored schema of the official provider's block is damaged", "", {}, {}, {}, 0};
  if (!block.is_map()) return block;
  Writer writer;
  Value out = writer.block(read.block(), block, {});
  if (writer.problem) return *writer.problem;
  return out;
}

}  // namespace lakeform::rpc
