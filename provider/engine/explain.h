// What a failed call means to the person who reads it: which resource, which attribute, the service's own words, what
// to do next.
#pragma once

#include "provider/engine/scope.h"

namespace lakeform::engine {

/// `aws_glue_crawler "sales"` : the type and what the object is called (its id, else its name as planned).
std::string label_of(const Scope& scope);

/// The error of one call as a diagnostic. `doing` begins the summary: "Creating", "Reading". An error that names an
/// attribute already keeps it; else the attribute is worked out where the code tells (a malformed policy, a name that
/// is taken, a role that can't be assumed).
Error explained(Error error, std::string_view doing, const Scope& scope);

/// What to do about an error, as a sentence or two; empty when there is nothing to say that the service has not said.
std::string hint_for(const Error& error);

}  // namespace lakeform::engine
