#include "plan/desired/form.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "plan/desired/desired.h"

namespace lakeform::plan {

namespace {

/// `kinds`: s text, o object, a array, b boolean, n number, z null; a member that is not required may be absent.
struct Wanted {
  const char* key;
  const char* kinds;
  bool required = false;
};

char kind_of(Slice value) {
  switch (value.front()) {
    case '"':
      return 's';
    case '{':
      return 'o';
    case '[':
      return 'a';
    case 't':
    case 'f':
      return 'b';
    case 'n':
      return 'z';
    default:
      return 'n';
  }
}

std::string kind_name(char kind) {
  switch (kind) {
    case 's':
      return "a text";
    case 'o':
      return "an object";
    case 'a':
      return "an array";
    case 'b':
      return "a boolean";
    case 'z':
      return "null";
    default:
      return "a number";
  }
}

constexpr std::array<Wanted, 12> kPlan{{{"format_version", "s"},
                                        {"terraform_version", "s"},
                                        {"resource_changes", "az"},
                                        {"resource_drift", "az"},
                                        {"output_changes", "oz"},
                                        {"deferred_changes", "az"},
                                        {"action_invocations", "az"},
                                        {"configuration", "oz"},
                                        {"variables", "oz"},
                                        {"checks", "az"},
                                        {"complete", "b"},
                                        {"errored", "b"}}};
constexpr std::array<Wanted, 8> kChanged{{{"address", "s", true},
                                          {"type", "s", true},
                                          {"change", "o", true},
                                          {"mode", "s"},
                                          {"provider_name", "s"},
                                          {"deposed", "s"},
                                          {"previous_address", "s"},
                                          {"action_reason", "s"}}};
constexpr std::array<Wanted, 8> kChange{{{"actions", "a", true},
                                         {"before", "oz"},
                                         {"after", "oz"},
                                         {"after_unknown", "ob"},
                                         {"before_sensitive", "ob"},
                                         {"after_sensitive", "ob"},
                                         {"replace_paths", "a"},
                                         {"importing", "oz"}}};
constexpr std::array<Wanted, 1> kOutput{{{"actions", "a", true}}};
constexpr std::array<Wanted, 4> kState{
    {{"version", "n", true}, {"terraform_version", "s"}, {"resources", "a", true}, {"lineage", "s"}}};
constexpr std::array<Wanted, 6> kStored{{{"mode", "s", true},
                                         {"type", "s", true},
                                         {"name", "s", true},
                                         {"provider", "s", true},
                                         {"instances", "a", true},
                                         {"module", "s"}}};
constexpr std::array<Wanted, 7> kInstance{{{"attributes", "oz"},
                                           {"attributes_flat", "oz"},
                                           {"index_key", "snz"},
                                           {"status", "s"},
                                           {"deposed", "s"},
                                           {"sensitive_attributes", "az"},
                                           {"dependencies", "az"}}};
constexpr std::array<Wanted, 2> kShownState{{{"format_version", "s"}, {"values", "oz"}}};
constexpr std::array<Wanted, 6> kShown{{{"address", "s", true},
                                        {"mode", "s", true},
                                        {"type", "s", true},
                                        {"values", "oz"},
                                        {"sensitive_values", "ob"},
                                        {"tainted", "b"}}};
constexpr std::array<Wanted, 2> kModule{{{"resources", "a"}, {"child_modules", "a"}}};

/// Terraform's own: what can be planned for one object.
constexpr std::array<const char*, 10> kActions{"no-op",         "create",        "read",          "update",
                                               "delete",        "delete,create", "create,delete", "forget",
                                               "create,forget", "forget,create"};

class Form {
 public:
  explicit Form(const std::string& name) : name_(name) {}

  Outcome outcome() const {
    if (!fault_) return Done{};
    return bad_input(name_, "is no plan or state as Terraform writes them: " + *fault_,
                     "Make the file again: terraform show -json PLANFILE, or terraform state pull.");
  }

