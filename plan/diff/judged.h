// What is known of one resource once it has been compared: what checks look at. The values are kept packed, for a plan
// may have ten thousand.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "plan/diff/sensitive.h"
#include "plan/report.h"
#include "provider/schema/definition.h"
#include "provider/value/value.h"

namespace lakeform::plan {

/// A value as MessagePack; about a tenth of its size in memory. Empty: null.
class Packed {
 public:
  Packed() = default;
  explicit Packed(const Value& value);
  bool is_null() const { return bytes_.empty(); }
  Value value() const;

 private:
  std::string bytes_;
};

struct Judged {
  Entry entry;
  const schema::Definition* definition = nullptr;  ///< null: a type that no definition covers
  Packed desired;  ///< what the plan makes of the object, unknowns included; null: a destroy, or nothing is planned
  Packed state;    ///< what the state has; null: nothing
  Packed live;     ///< null: not there, or not read
  std::shared_ptr<const Sensitive> sensitive;  ///< what of it may not be shown; null: nothing is known to be sensitive
};

/// All resources of a unit with what was found so far. Checks add findings to entries.
class Judgement {
 public:
  explicit Judgement(std::vector<Judged> judged);
  std::vector<Judged>& all() { return all_; }
  /// Those of a type, in the order of their addresses.
  const std::vector<Judged*>& of_type(const std::string& type) const;

 private:
  std::vector<Judged> all_;
  std::map<std::string, std::vector<Judged*>> by_type_;
};

}  // namespace lakeform::plan
