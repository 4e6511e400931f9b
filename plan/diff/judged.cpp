#include "plan/diff/judged.h"

#include "provider/value/msgpack.h"

namespace lakeform::plan {

Packed::Packed(const Value& value) {
  if (!value.is_null()) bytes_ = msgpack::encode(value);
}

Value Packed::value() const {
  auto value = msgpack::decode(bytes_);
  return value ? std::move(*value) : Value();
}

Judgement::Judgement(std::vector<Judged> judged) : all_(std::move(judged)) {
  for (Judged& one : all_) by_type_[one.entry.type].push_back(&one);
}

const std::vector<Judged*>& Judgement::of_type(const std::string& type) const {
  static const std::vector<Judged*> none;
  const auto found = by_type_.find(type);
  return found == by_type_.end() ? none : found->second;
}

}  // namespace lakeform::plan
