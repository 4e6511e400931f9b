// What S3 asks of a bucket's event notifications.
#include <array>
#include <set>

#include "tests/sandbox/s3/checks.h"

namespace lakeform::sandbox::s3 {
namespace {

struct Kind {
  const char* element;
  const char* target;
  const char* service;
};

constexpr std::array<Kind, 3> kinds = {{{"TopicConfiguration", "Topic", "sns"},
                                        {"QueueConfiguration", "Queue", "sqs"},
                                        {"CloudFunctionConfiguration", "CloudFunction", "lambda"}}};

struct Listener {
  std::string event;
  std::string prefix;
  std::string suffix;
};

bool same_event(const std::string& a, const std::string& b) {
  const auto covers = [](const std::string& wide, const std::string& one) {
    return wide.ends_with('*') && one.starts_with(wide.substr(0, wide.size() - 1));
  };
  return a == b || covers(a, b) || covers(b, a);
}

bool overlap(const Listener& a, const Listener& b) {
  return same_event(a.event, b.event) && (a.prefix.starts_with(b.prefix) || b.prefix.starts_with(a.prefix)) &&
         (a.suffix.ends_with(b.suffix) || b.suffix.ends_with(a.suffix));
}

Listener listener_of(Node configuration, const std::string& event) {
  Listener out{event, "", ""};
  for (const auto rule : configuration.child("Filter").child("S3Key").children("FilterRule")) {
    std::string name = rule.child("Name").text().get();
    for (auto& c : name) c = static_cast<char>(c | 0x20);
    if (name != "prefix" && name != "suffix")
      throw invalid_argument("filter rule name must be either prefix or suffix");
    (name == "prefix" ? out.prefix : out.suffix) = rule.child("Value").text().get();
  }
  return out;
}

void check_target(Node configuration, const Kind& kind, const std::string& region) {
  const std::string arn = configuration.child(kind.target).text().get();
  if (!arn.starts_with(std::string("arn:aws:") + kind.service + ":"))
    throw invalid_argument("The ARN could not be parsed: " + arn);
  if (!arn.starts_with(std::string("arn:aws:") + kind.service + ":" + region + ":")) {
    throw invalid_argument(
        "The notification destination service region is not valid for the bucket location constraint",
        {{"ArgumentName", kind.target}, {"ArgumentValue", arn}});
  }
}

}  // namespace

void check_notification(Put& put) {
  std::set<std::string> ids;
  std::vector<Listener> listeners;
  for (const auto& kind : kinds) {
    for (auto configuration : put.root.children(kind.element)) {
      if (std::string(configuration.child("Id").text().get()).empty()) {
        configuration.remove_child("Id");
        configuration.prepend_child("Id").text().set(make_rule_id(put.call.world).c_str());
      }
      if (!ids.insert(configuration.child("Id").text().get()).second) {
        throw invalid_argument("Same ID used for multiple configurations. IDs must be unique");
      }
      check_target(configuration, kind, put.bucket().region);
      for (const auto event : configuration.children("Event")) {
        const std::string name = event.text().get();
        if (!name.starts_with("s3:"))
          throw invalid_argument("The event '" + name + "' is not supported for notifications");
        const auto listener = listener_of(configuration, name);
        for (const auto& other : listeners) {
          if (!overlap(listener, other)) continue;
          throw invalid_argument(
              "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are "
              "overlapping "
              "for the same event type.");
        }
        listeners.push_back(listener);
      }
    }
  }
}

}  // namespace lakeform::sandbox::s3
