// The outcome of a plan check as data. Every rendering is a function of this and nothing else, so the same report gives
// the same bytes. The JSON form (render/json) is versioned and described in report.schema.json; `lakeform merge` reads
// it back.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace lakeform::plan {

using Json = nlohmann::json;

/// One per resource. The order is that of reports: what needs eyes first comes first.
enum class Verdict { CouldNotCheck, Destroy, Replace, Update, Create, Drifted, Missing, Unmanaged, Unchanged };

/// What happens to data; ordered by weight, the heaviest last. Unknown: Terraform changes the object, and what that
/// does could not be looked at.
enum class Impact { None, Metadata, Downtime, AccessCut, Rewritten, Unknown, Lost };

/// What a verdict rests on.
enum class Basis {
  Live,       ///< the live object; for what is created, the definition of its type
  Terraform,  ///< Terraform's word only: this build has no definition of the type or its provider
  Unread,     ///< covered, and could not be read: Terraform's word where it destroys or replaces
  Listed,     ///< no resource of the input: found in a list of the account, or a list that was refused
};

enum class Severity { Note, Warning, Error };

/// The words of the JSON form: "could-not-check", "destroy", ...; "none", "metadata-only", "downtime", "access-cut",
/// "data-rewritten", "unknown", "data-lost"; "live", "terraform", "unread", "listed".
std::string word(Verdict verdict);
std::string word(Impact impact);
std::string word(Basis basis);
std::string word(Severity severity);
std::optional<Verdict> verdict_of(const std::string& word);
std::optional<Impact> impact_of(const std::string& word);
std::optional<Basis> basis_of(const std::string& word);
std::optional<Severity> severity_of(const std::string& word);

/// One attribute, three ways. Absent sides are none; a value not yet known is `unknown`. Sensitive values are never
/// here: the sides are empty then, and `changed` says whether they differ.
struct AttributeChange {
  std::string path;  ///< "rule[0].expiration[0].days"
  std::optional<Json> desired, state, live;
  bool desired_unknown = false;  ///< known after apply
  bool sensitive = false;
  bool drift = false;     ///< live differs from the state
  bool change = false;    ///< the apply changes it: desired differs from live
  bool replaces = false;  ///< this change forces the replacement
};

/// A live fact behind an impact: "objects" 12345, "bytes" 1e12, "newest_snapshot" "2026-01-01T00:00:00Z".
struct Fact {
  std::string name;  ///< a stable word
  Json value;        ///< number or text
  std::string text;  ///< for people: "1.2 TB in 12,345 objects"
};

/// What a check found.
struct Finding {
  std::string check;  ///< id: "expiry-covers-table"; `lakeform explain ID` tells more
  Severity severity = Severity::Warning;
  std::string message;               ///< one or two sentences, names the resources
  std::string path;                  ///< the attribute to blame; may be empty
  std::vector<std::string> related;  ///< addresses of other resources
};

struct Entry {
  std::string unit;     ///< the plan, state or directory it is from; empty when there is one only
  std::string address;  ///< "module.a.aws_s3_bucket.raw[\"x\"]"; for unmanaged objects the type and import id
  std::string type;
  std::string provider;  ///< source address: "registry.terraform.io/hashicorp/aws"
  std::string id;        ///< import id, where known
  std::string scope;     ///< account and region or the like, where known
  Verdict verdict = Verdict::Unchanged;
  Basis basis = Basis::Live;
  std::string reason;                       ///< why: what replaces, why it could not be checked
  std::vector<AttributeChange> attributes;  ///< those that differ, sorted by path
  Impact impact = Impact::None;
  std::string impact_text;  ///< what happens to the data, a sentence
  std::string way_back;     ///< how to undo it; empty when there is nothing to undo
  std::vector<Fact> facts;
  std::vector<Finding> findings;
  std::vector<std::string> depends_on;  ///< addresses within the unit
  std::string import_block;             ///< unmanaged objects: ready HCL
};

/// Which share of a fleet a report holds: `--shard 2/5`. Merged and unsharded reports have none.
struct Shard {
  int index = 0;  ///< from 1
  int count = 0;
};

/// Destroyed or replaced: the present object goes.
bool goes(const Entry& entry);

struct Report {
  static constexpr int format_version = 1;
  std::string title;  ///< what was checked
  std::optional<Shard> shard;
  std::vector<std::string> units;  ///< more than one: a fleet
  std::vector<Entry> entries;      ///< sorted by unit, then address
  std::vector<std::string>
      incomplete;  ///< plans that Terraform could not finish, or that hold a part only, and why: sentences
  std::vector<std::string> besides;           ///< what the plans change besides resources (outputs, actions): sentences
  std::vector<std::string> notes;             ///< partial coverage and the like, said plainly
  std::map<std::string, std::int64_t> calls;  ///< API calls by "service:Operation"; told to people, left out of JSON: a
                                              ///< shard makes other calls than the whole

  std::map<Verdict, int> counts() const;
  Impact heaviest() const;
  /// Nothing would change, and nothing that this build covers was left unchecked. What rests on Terraform's word counts
  /// as Terraform says.
  bool clean() const;
};

}  // namespace lakeform::plan
