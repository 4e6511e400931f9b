// CreateTags, DeleteTags, DescribeTags: by ARN, over all kinds.
#include "tests/sandbox/redshift/rules.h"
#include "tests/sandbox/redshift/service.h"

namespace lakeform::sandbox::redshift {
namespace {

/// Changes the tags of the store's object; whether it is there.
template <class T>
bool edit_tags(Store<T>& store, const std::string& name, const World& world, const std::function<void(Tags&)>& change) {
  if (!store.latest(name)) return false;
  store.edit(name, world, [&](T& item) { change(item.tags); });
  return true;
}

bool edit_of_kind(Realm& realm, const std::string& kind, const std::string& name, const std::function<void(Tags&)>& change) {
  if (kind == "cluster") return edit_tags(realm.clusters, name, realm.world, change);
  if (kind == "subnetgroup") return edit_tags(realm.subnet_groups, name, realm.world, change);
  if (kind == "parametergroup") return edit_tags(realm.parameter_groups, name, realm.world, change);
  if (kind == "snapshot") return edit_tags(realm.snapshots, name.substr(name.find('/') + 1), realm.world, change);
  return false;
}

/// ResourceName of the call: arn:aws:redshift:region:account:kind:name
void edit_named(Call& call, const std::function<void(Tags&)>& change) {
  const auto arn = call.form.required("ResourceName");
  const auto prefix = call.realm.arn("", "");
  const auto known = prefix.substr(0, prefix.size() - 1);  // up to the kind
  const auto rest = arn.rfind(known, 0) == 0 ? arn.substr(known.size()) : "";
  const auto colon = rest.find(':');
  if (colon == std::string::npos) throw invalid("Invalid resource ARN: " + arn);
  if (!edit_of_kind(call.realm, rest.substr(0, colon), rest.substr(colon + 1), change)) {
    throw refuse("ResourceNotFoundFault", "The resource " + arn + " was not found.", 404);
  }
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

struct Tagged {
  std::string arn;
  std::string type;
  std::string key;
  std::string value;
};

template <class T>
void collect(const Call& call, const Store<T>& store, const char* kind, const char* type, std::vector<Tagged>& out) {
  for (const auto& [name, item] : store.all(call.world)) {
    auto full = name;
    if constexpr (std::is_same_v<T, Snapshot>) full = item->cluster.id + "/" + name;
    for (const auto& [key, value] : item->tags) {
      if (tags_match(call.form, {{key, value}})) out.push_back({call.realm.arn(kind, full), type, key, value});
    }
  }
}

void describe_tags(Call& call) {
  const auto& form = call.form;
  if (form.has("ResourceName") && form.has("ResourceType")) throw invalid("Give either ResourceName or ResourceType.");
  std::vector<Tagged> all;
  collect(call, call.realm.clusters, "cluster", "cluster", all);
  collect(call, call.realm.snapshots, "snapshot", "snapshot", all);
  collect(call, call.realm.subnet_groups, "subnetgroup", "subnetgroup", all);
  collect(call, call.realm.parameter_groups, "parametergroup", "parametergroup", all);
  std::map<std::string, const Tagged*> wanted;
  auto type = cloud::lower_case(form.text("ResourceType"));
  std::erase(type, ' ');
  for (const auto& tagged : all) {
    if ((!form.has("ResourceName") || tagged.arn == form.text("ResourceName")) && (type.empty() || tagged.type == type)) {
      wanted[tagged.arn + " " + tagged.key] = &tagged;
    }
  }
  const auto page = page_of<Tagged>({wanted.begin(), wanted.end()}, form.text("Marker"), page_limit(form), 100, call.world);
  auto items = add(call.result, "TaggedResources");
  for (const auto& [name, tagged] : page.items) {
    auto resource = add(items, "TaggedResource");
    auto tag = add(resource, "Tag");
    add(tag, "Key", tagged->key);
    add(tag, "Value", tagged->value);
    add(resource, "ResourceName", tagged->arn);
    add(resource, "ResourceType", tagged->type);
  }
  if (!page.next.empty()) add(call.result, "Marker", page.next);
}

}  // namespace

Operations tag_operations() { return {{"CreateTags", create_tags}, {"DeleteTags", delete_tags}, {"DescribeTags", describe_tags}}; }

}  // namespace lakeform::sandbox::redshift
