// What stands where a configuration says nothing: facts of the provider (`fallback` of a field).
#pragma once

#include "provider/engine/context.h"

namespace lakeform::engine {

/// Fills the proposal of a create, and of an update the fields whose fallback always counts. What the provider does not
/// know yet is unknown.
void add_fallbacks(const Definition& definition, const Context& context, const PlanRequest& request, Value& proposed);

/// The object of a data source, or of an import, with the fallbacks of its unset fields; not those that always count,
/// which are no part of what the service is asked.
void fill_fallbacks(const Definition& definition, const Context& context, Value& object);

}  // namespace lakeform::engine
