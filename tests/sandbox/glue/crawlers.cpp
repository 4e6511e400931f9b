// Crawlers: their definitions. What they do when they run is in crawler_runs.cpp.

#include "provider/value/pattern.h"
#include "tests/sandbox/glue/glue.h"
#include "tests/sandbox/iam/trust.h"

namespace lakeform::sandbox::glue {
namespace {

const char* const kTargets[] = {"S3Targets",      "JdbcTargets",  "MongoDBTargets", "DynamoDBTargets",
                                "CatalogTargets", "DeltaTargets", "IcebergTargets", "HudiTargets"};

/// What CreateCrawler leaves out.
Json defaults() {
  return {
      {"Classifiers", Json::array()},
      {"RecrawlPolicy", {{"RecrawlBehavior", "CRAWL_EVERYTHING"}}},
      {"SchemaChangePolicy", {{"UpdateBehavior", "UPDATE_IN_DATABASE"}, {"DeleteBehavior", "DEPRECATE_IN_DATABASE"}}},
      {"LineageConfiguration", {{"CrawlerLineageSettings", "DISABLE"}}},
      {"LakeFormationConfiguration", {{"UseLakeFormationCredentials", false}, {"AccountId", ""}}}};
}

/// All kinds of targets are answered, the unused ones as empty lists.
Json targets_of(Json targets) {
  std::size_t count = 0;
  for (const auto* kind : kTargets) {
    if (!targets.contains(kind)) targets[kind] = Json::array();
    count += targets[kind].size();
  }
  if (count == 0) throw invalid("At least one crawler target must be given");
  for (auto& target : targets["S3Targets"]) {
    if (!target.contains("Path") || target["Path"] == "") throw invalid("The path of an S3 target must be given");
    if (!target.contains("Exclusions")) target["Exclusions"] = Json::array();
  }
  for (auto& target : targets["JdbcTargets"]) {
    if (!target.contains("ConnectionName")) throw invalid("The connection of a JDBC target must be given");
    if (!target.contains("Exclusions")) target["Exclusions"] = Json::array();
  }
  for (auto& target : targets["DynamoDBTargets"]) {
    if (!target.contains("scanAll")) target["scanAll"] = true;
  }
  for (auto& target : targets["MongoDBTargets"]) {
    if (!target.contains("ScanAll")) target["ScanAll"] = true;
  }
  for (const auto& target : targets["CatalogTargets"]) {
    if (target["Tables"].empty()) throw invalid("A catalog target must name tables");
  }
  return targets;
}

Json schedule_of(const std::string& expression) {
  if (!has_pattern(expression, R"(^cron\((\S+\s+){5}\S+\)$)"))
    throw invalid("Invalid schedule expression: " + expression);
  return {{"ScheduleExpression", expression}, {"State", "SCHEDULED"}};
}

/// The role as Glue keeps it: an ARN becomes the path and name in it.
std::string role_of(const std::string& role) {
  const auto at = role.find(":role/");
  return at == std::string::npos ? role : role.substr(at + 6);
}

/// Puts what an input says over what the crawler is.
void take(Json& crawler, const Json& input) {
  for (const auto& item : input.items()) {
    const auto& key = item.key();
    if (key == "Tags" || key == "CatalogId" || key == "Schedule") continue;
    crawler[key] = key == "Targets" ? targets_of(item.value())
                   : key == "Role"  ? Json(role_of(item.value()))
                                    : item.value();
  }
  for (const auto* policy :
       {"SchemaChangePolicy", "RecrawlPolicy", "LineageConfiguration", "LakeFormationConfiguration"}) {
    auto whole = defaults()[policy];
    whole.update(crawler.value(policy, Json::object()));
    crawler[policy] = whole;
  }
  // An empty text takes a setting away.
  for (const auto* text : {"Configuration", "CrawlerSecurityConfiguration", "TablePrefix", "Description"}) {
    if (crawler.value(text, "none") == "") crawler.erase(text);
  }
  if (crawler.contains("Configuration") && !Json::accept(crawler["Configuration"].get<std::string>())) {
    throw invalid("Crawler configuration is no valid JSON");
  }
  if (input.contains("Schedule")) {
    crawler.erase("Schedule");
    if (input["Schedule"] != "") crawler["Schedule"] = schedule_of(input["Schedule"]);
  }
}

}  // namespace

void Glue::serve_crawlers() {
  serve("CreateCrawler", &Glue::create_crawler);
  serve("GetCrawler", &Glue::get_crawler);
  serve("GetCrawlers", &Glue::get_crawlers);
  serve("ListCrawlers", &Glue::list_crawlers);
  serve("BatchGetCrawlers", &Glue::batch_get_crawlers);
  serve("UpdateCrawler", &Glue::update_crawler);
  serve("DeleteCrawler", &Glue::delete_crawler);
}

void Glue::check_role(const Request& request, const std::string& role) const {
  const auto* roles = dynamic_cast<const iam::RoleBook*>(world_.service("iam"));
  const auto name = role_of(role);
  if (roles && roles->can_assume(request.account, name.substr(name.rfind('/') + 1), "glue.amazonaws.com")) return;
  throw invalid("Service is unable to assume provided role. Please verify role's TrustPolicy");
}

void Glue::need_idle(const Request& request, const std::string& name) {
  if (std::string(state_of(need_crawler(request, name))) == "READY") return;
  throw Failure(400, "CrawlerRunningException", "Crawler with name " + name + " has already started");
}

Json Glue::create_crawler(const Request& request, const Json& input) {
  auto& here = catalog(request, input);
  const std::string name = input["Name"];
  if (here.crawlers.latest(name))
    throw Failure(400, "AlreadyExistsException", "Crawler with name " + name + " already exists");
  Crawler crawler;
  crawler.shown = defaults();
  take(crawler.shown, input);
  check_role(request, input["Role"]);
  crawler.shown["CreationTime"] = crawler.shown["LastUpdated"] = epoch(world_.now());
  crawler.shown["Version"] = 1;
  set_tags(request, arn(request, "crawler/" + name), input);
  here.crawlers.put(name, std::move(crawler), world_);
  return Json::object();
}

Json Glue::get_crawler(const Request& request, const Json& input) {
  const auto* crawler = catalog(request).crawlers.latest(input["Name"]);
  if (!crawler) throw not_found("Crawler with name " + input["Name"].get<std::string>() + " does not exist");
  return {{"Crawler", shown(*crawler)}};
}

Json Glue::get_crawlers(const Request& request, const Json& input) {
  const auto page =
      page_of(catalog(request).crawlers.all_latest(), input.value("NextToken", ""), asked(input), 100, world_);
  return listed(page, "Crawlers", [this](const Crawler& crawler) { return shown(crawler); });
}

Json Glue::list_crawlers(const Request& request, const Json& input) {
  const auto& here = catalog(request);
  const auto wanted = input.value("Tags", std::map<std::string, std::string>());
  auto all = here.crawlers.all_latest();
  std::erase_if(all, [&](const auto& item) {
    const auto* tags = here.tags.latest(arn(request, "crawler/" + item.first));
    return std::any_of(wanted.begin(), wanted.end(), [&](const auto& tag) {
      return !tags || !tags->count(tag.first) || tags->at(tag.first) != tag.second;
    });
  });
  const auto page = page_of(all, input.value("NextToken", ""), asked(input), 100, world_);
  return listed(page, "CrawlerNames", [](const Crawler& crawler) { return crawler.shown["Name"]; });
}

Json Glue::batch_get_crawlers(const Request& request, const Json& input) {
  if (input["CrawlerNames"].size() > 100) throw invalid("At most 100 crawlers can be read in one call");
  Json found = Json::array();
  Json missing = Json::array();
  for (const auto& name : input["CrawlerNames"]) {
    const auto* crawler = catalog(request).crawlers.latest(name);
    (crawler ? found : missing).push_back(crawler ? shown(*crawler) : name);
  }
  return {{"Crawlers", found}, {"CrawlersNotFound", missing}};
}

Json Glue::update_crawler(const Request& request, const Json& input) {
  auto& here = catalog(request, input);
  const std::string name = input["Name"];
  need_idle(request, name);
  if (input.contains("Role")) check_role(request, input["Role"]);
  here.crawlers.edit(name, world_, [&](Crawler& crawler) {
    take(crawler.shown, input);
    crawler.shown["LastUpdated"] = epoch(world_.now());
    crawler.shown["Version"] = crawler.shown["Version"].get<int>() + 1;
  });
  return Json::object();
}

Json Glue::delete_crawler(const Request& request, const Json& input) {
  auto& here = catalog(request);
  const std::string name = input["Name"];
  need_idle(request, name);
  here.crawlers.erase(name, world_);
  here.tags.erase(arn(request, "crawler/" + name), world_);
  return Json::object();
}

}  // namespace lakeform::sandbox::glue
