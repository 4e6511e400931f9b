#include <sys/stat.h>

#include "provider/cloud/block.h"
#include "provider/cloud/google/config.h"
#include "provider/value/duration.h"
#include "provider/value/foreign_json.h"
#include "provider/value/pattern.h"

namespace lakeform::cloud::google {

namespace {

class Checker {
 public:
  explicit Checker(const Value& config) : config_(config) {}

  Diagnostics run() {
    for (const char* name :
         {"access_token", "billing_project", "credentials", "impersonate_service_account", "project", "region", "zone"})
      not_empty(config_, Path(), name);
    credentials();
    endpoints();
    duration("request_timeout");
    duration("poll_interval");
    one_of("terraform_attribution_label_addition_strategy", {"CREATION_ONLY", "PROACTIVE"});
    single("batching");
    single("external_credentials");
    batching();
    external();
    return std::move(found_);
  }

 private:
  void error(Path at, std::string summary, std::string detail) {
    found_.push_back({Diagnostic::Severity::Error, std::move(summary), std::move(detail), std::move(at)});
  }

  void not_empty(const Value& block, const Path& at, const char* name) {
    const Value& value = block[name];
    if (value.is_string() && value.as_string().empty())
      error(at / name, std::string("Empty ") + name, std::string(name) + " is empty: give it a value or leave it out.");
  }

  void single(const char* name) {
    if (blocks_of(config_, name).size() > 1)
      error(Path() / name, std::string("Too many ") + name + " blocks", "No more than one is allowed.");
  }

  // A file that is there is read later; else it must be the content of one.
  void credentials() {
    const std::string text = text_of(config_, "credentials");
    struct stat file{};
    if (text.empty() || ::stat(text.c_str(), &file) == 0) return;
    const Json tree = parse_foreign(text);
    if (tree.is_object() && !text_in(tree, "type").empty()) return;
    error(Path() / "credentials", "JSON credentials are not valid",
          "It must be the path of a file that can be read, or the JSON content of one with a \"type\".");
  }

  void endpoints() {
    if (!config_.is_map()) return;
    for (const auto& [name, value] : config_.as_map()) {
      if (!name.ends_with("_custom_endpoint") || !value.is_string()) continue;
      if (const std::string problem = endpoint_problem(value.as_string()); !problem.empty())
        error(Path() / name, "Invalid custom endpoint", problem);
    }
  }

  void duration(const char* name) {
    const std::string value = text_of(config_, name);
    if (value.empty() || parse_duration(value)) return;
    error(Path() / name, std::string("Invalid ") + name, "\"" + value + "\" is no duration such as \"30s\" or \"2m\".");
  }

  void one_of(const char* name, std::initializer_list<std::string_view> allowed) {
    const std::string value = text_of(config_, name);
    std::string list;
    for (const auto word : allowed) {
      if (value.empty() || value == word) return;
      list += (list.empty() ? "" : ", ") + std::string(word);
    }
    error(Path() / name, std::string("Invalid value of ") + name,
          "Expected one of " + list + "; got \"" + value + "\".");
  }

  void batching() {
    for (const auto& block : blocks_of(config_, "batching")) {
      const std::string value = text_of(block, "send_after");
      if (!value.empty() && !parse_duration(value))
        error(Path() / "batching" / Index{0} / "send_after", "Invalid send_after",
              "\"" + value + "\" is no duration such as \"3s\".");
    }
  }

  // The token may come from a file whose last line ends: only the form of a JWT is looked at.
  void external() {
    const auto& blocks = blocks_of(config_, "external_credentials");
    if (blocks.empty()) return;
    const Path at = Path() / "external_credentials" / Index{0};
    not_empty(blocks.front(), at, "audience");
    const Value &email = blocks.front()["service_account_email"], &token = blocks.front()["identity_token"];
    if (email.is_string() && !has_pattern(email.as_string(), "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$"))
      error(at / "service_account_email", "Invalid service_account_email", "It must be a service account's address.");
    if (token.is_string() && !has_pattern(token.as_string(), "^[\\w-]+\\.[\\w-]+\\.[\\w-]+\\s*$"))
      error(at / "identity_token", "Invalid identity_token",
            "It must be a JSON web token: three parts of letters, digits, - and _ with dots between them.");
  }

  const Value& config_;
  Diagnostics found_;
};

}  // namespace

Diagnostics check_google_config(const Value& config) { return Checker(config).run(); }

}  // namespace lakeform::cloud::google