  /// False: not as wanted. The slice must be an object.
  bool members(Slice object, std::span<const Wanted> wanted, const std::string& at) {
    if (object.empty() || object.front() != '{')
      return fail(at, object.empty() ? "nothing" : kind_name(kind_of(object)), "an object");
    std::vector<bool> seen(wanted.size(), false);
    for_members(object, [&](const std::string& key, Slice value) {
      for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (key != wanted[i].key) continue;
        seen[i] = true;
        if (std::string_view(wanted[i].kinds).find(kind_of(value)) == std::string_view::npos)
          fail(below(at, key), kind_name(kind_of(value)), kind_name(wanted[i].kinds[0]));
      }
    });
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (wanted[i].required && !seen[i]) fail(below(at, wanted[i].key), "nothing", kind_name(wanted[i].kinds[0]));
    }
    return !fault_;
  }

  template <class Check>
  void each(Slice array, const std::string& at, const Check& check) {
    std::size_t index = 0;
    if (fault_ || array.empty() || array.front() != '[') return;
    for_elements(array, [&](Slice one) {
      if (!fault_) check(one, at + "[" + std::to_string(index) + "]");
      ++index;
    });
  }

  void actions(Slice change, const std::string& at) {
    std::string joined;
    each(member(change, "actions"), at + ".actions", [&](Slice one, const std::string& here) {
      if (kind_of(one) != 's') fail(here, kind_name(kind_of(one)), "a text");
      joined += (joined.empty() ? "" : ",") + text(one);
    });
    if (!fault_ && std::none_of(kActions.begin(), kActions.end(), [&](const char* known) { return joined == known; })) {
      fault_ = at + ".actions is [" + joined.substr(0, 60) + "], which Terraform never plans";
    }
  }

  void resource_change(Slice one, const std::string& at) {
    if (!members(one, kChanged, at)) return;
    const Slice change = member(one, "change");
    if (!members(change, kChange, at + ".change")) return;
    if (text(member(one, "address")).empty()) fail(at + ".address", "an empty text", "an address");
    if (text(member(one, "type")).empty()) fail(at + ".type", "an empty text", "a type");
    actions(change, at + ".change");
  }

 private:
  static std::string below(const std::string& at, const std::string& key) { return at.empty() ? key : at + "." + key; }

  bool fail(const std::string& at, const std::string& is, const std::string& wanted) {
    if (!fault_) fault_ = (at.empty() ? "the top" : at) + " is " + is + ", where " + wanted + " belongs";
    return false;
  }

  const std::string& name_;
  std::optional<std::string> fault_;
};

void check_module(Form& form, Slice module, const std::string& at) {
  if (!form.members(module, kModule, at)) return;
  form.each(member(module, "resources"), at + ".resources",
            [&](Slice one, const std::string& here) { form.members(one, kShown, here); });
  form.each(member(module, "child_modules"), at + ".child_modules",
            [&](Slice one, const std::string& here) { check_module(form, one, here); });
}

}  // namespace

Outcome check_plan_form(const std::string& name, Slice plan) {
  Form form(name);
  if (!form.members(plan, kPlan, "")) return form.outcome();
  for (const char* key : {"resource_changes", "resource_drift"}) {
    form.each(member(plan, key), key, [&](Slice one, const std::string& at) { form.resource_change(one, at); });
  }
  if (const Slice outputs = member(plan, "output_changes"); !outputs.empty() && outputs != "null") {
    for_members(outputs, [&](const std::string& key, Slice one) {
      if (form.members(one, kOutput, "output_changes." + key)) form.actions(one, "output_changes." + key);
    });
  }
  return form.outcome();
}

Outcome check_state_form(const std::string& name, Slice state) {
  Form form(name);
  if (!form.members(state, kState, "")) return form.outcome();
  form.each(member(state, "resources"), "resources", [&](Slice one, const std::string& at) {
    if (!form.members(one, kStored, at)) return;
    form.each(member(one, "instances"), at + ".instances",
              [&](Slice instance, const std::string& here) { form.members(instance, kInstance, here); });
  });
  return form.outcome();
}

Outcome check_shown_state_form(const std::string& name, Slice state) {
  Form form(name);
  if (!form.members(state, kShownState, "")) return form.outcome();
  const Slice root = member(member(state, "values"), "root_module");
  if (!root.empty()) check_module(form, root, "values.root_module");
  return form.outcome();
}

}  // namespace lakeform::plan
