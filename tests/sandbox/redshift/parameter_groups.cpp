// Parameter groups and their parameters.
#include <algorithm>

#include "tests/sandbox/redshift/clusters.h"
#include "tests/sandbox/redshift/parameters.h"
#include "tests/sandbox/redshift/rules.h"

namespace lakeform::sandbox::redshift {
namespace {

void write_group(pugi::xml_node node, const ParameterGroup& group) {
  add(node, "ParameterGroupName", group.name);
  add(node, "ParameterGroupFamily", group.family);
  add(node, "Description", group.description);
  add_tags(node, "Tags", "Tag", group.tags);
}

Failure not_found(const std::string& name) {
  return refuse("ClusterParameterGroupNotFound", "ParameterGroup not found: " + name, 404);
}

const ParameterGroup& existing(const Call& call) {
  const auto name = cloud::lower_case(call.form.required("ParameterGroupName"));
  const auto* group = call.realm.parameter_groups.latest(name);
  if (!group) throw not_found(name);
  return *group;
}

/// As `existing`, but not one of the groups that AWS owns.
const ParameterGroup& own(const Call& call) {
  const auto& group = existing(call);
  if (group.name.rfind("default.", 0) == 0) {
    throw refuse("InvalidClusterParameterGroupState",
                 "The default parameter group " + group.name + " cannot be changed or deleted.");
  }
  return group;
}

void create_group(Call& call) {
  const auto name = cloud::lower_case(call.form.required("ParameterGroupName"));
  check_name("ParameterGroupName", name, 255);
  const auto family = call.form.required("ParameterGroupFamily");
  parameters_of(family);
  if (call.realm.parameter_groups.latest(name)) {
    throw refuse("ClusterParameterGroupAlreadyExists", "ParameterGroup " + name + " already exists");
  }
  call.form.required("Description");
  call.realm.parameter_groups.put(name, {name, family, call.form.text("Description"), {}, call.form.tags()},
                                  call.world);
  write_group(add(call.result, "ClusterParameterGroup"), *call.realm.parameter_groups.latest(name));
}

/// Name and value of each element of Parameters, checked.
std::map<std::string, std::string> given_values(const Call& call, const std::string& family, bool with_values) {
  const auto known = parameters_of(family);
  std::map<std::string, std::string> out;
  for (std::size_t i = 1; i <= call.form.count("Parameters", "Parameter"); ++i) {
    const auto at = Form::at("Parameters", "Parameter", i);
    const auto name = call.form.required(at + ".ParameterName");
    const auto found =
        std::find_if(known.begin(), known.end(), [&](const Parameter& parameter) { return name == parameter.name; });
    if (found == known.end()) throw invalid("Could not find parameter with name: " + name);
    out[name] = call.form.text(at + ".ParameterValue");
    if (with_values) check_value(*found, out[name]);
  }
  if (out.size() > 20) throw invalid("At most 20 parameters can be changed in one request.");
  return out;
}

/// The clusters of the group need a reboot to see the change.
void touch_clusters(Realm& realm, const std::string& group) {
  for (const auto& [id, cluster] : realm.clusters.all_latest()) {
    if (cluster->parameter_group == group)
      edit(realm, std::string(id), [](Cluster& c) { c.parameter_status = "pending-reboot"; });
  }
}

void answer_change(Call& call, const std::string& name) {
  touch_clusters(call.realm, name);
  add(call.result, "ParameterGroupName", name);
  add(call.result, "ParameterGroupStatus",
      "Your parameter group has been updated but changes won't get applied until you reboot the associated Clusters.");
}

void modify_group(Call& call) {
  const auto& group = own(call);
  const auto name = group.name;
  const auto values = given_values(call, group.family, true);
  if (values.empty()) throw refuse("MissingParameter", "The request must contain the parameter Parameters.");
  call.realm.parameter_groups.edit(name, call.world, [&](ParameterGroup& g) {
    for (const auto& [parameter, value] : values) g.values[parameter] = value;
  });
  answer_change(call, name);
}

void reset_group(Call& call) {
  const auto& group = own(call);
  const auto name = group.name;
  const bool all = call.form.flag("ResetAllParameters").value_or(false);
  const auto values = given_values(call, group.family, false);
  if (all == !values.empty()) throw bad_combination("Give either ResetAllParameters or Parameters.");
  call.realm.parameter_groups.edit(name, call.world, [&](ParameterGroup& g) {
    std::erase_if(g.values, [&](const auto& item) { return all || values.count(item.first); });
  });
  answer_change(call, name);
}

void delete_group(Call& call) {
  const auto name = own(call).name;
  for (const auto& [id, cluster] : call.realm.clusters.all_latest()) {
    if (cluster->parameter_group == name) {
      throw refuse("InvalidClusterParameterGroupState",
                   "Parameter group " + name + " is in use by cluster " + id + ".");
    }
  }
  call.realm.parameter_groups.erase(name, call.world);
}

void describe_groups(Call& call) {
  const auto name = cloud::lower_case(call.form.text("ParameterGroupName"));
  if (name.empty())
    return write_page(call, call.realm.parameter_groups, "ParameterGroups", "ClusterParameterGroup", write_group);
  const auto* group = call.realm.parameter_groups.find(name, call.world);
  if (!group) throw not_found(name);
  write_group(add(add(call.result, "ParameterGroups"), "ClusterParameterGroup"), *group);
}

void write_parameter(pugi::xml_node node, const Parameter& parameter, const std::string& value, bool of_user) {
  add(node, "ParameterName", parameter.name);
  add(node, "ParameterValue", value);
  add(node, "Description", parameter.about);
  add(node, "Source", of_user ? "user" : "engine-default");
  add(node, "DataType", parameter.type);
  if (*parameter.allowed) add(node, "AllowedValues", parameter.allowed);
  add(node, "ApplyType", parameter.apply);
  add(node, "IsModifiable", true);
}

/// A page of the family's parameters, with the values that a user has set; `source` leaves one kind of them.
void write_parameters(const Call& call, pugi::xml_node result, const std::string& family,
                      const std::map<std::string, std::string>& set, const std::string& source) {
  if (!source.empty() && source != "user" && source != "engine-default") throw invalid("Invalid source: " + source);
  const auto known = parameters_of(family);
  std::vector<std::pair<std::string, const Parameter*>> wanted;
  for (const auto& parameter : known) {
    const bool of_user = set.count(parameter.name) != 0;
    if (source.empty() || (source == "user") == of_user) wanted.emplace_back(parameter.name, &parameter);
  }
  const auto page = page_of<Parameter>(wanted, call.form.text("Marker"), page_limit(call.form), 100, call.world);
  auto items = add(result, "Parameters");
  for (const auto& [name, parameter] : page.items) {
    const auto value = set.find(name);
    write_parameter(add(items, "Parameter"), *parameter, value == set.end() ? parameter->value : value->second,
                    value != set.end());
  }
  if (!page.next.empty()) add(result, "Marker", page.next);
}

void describe_parameters(Call& call) {
  const auto name = cloud::lower_case(call.form.required("ParameterGroupName"));
  const auto* group = call.realm.parameter_groups.find(name, call.world);
  if (!group) throw not_found(name);
  write_parameters(call, call.result, group->family, group->values, call.form.text("Source"));
}

void describe_defaults(Call& call) {
  const auto family = call.form.required("ParameterGroupFamily");
  auto defaults = add(call.result, "DefaultClusterParameters");
  add(defaults, "ParameterGroupFamily", family);
  write_parameters(call, defaults, family, {}, "");
}

}  // namespace

Operations parameter_group_operations() {
  return {{"CreateClusterParameterGroup", create_group},
          {"ModifyClusterParameterGroup", modify_group},
          {"ResetClusterParameterGroup", reset_group},
          {"DeleteClusterParameterGroup", delete_group},
          {"DescribeClusterParameterGroups", describe_groups},
          {"DescribeClusterParameters", describe_parameters},
          {"DescribeDefaultClusterParameters", describe_defaults}};
}

}  // namespace lakeform::sandbox::redshift
