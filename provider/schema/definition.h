// A definition as the engine uses it: everything regular about one resource or data source, as data.
// The language is described in schemas/README.md; schemas/_meta/resource.schema.json says it to editors;
// provider/schema/compile checks it at build time. What arrives here is checked and expanded: no shorthand is left, so
// loading cannot fail on a released program.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "provider/value/value.h"

namespace lakeform::schema {

using Json = nlohmann::json;

enum class Shape { Bool, Number, String, List, Set, Map, Object };
enum class Mode { Required, Optional, Computed, OptionalComputed };

/// What a value must satisfy; judged when it is wholly known.
struct Checks {
  std::vector<std::string> one_of;
  bool ignore_case = false;
  std::optional<Number> min, max;
  std::optional<std::size_t> min_length, max_length;
  std::vector<std::string> patterns;  ///< RE2, each must match somewhere; anchors are written out
  std::string not_pattern;            ///< must match nowhere; empty: none
  std::string pattern_message;        ///< what the reader is told; empty: the pattern itself
  std::string format;                 ///< a named format: "json", "arn", "account-id", ... (engine/formats)
};

/// A condition on values; all of them must hold. Text form in schemas/README.md: "changed:a|b", "set:a", "is:a=x",
/// "was:a=x", "!...".
struct Condition {
  bool negated = false;
  std::string word;                ///< "changed", "set", "is", "was", "added", "removed", "creating", "known", "reply"
  std::vector<std::string> paths;  ///< any of them
  std::string value;               ///< for "is" and "was"
};
using Conditions = std::vector<Condition>;

/// When a change of one field replaces the resource.
struct ReplaceRule {
  Conditions when;         ///< while all hold; a path with a leading dot is a sibling's
  std::string unless_own;  ///< not when what was unset becomes the fact of the provider that has this name
};

/// One attribute or nested block, with its members below it.
struct Field {
  std::string name;
  Shape shape = Shape::String;
  bool block = false;              ///< a nested block (List, Set, or Object for a single one), else an attribute
  std::vector<Field> fields;       ///< members: of the block, of an object, or of the objects in a list or set
  std::shared_ptr<Field> element;  ///< List, Set, Map of scalars or of collections: what an element is; null when
                                   ///< `fields` are the elements' members
  Mode mode = Mode::Optional;
  bool sensitive = false, write_only = false, deprecated = false;
  bool replace = false;                             ///< a change replaces the resource
  std::shared_ptr<const ReplaceRule> replace_rule;  ///< a change replaces in these cases only; null: none
  std::string fallback;          ///< fact of the provider that stands where the configuration says nothing
  bool fallback_always = false;  ///< in an object that exists too; else in new ones
  std::optional<Value> default_value;
  int min_items = 0, max_items = 0;  ///< blocks; 0: no limit
  bool fraction = false;             ///< a number may have a fraction; else it must be whole
  Checks checks;
  std::optional<Checks> key_checks;  ///< of the keys of a map

  // Planning.
  std::vector<std::string>
      equal;  ///< equivalences by name under which a new value is no change ("json", "iam-policy", "ignore-case")
  std::vector<std::string> same_element;  ///< of a member in a set: equivalences under which two elements are one (what
                                          ///< the older SDK's hash does not tell apart)
  std::string store;                      ///< the normal form in which a configured value is planned and kept ("json",
                                          ///< "json-version-first", "lower-case")
  std::string plan;  ///< framework planning word ("zero-when-unset", "keep-prior", "null-when-unset", ...)

