// Glue's data catalog and crawlers. Facts: botocore's model "glue" and what the service answers.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/sandbox/core/json.h"
#include "tests/sandbox/core/store.h"

namespace lakeform::sandbox::glue {

struct PartitionIndex {
  Json shown;    ///< IndexName, Keys, BackfillErrors
  Time settled;  ///< until then it is CREATING or DELETING
  bool leaving = false;
};

struct Table {
  Json shown;  ///< as GetTable answers it
  std::vector<Json> versions;
  std::vector<PartitionIndex> indexes;
};

struct Crawler {
  Json shown;  ///< as GetCrawler answers it, without what the clock changes
  Time started{};
  Time running_until{};  ///< RUNNING before it
  Time ready{};          ///< STOPPING before it, READY after
  bool stopped = false;  ///< the last run was stopped by somebody
  Time schedule_settled{};
};

/// What one account has in one region. Glue's reads see every write at once; only the tagging service's view of the
/// tags lags.
struct Catalog {
  Store<Json> databases;
  Store<Table> tables;     ///< by table_key
  Store<Json> partitions;  ///< by table_key and values
  Store<Crawler> crawlers;
  std::map<std::string, Store<Json>> regular;      ///< by kind: "connection"
  Store<std::map<std::string, std::string>> tags;  ///< by ARN
};

struct Regular;

class Glue : public JsonService {
 public:
  explicit Glue(World& world);
  std::vector<std::string> inventory() override;
  std::vector<Tagged> tagged(const Request& request) const override;
  bool tag(const Request& request, const std::string& arn, const std::map<std::string, std::string>& add,
           const std::vector<std::string>& remove) override;

 private:
  using Method = Json (Glue::*)(const Request&, const Json&);
  void serve(const std::string& operation, Method method);

  // databases.cpp
  void serve_databases();
  Json create_database(const Request&, const Json&);
  Json get_database(const Request&, const Json&);
  Json get_databases(const Request&, const Json&);
  Json update_database(const Request&, const Json&);
  Json delete_database(const Request&, const Json&);

  // tables.cpp
  void serve_tables();
  Json create_table(const Request&, const Json&);
  Json get_table(const Request&, const Json&);
  Json get_tables(const Request&, const Json&);
  Json update_table(const Request&, const Json&);
  Json delete_table(const Request&, const Json&);
  Json delete_tables(const Request&, const Json&);
  Json get_table_versions(const Request&, const Json&);
  void drop_table(Catalog&, const std::string& key);

  // indexes.cpp
  void serve_indexes();
  Json get_indexes(const Request&, const Json&);
  Json create_index(const Request&, const Json&);
  Json delete_index(const Request&, const Json&);
  /// Checks the index against the table's partition keys and enters it. `shown` is the table as it is or is about to
  /// be.
  void add_index(const Json& shown, Table& table, const Json& index) const;

  // partitions.cpp
  void serve_partitions();
  Json create_partition(const Request&, const Json&);
  Json create_partitions(const Request&, const Json&);
  Json get_partition(const Request&, const Json&);
  Json get_partitions(const Request&, const Json&);
  Json update_partition(const Request&, const Json&);
  Json delete_partition(const Request&, const Json&);
  Json delete_partitions(const Request&, const Json&);
  void add_partition(const Request&, Catalog&, const Table&, const Json& input);

  // crawlers.cpp
  void serve_crawlers();
  Json create_crawler(const Request&, const Json&);
  Json get_crawler(const Request&, const Json&);
  Json get_crawlers(const Request&, const Json&);
  Json list_crawlers(const Request&, const Json&);
  Json batch_get_crawlers(const Request&, const Json&);
  Json update_crawler(const Request&, const Json&);
  Json delete_crawler(const Request&, const Json&);
  /// Throws CrawlerRunningException.
  void need_idle(const Request&, const std::string& name);
  void check_role(const Request&, const std::string& role) const;

  // crawler_runs.cpp
  void serve_crawler_runs();
  const Crawler& need_crawler(const Request&, const std::string& name);
  /// READY, RUNNING or STOPPING
  const char* state_of(const Crawler&) const;
  Json shown(const Crawler&) const;
  Json start_crawler(const Request&, const Json&);
  Json stop_crawler(const Request&, const Json&);
  Json schedule(const Request&, const std::string& name, bool on);
  Json update_schedule(const Request&, const Json&);
  Json crawler_metrics(const Request&, const Json&);

  // regular.cpp, and a file for each type
  void serve_regular(const Regular& type);
  Store<Json>& regular(const Request&, const Json& input, const std::string& kind);
  /// Throws EntityNotFoundException.
  const Json& need_regular(const Request&, const Json& input, const Regular& type, const std::string& name);
  void serve_connections();

  // glue.cpp
  void serve_tags();
  Json get_tags(const Request&, const Json&);
  Catalog& catalog(const Request& request) { return catalogs_[{request.account, request.region}]; }
  /// The catalog that the input names, refused when it is not the caller's.
  Catalog& catalog(const Request& request, const Json& input);
  /// Throws EntityNotFoundException when a writer sees no such object.
  void need_database(const Catalog& catalog, const std::string& name) const;
  const Table& need_table(const Catalog& catalog, const std::string& database, const std::string& name) const;
  std::string arn(const Request& request, const std::string& rest) const;
  bool has(const Request& request, const std::string& arn) const;
  void set_tags(const Request& request, const std::string& arn, const Json& input);

  std::map<std::pair<std::string, std::string>, Catalog> catalogs_;
};

/// Names are folded to lower case, as Hive has them.
std::string folded(const Json& name);
std::string table_key(const std::string& database, const std::string& table);
std::optional<long> asked(const Json& input, const char* member = "MaxResults");
Failure not_found(const std::string& message);
Failure invalid(const std::string& message);
/// The answer of a list operation: its items under `name`, and NextToken when there are more.
template <class T, class Show>
Json listed(const Page<T>& page, const char* name, Show show) {
  Json out = {{name, Json::array()}};
  for (const auto& item : page.items) out[name].push_back(show(*item.second));
  if (!page.next.empty()) out["NextToken"] = page.next;
  return out;
}

}  // namespace lakeform::sandbox::glue
