// The service, and what its operations are given.
#pragma once

#include <functional>
#include <vector>

#include "tests/sandbox/core/query.h"
#include "tests/sandbox/redshift/realm.h"

namespace lakeform::sandbox::redshift {

struct Call {
  World& world;
  Realm& realm;
  const Form& form;
  pugi::xml_node result;
};

struct Operation {
  const char* name;
  void (*run)(Call& call);
};
using Operations = std::vector<Operation>;

Operations cluster_operations();
Operations modify_operations();
Operations lifecycle_operations();
Operations feature_operations();
Operations snapshot_operations();
Operations subnet_group_operations();
Operations parameter_group_operations();
Operations tag_operations();

/// What of the realm has tags or could have: for the tagging service.
std::vector<sandbox::Tagged> all_tagged(const Realm& realm);
/// Changes the tags of the object with this ARN; false when there is none.
bool edit_tags(Realm& realm, const std::string& arn, const std::function<void(Tags&)>& change);

/// MaxRecords, Marker: writes the page's items below `list` and the marker of the next page.
/// Filters by TagKeys and TagValues, as every describe does. Throws InvalidParameterValue when MaxRecords is out of
/// bounds.
template <class T, class Write>
void write_page(Call& call, const Store<T>& store, const char* list, const char* member, Write write);

/// Whether the tags match TagKeys and TagValues of the call.
bool tags_match(const Form& form, const Tags& tags);
/// MaxRecords within 20 to 100.
std::optional<long> page_limit(const Form& form);

template <class T, class Write>
void write_page(Call& call, const Store<T>& store, const char* list, const char* member, Write write) {
  auto all = store.all(call.world);
  std::erase_if(all, [&](const auto& item) { return !tags_match(call.form, item.second->tags); });
  const auto page = page_of<T>(all, call.form.text("Marker"), page_limit(call.form), 100, call.world);
  auto items = add(call.result, list);
  for (const auto& [name, item] : page.items) write(add(items, member), *item);
  if (!page.next.empty()) add(call.result, "Marker", page.next);
}

}  // namespace lakeform::sandbox::redshift
