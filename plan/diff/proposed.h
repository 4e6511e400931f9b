// What Terraform Core would propose to the provider, put together from a plan's JSON and the live object.
//
// A plan's JSON does not hold the evaluated configuration. It holds what was planned (`after`, with marks for what is
// unknown) and which arguments the configuration has (`expressions`). From both the configuration follows:
//  - required and optional attributes: the planned value is the configured one, or stands for it (a default; the stored
//  text where the two mean the same);
//  - optional and computed attributes: the planned value where the configuration has the argument, else unset;
//  - computed attributes: unset.
// Two things can't be told: an argument whose expression is null counts as set to what was planned, and
// `ignore_changes` shows only where a constant of the configuration differs from the plan; then the attribute is left
// as it is.
#pragma once

#include "plan/desired/desired.h"
#include "provider/schema/definition.h"
#include "provider/value/value.h"

namespace lakeform::plan {

/// The planned object of a resource with unknowns in place, in the shape of the definition. Null: a destroy.
Value planned_value(const schema::Definition& definition, const Resource& resource);

/// The members that a plan's JSON has of the planned object, known or unknown; those that it lacks were added by a
/// later schema.
Value planned_members(const Resource& resource);

/// The configuration as far as it can be told. `live` is what ignored attributes keep.
Value configured_value(const schema::Definition& definition, const Resource& resource, const Value& planned,
                       const Value& live);

/// Terraform's "proposed new state": the configuration, computed attributes filled from the prior object. Source:
/// objchange.ProposedNew.
Value proposed_value(const schema::Field& object, const Value& prior, const Value& config);

/// A stored object in the shape of the definition. Null where the slice is empty, null or broken.
Value stored_value(const schema::Definition& definition, Slice json);

}  // namespace lakeform::plan
