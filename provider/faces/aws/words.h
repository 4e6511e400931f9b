// AWS's own words of the definition language: formats and equivalences of texts.
#pragma once

#include "provider/language/words.h"

namespace lakeform::faces::aws {

language::CloudWords words();

}  // namespace lakeform::faces::aws
