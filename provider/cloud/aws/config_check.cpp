#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>

#include "provider/cloud/aws/config.h"
#include "provider/cloud/block.h"
#include "provider/cloud/http/proxy.h"

namespace lakeform::cloud::aws {
namespace {

using Severity = Diagnostic::Severity;

class Checker {
 public:
  explicit Checker(const Value& config) : config_(config) {}

  Diagnostics run() {
    if (set(config_["allowed_account_ids"]) && set(config_["forbidden_account_ids"])) {
      for (const char* name : {"allowed_account_ids", "forbidden_account_ids"}) {
        error(Path() / name, "Conflicting configuration arguments",
              "allowed_account_ids and forbidden_account_ids exclude each other: set one of them.");
      }
    }
    one_of(config_, Path(), "retry_mode", {"standard", "adaptive"});
    one_of(config_, Path(), "ec2_metadata_service_endpoint_mode", {"IPv4", "IPv6"});
    one_of(config_, Path(), "s3_us_east_1_regional_endpoint", {"legacy", "regional"});
    skip_metadata();
    endpoints();
    roles("assume_role", false);
    roles("assume_role_with_web_identity", true);
    const auto& web = blocks_of(config_, "assume_role_with_web_identity");
    if (web.size() > 1)
      error(Path() / "assume_role_with_web_identity", "Too many assume_role_with_web_identity blocks",
            "No more than one is allowed.");
    for (const char* name : {"default_tags", "ignore_tags", "endpoints"}) {
      if (blocks_of(config_, name).size() > 1 && std::string_view(name) != "endpoints") {
        error(Path() / name, std::string("Too many ") + name + " blocks", "No more than one is allowed.");
      }
    }
    return std::move(found_);
  }

 private:
  static bool set(const Value& value) {
    return value.is_known() && !value.is_null() && !(value.is_list() && value.as_list().empty());
  }

  void error(const Path& at, std::string summary, std::string detail) {
    found_.push_back({Severity::Error, std::move(summary), std::move(detail), at});
  }

  void one_of(const Value& block, const Path& at, const char* name, std::initializer_list<std::string_view> allowed) {
    const std::string value = text_of(block, name);
    if (value.empty() || std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return;
    std::string list;
    for (const auto word : allowed) list += (list.empty() ? "" : ", ") + std::string(word);
    error(at / name, std::string("Invalid value of ") + name, "Expected one of " + list + "; got \"" + value + "\".");
  }

  void skip_metadata() {
    const std::string value = text_of(config_, "skip_metadata_api_check");
    if (value.empty() || value == "true" || value == "false" || value == "1" || value == "0") return;
    error(Path() / "skip_metadata_api_check", "Invalid value of skip_metadata_api_check",
          "Expected \"true\", \"false\" or an empty text; got \"" + value + "\".");
  }

  void endpoints() {
    for (const auto& block : blocks_of(config_, "endpoints")) {
      if (!block.is_map()) continue;
      for (const auto& [name, value] : block.as_map()) {
        Endpoint ignored;
        const std::string url = text_of(value);
        if (!url.empty() && !parse_endpoint(url, ignored)) {
          error(Path() / "endpoints", "Invalid endpoint of " + name,
                "\"" + without_login(url) + "\" is no URL with http or https and a host.");
        }
      }
    }
  }

  void roles(const char* name, bool web) {
    const auto& blocks = blocks_of(config_, name);
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      const Path at = Path() / name / static_cast<Index>(i);
      const Value& role = blocks[i];
      arn(role, at, "role_arn");
      duration(role, at);
      policy(role, at);
      session_text(role, at, "session_name", 2, 64);
      for (const auto& value : texts_of(role, "policy_arns")) arn_text(value, at / "policy_arns");
      if (web) {
        if (!text_of(role, "web_identity_token").empty() && !text_of(role, "web_identity_token_file").empty()) {
          error(at, "Conflicting configuration arguments",
                "web_identity_token and web_identity_token_file exclude each other: set one of them.");
        }
        continue;
      }
      session_text(role, at, "source_identity", 2, 64);
      external_id(role, at);
    }
  }

