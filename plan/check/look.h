// What checks have in common: the two ends of a change, and findings.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "plan/check/check.h"
#include "plan/diff/judged.h"

namespace lakeform::plan {

/// The object as it will be: planned, else as it is. Null for what goes without a successor.
Value after(const Judged& judged);
/// The object as it is: live, else as the state has it. Null for what is only planned.
Value before(const Judged& judged);
/// Destroyed or replaced: the present object goes.
bool goes(const Judged& judged);
/// Created, changed or replaced: something is applied.
bool comes(const Judged& judged);

/// A text at a path ("rule.0.status") of an object; empty when it is not there or not known.
std::string text_at(const Value& object, std::string_view path);
/// The elements of a list or set at a path; none when it is not there or not known.
const Value::List& list_at(const Value& object, std::string_view path);

/// The resources of a type by a text that belongs to each, so that a check of thousands looks each one up and unpacks
/// it once.
class ByText {
 public:
  /// `key` gives the text, which may be unknown; null leaves the resource out.
  ByText(const Judgement& judgement, const std::string& type, const std::function<Value(const Judged&)>& key);
  const std::vector<Judged*>& at(const std::string& text) const;
  const std::vector<Judged*>& unknown() const { return unknown_; }

 private:
  std::unordered_map<std::string, std::vector<Judged*>> known_;
  std::vector<Judged*> unknown_;
};

struct Place {
  std::string bucket, prefix;
};
/// From s3://bucket/prefix (also s3a, s3n).
std::optional<Place> place_of(const std::string& url);
/// One begins like the other: a rule on the prefix reaches keys of the place.
bool overlaps(const std::string& prefix, const std::string& other);

void add_finding(Judged& judged, const Check& check, Severity severity, std::string message, std::string path = {},
                 std::vector<std::string> related = {});

}  // namespace lakeform::plan
