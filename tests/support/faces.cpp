// The clouds are there for every test of a program that links this: as in the product, before anything else.
#include "provider/faces/faces.h"

namespace {

const bool installed = (lakeform::faces::install(), true);

}  // namespace
