#include "tests/sandbox/redshift/service.h"

#include <algorithm>

namespace lakeform::sandbox::redshift {
namespace {

class Redshift : public QueryService {
 public:
  explicit Redshift(World& world) : QueryService(world, "2012-12-01", "http://redshift.amazonaws.com/doc/2012-12-01/") {
    for (const auto& operations :
         {cluster_operations(), modify_operations(), lifecycle_operations(), feature_operations(),
          snapshot_operations(), subnet_group_operations(), parameter_group_operations(), tag_operations()}) {
      for (const auto& operation : operations) enter(operation);
    }
  }

  std::vector<std::string> inventory() override {
    std::vector<std::string> out;
    for (auto& [where, realm] : realms_) {
      realm.agenda.run(world_.now());
      for (const auto& item : realm.clusters.all_latest()) out.push_back("cluster " + item.first);
      for (const auto& item : realm.snapshots.all_latest()) out.push_back("snapshot " + item.first);
      for (const auto& item : realm.subnet_groups.all_latest()) {
        if (item.first != "default") out.push_back("subnet group " + item.first);
      }
      for (const auto& item : realm.parameter_groups.all_latest()) {
        if (item.first.rfind("default.", 0) != 0) out.push_back("parameter group " + item.first);
      }
    }
    return out;
  }
  std::vector<sandbox::Tagged> tagged(const Request& request) const override {
    const auto found = realms_.find({request.account, request.region});
    return found == realms_.end() ? std::vector<sandbox::Tagged>() : all_tagged(found->second);
  }
  bool tag(const Request& request, const std::string& arn, const Tags& added,
           const std::vector<std::string>& removed) override {
    return edit_tags(realm(request), arn, [&](Tags& tags) {
      for (const auto& key : removed) tags.erase(key);
      for (const auto& [key, value] : added) tags[key] = value;
    });
  }

 private:
  void enter(const Operation& operation) {
    on(operation.name, [this, run = operation.run](const Form& form, pugi::xml_node result) {
      Call call{world_, realm(form.request()), form, result};
      run(call);
    });
  }

  /// With all changes through that are due.
  Realm& realm(const Request& request) {
    auto& found =
        realms_.try_emplace({request.account, request.region}, request.account, request.region, world_).first->second;
    found.agenda.run(world_.now());
    return found;
  }

  std::map<std::pair<std::string, std::string>, Realm> realms_;
};

const Registered entry = registered<Redshift>("redshift");

bool holds(const std::vector<std::string>& list, const std::string& value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

Realm::Realm(const std::string& account, const std::string& region, World& with)
    : world(with), network(account, region) {
  // What an account has before it has made anything; visible at once.
  const auto lag = std::exchange(world.options.lag, Millis(0));
  subnet_groups.put("default", {"default", "default", network.subnets, {}}, world);
  for (const std::string family : {"redshift-1.0", "redshift-2.0"}) {
    const auto name = "default." + family;
    parameter_groups.put(name, {name, family, "Default parameter group for " + family, {}, {}}, world);
  }
  world.options.lag = lag;
}

std::string Realm::arn(const std::string& kind, const std::string& name) const {
  return "arn:aws:redshift:" + network.region + ":" + network.account + ":" + kind + ":" + name;
}

bool tags_match(const Form& form, const Tags& tags) {
  const auto keys = form.list("TagKeys", "TagKey");
  const auto values = form.list("TagValues", "TagValue");
  if (keys.empty() && values.empty()) return true;
  return std::any_of(tags.begin(), tags.end(),
                     [&](const auto& tag) { return holds(keys, tag.first) && holds(values, tag.second); });
}

std::optional<long> page_limit(const Form& form) {
  const auto asked = form.number("MaxRecords");
  if (asked && (*asked < 20 || *asked > 100)) {
    throw refuse("InvalidParameterValue",
                 "The parameter MaxRecords must be between 20 and 100, but was " + std::to_string(*asked) + ".");
  }
  return asked;
}

}  // namespace lakeform::sandbox::redshift