  void arn(const Value& block, const Path& at, const char* name) {
    if (const std::string value = text_of(block, name); !value.empty()) arn_text(value, at / name);
  }
  void arn_text(const std::string& value, const Path& at) {
    const auto colons = std::count(value.begin(), value.end(), ':');
    if (value.starts_with("arn:") && colons >= 5 && !value.starts_with("arn::")) return;
    error(at, "Invalid ARN", "\"" + value + "\" is no ARN: expected arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE.");
  }

  void duration(const Value& block, const Path& at) {
    const std::string value = text_of(block, "duration");
    if (value.empty()) return;
    const auto time = parse_duration(value);
    if (time && *time >= std::chrono::minutes(15) && *time <= std::chrono::hours(12)) return;
    error(at / "duration", "Invalid duration",
          "\"" + value + "\" must be a duration such as \"1h\" or \"45m\", between 15 minutes and 12 hours.");
  }

  void policy(const Value& block, const Path& at) {
    const std::string value = text_of(block, "policy");
    if (value.empty() || Json::accept(value)) return;
    error(at / "policy", "Invalid policy", "The session policy is no JSON.");
  }

  // Source: the STS API reference: [\w+=,.@-]*, 2 to 64 characters.
  void session_text(const Value& block, const Path& at, const char* name, std::size_t least, std::size_t most) {
    const std::string value = text_of(block, name);
    const auto fits = [](unsigned char c) {
      return std::isalnum(c) || std::string_view("_+=,.@-").find(static_cast<char>(c)) != std::string_view::npos;
    };
    if (value.empty() ||
        (value.size() >= least && value.size() <= most && std::all_of(value.begin(), value.end(), fits)))
      return;
    error(
        at / name, std::string("Invalid ") + name,
        "It must have " + std::to_string(least) + " to " + std::to_string(most) + " letters, digits and _+=,.@- only.");
  }

  void external_id(const Value& block, const Path& at) {
    const std::string value = text_of(block, "external_id");
    const auto fits = [](unsigned char c) {
      return std::isalnum(c) || std::string_view("_+=,.@:/-").find(static_cast<char>(c)) != std::string_view::npos;
    };
    if (value.empty() || (value.size() >= 2 && value.size() <= 1224 && std::all_of(value.begin(), value.end(), fits)))
      return;
    error(at / "external_id", "Invalid external_id", "It must have 2 to 1224 letters, digits and _+=,.@:/- only.");
  }

  const Value& config_;
  Diagnostics found_;
};

std::optional<double> unit_seconds(std::string_view unit) {
  if (unit == "h") return 3600.0;
  if (unit == "m") return 60.0;
  if (unit == "s") return 1.0;
  if (unit == "ms") return 1e-3;
  if (unit == "us") return 1e-6;
  if (unit == "ns") return 1e-9;
  return std::nullopt;
}

}  // namespace

Diagnostics check_aws_config(const Value& config) { return Checker(config).run(); }

std::optional<std::chrono::seconds> parse_duration(std::string_view text) {
  if (text == "0") return std::chrono::seconds(0);
  if (text.empty()) return std::nullopt;
  double total = 0;
  while (!text.empty()) {
    const auto number_end = text.find_first_not_of("0123456789.");
    if (number_end == 0 || number_end == std::string_view::npos) return std::nullopt;
    double number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + number_end, number);
    if (problem != std::errc{} || end != text.data() + number_end) return std::nullopt;
    text.remove_prefix(number_end);
    const auto unit_end = std::min(text.find_first_of("0123456789."), text.size());
    const auto unit = unit_seconds(text.substr(0, unit_end));
    if (!unit) return std::nullopt;
    total += number * *unit;
    text.remove_prefix(unit_end);
  }
  return std::chrono::seconds(static_cast<std::int64_t>(std::floor(total)));
}

}  // namespace lakeform::cloud::aws
