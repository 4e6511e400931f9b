// What S3 asks of lifecycle rules: the user guide's "Lifecycle configuration elements" and the messages S3 answers
// with.
#include <cstdlib>
#include <set>

#include "provider/cloud/codec.h"
#include "tests/sandbox/s3/checks.h"

namespace lakeform::sandbox::s3 {
namespace {

long number(Node node, const char* name) { return std::strtol(node.child(name).text().get(), nullptr, 10); }

void must_be_positive(Node action, const char* name, const std::string& of) {
  if (action.child(name) && number(action, name) <= 0)
    throw invalid_argument("'" + std::string(name) + "' for " + of + " action must be a positive integer");
}

/// Dates stand at midnight; S3 gives them back with milliseconds.
void check_date(Node action) {
  auto date = action.child("Date");
  if (!date) return;
  const auto time = cloud::parse_rfc3339(date.text().get());
  const auto moment = iso_time(*time);
  if (moment.substr(10) != "T00:00:00.000Z") throw invalid_argument("'Date' must be at midnight GMT");
  date.text().set(moment.c_str());
}

void check_filter(Node rule) {
  const auto filter = rule.child("Filter");
  if (filter && rule.child("Prefix")) throw invalid_request("Filter element can only be used in Lifecycle V2.");
  if (!filter && !rule.child("Prefix")) throw malformed_xml();
  if (std::distance(filter.begin(), filter.end()) > 1) throw malformed_xml();
  const auto both = filter.child("And");
  // One condition needs no And, unless it is a list of tags.
  if (both && std::distance(both.begin(), both.end()) < 2 && !both.child("Tag")) throw malformed_xml();
  tags_of(both, 10);
  for (const auto where : {filter, both}) {
    if (where.child("ObjectSizeGreaterThan") && where.child("ObjectSizeLessThan") &&
        number(where, "ObjectSizeGreaterThan") >= number(where, "ObjectSizeLessThan")) {
      throw invalid_request("'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.");
    }
  }
}

void check_transition(Node action, const char* days, const std::string& of, bool may_be_zero) {
  const auto storage = text(action, "StorageClass");
  const bool infrequent = storage == "STANDARD_IA" || storage == "ONEZONE_IA";
  if (!action.child(days)) return;
  const auto count = number(action, days);
  if (count < (may_be_zero ? 0 : 1))
    throw invalid_argument("'" + std::string(days) + "' in " + of + " action must be nonnegative");
  if (infrequent && count < 30) {
    throw invalid_argument("'" + std::string(days) + "' in " + of +
                           " action must be greater than or equal to 30 for storageClass '" + storage + "'");
  }
}

void check_transitions(Node rule) {
  std::set<std::string> storages;
  const auto expiry = rule.child("Expiration");
  for (const auto action : rule.children("Transition")) {
    if (!action.child("Date") == !action.child("Days")) throw malformed_xml();
    if (!storages.insert(text(action, "StorageClass")).second) {
      throw invalid_request("'StorageClass' must be different for 'Transition' actions in same 'Rule' with filter '" +
                            named_filter(rule) + "'");
    }
    check_date(action);
    check_transition(action, "Days", "Transition", true);
    const bool dated = action.child("Date");
    if ((dated && expiry.child("Days")) || (!dated && expiry.child("Date"))) {
      throw invalid_request(
          "Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for filter '" +
          named_filter(rule) + "'");
    }
    if (expiry.child("Days") && number(expiry, "Days") <= number(action, "Days")) {
      throw invalid_argument("'Days' in the Expiration action for filter '" + named_filter(rule) +
                             "' must be greater than 'Days' in the Transition action");
    }
  }
  for (const auto action : rule.children("NoncurrentVersionTransition")) {
    if (!action.child("NoncurrentDays")) throw malformed_xml();
    check_transition(action, "NoncurrentDays", "NoncurrentVersionTransition", true);
  }
}

void check_expiry(Node rule) {
  const auto expiry = rule.child("Expiration");
  if (expiry) {
    if (std::distance(expiry.begin(), expiry.end()) != 1) throw malformed_xml();
    must_be_positive(expiry, "Days", "Expiration");
    check_date(expiry);
  }
  const auto noncurrent = rule.child("NoncurrentVersionExpiration");
  if (noncurrent && !noncurrent.child("NoncurrentDays")) throw malformed_xml();
  must_be_positive(noncurrent, "NoncurrentDays", "NoncurrentVersionExpiration");
  must_be_positive(noncurrent, "NewerNoncurrentVersions", "NoncurrentVersionExpiration");
  must_be_positive(rule.child("AbortIncompleteMultipartUpload"), "DaysAfterInitiation",
                   "AbortIncompleteMultipartUpload");
}

void check_against_filter(Node rule) {
  const auto filter = rule.child("Filter");
  const auto both = filter.child("And");
  const bool by_tag = filter.child("Tag") || both.child("Tag");
  bool by_size = false;
  for (const auto where : {filter, both})
    by_size = by_size || where.child("ObjectSizeGreaterThan") || where.child("ObjectSizeLessThan");
  const bool abort = rule.child("AbortIncompleteMultipartUpload");
  const bool marker = text(rule.child("Expiration"), "ExpiredObjectDeleteMarker") == "true";
  if (abort && by_tag) throw invalid_request("AbortIncompleteMultipartUpload cannot be specified with Tags.");
  if (abort && by_size) throw invalid_request("AbortIncompleteMultipartUpload cannot be specified with Object size.");
  if (marker && by_tag) throw invalid_request("ExpiredObjectDeleteMarker cannot be specified with Tags.");
  if (marker && by_size) throw invalid_request("ExpiredObjectDeleteMarker cannot be specified with Object size.");
}

void check_rule(Node rule) {
  check_filter(rule);
  const char* const actions[] = {"Expiration", "Transition", "NoncurrentVersionTransition",
                                 "NoncurrentVersionExpiration", "AbortIncompleteMultipartUpload"};
  bool any = false;
  for (const char* action : actions) any = any || rule.child(action);
  if (!any) throw invalid_request("At least one action needs to be specified in a rule");
  check_transitions(rule);
  check_expiry(rule);
  check_against_filter(rule);
}

}  // namespace

std::string named_filter(Node rule) {
  const auto filter = rule.child("Filter");
  const auto where = filter.child("And") ? filter.child("And") : filter;
  auto prefix = text(rule, "Prefix");
  if (filter) prefix = text(where, "Prefix");
  std::string out = "(prefix=" + prefix;
  for (const auto tag : where.children("Tag")) out += ", tag={" + text(tag, "Key") + "=" + text(tag, "Value") + "}";
  return out + ")";
}

void check_lifecycle(Put& put) {
  if (put.header != "all_storage_classes_128K" && put.header != "varies_by_storage_class") {
    throw invalid_argument("Invalid value for the header x-amz-transition-default-minimum-object-size");
  }
  std::set<std::string> ids;
  std::set<std::string> old_prefixes;
  if (std::distance(put.root.begin(), put.root.end()) > 1000) throw malformed_xml();
  for (auto rule : put.root.children("Rule")) {
    auto id = text(rule, "ID");
    if (id.size() > 255) throw invalid_argument("ID length should not exceed allowed limit of 255");
    if (id.empty()) {
      rule.remove_child("ID");
      id = make_rule_id(put.call.world);
      rule.prepend_child("ID").text().set(id.c_str());
    }
    if (!ids.insert(id).second) {
      throw invalid_argument("Rule ID must be unique. Found same ID for more than one rule");
    }
    check_rule(rule);
    if (rule.child("Prefix") && !old_prefixes.insert(text(rule, "Prefix")).second) {
      throw invalid_request("Found two rules with same prefix '" + text(rule, "Prefix") + "'");
    }
  }
  // Rules of the two kinds cannot stand side by side.
  if (!old_prefixes.empty() && old_prefixes.size() < ids.size())
    throw invalid_request("Filter element can only be used in Lifecycle V2.");
}

}  // namespace lakeform::sandbox::s3
