// IAM policies of Google Cloud: bindings of roles to members, under conditions. Pure. Source: google.iam.v1.Policy.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace lakeform::faces::google::policy {

using Json = nlohmann::json;

/// Which binding of a policy: a role, and a condition as the API has it (null: none).
struct Key {
  std::string role;
  Json condition{};
};

/// A member in the form in which two are compared: the kinds whose letter case does not count in lower case.
std::string comparable(std::string_view member);
bool same_member(const std::string& a, const std::string& b);

/// The members of all bindings of the key, in their order.
std::vector<std::string> members_of(const Json& policy, const Key& key);
void add_member(Json& policy, const Key& key, const std::string& member);
/// A binding without members goes.
void remove_member(Json& policy, const Key& key, const std::string& member);
/// These instead of the members that the key has; none: the binding goes.
void set_members(Json& policy, const Key& key, const std::vector<std::string>& members);
/// The condition of the role's binding with that title; null when there is none.
Json condition_titled(const Json& policy, const std::string& role, const std::string& title);

/// A policy as the text that a document is stored as: bindings and audit settings, sorted, nothing else.
std::string document_of(const Json& policy);
/// Whether two documents grant and audit the same, whatever the order.
bool same_document(const std::string& a, const std::string& b);
/// What is wrong with a document, as the end of a sentence; empty when nothing is.
std::string document_problem(const std::string& text);

}  // namespace lakeform::faces::google::policy
