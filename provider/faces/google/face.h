// hashicorp/google, as its provider block, errors and functions go.
#pragma once

#include "provider/engine/face.h"

namespace lakeform::faces::google {

class GoogleFace final : public engine::Face {
 public:
  std::string_view name() const override { return "google"; }
  Diagnostics check(const Value& block) const override;
  Result<std::shared_ptr<const engine::Connection>> connect(const Value& block,
                                                            const engine::Session& session) const override;
  engine::Advice advice(const Error& error) const override;
  std::string scope_of(const engine::Context& context, const Value& object) const override;
  std::string agent_of(const Value& meta) const override { return meta["module_name"].to_text(); }
  engine::FunctionAnswer call(std::string_view function, const std::vector<Value>& arguments) const override;
};

/// Its words and hooks, for the language and the engine.
void add_vocabulary();

}  // namespace lakeform::faces::google
