#include "plan/diff/owners.h"

#include <algorithm>
#include <set>

namespace lakeform::plan {

namespace {

/// The attribute at the root of a path: "lifecycle_rule" of "lifecycle_rule[0].id".
std::string root_of(const std::string& path) { return path.substr(0, path.find_first_of(".[")); }

/// "TYPE|KEY|VALUE" of every resource, for the types and keys that definitions name as owners.
class Owners {
 public:
  explicit Owners(const std::vector<Judged>& judged) : judged_(judged) {}

  bool has(const std::string& type, const std::string& key, const std::string& value) {
    if (read_.insert(type + "|" + key).second) read(type, key);
    return known_.contains(type + "|" + key + "|" + value);
  }

 private:
  void read(const std::string& type, const std::string& key) {
    for (const Judged& one : judged_) {
      if (one.entry.type != type) continue;
      const Value value = one.state.is_null() ? one.live.value() : one.state.value();
      known_.insert(type + "|" + key + "|" + value[key].to_text());
    }
  }

  const std::vector<Judged>& judged_;
  std::set<std::string> read_, known_;
};

}  // namespace

void leave_to_owners(std::vector<Judged>& judged) {
  Owners owners(judged);
  for (Judged& one : judged) {
    if (!one.definition || !one.definition->data.more.contains("shows")) continue;
    const Json& shows = one.definition->data.more["shows"];
    const auto owned = [&](const AttributeChange& change) {
      const auto found = shows.find(root_of(change.path));
      return found != shows.end() && change.drift && !change.change &&
             owners.has(found->at("type"), found->at("key"), one.entry.id);
    };
    std::erase_if(one.entry.attributes, owned);
    if (one.entry.verdict == Verdict::Drifted && one.entry.attributes.empty()) one.entry.verdict = Verdict::Unchanged;
  }
}

}  // namespace lakeform::plan
