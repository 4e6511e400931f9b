// What is wanted and what the state says: a Terraform plan (terraform show -json), a state, or a directory, as values.
// Sources of the forms: Terraform's "JSON Output Format" (format_version 1.x) and state files of version 4.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "plan/desired/slices.h"
#include "provider/value/result.h"
#include "provider/value/value.h"

namespace lakeform::plan {

/// One resource instance. Slices point into the text of its Input.
struct Resource {
  std::string address;           ///< "module.a.aws_s3_bucket.raw[\"x\"]"
  std::string previous_address;  ///< it was moved from there
  std::string deposed;           ///< key of a deposed object, which only waits to be destroyed
  std::string type;
  std::string provider;              ///< source address: "registry.terraform.io/hashicorp/aws"
  std::string provider_key;          ///< into Input::providers: "aws.west"
  std::vector<std::string> actions;  ///< as the plan has them; empty in a state
  std::string action_reason;         ///< "replace_because_tainted"; may be empty
  std::string import_id;             ///< the plan imports it
  bool tainted = false;
  Slice before;                             ///< the stored object; empty or null: none
  Slice after, after_unknown;               ///< the planned object; empty or null: none
  Slice before_sensitive, after_sensitive;  ///< trees of marks; state: a list of paths, as `sensitive_paths`
  Slice sensitive_paths;
  Slice drifted_from;   ///< what the state had before Terraform refreshed it; empty: the same as `before`
  bool gone = false;    ///< Terraform's refresh did not find it
  Slice replace_paths;  ///< attributes that force the replacement: [["bucket"], ["rule", 0, "name"]]; empty: not told
  Slice expressions;    ///< of the configuration; empty: not known
  std::vector<std::string> depends_on;  ///< addresses of instances of this input
};

/// One provider block, or the absence of one.
struct ProviderBlock {
  std::string source;  ///< address; its last part says which definitions hold
  std::string alias;
  Slice expressions;
};

struct Input {
  std::string name;
  bool is_plan = false;  ///< false: a state, so only drift can be found
  bool fresh = false;  ///< made here, with refresh off, to say what a new plan does; false: a saved plan, to be judged
                       ///< as what applying it does
  bool redacted = false;  ///< sensitive values are not in it: where one is marked stands null, and nothing can be told
  std::vector<std::string> incomplete;  ///< why Terraform could not finish the plan or holds a part only, for people
  std::vector<std::string> besides;     ///< what changes besides resources: outputs, actions; for people
  std::string terraform_version;
  std::shared_ptr<const std::string> text;
  std::vector<std::shared_ptr<const std::string>> made;  ///< texts that slices point into, besides
  std::vector<Resource> resources;                       ///< managed ones only, in the order of their addresses
  std::map<std::string, ProviderBlock> providers;
  std::map<std::string, Slice> variables;  ///< values of root variables
  std::vector<std::string> notes;          ///< what was left out, for people
};

/// Reads a file, a directory (runs Terraform there), or standard input ("-"). Errors say what was given and what to
/// give instead.
Result<Input> read_input(const std::string& path);
/// The same from a text; `name` is for messages.
Result<Input> read_text(const std::string& name, std::string text);

/// "module.a.aws_x.y" from "module.a[0].aws_x.y[\"k\"]".
std::string without_keys(std::string_view address);

/// Parts of the above, each for one form of input.
Outcome read_plan(Input& input);
Outcome read_state_file(Input& input);
Outcome read_shown_state(Input& input);
/// Puts instances in the place of names in depends_on ("aws_x.y" -> "aws_x.y[0]", "aws_x.y[1]") and drops what is not
/// in the input.
void resolve_dependencies(Input& input);

Error bad_input(const std::string& name, std::string what, std::string advice);

}  // namespace lakeform::plan
