// hashicorp/aws, as its provider block, tags, regions, errors, functions and hooks go.
#pragma once

#include "provider/engine/face.h"

namespace lakeform::faces::aws {

class AwsFace final : public engine::Face {
 public:
  std::string_view name() const override { return "aws"; }
  Diagnostics check(const Value& block) const override;
  Result<std::shared_ptr<const engine::Connection>> connect(const Value& block,
                                                            const engine::Session& session) const override;
  Value propose(const engine::Planning& planning, const std::function<bool(const Value&)>& changes) const override;
  void refine(const engine::Planning& planning, engine::legacy::Planned& planned) const override;
  void finish(const engine::Planning& planning, bool open, engine::legacy::Planned& planned,
              Diagnostics& found) const override;
  engine::Advice advice(const Error& error) const override;
  std::pair<std::string, std::string> split_import(const schema::Definition& definition,
                                                   std::string_view text) const override;
  std::string scope_of(const engine::Context& context, const Value& object) const override;
  std::string foreign(const engine::Context& context, const Value& identity) const override;
  std::string agent_of(const Value& meta) const override;
  engine::FunctionAnswer call(std::string_view function, const std::vector<Value>& arguments) const override;
};

/// Its words and hooks, for the language and the engine.
void add_vocabulary();

}  // namespace lakeform::faces::aws
