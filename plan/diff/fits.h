// Whether an object of a plan or state can be one of its type.
#pragma once

#include <string>

#include "plan/desired/slices.h"
#include "provider/schema/definition.h"

namespace lakeform::plan {

/// What is wrong with a member of the object, with its path: "before.tags is a list, where a map belongs". Empty:
/// nothing. Members that the type does not have are of another version and do no harm; what earlier versions wrote in
/// another form (a number as text, one block in place of a list) fits.
std::string misfit_text(const schema::Definition& definition, const std::string& side, Slice object);

}  // namespace lakeform::plan
