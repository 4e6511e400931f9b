// CreateTags, DeleteTags, DescribeTags: by ARN, over all kinds.
#include "tests/sandbox/redshift/rules.h"
#include "tests/sandbox/redshift/service.h"

namespace lakeform::sandbox::redshift {
namespace {

/// Changes the tags of the store's object; whether it is there.
template <class T>
bool edit_in(Store<T>& store, const std::string& name, const World& world, const std::function<void(Tags&)>& change) {
  if (!store.latest(name)) return false;
  store.edit(name, world, [&](T& item) { change(item.tags); });
  return true;
}

/// ResourceName of the call.
void edit_named(Call& call, const std::function<void(Tags&)>& change) {
  const auto arn = call.form.required("ResourceName");
  if (arn.rfind("arn:", 0) != 0) throw invalid("Invalid resource ARN: " + arn);
  if (!edit_tags(call.realm, arn, change))
    throw refuse("ResourceNotFoundFault", "The resource " + arn + " was not found.", 404);
}

/// The name in the ARN of an object of the store.
std::string named(const std::string& name, const Snapshot& snapshot) { return snapshot.cluster.id + "/" + name; }
template <class T>
std::string named(const std::string& name, const T&) {
  return name;
}

void create_tags(Call& call) {
  const auto added = call.form.tags();
  if (added.empty()) throw refuse("MissingParameter", "The request must contain the parameter Tags.");
  edit_named(call, [&](Tags& tags) {
    auto all = added;
    all.insert(tags.begin(), tags.end());
    if (all.size() > 50) throw refuse("TagLimitExceededFault", "The resource would have more than 50 tags.");
    tags = all;
  });
}

void delete_tags(Call& call) {
  edit_named(call, [keys = call.form.list("TagKeys", "TagKey")](Tags& tags) {
    for (const auto& key : keys) tags.erase(key);
  });
}

struct OneTag {
  std::string arn;
  std::string kind;
  std::string key;
  std::string value;
};

/// Calls `each` with ARN, kind and tags of every object.
template <class Each>
void visit(const Realm& realm, Each each) {
  const auto walk = [&](const auto& store, const std::string& kind) {
    for (const auto& [name, item] : store.all(realm.world)) each(realm.arn(kind, named(name, *item)), kind, item->tags);
  };
  walk(realm.clusters, "cluster");
  walk(realm.snapshots, "snapshot");
  walk(realm.subnet_groups, "subnetgroup");
  walk(realm.parameter_groups, "parametergroup");
}

void describe_tags(Call& call) {
  const auto& form = call.form;
  if (form.has("ResourceName") && form.has("ResourceType")) throw invalid("Give either ResourceName or ResourceType.");
  auto wanted_kind = cloud::lower_case(form.text("ResourceType"));
  std::erase(wanted_kind, ' ');
  std::map<std::string, OneTag> all;
  visit(call.realm, [&](const std::string& arn, const std::string& kind, const Tags& tags) {
    if ((form.has("ResourceName") && arn != form.text("ResourceName")) || (!wanted_kind.empty() && kind != wanted_kind))
      return;
    for (const auto& [key, value] : tags) {
      if (tags_match(form, {{key, value}})) all[arn + " " + key] = {arn, kind, key, value};
    }
  });
  std::vector<std::pair<std::string, const OneTag*>> sorted;
  for (const auto& [name, tag] : all) sorted.emplace_back(name, &tag);
  const auto page = page_of<OneTag>(sorted, form.text("Marker"), page_limit(form), 100, call.world);
  auto items = add(call.result, "TaggedResources");
  for (const auto& [name, tagged] : page.items) {
    auto resource = add(items, "TaggedResource");
    auto tag = add(resource, "Tag");
    add(tag, "Key", tagged->key);
    add(tag, "Value", tagged->value);
    add(resource, "ResourceName", tagged->arn);
    add(resource, "ResourceType", tagged->kind);
  }
  if (!page.next.empty()) add(call.result, "Marker", page.next);
}

}  // namespace

std::vector<sandbox::Tagged> all_tagged(const Realm& realm) {
  std::vector<sandbox::Tagged> out;
  visit(realm, [&](const std::string& arn, const std::string&, const Tags& tags) { out.push_back({arn, tags}); });
  return out;
}

bool edit_tags(Realm& realm, const std::string& arn, const std::function<void(Tags&)>& change) {
  const auto prefix = "arn:aws:redshift:" + realm.network.region + ":" + realm.network.account + ":";
  if (arn.rfind(prefix, 0) != 0) return false;
  const auto rest = arn.substr(prefix.size());
  const auto colon = std::min(rest.find(':'), rest.size() - 1);
  const auto kind = rest.substr(0, colon);
  const auto name = rest.substr(colon + 1);
  if (kind == "cluster") return edit_in(realm.clusters, name, realm.world, change);
  if (kind == "subnetgroup") return edit_in(realm.subnet_groups, name, realm.world, change);
  if (kind == "parametergroup") return edit_in(realm.parameter_groups, name, realm.world, change);
  return kind == "snapshot" && edit_in(realm.snapshots, name.substr(name.find('/') + 1), realm.world, change);
}

Operations tag_operations() {
  return {{"CreateTags", create_tags}, {"DeleteTags", delete_tags}, {"DescribeTags", describe_tags}};
}

}  // namespace lakeform::sandbox::redshift