  // The API's side. Paths are dotted and relative to the parent's object; a member of a list is reached through the
  // list's own field.
  std::string send, take;  ///< where it goes in a request body and where it is read in an answer; empty: it does not
  std::string
      as;  ///< conversion by name between the two ("time", "pairs", "url-json", "enabled", "joined"); empty: by shape
  Conditions send_if;  ///< with them: `send` is the place while they hold, else `send_else`
  std::string send_else;
  bool send_zero = false;     ///< an unset or zero value is sent as zero; otherwise left out
  Conditions send_zero_when;  ///< with them, it is sent as zero only while they hold
  Conditions send_when;       ///< the field is in a request only while they hold
  bool send_config = false;   ///< the configured text is sent, not the form in which it is planned and stored
  std::string take_as;        ///< conversion for reading only, also of what `derive` gives
  std::string generate;    ///< template, with {generated} for 26 made-up characters, of the value in a create without
                           ///< one; empty: none is made up
  Conditions generate_if;  ///< with them: `generate` is the template while they hold, else `generate_else`
  std::string generate_else;
  bool as_answered = false;  ///< the state has the answer's text, even when it means the same as what the state says
  bool keep_absent = false;  ///< nothing in an answer keeps what the state has (otherwise zero or null)
  std::string
      order;  ///< set blocks: template over an element; its CRC-32 in decimal text orders the elements in a request
  std::string
      drop_when;  ///< maps: "table_type=ICEBERG": drop_keys apply to an answer's map that has this entry; empty: always
  std::vector<std::string> drop_keys;  ///< maps: keys of an answer that are not taken
  std::string mask;                    ///< its name in an update mask; empty: `send`; "-": it has none
  bool own_keys = false;               ///< maps: of an answer only the keys that the state has are taken
  bool array = true;        ///< List or Set of members: the API has an array; false: one object (blocks of at most one)
  std::string derive;       ///< a template that gives the value on read
                            ///< ("arn:{partition}:glue:{region}:{account_id}:crawler/{name}")
  Conditions derive_if;     ///< with them: `derive` only while they hold, else `derive_else`
  std::string derive_else;  ///< empty: null

