// A small cloud for tests of the planner: databases of a catalog, behind a client that counts calls.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "plan/diff/judge.h"
#include "provider/schema/registry.h"

namespace lakeform::plan {

class FakeCloud final : public cloud::Client {
 public:
  FakeCloud() {
    facts_ = {
        {"account_id", "123456789012"}, {"partition", "aws"}, {"dns_suffix", "amazonaws.com"}, {"region", "eu-west-1"}};
  }

  std::map<std::string, cloud::Json> databases;  ///< as GetDatabase answers
  std::map<std::string, cloud::Json> tags;       ///< by ARN
  std::map<std::string, int> calls;
  bool refuse = false;

  Result<cloud::Reply> send(const cloud::Call& call) override {
    const std::lock_guard lock(mutex_);
    ++calls[call.operation];
    if (refuse) return error("AccessDeniedException", "User is not authorized", Fault::Denied);
    cloud::Reply reply;
    if (call.operation == "GetDatabases") {
      reply.body["DatabaseList"] = cloud::Json::array();
      for (const auto& [name, database] : databases) reply.body["DatabaseList"].push_back(database);
    } else if (call.operation == "GetDatabase") {
      const auto found = databases.find(call.body["Name"]);
      if (found == databases.end()) return error("EntityNotFoundException", "Database not found", Fault::NotFound);
      reply.body["Database"] = found->second;
    } else if (call.operation == "GetTags") {
      const auto found = tags.find(call.body["ResourceArn"]);
      reply.body["Tags"] = found == tags.end() ? cloud::Json::object() : found->second;
    } else if (call.operation == "GetTables") {
      reply.body["TableList"] = cloud::Json::array({{{"Name", "t"}}});
    } else {
      return error("UnknownOperationException", call.operation, Fault::InvalidInput);
    }
    return reply;
  }
  const cloud::Facts& facts() const override { return facts_; }
  const StopToken& stop() const override { return stop_; }

 private:
  static Error error(std::string code, std::string message, Fault fault) {
    return {fault, "glue answered 400 " + code, message, {}, code, message, 400};
  }

  std::mutex mutex_;
  cloud::Facts facts_;
  StopToken stop_;
};

/// A plan over one database `analytics` with a description: what it was, what the plan makes of it, and what the
/// configuration says.
inline std::string plan_text(const std::string& before, const std::string& after, const std::string& actions,
                             const std::string& expressions, const std::string& more = "") {
  return R"({"format_version": "1.2", "resource_changes": [{"address": "aws_glue_catalog_database.a", "mode": "managed", "type": "aws_glue_catalog_database", "name": "a",
    "provider_name": "registry.terraform.io/hashicorp/aws", "change": {"actions": )" +
         actions + R"(, "before": )" + before + R"(, "after": )" + after + R"(, "after_unknown": {})" + more +
         R"(}}], "configuration": {"root_module": {"resources": [{"address": "aws_glue_catalog_database.a", "mode": "managed",
    "type": "aws_glue_catalog_database", "name": "a", "provider_config_key": "aws", "expressions": )" +
         expressions + "}]}}}";
}

inline std::string database(const std::string& description, const std::string& name = "analytics") {
  return R"({"id": "123456789012:)" + name + R"(", "arn": "arn:aws:glue:eu-west-1:123456789012:database/)" + name +
         R"(", "catalog_id": "123456789012", "name": ")" + name + R"(", "description": ")" + description +
         R"(", "location_uri": "", "parameters": {}, "region": "eu-west-1", "tags": {}, "tags_all": {}, "create_table_default_permission": [], "federated_database": [], "target_database": []})";
}

/// One resource of a plan or state, judged over a fake cloud.
class JudgeWorld {
 public:
  FakeCloud cloud;
  Connected connected;
  Input input;

  explicit JudgeWorld(std::string text) {
    connected.compiled = schema::find_provider("aws");
    connected.context.client = &cloud;
    auto read = read_text("given", std::move(text));
    if (read) input = std::move(*read);
    cloud.databases["analytics"] = {{"Name", "analytics"}, {"CatalogId", "123456789012"}, {"Description", "live"}};
  }
  Judged run() { return judge(input, input.resources.at(0), connected); }
};

}  // namespace lakeform::plan
