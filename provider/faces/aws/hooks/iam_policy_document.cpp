// The data source aws_iam_policy_document: a policy's text from blocks and from other documents.
#include "provider/engine/plan/sdk_values.h"
#include "provider/engine/request/encode.h"
#include "provider/faces/aws/hooks/hooks.h"
#include "provider/faces/aws/policy/document.h"
#include "provider/language/json_text.h"

namespace lakeform::faces::aws {

namespace {

using Json = nlohmann::json;

Error refused(std::string message, Path at) {
  Error error;
  error.fault = Fault::InvalidInput;
  error.message = std::move(message);
  error.at = std::move(at);
  return error;
}

const Value::List& elements(const Value& list) {
  static const Value::List none;
  return list.is_list() ? list.as_list() : none;
}

std::vector<std::string> texts(const Value& list) {
  std::vector<std::string> out;
  for (const Value& one : elements(list)) out.push_back(one.to_text());
  return out;
}

/// Variables are written &{name}, since ${name} is Terraform's own. Documents of 2008 have none.
Outcome put_variables(std::vector<std::string>& values, const std::string& version, const Path& at) {
  for (std::string& value : values) {
    if (version == "2008-10-17" && value.find("&{") != std::string::npos) {
      return refused(
          "\"" + value + "\" has a variable, which a document of version 2008-10-17 can't have. Use version 2012-10-17",
          at);
    }
    for (auto found = value.find("&{"); found != std::string::npos; found = value.find("&{", found)) value[found] = '$';
  }
  return Done{};
}

/// Puts together one statement block.
class StatementBlock {
 public:
  StatementBlock(const Field& field, const Value& block, std::string version, Path at)
      : field_(field), block_(block), version_(std::move(version)), at_(std::move(at)) {}

  Result<PolicyStatement> made() {
    out_.sid = block_["sid"].to_text();
    out_.effect = block_["effect"].is_null() ? "Allow" : block_["effect"].to_text();
    Outcome done = list("actions", out_.actions, false);
    if (done) done = list("not_actions", out_.not_actions, false);
    if (done) done = list("resources", out_.resources, true);
    if (done) done = list("not_resources", out_.not_resources, true);
    if (done) done = principals("principals", out_.principals);
    if (done) done = principals("not_principals", out_.not_principals);
    if (done) done = conditions();
    if (!done) return done.error();
    return std::move(out_);
  }

 private:
  Value::List ordered(const char* name) const { return in_wire_order(*field_.find(name), elements(block_[name])); }

  /// Put in order as they are written, variables and all.
  Outcome list(const char* name, Json& to, bool variables) {
    std::vector<std::string> values = backwards(texts(block_[name]));
    if (variables) {
      if (auto done = put_variables(values, version_, at_ / name); !done) return done;
    }
    if (!values.empty()) to = one_or_many(values);
    return Done{};
  }

  Outcome principals(const char* name, PolicyStatement::Principals& to) {
    for (const Value& block : ordered(name)) {
      std::vector<std::string> identifiers = texts(block["identifiers"]);
      if (auto done = put_variables(identifiers, version_, at_ / name); !done) return done;
      PolicyStatement::add_principals(to, block["type"].to_text(), std::move(identifiers));
    }
    return Done{};
  }

  Outcome conditions() {
    for (const Value& block : ordered("condition")) {
      std::vector<std::string> values = texts(block["values"]);
      if (auto done = put_variables(values, version_, at_ / "condition"); !done) return done;
      out_.add_condition(block["test"].to_text(), block["variable"].to_text(), values);
    }
    return Done{};
  }

  const Field& field_;
  const Value& block_;
  const std::string version_;
  const Path at_;
  PolicyStatement out_;
};

Outcome note_sid(std::set<std::string>& sids, const std::string& sid, const Path& at) {
  if (sid.empty() || sids.insert(sid).second) return Done{};
  return refused("the Sid \"" + sid + "\" stands for two statements. Give each its own, or leave it out", at);
}

Outcome merge_texts(PolicyDocument& into, const Value& config, const char* name, bool unique) {
  std::set<std::string> sids;
  for (std::size_t i = 0; i < elements(config[name]).size(); ++i) {
    const std::string text = elements(config[name])[i].to_text();
    const Path at = Path() / name / static_cast<Index>(i);
    if (text.empty()) continue;
    auto document = PolicyDocument::read(text);
    if (!document) return refused(document.error().message, at);
    for (const PolicyStatement& statement : document->statements) {
      if (auto done = unique ? note_sid(sids, statement.sid, at) : Outcome(Done{}); !done) return done;
    }
    into.merge(std::move(*document));
  }
  return Done{};
}

Result<PolicyDocument> own_document(const Field& root, const Value& config) {
  PolicyDocument own;
  own.version = config["version"].is_null() ? "2012-10-17" : config["version"].to_text();
  own.id = config["policy_id"].to_text();
  std::set<std::string> sids;
  for (std::size_t i = 0; i < elements(config["statement"]).size(); ++i) {
    const Path at = Path() / "statement" / static_cast<Index>(i);
    auto statement = StatementBlock(*root.find("statement"), elements(config["statement"])[i], own.version, at).made();
    if (!statement) return statement.error();
    if (auto done = note_sid(sids, statement->sid, at / "sid"); !done) return done.error();
    own.statements.push_back(std::move(*statement));
  }
  return own;
}

/// The configuration with its defaults, as the older SDK stores it: what says nothing is null at the top and zero in
/// blocks.
Value stored(const Field& root, const Value& config) {
  Value out = legacy::zero_filled(root, config);
  for (Value& statement : out.as_map().at("statement").as_list()) {
    if (statement["effect"].to_text().empty()) statement.set("effect", "Allow");
  }
  for (auto& [name, value] : out.as_map()) {
    if (value == Value("") || value == Value(Value::List{})) value = Value();
  }
  return out;
}

}  // namespace

Result<Value> iam_policy_document(const Definition& definition, const Context&, const Value& config) {
  PolicyDocument document;
  if (auto done = merge_texts(document, config, "source_policy_documents", true); !done) return done.error();
  auto own = own_document(definition.root, config);
  if (!own) return own.error();
  Value state = stored(definition.root, config);
  state.set("version", own->version);
  document.merge(std::move(*own));
  if (auto done = merge_texts(document, config, "override_policy_documents", false); !done) return done.error();
  const std::string text = document.text(), indented = indented_json(text);
  state.set("minified_json", text);
  state.set("json", indented);
  state.set("id", sdk_hash(indented));
  return state;
}

}  // namespace lakeform::faces::aws