  bool may_replace() const { return replace || replace_rule; }
  bool optional() const { return mode == Mode::Optional || mode == Mode::OptionalComputed; }
  bool computed() const { return mode == Mode::Computed || mode == Mode::OptionalComputed; }
  bool required() const { return mode == Mode::Required; }
  bool collection() const { return shape == Shape::List || shape == Shape::Set; }
  /// List or set whose elements are objects (a block or an attribute).
  bool of_objects() const { return !fields.empty() && collection(); }
  const Field* find(std::string_view member) const;
};

/// An error of the service by code and, where given, a part of its message.
struct ErrorMatch {
  std::string code;  ///< "*" for any
  std::string text;
};
struct RetryRule {
  std::vector<ErrorMatch> errors;
  std::chrono::milliseconds time{120000};
};

struct Made;

/// One call of an operation, with when it is made and what its answers mean.
struct Step {
  std::string call;          ///< "CreateCrawler"
  std::string service;       ///< differs from the resource's only for a few
  std::string method, path;  ///< REST styles: "PUT", "/" (templates); empty for json and query
  std::vector<std::pair<std::string, std::string>> query,
      headers;            ///< templates; a header whose template is empty is left out
  Json body;              ///< template: see schemas/README.md ("{attr}" values, "*" and "*changed" merges)
  std::string body_root;  ///< rest-xml
  std::string raw_body;   ///< template, sent as it is
  std::string bucket;     ///< s3: template
  Conditions when;
  std::string
      each;  ///< "added:a", "removed:a", "all:a", "reply:path": once per element, which is {each} or {each.member}
  std::string take;                ///< path of the object in the answer; "" is the whole
  std::string items;               ///< the answer is a list here, all pages; `match` picks ours
  std::string match;               ///< "Name={id}" picks the item; none matching means gone
  std::string answer;              ///< REST-XML: the root element of the answer, or "json" for a JSON object
  std::vector<std::string> names;  ///< "Name={name}": members of the taken answer that name the object, with what must
                                   ///< stand there, case aside
  std::string new_is;  ///< read steps, "RoleId={save.created}": right after a create an answer in which this is
                       ///< another's is that of an earlier object of the name
  std::vector<std::string> into;            ///< fields read from the answer; {"*"}: all with a take path
  std::map<std::string, std::string> save;  ///< variables for later steps: name -> path in the answer
  std::vector<ErrorMatch> gone, ignore;
  std::vector<RetryRule> retry;
  std::vector<std::string> wait;      ///< waiters to run after it, in this order
  std::string page_token, page_next;  ///< body or query field that takes the token, and the answer's path that gives it
  bool creates = false;               ///< the object exists once it succeeds
  bool tags = true;                   ///< a creating call that can carry the tags; false: tag calls follow it
  bool idempotent = true;             ///< may be sent again when nobody knows whether it was carried out
  std::shared_ptr<const Made> made;   ///< of a call that is not: how to see what it has made
  std::vector<ErrorMatch> again_after;  ///< after these the operation goes on from the call `again_from`, until its
  std::string again_from;               ///< timeout: somebody else was faster
  std::string pause;                    ///< template of milliseconds to wait before it
  std::string progress;                 ///< of an action: template of what is told when the step begins
  std::string fail, fail_at;            ///< in place of a call: the operation ends with this error, at this attribute
  std::string hook;                     ///< in place of a call: a named function of engine/hooks
  std::string reason;                   ///< why a hook
};

/// What a call that must not run twice has made, seen when its end is unclear.
struct Made {
  Step step;            ///< answers the object, or lists (`items` without `match`) of which the newest counts
  std::string time;     ///< where the answer says when it was made; empty: it does not say
  bool before = false;  ///< looked at before the call too: what is there already is another's
};

/// Polls until a state is reached.
struct Waiter {
  std::string name;
  Step step;          ///< the call that is polled; `take` or `items`+`match` give the object
  std::string state;  ///< path in the taken answer ("ClusterAvailabilityStatus"); empty: only existence counts
  std::vector<std::string>
      same;  ///< instead of `state`: "same" when these fields of the answer equal the planned ones, else "different"
  std::vector<std::string> pending;  ///< other states fail the wait; empty: any state is pending
  std::vector<std::string> target;   ///< "" in it: an absent state counts; "gone": a missing object ends the wait
  std::string fallback_state;        ///< used when `state` is absent in the answer (servers that lack it)
  std::vector<std::string> fallback_target;
  std::string reason;  ///< path of the text that explains a failure
  int in_a_row = 1;    ///< how many answers in a row must be on target
  std::chrono::milliseconds first{0}, every{10000};
  std::string timeout;  ///< an operation ("create") whose timeout holds, or a duration ("2m")
};

/// One list call that answers for many objects.
struct Bulk {
  Step step;                        ///< `items` gives the objects
  std::string key;                  ///< template over an item ("{Name}") ...
  std::string value = "{id}";       ///< ... and the template over an object that it equals for the object's own item
  std::string inside;               ///< where an item of the list holds the items that count; empty: it is one itself
  std::vector<std::string> serves;  ///< the read steps (by call) whose answer an item stands for; none: the list only
                                    ///< tells which objects there are
  std::map<std::string, std::string>
      save;                         ///< variables that a served step would have saved -> their places in the item
  bool has_tags = true;             ///< false: the items lack the tags
  std::vector<std::string> except;  ///< keys that no configuration can own, or beginnings of such ("default.*")
  std::string over;                 ///< type of the objects that each have such a list; empty: there is one
  std::map<std::string, std::string> over_give;  ///< attributes that the list needs -> those of the object of that type
};

/// How the tags of a resource are sent, read and changed.
struct Tagging {
  std::optional<Bulk>
      bulk;  ///< lists tags of many objects: a hint that stands for `read` only where it agrees with the state
  std::string bulk_form;  ///< form of the tags (at `take` of the bulk's step) in its items
  std::string policy;  ///< the type as tag policies name it ("AWS::S3::Bucket"): what they require is checked at plan
  std::string send;    ///< place in the create body; empty: a tag call follows the create
  std::string take;    ///< place in the read answer; empty: `read` is asked
  std::string form = "map";  ///< "map", or the element of a list: "Key,Value"
  bool after = false;        ///< in an update, after the steps (also when one of them failed) instead of before
  bool whole = false;  ///< only the whole set can be put: {tags} of `tag` are all, foreign ones included; `untag` when
                       ///< none is left
  std::vector<Step> read, tag, untag;      ///< {tags} and {keys} in bodies
  std::vector<Step> tag_some, untag_some;  ///< with `whole`: tried first, for the tags that change; what a step refuses
                                           ///< by `ignore` is put as the whole set
};

/// What is refused: a plan (`refuse`), or the delete of an object as the state has it (`forbid`).
struct Refusal {
  Conditions when;
  std::string at, message;
};

/// How a state of one schema version becomes one of the next. In this order: hook, rename, drop, to_block, from_block,
/// then `set` with the parts of the old id.
struct Upgrade {
  int from = 0;
  std::map<std::string, std::string> rename, set;  ///< old name -> new name; name -> template
  std::vector<std::string> drop, to_block, from_block;
  std::string split, hook;
};

/// The attributes that hold a resource's labels.
struct Labels {
  std::string own;          ///< what is configured
  std::string all;          ///< with the provider's
  std::string effective;    ///< all that the object has
  bool attribution = true;  ///< carries the provider's mark, too
};

/// Attributes that become unknown in a plan when something changes.
struct Unknowns {
  Conditions when;
  std::vector<std::string> fields;
};

struct Rule {
  std::string kind;                 ///< "conflicts", "exactly_one", "at_least_one", "required_with"
  std::string at;                   ///< the attribute that carries the rule; empty: the first of `fields`
  std::vector<std::string> fields;  ///< dotted paths with indexes as the official provider writes them
};

struct Identity {
  int version = 0;
  std::vector<Field> fields;                  ///< mode Required: required for import
  std::map<std::string, std::string> values;  ///< templates
  std::string id;                             ///< template over the identity that gives the import id
};

/// Live facts about the data behind an object, and where they are found.
struct Measure {
  struct Give {
    std::string name;  ///< "objects", "bytes", "newest_snapshot": what the fact is called
    std::string how;   ///< "count", "sum", "newest" or "value"
    std::string path;  ///< in the answer; without a call in the object itself
  };
  Step step;      ///< no call: the facts are attributes of the object
  int pages = 1;  ///< most pages that are read; when there are more, counts and sums are lower bounds
  std::vector<Give> give;
};

/// What a change does to data, beyond what the kind of the object says.
struct Effect {
  std::string on;  ///< "update", "replace" or "destroy" (which holds for a replacement too)
  Conditions when;
  std::string impact;           ///< "metadata-only", "downtime", "access-cut", "data-rewritten", "data-lost"
  std::string about, way_back;  ///< templates over the object as it was
};

/// What an object holds and what becomes of that, for the planner.
struct Data {
  std::string kind;  ///< "store", "index", "access", "compute", "none"; empty: not told
  std::string loss;  ///< what goes with the object
  std::vector<Measure> measures;
  std::vector<Effect> effects;  ///< the first that applies holds
  Json more;                    ///< everything else, for checks
};

struct Definition {
  std::string type;
  std::string provider;  ///< "aws"
  bool data_source = false;
  std::vector<Field> meta;  ///< of a provider block: what a module's provider_meta may say; empty: there is none
  std::string renew_at;     ///< of an ephemeral resource: saved variable with the time, or the seconds, until it ends
  bool legacy = true;       ///< plans as the older plugin SDK does; false: as the plugin framework does
  bool regional = false;
  std::string service;
  int version = 0;
  Field root;  ///< an Object whose fields are the schema
  std::map<std::string, std::chrono::milliseconds> timeouts;
  std::string id;  ///< template, once created
  /// Templates of import ids with named parts ("{role}/{policy_arn}"), the first that fits counts; none: the id.
  std::vector<std::string> imports;
  bool import_parts = false;                 ///< parts have no "/" unless written "{+name}"
  std::map<std::string, Value> import_sets;  ///< values an import starts with
  std::vector<Rule> rules;
  std::vector<Refusal> refuse;
  std::vector<Refusal> forbid;
  std::vector<Unknowns> unknown;
  std::vector<Upgrade> upgrades;             ///< from the oldest version that is known to the one before `version`
  std::map<std::string, std::string> parts;  ///< attribute -> pattern of the ids that it holds
  std::optional<Labels> labels;
  std::string lock;     ///< template of a key: changes with the same key are made one at a time; empty: all at once
  bool exists = false;  ///< a create looks first; what is there has to be imported
  std::map<std::string, std::vector<Step>> calls;  ///< "create", "read", "update", "delete"; "open", "renew",
                                                   ///< "close"; "invoke"
  std::map<std::string, Waiter> waiters;
  std::vector<Bulk> bulk;
  std::optional<Tagging> tagging;
  std::optional<Identity> identity;
  std::vector<std::string> hooks;  ///< of the plan ("s3-bucket-plan") or of a data source ("iam-policy-document")
  Data data;
  /// What import ids look like, the likeliest form first.
  const std::string& import_form() const { return imports.empty() ? id : imports.front(); }
};

/// Builds a definition from its compiled text.
Definition load(std::string_view text);

}  // namespace lakeform::schema
