// Where two objects of a schema differ.
#pragma once

#include <functional>

#include "plan/diff/sensitive.h"
#include "plan/report.h"
#include "provider/schema/definition.h"
#include "provider/value/value.h"

namespace lakeform::plan {

/// Equal as Terraform compares objects: sets without order.
bool same(const schema::Field& object, const Value& a, const Value& b);

/// The attributes in which desired, state and live are not all the same, sorted by path. Desired or state may be null
/// as a whole: then that side is absent everywhere. An unset value and a zero one count as the same: answers of the
/// clouds don't tell them apart. Computed attributes that will only be known after the apply are no change of their
/// own.
std::vector<AttributeChange> differences(const schema::Definition& definition, const Value& desired, const Value& state,
                                         const Value& live, const Sensitive& sensitive);

/// Members that the stored JSON lacks were added by a later schema: they take the live value, so that an upgrade is no
/// drift.
Value filled_from(const schema::Definition& definition, Value state, const Value& stored, const Value& live);

}  // namespace lakeform::plan
