// IAM policy documents as the data source aws_iam_policy_document puts them together: read from JSON, merged, written.
// What is kept, dropped and refused is as the official AWS provider does it (observed with 5.100.0).
#pragma once

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "provider/value/result.h"

namespace lakeform::faces::aws {

/// What a statement is about besides its Sid and Effect; null or empty members are not written.
struct PolicyStatement {
  using Json = nlohmann::json;
  /// A type of principals ("AWS") with its identifiers: a text or a list.
  using Principals = std::vector<std::pair<std::string, Json>>;

  std::string sid, effect;
  Json actions, not_actions, resources,
      not_resources;  ///< any JSON that was read; texts and lists where blocks gave them
  Principals principals, not_principals;
  Json condition;  ///< test -> variable -> a text or a list; null: none

  /// Values are added to those that the test has for the variable already.
  void add_condition(const std::string& test, const std::string& variable, const std::vector<std::string>& values);
  /// Identifiers of a type that is there already are joined.
  static void add_principals(Principals& to, const std::string& type, std::vector<std::string> identifiers);
};

struct PolicyDocument {
  std::string version, id;
  std::vector<PolicyStatement> statements;

  /// From JSON text. Keys in any letter case, unknown ones are dropped. An error says what has the wrong form; its
  /// summary is for the caller.
  static Result<PolicyDocument> read(std::string_view text);
  /// The greater version and the newer id win; a statement takes the place of the one with its Sid, others are added.
  void merge(PolicyDocument newer);
  /// Compact JSON, members in the order Version, Id, Statement.
  std::string text() const;
};

/// A list of one is its element.
nlohmann::json one_or_many(const std::vector<std::string>& texts);
/// In the order in which the data source writes texts of a set: backwards.
std::vector<std::string> backwards(std::vector<std::string> texts);

}  // namespace lakeform::faces::aws
