// What configurations call: provider::google::project_from_id and its like. Pure.
#pragma once

#include "provider/engine/answers.h"

namespace lakeform::faces::google {

engine::FunctionAnswer call_function(std::string_view name, const std::vector<Value>& arguments);

}  // namespace lakeform::faces::google
