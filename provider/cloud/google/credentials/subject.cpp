// Subject tokens of external accounts that a file, a server or a command gives. Source: AIP-4117.
#include <algorithm>

#include "provider/cloud/failures.h"
#include "provider/cloud/google/credentials/sources.h"
#include "provider/cloud/process.h"
#include "provider/cloud/retry.h"
#include "provider/value/foreign_json.h"
#include "provider/value/text.h"

namespace lakeform::cloud::google {

namespace {

Error wrong(std::string summary, std::string detail = {}) {
  return {Fault::InvalidInput, std::move(summary), std::move(detail), {}, {}, {}, 0};
}

const Json& member(const Json& tree, std::string_view name) {
  static const Json none = Json::object();
  const auto found = tree.is_object() ? tree.find(name) : tree.end();
  return tree.is_object() && found != tree.end() ? *found : none;
}

/// How the token stands in what a file or a server holds: as it is, or as a member of a JSON object.
struct Format {
  explicit Format(const Json& source) {
    const Json& format = member(source, "format");
    if (text_in(format, "type") == "json") field = text_in(format, "subject_token_field_name");
  }
  Result<std::string> token_in(const std::string& text, const std::string& where) const {
    const std::string token = field.empty() ? std::string(trimmed(text)) : text_in(parse_foreign(text), field);
    if (!token.empty()) return token;
    return wrong(where + " holds no token" + (field.empty() ? "" : " under the name \"" + field + "\""));
  }
  std::string field;
};

class FromFile final : public SubjectToken {
 public:
  FromFile(std::string path, Format format) : path_(std::move(path)), format_(std::move(format)) {}
  Result<std::string> get(const StopToken&) override {
    std::string text;
    if (!read_file(path_, text)) return wrong("the file of the external account's token cannot be read", path_);
    return format_.token_in(text, "the file of the external account's token");
  }

 private:
  std::string path_;
  Format format_;
};

class FromUrl final : public SubjectToken {
 public:
  FromUrl(Transport transport, const Json& source) : transport_(std::move(transport)), format_(source) {
    request_.url = text_in(source, "url");
    const Json& headers = member(source, "headers");
    for (const auto& [name, value] : headers.items()) {
      if (value.is_string()) request_.headers.emplace_back(name, value.get<std::string>());
    }
    request_.total_timeout = std::chrono::seconds(20);
    request_.max_answer = std::size_t{1} << 20;
  }
  Result<std::string> get(const StopToken& stop) override {
    const std::string whom = "the server of the external account's token, " + host_of(request_.url) + ",";
    const HttpExchange exchange = transport_->send(request_, stop);
    if (exchange.failure == HttpFailure::Stopped)
      return Error{Fault::Cancelled, "cancelled while asking " + whom, {}, {}, {}, {}, 0};
    if (!exchange) return Error{Fault::Unavailable, whom + " gave no answer", exchange.text, {}, {}, {}, 0};
    if (exchange.answer.status != 200)
      return Error{Fault::Denied, whom + " answered " + std::to_string(exchange.answer.status), {}, {}, {}, {}, 0};
    return format_.token_in(exchange.answer.body, "the answer of " + whom);
  }

 private:
  Transport transport_;
  Format format_;
  HttpRequest request_;
};

class FromCommand final : public SubjectToken {
 public:
  FromCommand(const Json& file, const Json& executable, bool allowed) : allowed_(allowed) {
    // The command is split at blanks, without a shell: AIP-4117 leaves quoting to nobody.
    const std::string text = text_in(executable, "command");
    for (const auto word : split(text, ' ')) {
      if (!word.empty()) command_.words.emplace_back(word);
    }
    command_.name = "the executable of the external account";
    command_.advice = "Run the command of credential_source by hand to see what is wrong.";
    const auto time = executable.find("timeout_millis");
    const long long millis = time != executable.end() && time->is_number_integer() ? time->get<long long>() : 30000;
    command_.timeout = std::chrono::seconds(std::clamp(millis, 5000LL, 120000LL) / 1000);
    output_file_ = text_in(executable, "output_file");
    command_.environment = {{"GOOGLE_EXTERNAL_ACCOUNT_AUDIENCE", text_in(file, "audience")},
                            {"GOOGLE_EXTERNAL_ACCOUNT_TOKEN_TYPE", text_in(file, "subject_token_type")},
                            {"GOOGLE_EXTERNAL_ACCOUNT_INTERACTIVE", "0"}};
    const std::string url = text_in(file, "service_account_impersonation_url");
    const auto from = url.rfind('/') + 1;
    if (!url.empty())
      command_.environment.emplace_back("GOOGLE_EXTERNAL_ACCOUNT_IMPERSONATED_EMAIL",
                                        url.substr(from, url.rfind(':') - from));
    if (!output_file_.empty()) command_.environment.emplace_back("GOOGLE_EXTERNAL_ACCOUNT_OUTPUT_FILE", output_file_);
  }

  Result<std::string> get(const StopToken& stop) override {
    if (!allowed_)
      return wrong("the external account's executable may not be run",
                   "Set GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES to 1 to allow it.");
    if (command_.words.empty()) return wrong("the external account names no command");
    std::string kept;
    if (!output_file_.empty() && read_file(output_file_, kept)) {
      if (auto token = token_in(parse_foreign(kept), true)) return token;
    }
    const auto end = run(command_, stop);
    if (!end) return end.error();
    const Json said = parse_foreign(end->output);
    if (!said.is_object()) return wrong(command_.name + " printed no JSON object", command_.advice);
    if (member(said, "success") != true)
      return Error{Fault::Denied,
                   command_.name + " failed with " + text_in(said, "code"),
                   text_in(said, "message"),
                   {},
                   {},
                   {},
                   0};
    return token_in(said, false);
  }

 private:
  /// A kept answer counts only while it lasts.
  Result<std::string> token_in(const Json& said, bool kept) const {
    const Json& end = member(said, "expiration_time");
    const bool lasts = end.is_number_integer() && TimePoint(std::chrono::seconds(end.get<std::int64_t>())) > now();
    std::string token = text_in(said, "id_token");
    if (token.empty()) token = text_in(said, "saml_response");
    if (member(said, "success") == true && !token.empty() && (lasts || (!kept && !end.is_number_integer())))
      return token;
    return wrong(command_.name + " gave no token that lasts", command_.advice);
  }

  Command command_;
  std::string output_file_;
  bool allowed_;
};

}  // namespace

Result<std::unique_ptr<SubjectToken>> subject_token_of(const Json& file, const Transport& transport,
                                                       const Environment& environment) {
  using Made = std::unique_ptr<SubjectToken>;
  const Json& source = member(file, "credential_source");
  if (const std::string path = text_in(source, "file"); !path.empty())
    return Made(std::make_unique<FromFile>(environment.expanded(path), Format(source)));
  if (text_in(source, "environment_id").starts_with("aws")) {
    if (text_in(source, "environment_id") == "aws1")
      return aws_subject_token(source, text_in(file, "audience"), transport, environment);
    return wrong("the external account is of a version of AWS's form that is not known",
                 "environment_id is \"" + text_in(source, "environment_id") + "\"; aws1 is known.");
  }
  if (!text_in(source, "url").empty()) return Made(std::make_unique<FromUrl>(transport, source));
  if (const Json& executable = member(source, "executable"); !executable.empty())
    return Made(std::make_unique<FromCommand>(file, executable,
                                              environment("GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES") == "1"));
  return wrong("the external account names no source of tokens that is known",
               "credential_source must have file, url, executable or environment_id (AWS).");
}

}  // namespace lakeform::cloud::google
