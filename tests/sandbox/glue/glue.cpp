#include "tests/sandbox/glue/glue.h"

namespace lakeform::sandbox::glue {
namespace {

const Registered entry = registered<Glue>("glue");

}  // namespace

Glue::Glue(World& world) : JsonService(world, "glue", "InvalidInputException") {
  serve_databases();
  serve_tables();
  serve_indexes();
  serve_partitions();
  serve_crawlers();
  serve_crawler_runs();
  serve_connections();
  serve_tags();
}

void Glue::serve(const std::string& operation, Method method) {
  on(operation, [this, method](const Request& request, const Json& input) { return (this->*method)(request, input); });
}

std::string folded(const Json& name) { return cloud::lower_case(name.get<std::string>()); }
std::string table_key(const std::string& database, const std::string& table) { return database + "\n" + table; }
Failure not_found(const std::string& message) { return Failure(400, "EntityNotFoundException", message); }
Failure invalid(const std::string& message) { return Failure(400, "InvalidInputException", message); }

std::optional<long> asked(const Json& input, const char* member) {
  if (!input.contains(member)) return std::nullopt;
  const auto limit = input[member].get<long>();
  if (limit < 1)
    throw invalid("1 validation error detected: Value '" + std::to_string(limit) + "' at '" + member +
                  "' must be at least 1");
  return limit;
}

Catalog& Glue::catalog(const Request& request, const Json& input) {
  const auto id = input.value("CatalogId", request.account);
  if (id == request.account) return catalog(request);
  const bool account = id.size() == 12 && id.find_first_not_of("0123456789") == std::string::npos;
  if (!account) throw not_found("Catalog " + id + " not found.");
  throw Failure(400, "AccessDeniedException",
                "User: " + request.caller + " is not authorized to use the catalog " + id);
}

void Glue::need_database(const Catalog& catalog, const std::string& name) const {
  if (!catalog.databases.latest(name)) throw not_found("Database " + name + " not found.");
}

const Table& Glue::need_table(const Catalog& catalog, const std::string& database, const std::string& name) const {
  need_database(catalog, database);
  const auto* table = catalog.tables.latest(table_key(database, name));
  if (!table) throw not_found("Table " + name + " not found.");
  return *table;
}

std::string Glue::arn(const Request& request, const std::string& rest) const {
  return "arn:aws:glue:" + request.region + ":" + request.account + ":" + rest;
}

/// The object of the ARN is there.
bool Glue::has(const Request& request, const std::string& arn_text) const {
  const auto at = catalogs_.find({request.account, request.region});
  const auto start = arn(request, "");
  if (at == catalogs_.end() || arn_text.rfind(start, 0) != 0) return false;
  const auto rest = arn_text.substr(start.size());
  const auto slash = rest.find('/');
  const auto kind = rest.substr(0, slash);
  const auto name = slash == std::string::npos ? std::string() : rest.substr(slash + 1);
  if (kind == "database") return at->second.databases.latest(name);
  if (kind == "crawler") return at->second.crawlers.latest(name);
  const auto all = at->second.regular.find(kind);
  return all != at->second.regular.end() && all->second.latest(name);
}

void Glue::set_tags(const Request& request, const std::string& arn_text, const Json& input) {
  const auto tags = input.value("Tags", std::map<std::string, std::string>());
  if (tags.size() > 50) throw invalid("A resource can have at most 50 tags");
  for (const auto& [key, value] : tags) {
    if (key.empty() || key.size() > 128 || key.rfind("aws:", 0) == 0) throw invalid("The tag key is invalid: " + key);
  }
  if (!tags.empty()) catalog(request).tags.put(arn_text, tags, world_);
}

bool Glue::tag(const Request& request, const std::string& arn_text, const std::map<std::string, std::string>& add,
               const std::vector<std::string>& remove) {
  if (!has(request, arn_text)) return false;
  auto& stored = catalog(request).tags;
  const auto* before = stored.latest(arn_text);
  auto tags = before ? *before : std::map<std::string, std::string>();
  for (const auto& key : remove) tags.erase(key);
  for (const auto& [key, value] : add) tags[key] = value;
  set_tags(request, arn_text, {{"Tags", tags}});
  if (tags.empty()) stored.put(arn_text, {}, world_);
  return true;
}

std::vector<std::string> Glue::inventory() {
  std::vector<std::string> out;
  for (const auto& item : catalogs_) {
    const auto& there = item.second;
    for (const auto& database : there.databases.all_latest()) out.push_back("database " + database.first);
    for (const auto& [name, table] : there.tables.all_latest()) {
      out.push_back("table " + name);
      for (const auto& index : table->indexes) out.push_back("index of table " + name + ": " + index.shown.dump());
    }
    for (const auto& partition : there.partitions.all_latest()) out.push_back("partition " + partition.first);
    for (const auto& crawler : there.crawlers.all_latest()) out.push_back("crawler " + crawler.first);
    for (const auto& [kind, all] : there.regular) {
      for (const auto& object : all.all_latest()) out.push_back(kind + " " + object.first);
    }
  }
  return out;
}

std::vector<Tagged> Glue::tagged(const Request& request) const {
  std::vector<Tagged> out;
  const auto at = catalogs_.find({request.account, request.region});
  if (at == catalogs_.end()) return out;
  for (const auto& [name, tags] : at->second.tags.all(world_)) out.push_back({name, *tags});
  return out;
}

void Glue::serve_tags() {
  serve("GetTags", &Glue::get_tags);
  on("TagResource", [this](const Request& request, const Json& input) {
    if (!tag(request, input["ResourceArn"], input["TagsToAdd"], {}))
      throw not_found("Resource " + input["ResourceArn"].get<std::string>() + " not found.");
    return Json::object();
  });
  on("UntagResource", [this](const Request& request, const Json& input) {
    if (!tag(request, input["ResourceArn"], {}, input["TagsToRemove"])) {
      throw not_found("Resource " + input["ResourceArn"].get<std::string>() + " not found.");
    }
    return Json::object();
  });
}

Json Glue::get_tags(const Request& request, const Json& input) {
  const std::string arn_text = input["ResourceArn"];
  if (!has(request, arn_text)) throw not_found("Resource " + arn_text + " not found.");
  const auto* tags = catalog(request).tags.latest(arn_text);
  return {{"Tags", tags ? Json(*tags) : Json::object()}};
}

}  // namespace lakeform::sandbox::glue
