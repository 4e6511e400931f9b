#include "plan/diff/unmanaged.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "provider/engine/operations.h"
#include "provider/value/log.h"

namespace lakeform::plan {

namespace {

/// What states and plans own: objects by type and id, and those that an argument of another object owns as a part of
/// its list (`shows` with `by`).
class Owned {
 public:
  void add(const std::string& type, const std::string& id) { known_.insert(type + "|" + id); }

  /// `configured` says whether the configuration gives the argument; computed ones show what anybody made.
  template <typename Configured>
  void add_arguments(const Judged& owner, const Configured& configured) {
    if (!owner.definition || !owner.definition->data.more.contains("shows")) return;
    const Value desired = owner.desired.value();
    for (const auto& [argument, shown] : owner.definition->data.more["shows"].items()) {
      if (!shown.contains("by") || !desired[argument].is_list() || !configured(argument)) continue;
      const Part part{shown.at("key"), shown.at("by")};
      parts_[shown.at("type")].insert(part);
      for (const Value& element : desired[argument].as_list()) {
        const Value& name = element.is_map() ? element[part.second] : element;
        known_.insert(key_of(shown.at("type"), part, owner.entry.id, name.to_text()));
      }
    }
  }

  bool has(const std::string& type, const Value& object) const {
    if (known_.contains(type + "|" + object["id"].to_text())) return true;
    const auto parts = parts_.find(type);
    return parts != parts_.end() && std::any_of(parts->second.begin(), parts->second.end(), [&](const Part& part) {
             return known_.contains(key_of(type, part, object[part.first].to_text(), object[part.second].to_text()));
           });
  }

 private:
  using Part = std::pair<std::string, std::string>;  ///< the attributes `key` and `by`

  static std::string key_of(const std::string& type, const Part& part, const std::string& id, const std::string& name) {
    return type + "|" + part.first + "=" + id + "|" + part.second + "=" + name;
  }

  std::set<std::string> known_;
  std::map<std::string, std::set<Part>> parts_;
};

/// The listing of everything that one connection reaches.
class Listing {
 public:
  Listing(const Input& input, const Connected& connected, const std::set<std::string>& regions, const Owned& owned,
          std::vector<Judged>& out)
      : input_(input), connected_(connected), regions_(regions), owned_(owned), out_(out) {}

  void run() {
    for (const auto& entry : connected_.compiled->entries) {
      if (entry.kind != schema::Kind::Resource) continue;
      const auto* definition = schema::find_definition(*connected_.compiled, entry.type);
      if (!definition || definition->bulk.empty()) continue;
      for (const std::string& region : definition->regional ? regions_ : std::set<std::string>{""})
        list(*definition, region);
    }
  }

 private:
  void list(const schema::Definition& definition, const std::string& region) {
    const schema::Bulk& bulk = definition.bulk.front();
    Value::Map given;
    if (!region.empty()) given["region"] = region;
    if (bulk.over.empty()) return list_with(definition, given, region);
    const auto* parent = schema::find_definition(*connected_.compiled, bulk.over);
    if (!parent) return;
    const auto parents = engine::list_all(*parent, connected_.context, given);
    if (!parents) return;  // the parent's own list says what is wrong
    for (const auto& one : *parents) {
      Value::Map here = given;
      for (const auto& [attribute, from] : bulk.over_give) here[attribute] = one.object[from];
      list_with(definition, here, region);
    }
  }

  void list_with(const schema::Definition& definition, const Value::Map& given, const std::string& region) {
    const auto found = engine::list_all(definition, connected_.context, given);
    if (!found) return add_failed(definition, region, found.error());
    for (const auto& one : *found) {
      if (!owned_.has(definition.type, one.object) &&
          told_.insert(definition.type + "|" + one.object["id"].to_text()).second)
        add(definition, one, region);
    }
  }

  Judged start(const schema::Definition& definition, const std::string& region) const {
    Judged out;
    out.definition = &definition;
    out.entry.basis = Basis::Listed;
    out.entry.unit = input_.name;
    out.entry.type = definition.type;
    const std::string account = connected_.context.client->fact("account_id");
    out.entry.scope = account + (account.empty() || region.empty() ? "" : "/") + region;
    return out;
  }

  void add(const schema::Definition& definition, const engine::Listed& object, const std::string& region) {
    Judged one = start(definition, region);
    one.entry.verdict = Verdict::Unmanaged;
    one.entry.id = object.object["id"].to_text();
    one.entry.address = definition.type + " " + object.import_id;
    const bool elsewhere = !region.empty() && region != connected_.context.client->fact("region");
    one.entry.import_block = import_block(definition.type, object.import_id + (elsewhere ? "@" + region : ""));
    one.live = Packed(object.object);
    out_.push_back(std::move(one));
  }

  void add_failed(const schema::Definition& definition, const std::string& region, const Error& error) {
    Judged one = start(definition, region);
    one.entry.verdict = Verdict::CouldNotCheck;
    one.entry.address = definition.type + " (all" + (region.empty() ? ")" : " in " + region + ")");
    one.entry.reason = log::scrub(error.summary + (error.detail.empty() ? "" : ": " + error.detail));
    out_.push_back(std::move(one));
  }

  const Input& input_;
  const Connected& connected_;
  const std::set<std::string>& regions_;
  const Owned& owned_;
  std::vector<Judged>& out_;
  std::set<std::string> told_;
};

/// As a quoted text of HCL, which knows JSON's escapes; "$${" is how it writes "${".
std::string in_hcl(const std::string& text) {
  const std::string json = Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string out;
  for (std::size_t i = 0; i < json.size(); ++i) {
    out += json[i];
    if ((json[i] == '$' || json[i] == '%') && json.compare(i + 1, 1, "{") == 0) out += json[i];
  }
  return out;
}

}  // namespace

std::string import_block(const std::string& type, const std::string& id) {
  std::string name;
  for (const char c : id)
    name += std::isalnum(static_cast<unsigned char>(c)) ? static_cast<char>(std::tolower(static_cast<unsigned char>(c)))
                                                        : '_';
  if (name.empty() || std::isdigit(static_cast<unsigned char>(name.front()))) name.insert(0, "_");
  return "import {\n  to = " + type + "." + name + "\n  id = " + in_hcl(id) + "\n}\n";
}

void add_unmanaged(const Input& input, const std::vector<const Connected*>& connected, std::vector<Judged>& judged) {
  Owned owned;
  std::map<const Connected*, std::set<std::string>> regions;
  for (std::size_t i = 0; i < connected.size(); ++i) {
    if (!connected[i]->compiled || !connected[i]->context.client) continue;
    const Value live = judged[i].live.is_null() ? judged[i].state.value() : judged[i].live.value();
    owned.add(judged[i].entry.type, live["id"].to_text());
    owned.add_arguments(judged[i], [&](const std::string& argument) {
      return !member(input.resources[i].expressions, argument).empty();
    });
    auto& here = regions[connected[i]];
    here.insert(connected[i]->context.client->fact("region"));
    if (const std::string region = live["region"].to_text(); !region.empty()) here.insert(region);
  }
  for (const auto& [connection, here] : regions) Listing(input, *connection, here, owned, judged).run();
}

}  // namespace lakeform::plan
