// What may not be shown of one resource.
//
// Terraform marks the attributes into which a sensitive value was written. What a provider makes of them bears no mark:
// `tags_all` of `tags`, an id of a name, a message of a service. So the values themselves are learnt, and what holds
// one is as sensitive as what is marked.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "plan/desired/desired.h"
#include "plan/report.h"
#include "provider/schema/definition.h"
#include "provider/value/secrets.h"
#include "provider/value/value.h"

namespace lakeform::plan {

class Sensitive {
 public:
  Sensitive() = default;
  /// The marks of a plan or state, and the values that bear them there.
  explicit Sensitive(const Resource& resource, const schema::Definition* definition = nullptr);

  /// Adds a tree of marks as a plan has it: true, or an object or array of such.
  void add_marks(const Value& marks);
  /// Adds the paths of a state file: [[{"type": "get_attr", "value": "password"}, ...], ...].
  void add_paths(const Value& paths);
  /// Remembers the values of an object at what is marked, and at what the definition (may be null) says is sensitive.
  /// They are kept out of logs too.
  void learn(const Value& object, const schema::Definition* definition);

  /// Whether anything at or below the path is marked, or the path is below a mark.
  bool at(const Path& path) const;
  /// Whether all that is at the path is marked, so that its keys are sensitive too.
  bool whole(const Path& path) const;
  /// Whether a value is, or has in it, one that was learnt. Texts of less than six bytes count when they are all of a
  /// value.
  bool holds(const Value& value) const;
  bool holds_key(const std::string& key) const { return keys_.contains(key); }
  /// Nothing was learnt.
  bool empty() const { return values_.empty() && keys_.empty(); }
  /// The text with words in the place of what was learnt, `kept` (the resource's address) left as it is.
  std::string covered(const std::string& text, const std::string& kept) const;

 private:
  void learn_marked(const Value& value, const Value& marks);
  void learn_fields(const Value& value, const schema::Field& field);
  void learn_all(const Value& value);
  void learn_text(const std::string& text);
  std::string covered(const std::string& text) const;

  std::vector<Value> marks_;
  std::vector<Path> paths_;
  std::set<std::string> values_, keys_;
  Secrets secrets_;
};

/// To keep beside what was judged; null where nothing was learnt.
std::shared_ptr<const Sensitive> shared(Sensitive sensitive);

/// Whether a field, or one within it, is sensitive by its definition.
bool any_sensitive(const schema::Field& field);

/// Covers what the texts of an entry hold: reason, impact, facts, findings. An id or an import block that holds
/// something goes as a whole.
void cover(Entry& entry, const Sensitive& sensitive);

}  // namespace lakeform::plan
