#include "plan/live/provider_block.h"

#include <algorithm>

#include "provider/engine/plan/shape.h"

namespace lakeform::plan {

namespace {

using schema::Field;

class Evaluation {
 public:
  explicit Evaluation(const std::map<std::string, Slice>& variables) : variables_(variables) {}

  std::vector<std::string> unresolved;

  Value members(const Field& parent, Slice expressions, const std::string& at) {
    Value::Map out;
    for_members(expressions, [&](const std::string& name, Slice expression) {
      const Field* field = parent.find(name);
      if (field) out[name] = value(*field, expression, at + name);
    });
    return out;
  }

 private:
  Value value(const Field& field, Slice expression, const std::string& at) {
    if (!field.block) return attribute(expression, at);
    if (!expression.empty() && expression.front() == '{') return Value::List{members(field, expression, at + ".")};
    Value::List elements;
    for_elements(expression, [&](Slice one) { elements.push_back(members(field, one, at + ".")); });
    return elements;
  }

  Value attribute(Slice expression, const std::string& at) {
    if (const Slice constant = member(expression, "constant_value"); !constant.empty()) return decoded(constant);
    std::vector<std::string> references;
    for_elements(member(expression, "references"), [&](Slice one) { references.push_back(text(one)); });
    if (references.size() == 1 && references.front().rfind("var.", 0) == 0) {
      if (const auto found = variables_.find(references.front().substr(4)); found != variables_.end())
        return decoded(found->second);
    }
    unresolved.push_back(at);
    return {};
  }

  const std::map<std::string, Slice>& variables_;
};

}  // namespace

EvaluatedBlock evaluate(const schema::Definition& block, const ProviderBlock& given,
                        const std::map<std::string, Slice>& variables, const ProviderSettings& settings) {
  Evaluation evaluation(variables);
  Value config = evaluation.members(block.root, given.expressions, "");
  EvaluatedBlock out;
  const std::string name = block.provider.empty() ? block.type : block.provider;
  for (const Field& field : block.root.fields) {
    for (const std::string& key : {name + "." + field.name, name + "." + given.alias + "." + field.name}) {
      const auto setting = settings.find(key);
      if (setting == settings.end()) continue;
      config.set(field.name, setting->second);
      std::erase(evaluation.unresolved, field.name);
    }
  }
  out.config = engine::in_shape(block.root, std::move(config));
  std::sort(evaluation.unresolved.begin(), evaluation.unresolved.end());
  out.unresolved = std::move(evaluation.unresolved);
  return out;
}

std::string definitions_of(const std::string& source) {
  const auto name_at = source.rfind('/');
  if (name_at == std::string::npos) return source;  // the oldest states name the provider alone
  const auto space_at = source.rfind('/', name_at - 1);
  const std::string space = source.substr(space_at == std::string::npos ? 0 : space_at + 1,
                                          name_at - (space_at == std::string::npos ? 0 : space_at + 1));
  // "-": what Terraform 0.13 wrote for providers of states that did not name a namespace yet.
  return space == "hashicorp" || space == "lakeform" || space == "-" ? source.substr(name_at + 1) : std::string();
}

}  // namespace lakeform::plan
